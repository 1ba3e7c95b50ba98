"""The vectors of words: those that spaCy computes, but for the last digits."""

import numpy as np
import pytest

from datasette_newsactors.nlp.quick import vectors

TEXTS = [
    "The dam on the Halvora broke.",
    "",
    "Lind",
    "The dam on the other river held, Lind said.\n\nIt is the older one.",
]


def encoder(english, pipe):
    model = english.get_pipe(pipe).model
    return model if pipe == "tok2vec" else model.get_ref("tok2vec").layers[0]


@pytest.mark.parametrize("pipe", ["tok2vec", "ner"])
@pytest.mark.parametrize("rows", [3, 1000], ids=["a few words at a time", "all at once"])
def test_vectors_are_those_of_spacy(english, monkeypatch, pipe, rows):
    monkeypatch.setattr(vectors, "ROWS", rows)
    model, docs = encoder(english, pipe), [english.make_doc(text) for text in TEXTS]
    found = vectors.vectors_by(model)(docs)
    for ours, theirs in zip(found, model.predict(docs), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize("pipe", ["tok2vec", "ner"])
def test_models_of_spacys_small_pipeline_are_known(english, pipe):
    words, neighbours = encoder(english, pipe).layers
    for known, model in ((vectors._alone(words), words), (vectors._among_neighbours(neighbours), neighbours)):
        assert known != model.predict


def test_a_model_that_is_built_otherwise_computes_by_itself(english):
    model = english.get_pipe("parser").model.get_ref("tok2vec").layers[0]  # takes what the documents have already
    doc = english(TEXTS[0])
    [found] = vectors.vectors_by(model)([doc])
    assert found is doc.tensor


def test_a_word_is_computed_once_for_all_that_look_alike(english, monkeypatch):
    counted = []
    once = vectors.Layer.__call__
    monkeypatch.setattr(vectors.Layer, "__call__", lambda layer, x: counted.append(len(x)) or once(layer, x))
    english.get_pipe(vectors.NAME)(english.make_doc("no no no yes no"))
    assert counted[0] == 3  # "no" before a space, "yes", and "no" at the end
    assert set(counted[1:]) == {5 + 2 * 4}  # all, and four beyond either end
