"""The document as plain lists."""

import pytest

from datasette_newsactors.nlp.model.sheet import OUTSIDE, sheet_of

TEXT = "Jon Moss said: “The ferry is late.”\n\nNobody minded."


@pytest.fixture
def sheet(laid_out):
    return sheet_of(laid_out(TEXT))


def test_every_row_is_a_token(sheet):
    assert [TEXT[start:end] for start, end in zip(sheet.start, sheet.end, strict=True)] == sheet.word


def test_a_quotation_holds_its_marks(sheet):
    quoted = [word for word, number in zip(sheet.word, sheet.quotation, strict=True) if number != OUTSIDE]
    assert quoted == ["“", "The", "ferry", "is", "late", ".", "”"]


def test_of_a_cue_in_the_same_quotation_nothing_is_apart(sheet):
    inside, outside = sheet.word.index("late"), sheet.word.index("said")
    assert sheet.quotation_apart(inside, outside) == 0
    assert sheet.quotation_apart(inside, sheet.word.index("is")) == OUTSIDE


def test_paragraphs_are_counted(sheet):
    assert sheet.paragraph[0] == 0
    assert sheet.paragraph[sheet.word.index("Nobody")] == 1


def test_edges_are_the_ends_of_what_hangs_below(sheet):
    said = sheet.word.index("late")
    verb = sheet.head[said]
    assert sheet.left_edge(verb) <= verb <= sheet.right_edge(verb)
