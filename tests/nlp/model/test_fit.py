"""Fitting: the steps, and what becomes of them."""

import numpy as np
import pytest

from datasette_newsactors.nlp.model import fit
from datasette_newsactors.nlp.model.decode import LABELS
from datasette_newsactors.nlp.model.fit import Lesson, Walk, fitted
from datasette_newsactors.nlp.model.inputs import COLUMNS, numbered, tokens_of, vectors_of
from datasette_newsactors.nlp.model.places import window_of
from datasette_newsactors.nlp.model.sheet import sheet_of
from datasette_newsactors.nlp.model.window import window


@pytest.fixture(scope="module")
def lesson(english):
    """A sentence whose "said" is a cue, and the values that it has."""
    from datasette_newsactors.nlp.layout import lay_out

    layout = lay_out(english("Mara Velden said that the dam holds."))
    sheet = sheet_of(layout)
    known = {name: sorted(set(getattr(sheet, name))) for name in COLUMNS}
    units = window(sheet, 2)
    labels = [LABELS.index(label) for label in ("BS", "IS", "K", "BC", "IC", "IC", "EC", "O")]
    cues = np.array([token == 2 for token in range(len(sheet.word))], np.float32)
    tokens = tokens_of(sheet, vectors_of(layout), numbered(known))
    return Lesson(tokens, cues, [(window_of(sheet, 2, units), np.array(labels))]), known


def test_the_network_is_the_mean_of_the_weights_that_the_last_steps_met(monkeypatch, lesson):
    met = []

    class Watched(Walk):
        def go(self, slopes, rate):
            super().go(slopes, rate)
            met.append(self.flat.copy())

    monkeypatch.setattr(fit, "Walk", Watched)
    monkeypatch.setattr(fit, "STEPS", 8)
    example, known = lesson
    network = fitted([example], known)
    found = np.concatenate([value.ravel() for value in network.weights.values()])
    assert len(met) == 8
    assert np.allclose(found, np.mean(met[-2:], axis=0), rtol=1e-3, atol=1e-5)
    assert not np.allclose(found, met[-1], rtol=1e-3, atol=1e-5)
