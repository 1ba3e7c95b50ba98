"""Cutting a text at the boundaries of overlapping spans loses nothing and marks everything."""

import html

from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.web.marks import Span, cut, matches, paragraphs
from tests.newsroom import FERRY, find

TEXTS = st.text(alphabet="ab <&>\"'\n“”é😀", max_size=40)


@st.composite
def marked_texts(draw):
    text = draw(TEXTS)
    offset = st.integers(-3, len(text) + 3)
    kinds = st.sampled_from(["quote", "mention", "source", "cue", "break"])
    spans = draw(st.lists(st.builds(Span, offset, offset, kinds, st.integers()), max_size=8))
    return text, spans


@given(marked_texts())
def test_the_pieces_joined_are_the_text(marked):
    text, spans = marked
    pieces = cut(text, spans)
    assert "".join(html.escape(piece.text) for piece in pieces) == html.escape(text)
    assert all(piece.text == text[piece.start : piece.end] for piece in pieces)


@given(marked_texts())
def test_each_piece_has_exactly_the_spans_that_cover_it(marked):
    text, spans = marked
    for piece in cut(text, spans):
        covering = [span for span in spans if span.start <= piece.start and piece.end <= span.end]
        touching = [span for span in spans if span.start < piece.end and piece.start < span.end]
        assert len(piece.spans) == len(covering) == len([s for s in touching if s.start < s.end])


def quote(number, *spans, source=(None, None), cue=(None, None)):
    keys = {"source_start": source[0], "source_end": source[1], "cue_start": cue[0], "cue_end": cue[1]}
    return {"id": number, "spans": [list(span) for span in spans], **keys}


def test_a_split_quote_starts_once_and_skips_its_own_cue():
    first, second = find(FERRY, "We have run out of money,"), find(FERRY, "and out of patience")
    result = paragraphs(FERRY, [quote(7, first, second)], [])
    segments = [segment for paragraph in result for segment in paragraph if segment.quotes]
    assert [segment.pieces[0].text for segment in segments] == [
        "We have run out of money,",
        "and out of patience",
    ]
    assert [len(segment.starts) for segment in segments] == [1, 0]


def test_a_mention_inside_a_quote_does_not_break_the_quote():
    result = paragraphs(
        FERRY,
        [quote(1, find(FERRY, "Mara Lind had never asked the dockers"))],
        [
            {
                "start": find(FERRY, "Mara Lind", 1)[0],
                "end": find(FERRY, "Mara Lind", 1)[1],
                "slug": "mara-lind",
            }
        ],
    )
    segment = next(segment for paragraph in result for segment in paragraph if segment.quotes)
    assert [piece.text for piece in segment.pieces] == ["Mara Lind", " had never asked the dockers"]
    assert [bool(piece.values("mention")) for piece in segment.pieces] == [True, False]


def test_a_quote_within_a_quote_lies_in_both():
    result = paragraphs("he said she said no", [quote(1, (8, 19)), quote(2, (17, 19))], [])
    assert [[q["id"] for q in segment.quotes] for segment in result[0]] == [[], [1], [1, 2]]


@given(TEXTS)
def test_paragraphs_leave_out_nothing_but_the_breaks_between_them(text):
    joined = "".join(piece.text for p in paragraphs(text, [], []) for segment in p for piece in segment.pieces)
    assert joined.replace(" ", "") == text.replace("\n", "").replace(" ", "")


def test_the_words_that_a_search_matched():
    assert matches("a \x02b\x03 c") == [("a ", False), ("b", True), (" c", False)]


@given(st.text(alphabet="ab\x02\x03"))
def test_stray_marks_in_the_text_are_dropped(text):
    assert "".join(piece for piece, _ in matches(text)) == text.replace("\x02", "").replace("\x03", "")
