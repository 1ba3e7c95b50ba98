"""Quotes by a trained model: first the cues of an article, then the source and content of each cue.

sheet → inputs → network → window, places → network → decode → readings, beside those of the rules → trees.
"""
