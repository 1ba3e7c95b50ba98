"""Where the content of a cue is looked for."""

import pytest

from datasette_newsactors.nlp.model.sheet import sheet_of
from datasette_newsactors.nlp.model.window import window


def units_of(layout, cue):
    sheet = sheet_of(layout)
    found = window(sheet, sheet.word.index(cue))
    return [layout.text[sheet.start[unit.first] : sheet.end[unit.last - 1]] for unit in found]


@pytest.mark.parametrize(
    ("text", "cue", "units"),
    [
        ("It rained. Moss left. It rained.", "left", ["Moss", "left", "."]),
        ("It rained. “I go. Now.” said Moss.", "said", ["“I go. Now.”", "said", "Moss", "."]),
        ("Moss said: “I go.” It rained.", "said", ["Moss", "said", ":", "“I go.”"]),
        ("“I go,” said Moss. “Now.”", "said", ["“I go,”", "said", "Moss", ".", "“Now.”"]),
        ("“I said so.” It rained.", "said", ["“", "I", "said", "so", ".", "”"]),
    ],
)
def test_the_window_reaches_as_far_as_quotations_do(laid_out, text, cue, units):
    assert units_of(laid_out(text), cue)[: len(units)] == units


def test_the_window_ends_with_the_paragraph(laid_out):
    assert "“Now.”" not in units_of(laid_out("Moss left.\n\n“Now.”"), "left")
