"""What the network and the rules make of a document, side by side."""

import numpy as np
import pytest

from datasette_newsactors.nlp.model.files import load_model
from datasette_newsactors.nlp.model.predict import judged
from datasette_newsactors.nlp.model.readings import _source_of
from datasette_newsactors.nlp.model.seeing import Sight
from datasette_newsactors.nlp.model.sheet import sheet_of
from datasette_newsactors.nlp.model.window import window

TEXT = "Mara Velden insisted that the ferry is late. “The dam will hold,” said Jon Moss."


@pytest.fixture(scope="module")
def scene(english, tiny_model):
    """The readings of the text, and their features."""
    from datasette_newsactors.nlp.layout import lay_out

    layout = lay_out(english(TEXT))
    return judged(layout, sheet_of(layout), load_model(tiny_model).network)


def test_what_both_read_alike_comes_once(scene):
    found, _ = scene
    said = [reading for reading in found if reading.attribution.cue and reading.attribution.cue.lemma == "say"]
    assert [TEXT[slice(*reading.attribution.content[0])] for reading in said] == ["The dam will hold,"]
    assert said[0].by == {"network", "rules", "marks"}


def test_each_reading_tells_who_made_it_and_how_sure_they_are(scene):
    found, rows = scene
    for reading, row in zip(found, rows, strict=True):
        assert row["by network"] == ("network" in reading.by)
        assert 0 <= row["chance"] <= 1
        assert 0 <= row["least inside"] <= row["mean inside"] <= 1.0001


@pytest.mark.parametrize(
    ("labels", "chances", "source"),
    [
        (["BS", "IS", "K", "O"], [0.9, 0.9, 0, 0], "Mara Velden"),
        (["BS", "O", "K", "BS"], [0.4, 0.1, 0, 0.8], "nothing"),
        (["O", "O", "K", "O"], [0.3, 0.3, 0, 0.1], "Mara Velden"),
        (["O", "O", "K", "O"], [0.1, 0.1, 0, 0.1], None),
    ],
    ids=["the one that is labelled", "the surer of two", "one that may be", "none"],
)
def test_the_source_is_what_the_network_is_surest_of(laid_out, labels, chances, source):
    layout = laid_out("Mara Velden said nothing.")
    sheet = sheet_of(layout)
    units = window(sheet, 2)[:4]
    found = _source_of(sheet, Sight(units, labels, np.zeros(4), np.array(chances), 0.9))
    assert (layout.text[slice(*found)] if found else None) == source
