"""From spans to labels and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.annotated import Gold
from datasette_newsactors.nlp.model.decode import labels_of, nearest, spans_of
from datasette_newsactors.nlp.model.sheet import sheet_of
from datasette_newsactors.nlp.model.window import window

TEXT = "Early on Monday, Mara Velden, a hydrologist, said the dam “will hold, whatever comes,” and that nobody knew."


@pytest.fixture(scope="module")
def scene(english):
    from datasette_newsactors.nlp.layout import lay_out

    sheet = sheet_of(lay_out(english(TEXT)))
    return sheet, window(sheet, sheet.word.index("said"))


def span(words):
    start = TEXT.index(words)
    return start, start + len(words)


CONTENT, SOURCE, CUE = (
    span("the dam “will hold, whatever comes,” and that nobody knew"),
    span("Mara Velden"),
    span("said"),
)


def test_units_get_the_label_of_what_holds_them(scene):
    sheet, units = scene
    labels = labels_of(sheet, units, Gold((CONTENT,), (SOURCE,), (CUE,)))
    named = {TEXT[sheet.start[u.first] : sheet.end[u.last - 1]]: label for u, label in zip(units, labels, strict=True)}
    assert (named["Mara"], named["Velden"]) == ("BS", "IS")
    assert named["said"] == "K"
    assert [named[w] for w in ("the", "dam", "“will hold, whatever comes,”", "knew", ".")] == [
        "BC",
        "IC",
        "IC",
        "EC",
        "O",
    ]


def test_spans_come_back_from_their_labels(scene):
    sheet, units = scene
    labels = labels_of(sheet, units, Gold((CONTENT,), (SOURCE,), (CUE,)))
    assert spans_of(sheet, units, labels, "C") == [CONTENT]
    assert spans_of(sheet, units, labels, "S") == [SOURCE]


@given(data=st.data())
def test_labels_and_spans_go_back_and_forth(scene, data):
    sheet, units = scene
    parts = data.draw(st.lists(st.sampled_from(["IC", "IS", "O"]), min_size=len(units), max_size=len(units)))
    content, source = spans_of(sheet, units, parts, "C"), spans_of(sheet, units, parts, "S")
    labels = labels_of(sheet, units, Gold(tuple(content), tuple(source), ()))
    again = spans_of(sheet, units, labels, "C")
    assert again == content


def test_the_nearest_span_is_the_source():
    assert nearest([(0, 5), (20, 30)], 17) == (20, 30)
    assert nearest([], 17) is None
