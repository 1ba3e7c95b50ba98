"""What the network is told of each token."""

import numpy as np
import pytest

from datasette_newsactors.nlp.model.inputs import COLUMNS, UNKNOWN, VECTOR, numbered, tokens_of, vectors_of
from datasette_newsactors.nlp.model.sheet import sheet_of

TEXT = "Jon Moss said: “The ferry is late.”"
KNOWN = {"tag": ["NNP", "VBD"], "dep": ["nsubj"], "entity": ["PERSON"], "lemma": ["moss", "say"]}


@pytest.fixture
def scene(laid_out):
    """The sheet of the text, and what the network is told."""
    layout = laid_out(TEXT)
    sheet = sheet_of(layout)
    return sheet, tokens_of(sheet, vectors_of(layout), numbered(KNOWN))


def test_values_have_the_numbers_that_they_had_in_training(scene):
    sheet, tokens = scene
    said = tokens.numbers[sheet.word.index("said")]
    assert dict(zip(COLUMNS, said, strict=True)) == {"tag": 2, "dep": UNKNOWN, "entity": UNKNOWN, "lemma": 2}


def test_a_quotation_shows_where_it_begins_and_ends(scene):
    sheet, tokens = scene
    inside, first, last = tokens.signs[:, :3].T
    assert [word for word, sign in zip(sheet.word, inside, strict=True) if sign] == sheet.word[4:]
    assert (sheet.word[int(first.argmax())], sheet.word[int(last.argmax())]) == ("“", "”")


def test_the_lexicon_knows_cues(scene):
    sheet, tokens = scene
    assert tokens.signs[sheet.word.index("said"), 17:].tolist() == [1, 0, 1]
    assert not tokens.signs[sheet.word.index("ferry"), 17:].any()


def test_vectors_are_what_the_pipeline_computed(laid_out):
    layout = laid_out(TEXT)
    assert vectors_of(layout).shape == (len(layout.tokens), VECTOR)
    assert vectors_of(layout).any()


def test_vectors_of_another_pipeline_are_not_looked_at(laid_out):
    layout = laid_out(TEXT)
    assert not vectors_of(layout, blind=True).any()
    layout.doc.tensor = np.ones((len(layout.tokens), 300), np.float32)
    assert vectors_of(layout).shape == (len(layout.tokens), VECTOR)
    assert not vectors_of(layout).any()


def test_an_empty_text_has_no_tokens(laid_out):
    layout = laid_out("")
    assert tokens_of(sheet_of(layout), vectors_of(layout), numbered(KNOWN)).signs.shape[0] == 0
