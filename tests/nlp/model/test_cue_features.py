"""What may be a cue, and what is seen of it."""

import pytest

from datasette_newsactors.nlp.model.cue_features import candidates, cue_features, size
from datasette_newsactors.nlp.model.sheet import sheet_of


@pytest.mark.parametrize(
    ("text", "lemmas", "words"),
    [
        ("Jon Moss said the ferry has left.", (), ["said", "left"]),
        ("According to Jon Moss, the ferry left.", {"accord"}, ["According", "left"]),
        ("Her claim surprised them.", {"claim"}, ["claim", "surprised"]),
        ("The claim.", (), []),
    ],
)
def test_verbs_and_known_lemmas_are_candidates(laid_out, text, lemmas, words):
    sheet = sheet_of(laid_out(text))
    assert [sheet.word[token] for token in candidates(sheet, lemmas)] == words


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Jon Moss said that the ferry is late.", "said", {"lemma=say", "subjecttype=own,EPERSON"}),
        ("Jon Moss said that the ferry is late.", "said", {"lemma+clause=say,>ccompthatS"}),
        ("“The ferry is late,” said Jon Moss.", "said", {"left=1", "leftends=,", "leftbegins=True", "right=none"}),
        ("“The ferry is late,” said Jon Moss.", "is", {"quoted=True"}),
        ("VELDEN: The slope moves.", ":", {"colonnext=True,True"}),
        ("Jon Moss wanted to complain.", "complain", {"subject=borrowed,moss"}),
    ],
)
def test_features_tell(laid_out, text, word, expected):
    sheet = sheet_of(laid_out(text))
    assert expected <= set(cue_features(sheet, sheet.word.index(word)))


def test_the_same_text_has_the_same_features(laid_out):
    text = "Jon Moss said that the ferry, which “never was on time,” is late."
    first, second = (
        [cue_features(sheet, token) for token in range(len(sheet.word))]
        for sheet in (sheet_of(laid_out(text)), sheet_of(laid_out(text)))
    )
    assert first == second


@pytest.mark.parametrize(
    ("number", "step"), [(0, 0), (3, 3), (4, 4), (6, 4), (7, 7), (11, 7), (12, 12), (25, 25), (99, 25)]
)
def test_sizes_go_in_steps(number, step):
    assert size(number) == step
