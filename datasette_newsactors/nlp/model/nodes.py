"""What a network is made of: functions of arrays that remember how to go back.

A `Node` is a value that was computed, with how the gradient of its value becomes that of what it was computed from. A
network is asked and trained by the same lines; who only asks never goes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Numbers = NDArray[np.int64]
SMALL = np.float32(1e-5)


class Node:
    """A value, its gradient where one was passed back, and what passes it on.

    fixed: nobody will ask for its gradient. What comes of fixed values alone is fixed, too, and keeps none of them.
    """

    __slots__ = ("back", "fixed", "gradient", "parents", "value")

    def __init__(
        self,
        value: Array,
        parents: Sequence[Node] = (),
        back: Callable[[Array], Sequence[Any]] | None = None,
        fixed: bool = False,
    ) -> None:
        self.value = value
        self.fixed: bool = all(parent.fixed for parent in parents) if parents else fixed
        self.parents = () if self.fixed else parents
        self.back = None if self.fixed else back
        self.gradient: Array | None = None

    def add(self, gradient: Array) -> None:
        """Count in a gradient of one of those that use the value."""
        self.gradient = gradient if self.gradient is None else self.gradient + gradient


def go_back(ends: Sequence[tuple[Node, Array]]) -> None:
    """Give every node that leads to the ends its gradient, from the gradients of the ends."""
    for node, gradient in ends:
        node.add(gradient)
    for node in reversed(_in_order([node for node, _ in ends])):
        if node.back is not None and node.gradient is not None:
            for parent, gradient in zip(node.parents, node.back(node.gradient), strict=True):
                parent.add(gradient)


def _in_order(ends: Sequence[Node]) -> list[Node]:
    """The nodes, each after those that it was computed from."""
    done: list[Node] = []
    seen: set[int] = set()
    waiting = [(node, False) for node in ends]
    while waiting:
        node, ready = waiting.pop()
        if ready:
            done.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            waiting.append((node, True))
            waiting += [(parent, False) for parent in node.parents]
    return done


def linear(x: Node, weight: Node, bias: Node | None = None) -> Node:
    """x · weight + bias."""
    value = x.value @ weight.value
    if bias is None:
        return Node(value, (x, weight), lambda dy: (dy @ weight.value.T, x.value.T @ dy))
    value += bias.value
    return Node(value, (x, weight, bias), lambda dy: (dy @ weight.value.T, x.value.T @ dy, dy.sum(0)))


def relu(x: Node) -> Node:
    """What is positive, and 0 for the rest."""
    value = np.maximum(x.value, 0)
    return Node(value, (x,), lambda dy: (dy * (value > 0),))


def plus(*nodes: Node) -> Node:
    """The sum of values of one shape."""
    value = nodes[0].value + nodes[1].value
    for node in nodes[2:]:
        value += node.value
    return Node(value, nodes, lambda dy: [dy] * len(nodes))


def times(x: Node, y: Node) -> Node:
    """The product, number by number."""
    return Node(x.value * y.value, (x, y), lambda dy: (dy * y.value, dy * x.value))


def scaled(x: Node, factor: Array) -> Node:
    """The product with numbers that nothing is to be learnt of: a mask, or what is dropped."""
    return Node(x.value * factor, (x,), lambda dy: (dy * factor,))


def beside(*nodes: Node) -> Node:
    """The columns of all, side by side."""
    cuts = np.cumsum([node.value.shape[1] for node in nodes])[:-1]
    value = np.concatenate([node.value for node in nodes], 1)
    return Node(value, nodes, lambda dy: np.split(dy, cuts, 1))


def rows(x: Node, index: Numbers) -> Node:
    """The rows of that index."""
    count = len(x.value)
    return Node(x.value[index], (x,), lambda dy: (sum_by(dy, index, count),))


def stretch(x: Node, start: int, stop: int) -> Node:
    """The rows from one to before another, and rows of 0 where they lie outside."""
    count = len(x.value)
    first, last = min(max(start, 0), count), max(min(stop, count), 0)
    if (start, stop) == (0, count):
        return x

    def back(dy: Array) -> tuple[Array]:
        gradient = np.zeros_like(x.value)
        gradient[first:last] = dy[first - start : last - start]
        return (gradient,)

    if (start, stop) == (first, last):
        return Node(x.value[start:stop], (x,), back)
    value = np.zeros((stop - start, *x.value.shape[1:]), x.value.dtype)
    value[first - start : last - start] = x.value[first:last]
    return Node(value, (x,), back)


def below(*nodes: Node) -> Node:
    """The rows of all, one below the other."""
    if len(nodes) == 1:
        return nodes[0]
    cuts = np.cumsum([len(node.value) for node in nodes])[:-1]
    return Node(np.concatenate([node.value for node in nodes]), nodes, lambda dy: np.split(dy, cuts))


def mean_by(x: Node, which: Numbers, index: Numbers, count: int) -> Node:
    """For each of `count` rows the mean of the rows `which` that have it as their `index`, or 0; the index rises."""
    share = (1 / np.maximum(np.bincount(index, minlength=count), 1)).astype(np.float32)[:, None]

    def back(dy: Array) -> tuple[Array]:
        gradient = np.zeros_like(x.value)
        gradient[which] = (dy * share)[index]
        return (gradient,)

    return Node(_sums(x.value[which], index, count) * share, (x,), back)


def sum_by(x: Array, index: Numbers, count: int) -> Array:
    """The sums of the rows of each index, in `count` rows."""
    order = np.argsort(index, kind="stable")
    return _sums(x[order], index[order], count)


def _sums(x: Array, index: Numbers, count: int) -> Array:
    """The same of rows in the order of their index."""
    total = np.zeros((count, x.shape[1]), np.float32)
    if len(index):
        starts = np.flatnonzero(np.r_[True, index[1:] != index[:-1]])
        total[index[starts]] = np.add.reduceat(x, starts)
    return total


def normed(x: Node, gain: Node, bias: Node) -> Node:
    """Each row with mean 0 and deviation 1, then stretched and moved."""
    centred = x.value - x.value.mean(1, keepdims=True)
    scale = 1 / np.sqrt(np.einsum("ij,ij->i", centred, centred)[:, None] / x.value.shape[1] + SMALL)
    unit = centred * scale

    def back(dy: Array) -> tuple[Array, Array, Array]:
        inner = dy * gain.value
        inner -= inner.mean(1, keepdims=True) + unit * (inner * unit).mean(1, keepdims=True)
        return inner * scale, (dy * unit).sum(0), dy.sum(0)

    value = unit * gain.value
    value += bias.value
    return Node(value, (x, gain, bias), back)


def softmax(scores: Array) -> Array:
    """The chances that the scores of a row stand for."""
    grown = np.exp(scores - scores.max(1, keepdims=True))
    chances: Array = grown / grown.sum(1, keepdims=True)
    return chances


def sigmoid(scores: Array) -> Array:
    """The chances that scores stand for, one by one."""
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), np.float32)


def highest(x: Node, starts: Numbers) -> Node:
    """Column by column the highest number of each stretch of rows, from one start to the next."""
    value = np.maximum.reduceat(x.value, starts)
    of_row = _stretches(starts, len(x.value))
    return Node(value, (x,), lambda dy: (dy[of_row] * (x.value == value[of_row]),))


def mean(x: Node, starts: Numbers) -> Node:
    """Column by column the mean of each stretch of rows, from one start to the next."""
    of_row = _stretches(starts, len(x.value))
    share = (1 / np.bincount(of_row)).astype(np.float32)[:, None]
    return Node(np.add.reduceat(x.value, starts) * share, (x,), lambda dy: ((dy * share)[of_row],))


def _stretches(starts: Numbers, count: int) -> Numbers:
    """The number of the stretch of each row."""
    return np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, count]))
