"""The network: how probable each token is a cue, and what each unit around a cue is to it.

First, each token gets a state, from what is known of it and of its neighbours in the text and in the syntax tree, and
of theirs in turn. From its state follows its chance to be a cue. Then, for each cue that is not all too improbable,
each unit of its window gets one, from its own and the cue's state and from where it stands seen from the cue, and again
from its neighbours'. From these follow the labels of the units, and once more how probable the cue is one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .decode import LABELS
from .inputs import COLUMNS, SIGNS, VECTOR, Tokens, numbered
from .nodes import (
    Array,
    Node,
    Numbers,
    beside,
    highest,
    linear,
    mean,
    mean_by,
    normed,
    plus,
    relu,
    rows,
    scaled,
    shifted,
    times,
)
from .places import RANGES, Window

WIDTHS = {"tag": 16, "dep": 24, "entity": 8, "lemma": 32}  # numbers that are learnt for each value of a column
STATE, SEEN, VERDICT = 96, 64, 48  # numbers of a token's state, of a unit's, and between a state and a chance
REACH = (1, 2, 4, 1)  # tokens to each side that the states look at, round by round
SEEN_REACH = (1, 2, 4)  # units to each side
GAP = 8  # empty rows before each document and each window, so that neither looks into the one before

Weights = Mapping[str, Node]
Drop = Callable[[Node, float], Node]  # in training, forgets a share of the numbers


@dataclass(frozen=True)
class Network:
    """A trained network.

    known: of each column the values that were met in training; the first has the number 1. blind: whether it is to do
    without the vectors of the pipeline, which are others than those that it was trained with.
    """

    known: Mapping[str, Sequence[str]]
    weights: Mapping[str, Array]
    blind: bool = False

    @cached_property
    def numbers(self) -> Mapping[str, Mapping[str, int]]:
        """The number of each value."""
        return numbered(self.known)


class Batch(NamedTuple):
    """Documents one below the other. real: 1 for each token, 0 for the gaps. starts: the row of each first token."""

    tokens: Tokens
    real: Array
    starts: list[int]


class View(NamedTuple):
    """Windows one below the other, a row a unit. first, last, cue: rows of the batch. kept: the rows that are no gap.

    starts: where each window begins among those kept.
    """

    first: Numbers
    last: Numbers
    cue: Numbers
    places: Numbers
    real: Array
    kept: Numbers
    starts: Numbers


def shapes(known: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, ...]]:
    """The shape of each weight. known: of each column the values that have a number, above 0."""
    found: dict[str, tuple[int, ...]] = {name: (len(known[name]) + 1, WIDTHS[name]) for name in COLUMNS}
    found |= _dense("in", VECTOR + SIGNS + sum(WIDTHS.values()), STATE)
    for number in range(len(REACH)):
        found |= _dense(f"state {number}", 5 * STATE, STATE) | _norm(f"state {number}", STATE)
    found |= _dense("cue", 2 * STATE, VERDICT) | _dense("chance", VERDICT, 1)
    found |= _dense("first", STATE, SEEN) | _dense("stretched", STATE, SEEN)
    found |= dict.fromkeys(("last", "from cue", "stretch"), (STATE, SEEN)) | {"also cue": (1, SEEN)}
    found |= {f"place {number}": (count, SEEN) for number, count in enumerate(RANGES)}
    found |= _norm("seen", SEEN)
    for number in range(len(SEEN_REACH)):
        found |= _dense(f"seen {number}", 3 * SEEN, SEEN) | _norm(f"seen {number}", SEEN)
    found |= _dense("label", SEEN, len(LABELS))
    return found | _dense("whole", 2 * SEEN + STATE + 1, VERDICT) | _dense("verdict", VERDICT, 1)


def _dense(name: str, before: int, after: int) -> dict[str, tuple[int, ...]]:
    return {name: (before, after), f"{name} bias": (after,)}


def _norm(name: str, count: int) -> dict[str, tuple[int, ...]]:
    return {f"{name} gain": (count,), f"{name} shift": (count,)}


def batch_of(documents: Sequence[Tokens]) -> Batch:
    """Documents one below the other."""
    starts, heads, end = [], [], 0
    for document in documents:
        starts.append(end + GAP)
        heads += [np.arange(end, end + GAP), document.head + end + GAP]
        end += GAP + len(document.head)
    tokens = Tokens(
        _spaced([document.numbers for document in documents]),
        _spaced([document.vectors for document in documents]),
        _spaced([document.signs for document in documents]),
        np.concatenate(heads),
    )
    real = _spaced([np.ones((len(document.head), 1), np.float32) for document in documents])
    return Batch(tokens, real, starts)


def _spaced(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Arrays one below the other, with a gap before each."""
    gap = np.zeros((GAP, *parts[0].shape[1:]), parts[0].dtype)
    return np.concatenate([piece for part in parts for piece in (gap, part)])


def view_of(windows: Sequence[tuple[Window, int]]) -> View:
    """Windows one below the other, each with the row of its document's first token."""
    places, first, last, cue, real, starts = [], [], [], [], [], []
    count = 0
    for window, start in windows:
        units = len(window.units)
        places.append(window.places)
        first.append(np.array([unit.first for unit in window.units]) + start)
        last.append(np.array([unit.last for unit in window.units]) + (start - 1))
        cue.append(np.full(units, window.cue + start))
        real.append(np.ones((units, 1), np.float32))
        starts.append(count)
        count += units
    mask = _spaced(real)
    return View(
        first=_spaced(first),
        last=_spaced(last),
        cue=_spaced(cue),
        places=_spaced(places),
        real=mask,
        kept=np.flatnonzero(mask),
        starts=np.array(starts),
    )


def keep(node: Node, share: float) -> Node:
    """Forgets nothing."""
    return node


def states(batch: Batch, weights: Weights, drop: Drop = keep) -> tuple[Node, Node]:
    """The state of each token, and the score from which its chance to be a cue follows."""
    tokens, real = batch.tokens, batch.real
    values = [rows(weights[name], tokens.numbers[:, number]) for number, name in enumerate(COLUMNS)]
    values[-1] = drop(values[-1], 0.1)
    x = beside(drop(Node(tokens.vectors * np.float32(0.5)), 0.15), *values, Node(tokens.signs))
    first = x = scaled(relu(_linear(drop(x, 0.1), weights, "in")), real)
    below = np.flatnonzero(tokens.head != np.arange(len(tokens.head)))
    above = tokens.head[below]
    for number, reach in enumerate(REACH):
        near = (shifted(x, reach), x, shifted(x, -reach), rows(x, tokens.head), mean_by(x, below, above))
        heard = relu(_linear(beside(*near), weights, f"state {number}"))
        x = scaled(_normed(plus(x, drop(heard, 0.25)), weights, f"state {number}"), real)
    hidden = relu(_linear(drop(beside(x, first), 0.25), weights, "cue"))
    return x, _linear(hidden, weights, "chance")


def sights(state: Node, chance: Array, view: View, weights: Weights, drop: Drop = keep) -> tuple[Node, Node]:
    """The scores of each unit's labels, and of each window that its cue is one. chance: of each token, to be a cue."""
    ahead, behind = _linear(state, weights, "first"), linear(state, weights["last"])
    cue, stretched = linear(state, weights["from cue"]), _linear(state, weights, "stretched")
    parts = [
        rows(ahead, view.first),
        rows(behind, view.last),
        rows(cue, view.cue),
        times(rows(linear(state, weights["stretch"]), view.first), rows(stretched, view.cue)),
        rows(linear(Node(chance), weights["also cue"]), view.first),
    ]
    places = [rows(weights[f"place {number}"], view.places[:, number]) for number in range(len(RANGES))]
    places[0] = drop(places[0], 0.1)
    x = scaled(_normed(relu(drop(plus(*parts, *places), 0.25)), weights, "seen"), view.real)
    for number, reach in enumerate(SEEN_REACH):
        near = beside(shifted(x, reach), x, shifted(x, -reach))
        heard = relu(_linear(near, weights, f"seen {number}"))
        x = scaled(_normed(plus(x, drop(heard, 0.25)), weights, f"seen {number}"), view.real)
    x = rows(x, view.kept)
    cues = view.cue[view.kept][view.starts]
    whole = beside(highest(x, view.starts), mean(x, view.starts), rows(state, cues), Node(chance[cues]))
    verdict = _linear(relu(_linear(drop(whole, 0.25), weights, "whole")), weights, "verdict")
    return _linear(x, weights, "label"), verdict


def _linear(x: Node, weights: Weights, name: str) -> Node:
    return linear(x, weights[name], weights[f"{name} bias"])


def _normed(x: Node, weights: Weights, name: str) -> Node:
    return normed(x, weights[f"{name} gain"], weights[f"{name} shift"])
