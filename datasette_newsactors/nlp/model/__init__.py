"""Quotes by a trained model: first the cues of an article, then the source and content of each cue.

sheet → cue_features → tagger → window → link_features → tagger → decode → merge with what the rules read from marks.
"""
