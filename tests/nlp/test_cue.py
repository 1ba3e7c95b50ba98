"""Cues: the words that attribute, their lemma, class and form."""

import pytest

from datasette_newsactors.lexicon import lexicon
from datasette_newsactors.nlp.cue import is_unknown, named, noun_classes, other_classes, unlisted_cue
from datasette_newsactors.nlp.layout import lay_out

from .reading import known_fault, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mara Lind said the bridge would close.", ("said", "say", "speech", "verb")),
        ("Mara Lind has said that the bridge would close.", ("has said", "say", "speech", "verb")),
        ("Mara Lind wrote that the bridge would close.", ("wrote", "write", "writing", "verb")),
        ("Mara Lind believes the bridge will close.", ("believes", "believe", "thought", "verb")),
        ("Mara Lind hopes to close the bridge.", ("hopes", "hope", "thought", "verb")),
        ("Mara Lind is hoping to close the bridge.", ("is hoping", "hope", "thought", "verb")),
        ("Mara Lind intends to close the bridge.", ("intends", "intend", "intention", "verb")),
        ("Mara Lind vowed to close the bridge.", ("vowed", "vow", "speech", "verb")),
        ("Mara Lind learned that the bridge would close.", ("learned", "learn", "perception", "verb")),
        ("Mara Lind pointed out that the bridge was old.", ("pointed out", "point", "speech", "verb")),
        (
            "According to Mara Lind, the bridge is old.",
            ("According to", "according to", "speech", "phrase"),
        ),
        (
            "In the opinion of Mara Lind, the bridge is old.",
            ("In the opinion of", "in the opinion of", "thought", "phrase"),
        ),
        ("In her view, the bridge is old.", ("view", "in … view", "thought", "possessive")),
        ("The claim that the bridge was old upset Lind.", ("claim", "claim", "speech", "noun")),
    ],
)
def test_a_cue_with_its_lemma_class_and_form(english, text, expected):
    found = [(words(text, c.span), c.lemma, c.cue_class, c.form) for c in lay_out(english(text)).cues]
    assert expected in found


@pytest.mark.parametrize(
    "text",
    [
        "The bridge over the Salt is old and narrow.",
        "The bidding opened with a bang.",
        "Jon Moss hopped over the fence.",
    ],
)
def test_sentences_without_a_cue(english, text):
    assert lay_out(english(text)).cues == []


def test_cues_come_in_text_order(english):
    text = "Lind said no, Moss said yes, and according to Brask nobody asked."
    assert [words(text, c.span) for c in lay_out(english(text)).cues] == ["said", "said", "according to", "asked"]


@pytest.mark.parametrize("text", ["ACCORDING TO MARA LIND, the bridge is old.", "LIND SAID the bridge was old."])
def test_letter_case_does_not_matter(english, text):
    assert len(lay_out(english(text)).cues) == 1


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Lind’s saying that the bridge is old upset Moss.", "saying"),
        known_fault("As Mara Lind put it, the bridge is old.", "put it", why="“as X put it” is not in cues.json"),
        known_fault("“It is late,” Mara Lind began.", "began", why="begin, go on and their like are not in cues.json"),
    ],
)
def test_less_common_cues(english, text, cue):
    assert cue in [words(text, c.span) for c in lay_out(english(text)).cues]


def unlisted(doc, word):
    return unlisted_cue(next(token for token in doc if token.text == word))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Lind criticized the bridge.", "criticized", ("criticized", "criticize", "speech", "verb")),
        ("The criticism by Lind was harsh.", "criticism", ("criticism", "criticism", "speech", "noun")),
        ("Lind supports the bridge.", "supports", ("supports", "support", "attitude", "verb")),
        ("According to Lind, it is old.", "According", ("According to", "according to", "speech", "phrase")),
    ],
)
def test_an_unlisted_cue_is_named_as_readers_know_it(english, text, word, expected):
    doc = english(text)
    cue = named(unlisted(doc, word), lay_out(doc).cues, in_marks=False)
    assert (words(text, cue.span), cue.lemma, cue.cue_class, cue.form) == expected


def test_what_stands_all_in_marks_is_speech_whatever_the_cue(english):
    doc = english("“It is late,” Lind supports.")
    assert named(unlisted(doc, "supports"), [], in_marks=True).cue_class == "speech"


def test_a_listed_cue_keeps_its_class(english):
    [cue] = lay_out(english("Mara Lind believes the bridge will close.")).cues
    assert named(cue, [], in_marks=True) == cue


def test_words_that_only_a_model_takes_for_cues_stand_in_one_class_each():
    listed = [lemma for lemmas in lexicon("cues")["other"].values() for lemma in lemmas]
    assert len(listed) == len(set(listed)) == len(other_classes())
    assert not set(listed) & noun_classes().keys()


@pytest.mark.parametrize(
    ("text", "word", "unknown"),
    [
        ("Lind supports the bridge.", "supports", True),
        ("Lind criticized the bridge.", "criticized", False),
        ("According to Lind, it is old.", "According", False),
    ],
)
def test_whether_any_list_has_a_cue(english, text, word, unknown):
    assert is_unknown(unlisted(english(text), word)) == unknown
