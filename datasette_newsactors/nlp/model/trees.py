"""Boosted trees, in plain arrays: they are trained with scikit-learn and need only NumPy to be asked."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray


class Nodes(NamedTuple):
    """first: the root of each tree. feature: what a node asks. following: the nodes below and above each."""

    first: NDArray[np.int64]
    feature: NDArray[np.int64]
    following: NDArray[np.int64]


@dataclass(frozen=True)
class Trees:
    """The sum of many trees; a row of an array is a tree, a column a node, of which the first is the root.

    names: the features. base: what is added to the sum. feature, threshold: what a node asks: is the feature at most
    that? below, above: the node to go to; a leaf goes to itself. unknown: where to go without the feature.
    """

    names: tuple[str, ...]
    base: float
    feature: NDArray[np.int32]
    threshold: NDArray[np.float64]
    below: NDArray[np.int32]
    above: NDArray[np.int32]
    unknown: NDArray[np.int32]
    value: NDArray[np.float64]
    depth: int

    def score(self, rows: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
        """The sum of all trees for each row of features."""
        if not rows:
            return np.zeros(0)
        known = np.array([[row.get(name, np.nan) for name in self.names] for row in rows], np.float64)
        low, high = (np.where(np.isnan(known), unknown, known) for unknown in (-np.inf, np.inf))
        known = np.hstack([low, high])
        row = np.arange(len(rows))[:, None] * known.shape[1]
        node = np.broadcast_to(self._nodes.first, (len(rows), len(self.value)))
        for _ in range(self.depth):
            is_above = known.take(row + self._nodes.feature.take(node)) > self.threshold.take(node)
            node = self._nodes.following.take(2 * node + is_above)
        total: NDArray[np.float64] = self.base + self.value.take(node).sum(axis=1)
        return total

    @cached_property
    def _nodes(self) -> Nodes:
        """All nodes in one row. What is not known is the lowest number for those that go below then, or the highest."""
        first = np.arange(len(self.value))[:, None] * self.value.shape[1]
        goes_above = (self.unknown == self.above) & (self.above != self.below)
        return Nodes(
            first=first.T,
            feature=self.feature + len(self.names) * goes_above,
            following=np.stack([first + self.below, first + self.above], axis=2),
        )


def trees_of(regressor: Any, names: Sequence[str]) -> Trees:
    """The trees of a fitted HistGradientBoostingRegressor of scikit-learn."""
    fitted = [predictor.nodes for [predictor] in regressor._predictors]
    shape = (len(fitted), max(len(nodes) for nodes in fitted))
    itself = np.broadcast_to(np.arange(shape[1], dtype=np.int32), shape)
    found = Trees(
        names=tuple(names),
        base=float(np.ravel(regressor._baseline_prediction)[0]),
        feature=np.zeros(shape, np.int32),
        threshold=np.zeros(shape),
        below=itself.copy(),
        above=itself.copy(),
        unknown=itself.copy(),
        value=np.zeros(shape),
        depth=max(int(nodes["depth"].max()) for nodes in fitted),
    )
    for tree, nodes in enumerate(fitted):
        inner = np.flatnonzero(nodes["is_leaf"] == 0)
        asks = nodes[inner]
        found.feature[tree, inner] = asks["feature_idx"]
        found.threshold[tree, inner] = asks["num_threshold"]
        found.below[tree, inner] = asks["left"]
        found.above[tree, inner] = asks["right"]
        found.unknown[tree, inner] = np.where(asks["missing_go_to_left"], asks["left"], asks["right"])
        found.value[tree, : len(nodes)] = np.where(nodes["is_leaf"], nodes["value"], 0.0)
    return found


ARRAYS = {"feature": np.int32, "threshold": np.float64, "below": np.int32, "above": np.int32, "unknown": np.int32}


def to_json(trees: Trees) -> str:
    """The trees as text; the same trees give the same text."""
    arrays = {name: getattr(trees, name).tolist() for name in ARRAYS}
    value = np.round(trees.value, 6).tolist()
    return json.dumps({"names": trees.names, "base": trees.base, "depth": trees.depth, "value": value, **arrays})


def from_json(text: str) -> Trees:
    """The trees of a text. Raises ValueError, KeyError or TypeError where it holds none."""
    data = json.loads(text)
    arrays: dict[str, Any] = {name: np.array(data[name], kind) for name, kind in ARRAYS.items()}
    return Trees(
        tuple(data["names"]), float(data["base"]), depth=int(data["depth"]), value=np.array(data["value"]), **arrays
    )
