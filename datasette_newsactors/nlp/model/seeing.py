"""What the network sees in a document: how probable each token is a cue, and what is said around those that may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .decode import LABELS, likeliest
from .inputs import tokens_of
from .network import Network, batch_of, sights, states, told, view_of
from .nodes import Array, Node, sigmoid, softmax
from .places import Window, window_of
from .sheet import Sheet
from .window import Unit, window

TOGETHER = 1_000  # tokens or units computed at a time, whose numbers stay in the processor's cache
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


def _parts(windows: Sequence[Window]) -> Iterator[list[Window]]:
    """Windows in parts of no more units than are to be looked at together, or of one window."""
    part, room = list[Window](), TOGETHER
    for found in windows:
        if part and room < len(found.units):
            yield part
            part, room = [], TOGETHER
        part.append(found)
        room -= len(found.units)
    yield part


def seen(sheet: Sheet, vectors: Array, network: Network) -> Seen:
    """What the network sees in a document. vectors: what the pipeline has computed for each token."""
    if not sheet.word:
        return Seen([], {})
    weights = {name: Node(value, fixed=True) for name, value in network.weights.items()}
    batch = batch_of([tokens_of(sheet, vectors, network.numbers)])
    [start] = batch.starts
    state, score = states(batch, weights, together=TOGETHER)
    chance = sigmoid(score.value)
    chances = chance[start:, 0].tolist()
    cues = [token for token, known in enumerate(chances) if known >= LEAST and sheet.pos[token] != "SPACE"]
    windows = [window_of(sheet, cue, window(sheet, cue)) for cue in cues]
    if not windows:
        return Seen(chances, {})
    tokens = told(state, chance, weights)
    looks = [sights(tokens, view_of([(found, start) for found in part]), weights) for part in _parts(windows)]
    scores, verdicts = (np.concatenate([node.value for node in nodes]) for nodes in zip(*looks, strict=True))
    ends = np.cumsum([len(found.units) for found in windows])
    starts = np.r_[0, ends[:-1]]
    labels, shares = likeliest(scores, starts), softmax(scores)
    content, source = shares[:, CONTENT].sum(1), shares[:, SOURCE].sum(1)
    return Seen(
        chances,
        {
            found.cue: Sight(found.units, labels[a:b], content[a:b], source[a:b], float(sure))
            for found, a, b, sure in zip(windows, starts, ends, sigmoid(verdicts)[:, 0], strict=True)
        },
    )
