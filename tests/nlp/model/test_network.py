"""The network, with random weights: what it looks at, and what it does not."""

import numpy as np
import pytest

from datasette_newsactors.nlp.model.fit import _first_weights
from datasette_newsactors.nlp.model.inputs import COLUMNS, numbered, tokens_of, vectors_of
from datasette_newsactors.nlp.model.network import batch_of, shapes, sights, states, told, view_of
from datasette_newsactors.nlp.model.nodes import Node, sigmoid
from datasette_newsactors.nlp.model.places import window_of
from datasette_newsactors.nlp.model.sheet import sheet_of
from datasette_newsactors.nlp.model.window import window

TEXTS = ("Mara Velden said that the dam holds. Nobody minded.", "“The ferry is late,” Jon Moss told us, and left.")


@pytest.fixture(scope="module")
def scene(english):
    """Weights; and of each text the tokens, and windows around its verbs."""
    from datasette_newsactors.nlp.layout import lay_out

    layouts = [lay_out(english(text)) for text in TEXTS]
    sheets = [sheet_of(layout) for layout in layouts]
    known = {name: sorted({value for sheet in sheets for value in getattr(sheet, name)}) for name in COLUMNS}
    weights, _ = _first_weights(shapes(known), np.random.default_rng(0))
    tokens = [tokens_of(s, vectors_of(layout), numbered(known)) for s, layout in zip(sheets, layouts, strict=True)]
    verbs = [[token for token, pos in enumerate(sheet.pos) if pos == "VERB"] for sheet in sheets]
    windows = [[window_of(s, cue, window(s, cue)) for cue in cues] for s, cues in zip(sheets, verbs, strict=True)]
    return {name: Node(value) for name, value in weights.items()}, tokens, windows


def test_a_document_is_seen_as_if_it_were_alone(scene):
    weights, tokens, _ = scene
    together = batch_of(tokens)
    state, score = states(together, weights)
    for document, start in zip(tokens, together.starts, strict=True):
        alone = batch_of([document])
        state_alone, score_alone = states(alone, weights)
        rows, rows_alone = slice(start, start + len(document.head)), slice(alone.starts[0], None)
        assert np.allclose(state.value[rows], state_alone.value[rows_alone], atol=1e-5)
        assert np.allclose(score.value[rows], score_alone.value[rows_alone], atol=1e-5)


@pytest.mark.parametrize("together", [1, 3, 100])
def test_how_many_tokens_are_computed_at_a_time_changes_nothing(scene, together):
    weights, tokens, _ = scene
    batch = batch_of(tokens)
    for part, whole in zip(states(batch, weights, together=together), states(batch, weights), strict=True):
        assert np.allclose(part.value, whole.value, atol=1e-5)


def test_a_window_is_seen_as_if_it_were_alone(scene):
    weights, tokens, windows = scene
    batch = batch_of(tokens)
    state, score = states(batch, weights)
    placed = [(found, start) for of_text, start in zip(windows, batch.starts, strict=True) for found in of_text]
    label, verdict = sights(told(state, sigmoid(score.value), weights), view_of(placed), weights)
    row = 0
    for number, (found, start) in enumerate(placed):
        label_alone, verdict_alone = sights(
            told(state, sigmoid(score.value), weights), view_of([(found, start)]), weights
        )
        assert np.allclose(label.value[row : row + len(found.units)], label_alone.value, atol=1e-5)
        assert np.allclose(verdict.value[number], verdict_alone.value[0], atol=1e-5)
        row += len(found.units)
    assert row == len(label.value)


def test_what_stands_around_a_word_changes_its_state(scene):
    weights, tokens, _ = scene
    first = tokens[0]
    changed = first._replace(numbers=first.numbers.copy())
    changed.numbers[1] = 0
    before, after = (states(batch_of([document]), weights)[0].value for document in (first, changed))
    start = batch_of([first]).starts[0]
    assert not np.allclose(before[start + 2], after[start + 2])
