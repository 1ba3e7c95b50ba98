"""The network: how probable each token is a cue, and what each unit around a cue is to it.

First, each token gets a state, from what is known of it and of its neighbours in the text and in the syntax tree, and
of theirs in turn. From its state follows its chance to be a cue. Then, for each cue that is not all too improbable,
each unit of its window gets one, from its own and the cue's state and from where it stands seen from the cue, and again
from its neighbours'. From these follow the labels of the units, and once more how probable the cue is one.
"""

from __future__ import annotations

import sys
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
    below,
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
    stretch,
    times,
)
from .places import RANGES, Window

WIDTHS = {"tag": 16, "dep": 24, "entity": 8, "lemma": 32}  # numbers that are learnt for each value of a column
STATE, SEEN, VERDICT = 96, 64, 48  # numbers of a token's state, of a unit's, and between a state and a chance
REACH = (1, 2, 4, 1)  # tokens to each side that the states look at, round by round
SEEN_REACH = (1, 2, 4)  # units to each side
GAP = 8  # empty rows before each document and each window, so that neither looks into the one before
ALL = sys.maxsize

Weights = Mapping[str, Node]
Part = tuple[int, int]  # of the rows of a batch, from one to before another
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
    """Documents one below the other. real: 1 for each token, 0 for the gaps. starts: the row of each first token.

    under: the tokens that hang on others. above: those others, which rise.
    """

    tokens: Tokens
    real: Array
    starts: list[int]
    under: Numbers
    above: Numbers


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


class Told(NamedTuple):
    """What tokens have to say in windows: as the first and last of a unit, as a cue, and both together."""

    state: Node
    chance: Node
    first: Node
    last: Node
    cue: Node
    stretch: Node
    stretched: Node
    also: Node


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
    under = np.flatnonzero(tokens.head != np.arange(len(tokens.head)))
    under = under[np.argsort(tokens.head[under], kind="stable")]
    return Batch(tokens, real, starts, under, tokens.head[under])


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


def states(batch: Batch, weights: Weights, drop: Drop = keep, together: int = ALL) -> tuple[Node, Node]:
    """The state of each token, and the score from which its chance to be a cue follows.

    together: how many tokens are computed at a time, which changes nothing but the speed.
    """
    count = len(batch.tokens.head)
    parts = [(start, min(start + together, count)) for start in range(0, count, together)]
    first = x = below(*[_given(batch, part, weights, drop) for part in parts])
    for number in range(len(REACH)):
        x = below(*[_heard(x, number, batch, part, weights, drop) for part in parts])
    return x, below(*[_score(stretch(x, *part), stretch(first, *part), weights, drop) for part in parts])


def _given(batch: Batch, part: Part, weights: Weights, drop: Drop) -> Node:
    """What is known of some tokens."""
    tokens, own = batch.tokens, slice(*part)
    values = [rows(weights[name], tokens.numbers[own, number]) for number, name in enumerate(COLUMNS)]
    values[-1] = drop(values[-1], 0.1)
    x = beside(
        drop(Node(tokens.vectors[own] * np.float32(0.5), fixed=True), 0.15),
        *values,
        Node(tokens.signs[own], fixed=True),
    )
    return scaled(relu(_linear(drop(x, 0.1), weights, "in")), batch.real[own])


def _heard(x: Node, number: int, batch: Batch, part: Part, weights: Weights, drop: Drop) -> Node:
    """The states of some tokens after another round. x: those of all tokens before it."""
    (start, stop), reach, own = part, REACH[number], stretch(x, *part)
    hanging = slice(*np.searchsorted(batch.above, part))
    near = (
        stretch(x, start - reach, stop - reach),
        own,
        stretch(x, start + reach, stop + reach),
        rows(x, batch.tokens.head[start:stop]),
        mean_by(x, batch.under[hanging], batch.above[hanging] - start, stop - start),
    )
    heard = relu(_linear(beside(*near), weights, f"state {number}"))
    return scaled(_normed(plus(own, drop(heard, 0.25)), weights, f"state {number}"), batch.real[start:stop])


def _score(state: Node, first: Node, weights: Weights, drop: Drop) -> Node:
    hidden = relu(_linear(drop(beside(state, first), 0.25), weights, "cue"))
    return _linear(hidden, weights, "chance")


def told(state: Node, chance: Array, weights: Weights) -> Told:
    """What the tokens of a batch have to say in windows. chance: of each, to be a cue."""
    return Told(
        state=state,
        chance=Node(chance, fixed=True),
        first=_linear(state, weights, "first"),
        last=linear(state, weights["last"]),
        cue=linear(state, weights["from cue"]),
        stretch=linear(state, weights["stretch"]),
        stretched=_linear(state, weights, "stretched"),
        also=linear(Node(chance, fixed=True), weights["also cue"]),
    )


def sights(told: Told, view: View, weights: Weights, drop: Drop = keep) -> tuple[Node, Node]:
    """The scores of each unit's labels, and of each window that its cue is one."""
    parts = [
        rows(told.first, view.first),
        rows(told.last, view.last),
        rows(told.cue, view.cue),
        times(rows(told.stretch, view.first), rows(told.stretched, view.cue)),
        rows(told.also, view.first),
    ]
    places = [rows(weights[f"place {number}"], view.places[:, number]) for number in range(len(RANGES))]
    places[0] = drop(places[0], 0.1)
    x = scaled(_normed(relu(drop(plus(*parts, *places), 0.25)), weights, "seen"), view.real)
    count = len(view.real)
    for number, reach in enumerate(SEEN_REACH):
        near = beside(stretch(x, -reach, count - reach), x, stretch(x, reach, count + reach))
        heard = relu(_linear(near, weights, f"seen {number}"))
        x = scaled(_normed(plus(x, drop(heard, 0.25)), weights, f"seen {number}"), view.real)
    x = rows(x, view.kept)
    cues = view.cue[view.kept][view.starts]
    whole = beside(highest(x, view.starts), mean(x, view.starts), rows(told.state, cues), rows(told.chance, cues))
    verdict = _linear(relu(_linear(drop(whole, 0.25), weights, "whole")), weights, "verdict")
    return _linear(x, weights, "label"), verdict


def _linear(x: Node, weights: Weights, name: str) -> Node:
    return linear(x, weights[name], weights[f"{name} bias"])


def _normed(x: Node, weights: Weights, name: str) -> Node:
    return normed(x, weights[f"{name} gain"], weights[f"{name} shift"])
