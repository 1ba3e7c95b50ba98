"""Paragraphs: where they begin and end, and which of them are no running text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.nlp.segment import is_wrapped, paragraphs

from .reading import known_fault

BODY = "The bridge over the Salt will close on Friday, the mayor said."


def pieces(text: str) -> list[str]:
    return [text[p.start : p.end] for p in paragraphs(text)]


def kinds(text: str) -> list[str]:
    return [p.kind for p in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\n", []),
        ("One.", ["One."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("  One.  \n\n\n   Two.", ["One.", "Two."]),
        ("One.\u2029Two.", ["One.", "Two."]),
        ("\ufeffOne.\n\nTwo.", ["\ufeffOne.", "Two."]),
    ],
)
def test_a_line_is_a_paragraph(text, expected):
    assert pieces(text) == expected


WRAPPED = """The bridge over the Salt will close on Friday, the mayor of
Velden told a meeting in the town hall on Monday evening, and
nobody knows when the ferry that is to replace it will be
running.

A spokesman for the harbour board said that the board had not
been asked, and that it would need at least a year to build a
new landing stage on the northern side.
"""


def test_lines_wrapped_at_a_fixed_width_are_one_paragraph():
    assert is_wrapped(WRAPPED)
    assert [p.split()[0] for p in pieces(WRAPPED)] == ["The", "A"]
    assert len(pieces(WRAPPED)) == 2


def test_short_lines_that_end_sentences_are_not_wrapped():
    assert not is_wrapped("He left.\nShe stayed.\n\nThey wrote.\nNobody answered.\nIt rained.")


@pytest.mark.parametrize(
    "line",
    [
        "[SANA via AP]",
        "[Velden Observatory]",
        "(Northwire via AP)",
        "(Photo: Ada Reske)",
        "(AP Photo/Ada Reske)",
        "Photo by Ada Reske/Northwire",
        "© Ada Reske / Northwire",
        "Ada Reske/Northwire",
        "Handout/Northwire.",
    ],
)
def test_a_credit_line_is_no_running_text(line):
    assert kinds(f"{BODY}\n\n{line}\n\n{BODY}")[1] in ("credit", "caption")


@pytest.mark.parametrize(
    "line",
    [
        "Mara Lind at the bridge on Monday. (Photo: Ada Reske/AP)",
        "A crane lifts the first stone [SANA via AP]",
        "Photo: the bridge in winter.",
        "File photo: Mara Lind, the mayor",
        "PHOTO: The bridge in winter",
        "Caption: Mara Lind at the bridge.",
        "Image caption: Mara Lind at the bridge.",
        "WATCH: Mara Lind opens the bridge",
    ],
)
def test_a_caption_is_no_running_text(line):
    assert kinds(f"{BODY}\n\n{line}\n\n{BODY}") == ["body", "caption", "body"]


@pytest.mark.parametrize(
    "line",
    [
        "Why it is late - Mara Lind: “The bridge is old.” [Northwire]",
        "Mara Lind told Jon Moss in May that the bridge was old [Northwire]",
        "The bridge has stood for a hundred years. " * 9 + "[Northwire]",
    ],
)
def test_what_reports_somebodys_words_or_is_long_is_no_caption_for_ending_in_brackets(line):
    assert kinds(f"{BODY}\n\n{line}\n\n{BODY}") == ["body", "body", "body"]


def test_what_stands_below_a_credit_is_a_caption_unless_it_reports_somebodys_words():
    text = "Handout/Northwire.\n\n{}\n\n" + BODY
    assert kinds(text.format("Mara Lind (left) met Jon Moss (right) in May."))[1] == "caption"
    assert kinds(text.format("Mara Lind told Jon Moss in May that it was old."))[1] == "body"
    assert kinds(text.format("“It is old.”"))[1] == "body"


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Reske",
        "By ADA RESKE",
        "By Ada Reske and Jon Moss",
        "By Ada Reske, Northwire",
        "By A. B. Reske",
        "By Ada Reske in Velden",
        known_fault("Ada Reske, Staff Writer", why="bylines without By are read as body"),
    ],
)
def test_a_byline_is_no_running_text(line):
    assert kinds(f"Bridge to close\n\n{line}\n\n{BODY}") == ["headline", "byline", "body"]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Bridge to close on Friday", "headline"),
        ("Mayor: ‘Bridge to Close’", "headline"),
        ("Who Will Now Close the Salt Bridge?", "headline"),
        known_fault("Who will close the bridge?", "headline", why="a question is taken for a sentence"),
        (BODY, "body"),
        ("“The bridge will close on Friday,” the mayor said.", "body"),
    ],
)
def test_the_first_line_is_a_headline_where_it_does_not_end_like_a_sentence(first, kind):
    assert kinds(f"{first}\n\n{BODY}")[0] == kind


@pytest.mark.parametrize(
    "line",
    [
        "The harbour board (which the mayor leads) will not pay for a new one (it has no money).",
        "“We have no money left,” the mayor said [on Monday].",
        "Watch your step, the sign on the bridge said: it is slippery.",
        "The picture is clear: nobody will pay.",
        "He read the file (all of it).",
        "The council has met three times since May (and once in April)",
    ],
)
def test_running_text_with_brackets_or_colons_stays_running_text(line):
    assert kinds(f"{BODY}\n\n{line}\n\n{BODY}")[1] == "body"


def test_one_line_alone_is_no_headline():
    assert kinds("Bridge to close on Friday") == ["body"]


@given(st.text(st.characters(codec=None), max_size=300))
def test_paragraphs_are_in_order_apart_and_cover_all_that_is_not_white_space(text):
    found = paragraphs(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(0 <= p.start < p.end <= len(text) for p in found)
    covered = {i for p in found for i in range(p.start, p.end)}
    assert all(i in covered for i, character in enumerate(text) if not character.isspace())


@given(st.lists(st.sampled_from(["\n", "\r", " ", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c", "\x85", "a"])))
def test_any_mixture_of_line_ends_gives_paragraphs_without_white_space_at_their_ends(characters):
    assert all(piece == piece.strip() != "" for piece in pieces("".join(characters)))
