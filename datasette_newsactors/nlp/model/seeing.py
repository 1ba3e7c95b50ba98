"""What the network sees in a document: how probable each token is a cue, and what is said around those that may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .decode import LABELS, likeliest
from .inputs import tokens_of
from .network import Network, batch_of, sights, states, view_of
from .nodes import Array, Node, sigmoid, softmax
from .places import window_of
from .sheet import Sheet
from .window import Unit, window

LEAST = 0.1  # chance from which a token is looked at as a cue
CONTENT = [number for number, label in enumerate(LABELS) if label.endswith("C")]
SOURCE = [number for number, label in enumerate(LABELS) if label.endswith("S")]


class Sight(NamedTuple):
    """A cue's window: the labels of its units, and how probable each is content or source.

    verdict: how probable the cue is one, from all that stands around it.
    """

    units: Sequence[Unit]
    labels: Sequence[str]
    content: Array
    source: Array
    verdict: float


class Seen(NamedTuple):
    """A document. chances: of each token to be a cue. sights: by token, of those that may be."""

    chances: Sequence[float]
    sights: dict[int, Sight]


def seen(sheet: Sheet, vectors: Array, network: Network) -> Seen:
    """What the network sees in a document. vectors: what the pipeline has computed for each token."""
    if not sheet.word:
        return Seen([], {})
    weights = {name: Node(value) for name, value in network.weights.items()}
    batch = batch_of([tokens_of(sheet, vectors, network.numbers)])
    [start] = batch.starts
    state, score = states(batch, weights)
    chance = sigmoid(score.value)
    chances = chance[start:, 0].tolist()
    cues = [token for token, known in enumerate(chances) if known >= LEAST and sheet.pos[token] != "SPACE"]
    windows = [window_of(sheet, cue, window(sheet, cue)) for cue in cues]
    if not windows:
        return Seen(chances, {})
    view = view_of([(found, start) for found in windows])
    scores, verdict = sights(state, chance, view, weights)
    labels, shares = likeliest(scores.value, view.starts), softmax(scores.value)
    content, source = shares[:, CONTENT].sum(1), shares[:, SOURCE].sum(1)
    ends = np.r_[view.starts[1:], len(shares)]
    return Seen(
        chances,
        {
            found.cue: Sight(found.units, labels[a:b], content[a:b], source[a:b], float(sure))
            for found, a, b, sure in zip(windows, view.starts, ends, sigmoid(verdict.value)[:, 0], strict=True)
        },
    )
