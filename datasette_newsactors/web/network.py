"""Who speaks about whom → a picture that the server draws: an actor in the middle, speakers left, subjects right."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees, sqrt
from typing import NamedTuple

from .visit import Row

WIDTH, ROW, TOP = 340, 27, 26  # in the units of the picture, which are pixels on a telephone
MIDDLE, LEFT, RIGHT = 170.0, 124.0, 216.0
THICKEST = 7.0
LONGEST_LABEL = 17  # characters


class Node(NamedTuple):
    """An actor at the side of the picture, with the label as far as it fits."""

    name: str
    label: str
    type: str
    n: int
    x: float
    y: float


class Edge(NamedTuple):
    """A curve, as thick as its count, and an arrowhead on it that points from speaker to subject."""

    path: str
    width: float
    arrow: str


class Network(NamedTuple):
    """The whole picture, `height` units high, with the actor at (MIDDLE, y)."""

    height: float
    y: float
    speakers: list[Node]
    subjects: list[Node]
    edges: list[Edge]


def network(speakers: Sequence[Row], subjects: Sequence[Row]) -> Network:
    """Where to draw those who speak about an actor and those of whom the actor speaks.

    Both: rows with `name`, `type` and `count`, the most frequent first.
    """
    rows = max(len(speakers), len(subjects), 2)
    y = TOP + rows * ROW / 2
    left, right = _column(speakers, LEFT, rows), _column(subjects, RIGHT, rows)
    most = max((node.n for node in (*left, *right)), default=1)
    edges = [_edge((node.x + 6, node.y), (MIDDLE - 9, y), node.n / most) for node in left]
    edges += [_edge((MIDDLE + 9, y), (node.x - 6, node.y), node.n / most) for node in right]
    return Network(TOP + rows * ROW + 6.0, y, left, right, edges)


def _column(actors: Sequence[Row], x: float, rows: int) -> list[Node]:
    top = TOP + (rows - len(actors)) * ROW / 2
    return [
        Node(row["name"], _label(row["name"]), row["type"], row["count"], x, top + (number + 0.5) * ROW)
        for number, row in enumerate(actors)
    ]


def _label(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1].rstrip() + "…"


def _edge(start: tuple[float, float], end: tuple[float, float], share: float) -> Edge:
    """A curve that leaves and arrives level, with an arrowhead in the middle of it."""
    bend = (end[0] - start[0]) / 2
    path = (
        f"M{start[0]:.1f} {start[1]:.1f}C{start[0] + bend:.1f} {start[1]:.1f} "
        f"{end[0] - bend:.1f} {end[1]:.1f} {end[0]:.1f} {end[1]:.1f}"
    )
    # The tangent of such a curve at its middle.
    angle = degrees(atan2((end[1] - start[1]) * 1.5, (end[0] - start[0]) * 0.75))
    middle = f"translate({(start[0] + end[0]) / 2:.1f} {(start[1] + end[1]) / 2:.1f}) rotate({angle:.1f})"
    return Edge(path, round(max(1.0, THICKEST * sqrt(share)), 1), middle)
