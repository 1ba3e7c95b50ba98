"""From spans to labels and back."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.annotated import Gold
from datasette_newsactors.nlp.model.decode import LABELS, labels_of, likeliest, spans_of
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


def can_be(labels):
    """Whether units can have these labels: runs of content begin with BC and end with EC if longer than one."""
    marked = ["O", *labels, "O"]
    for before, label, after in zip(marked, marked[1:], marked[2:], strict=False):
        if label in ("IC", "EC") and before not in ("BC", "IC"):
            return False
        if label == "IC" and after not in ("IC", "EC"):
            return False
        if label == "IS" and before not in ("BS", "IS"):
            return False
    return True


@given(seed=st.integers(0, 10_000), lengths=st.lists(st.integers(1, 3), min_size=1, max_size=4))
def test_the_likeliest_labels_are_the_best_of_all_that_can_be(seed, lengths):
    scores = np.random.default_rng(seed).normal(size=(sum(lengths), len(LABELS))).astype(np.float32)
    starts = np.cumsum([0, *lengths[:-1]])
    found = likeliest(scores, starts)
    for start, length in zip(starts, lengths, strict=True):
        every = [row for row in product(range(len(LABELS)), repeat=length) if can_be([LABELS[n] for n in row])]
        best = max(every, key=lambda row: sum(scores[start + place, n] for place, n in enumerate(row)))
        assert found[start : start + length] == [LABELS[n] for n in best]
