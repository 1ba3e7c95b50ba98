"""Fitting a network to annotated articles: many small steps down the slope of what it gets wrong (AdamW)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from .inputs import COLUMNS, Tokens
from .network import Drop, Network, batch_of, shapes, sights, states, told, view_of
from .nodes import Array, Node, Numbers, go_back, scaled, sigmoid, softmax
from .places import Window

ROUNDS, TOGETHER = 8, 6  # times that all articles are read; articles a step
AVERAGED = 0.25  # the last share of the steps: the network is the mean of the weights met there
STEPS = 150  # at least; of few articles there are more rounds
RATE, WARMING, DECAY, STEEPEST = 2e-3, 0.1, 0.02, 5.0  # of a step; the share of steps in which they become larger
FADING = (0.9, 0.999)  # of the averages of slopes and of their squares
CUE, LABEL, VERDICT = 0.5, 4.0, 0.5  # what each part of what is wrong weighs
BLIND = 0.1  # share of the articles that are shown without the pipeline's vectors
SHOWN = 0.5  # share of the windows of no cue that are looked at in a round
TRAINING = {
    "rounds": ROUNDS,
    "together": TOGETHER,
    "averaged": AVERAGED,
    "rate": RATE,
    "decay": DECAY,
    "parts": (CUE, LABEL, VERDICT),
}


class Lesson(NamedTuple):
    """An article to learn from: which tokens head a cue, and windows with their labels, or none where it is no cue."""

    tokens: Tokens
    cues: Array
    windows: Sequence[tuple[Window, Numbers | None]]


def fitted(lessons: Sequence[Lesson], known: Mapping[str, Sequence[str]]) -> Network:
    """A network. known: the values of each column that have a number."""
    random = np.random.default_rng(0)
    weights, flat = _first_weights(shapes(known), random)
    walk = Walk(flat)
    each = math.ceil(len(lessons) / TOGETHER)
    rounds = max(ROUNDS, math.ceil(STEPS / each))
    steps = each * rounds
    total, last = np.zeros(flat.shape), math.ceil(steps * AVERAGED)
    for step, some in enumerate(_batches(lessons, rounds, random), 1):
        nodes = {name: Node(value) for name, value in weights.items()}
        _learn(some, nodes, random)
        walk.go([_slope(node) for node in nodes.values()], _rate(step / steps))
        if step > steps - last:
            total += flat
    flat[:] = total / last  # the weights are views of it
    return Network(known, {name: value.astype(np.float16).astype(np.float32) for name, value in weights.items()})


class Walk:
    """The way down. It works in place: new rows of so many numbers would cost more than what is computed with them."""

    def __init__(self, flat: Array) -> None:
        self.flat = flat
        self.steps = 0
        self.slope, self.average, self.square, self.one, self.other = (np.zeros_like(flat) for _ in range(5))

    def go(self, slopes: Sequence[Array], rate: float) -> None:
        """A step of AdamW."""
        self.steps += 1
        slope, average, square, one, other = self.slope, self.average, self.square, self.one, self.other
        np.concatenate(slopes, out=slope)
        slope *= min(1.0, STEEPEST / (float(np.linalg.norm(slope)) + 1e-6))
        np.subtract(slope, average, out=one)
        one *= 1 - FADING[0]
        average += one
        np.multiply(slope, slope, out=one)
        one -= square
        one *= 1 - FADING[1]
        square += one
        np.divide(square, 1 - FADING[1] ** self.steps, out=one)
        np.sqrt(one, out=one)
        one += 1e-8
        np.multiply(average, rate / (1 - FADING[0] ** self.steps), out=other)
        other /= one
        self.flat *= 1 - rate * DECAY
        self.flat -= other


def _first_weights(wanted: Mapping[str, tuple[int, ...]], random: Generator) -> tuple[dict[str, Array], Array]:
    """Random weights, and all of them as one row of numbers."""
    flat = np.zeros(sum(int(np.prod(shape)) for shape in wanted.values()), np.float32)
    weights, start = dict[str, Array](), 0
    for name, shape in wanted.items():
        weights[name] = flat[start : start + int(np.prod(shape))].reshape(shape)
        start += int(np.prod(shape))
        if name.endswith(" gain"):
            weights[name][:] = 1
        elif name in COLUMNS or name.startswith("place "):
            weights[name][:] = random.normal(0, 0.2, shape)
        elif len(shape) > 1:
            weights[name][:] = random.uniform(-1, 1, shape) / np.sqrt(shape[0])
    return weights, flat


def _batches(lessons: Sequence[Lesson], rounds: int, random: Generator) -> Iterator[list[Lesson]]:
    for _ in range(rounds):
        order = random.permutation(len(lessons))
        for start in range(0, len(order), TOGETHER):
            yield [lessons[number] for number in order[start : start + TOGETHER]]


def _rate(done: float) -> float:
    """Small at first, then large to the end: the mean of what the last steps come to is better than any of it."""
    return RATE * (0.04 + 0.96 * (1 - math.cos(math.pi * min(1.0, done / WARMING))) / 2)


def _dropping(random: Generator) -> Drop:
    def drop(node: Node, share: float) -> Node:
        kept = random.random(node.value.shape, np.float32) >= share
        return scaled(node, kept.astype(np.float32) / np.float32(1 - share))

    return drop


def _slope(node: Node) -> Array:
    return np.zeros(node.value.size, np.float32) if node.gradient is None else node.gradient.ravel()


def _learn(lessons: Sequence[Lesson], weights: Mapping[str, Node], random: Generator) -> None:
    """Give the weights the slope of what they get wrong in some articles."""
    drop, batch = _dropping(random), batch_of([_shown(lesson.tokens, random) for lesson in lessons])
    state, score = states(batch, weights, drop)
    cues = np.zeros_like(score.value)
    for lesson, start in zip(lessons, batch.starts, strict=True):
        cues[start : start + len(lesson.cues), 0] = lesson.cues
    chance = sigmoid(score.value)
    every = max(1.0, float(cues.sum()))
    ends = [(score, (chance - cues) * batch.real * np.float32(CUE / every))]
    windows = [
        (window, start, labels)
        for lesson, start in zip(lessons, batch.starts, strict=True)
        for window, labels in lesson.windows
        if labels is not None or random.random() < SHOWN
    ]
    if windows:
        view = view_of([(window, start) for window, start, _ in windows])
        label, verdict = sights(told(state, chance, weights), view, weights, drop)
        right = np.array([[labels is not None] for _, _, labels in windows], np.float32)
        ends.append((verdict, (sigmoid(verdict.value) - right) * np.float32(VERDICT / every)))
        ends.append((label, _label_slope(label.value, [(len(window.units), labels) for window, _, labels in windows])))
    go_back(ends)


def _shown(tokens: Tokens, random: Generator) -> Tokens:
    """The tokens, now and then without their vectors, for documents of a pipeline that has none or others."""
    return tokens._replace(vectors=np.zeros_like(tokens.vectors)) if random.random() < BLIND else tokens


def _label_slope(scores: Array, windows: Sequence[tuple[int, Numbers | None]]) -> Array:
    """How far the chances of labels are from the right ones; of no weight where there are none."""
    known = np.concatenate([np.full((count, 1), labels is not None) for count, labels in windows])
    right = np.concatenate([np.zeros(count, np.int64) if labels is None else labels for count, labels in windows])
    away = softmax(scores)
    away[np.arange(len(right)), right] -= 1
    slope: Array = away * (known * np.float32(LABEL / max(1, int(known.sum()))))
    return slope
