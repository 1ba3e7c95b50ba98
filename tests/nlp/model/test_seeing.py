"""What the network sees in a document."""

import pytest

from datasette_newsactors.nlp.model import seeing
from datasette_newsactors.nlp.model.files import load_model
from datasette_newsactors.nlp.model.inputs import vectors_of
from datasette_newsactors.nlp.model.seeing import seen
from datasette_newsactors.nlp.model.sheet import sheet_of

TEXT = "Mara Velden insisted that the ferry is late. “The dam will hold,” said Jon Moss."


@pytest.fixture
def look(laid_out, tiny_model):
    """look(text): the sheet, and what is seen."""

    def at(text):
        layout = laid_out(text)
        sheet = sheet_of(layout)
        return sheet, seen(sheet, vectors_of(layout), load_model(tiny_model).network)

    return at


def test_cues_stand_out(look):
    sheet, found = look(TEXT)
    assert len(found.chances) == len(sheet.word)
    likeliest = sorted(range(len(sheet.word)), key=lambda token: -found.chances[token])[:2]
    assert {sheet.word[token] for token in likeliest} == {"insisted", "said"}
    assert all(found.sights[token].verdict > 0.5 for token in likeliest)


def test_every_unit_around_a_cue_has_a_label_and_chances(look):
    sheet, found = look(TEXT)
    sight = found.sights[sheet.word.index("insisted")]
    assert len(sight.units) == len(sight.labels) == len(sight.content) == len(sight.source)
    labels = {sheet.word[unit.first]: label for unit, label in zip(sight.units, sight.labels, strict=True)}
    assert (labels["Mara"], labels["Velden"], labels["insisted"]) == ("BS", "IS", "K")
    assert ((sight.content >= 0) & (sight.content + sight.source <= 1.001)).all()


@pytest.mark.parametrize("together", [1, 20])
def test_how_much_is_looked_at_together_changes_nothing(look, monkeypatch, together):
    _, whole = look(TEXT)
    monkeypatch.setattr(seeing, "TOGETHER", together)
    _, parts = look(TEXT)
    assert parts.chances == pytest.approx(whole.chances, abs=1e-5)
    assert parts.sights.keys() == whole.sights.keys()
    for token, sight in whole.sights.items():
        assert parts.sights[token].labels == sight.labels
        assert parts.sights[token].verdict == pytest.approx(sight.verdict, abs=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Rain."])
def test_where_nothing_is_said_nothing_is_seen(look, text):
    _, found = look(text)
    assert not found.sights
