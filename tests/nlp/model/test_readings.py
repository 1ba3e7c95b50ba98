"""What taggers and rules make of a document, side by side."""

import pytest

from datasette_newsactors.nlp.model.choice_features import choice_features
from datasette_newsactors.nlp.model.files import load_model
from datasette_newsactors.nlp.model.predict import cue_chances
from datasette_newsactors.nlp.model.readings import readings, tagged
from datasette_newsactors.nlp.model.sheet import sheet_of

TEXT = "Mara Velden insisted that the ferry is late. “The dam will hold,” said Jon Moss."


@pytest.fixture(scope="module")
def scene(english, tiny_model):
    """The readings of the text, and their features."""
    from datasette_newsactors.nlp.layout import lay_out

    model, layout = load_model(tiny_model), lay_out(english(TEXT))
    sheet = sheet_of(layout)
    chances = cue_chances(sheet, model.cues, model.lemmas)
    windows = {cue: tagged(sheet, cue, chances, model.first, model.second) for cue in chances if chances[cue] > 0.15}
    found = readings(layout, sheet, windows, chances)
    return found, choice_features(found, windows, chances, layout, sheet)


def test_what_all_read_alike_comes_once(scene):
    found, _ = scene
    said = [reading for reading in found if reading.attribution.cue and reading.attribution.cue.lemma == "say"]
    assert [TEXT[slice(*reading.attribution.content[0])] for reading in said] == ["The dam will hold,"]
    assert said[0].by == {"first", "second", "rules", "marks"}


def test_each_reading_tells_who_made_it_and_how_sure_they_are(scene):
    found, rows = scene
    for reading, row in zip(found, rows, strict=True):
        assert row["by first"] == ("first" in reading.by)
        assert 0 <= row["chance"] <= 1
        assert 0 <= row["least inside"] <= row["mean inside"] <= 1.0001
