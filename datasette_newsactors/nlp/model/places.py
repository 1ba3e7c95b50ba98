"""Where each unit of a window stands seen from the cue: in the syntax tree, among commas and among quotation marks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple
from zlib import crc32

import numpy as np

from .nodes import Numbers
from .paths import Path, paths
from .sheet import OUTSIDE, Quoted, Sheet
from .window import Unit

COMMAS = (",", ";", "—", "--", "–")
SENTENCE_END = ".,!?…"
WAYS, BRANCHES = 8192, 4096  # numbers for paths through the tree; now and then two share one
FURTHER = 3  # commas and quotations that lie between cue and unit are counted up to here, commas one further
DISTANCES = (0, 1, 2, 3, 4, 5, 7, 10, 14, 20, 30, 50)
SIDES = 3  # before the cue, at it, behind it
RANGES = (WAYS, BRANCHES, 9, 2 * len(DISTANCES) + 3, SIDES * (FURTHER + 2), SIDES * (FURTHER + 1) + 1, 5, 5)


class Window(NamedTuple):
    """A cue with the units around it. places: a row for each unit, whose numbers stay below RANGES."""

    cue: int
    units: Sequence[Unit]
    places: Numbers


def window_of(sheet: Sheet, cue: int, units: Sequence[Unit]) -> Window:
    """A cue's window for the network."""
    at = next(number for number, unit in enumerate(units) if unit.first <= cue < unit.last)
    found = paths(sheet, cue)
    commas = list(accumulate(unit.quotation == OUTSIDE and sheet.word[unit.first] in COMMAS for unit in units))
    quotations = list(accumulate(unit.quotation != OUTSIDE for unit in units))
    places = [
        (
            *_in_tree(sheet, unit, found),
            _steps(number - at),
            (FURTHER + 2) * _side(number, at) + min(FURTHER + 1, abs(commas[number] - commas[at])),
            *_of_quotation(sheet, unit, _side(number, at), abs(quotations[number] - quotations[at])),
            _shared(sheet, unit, cue),
        )
        for number, unit in enumerate(units)
    ]
    return Window(cue, units, np.array(places, np.int64))


def _side(number: int, at: int) -> int:
    return 0 if number < at else 2 if number > at else 1


def _in_tree(sheet: Sheet, unit: Unit, found: Mapping[int, Path]) -> tuple[int, int, int]:
    """The path from the cue, the branch it takes, and whether the unit is an edge of that branch; 0 of other trees."""
    token = unit.first if unit.quotation == OUTSIDE else _hanging(sheet, unit, found)
    path = found.get(token)
    if path is None:
        return 0, 0, 0
    edge = 0
    if path.depth:
        first, last = sheet.left_edge(path.top) == token, sheet.right_edge(path.top) == token
        edge = 1 + first + 2 * last + 4 * (path.top == token)
    return 1 + _number(path.way, WAYS - 1), 1 + _number(path.branch, BRANCHES - 1), edge


def _hanging(sheet: Sheet, unit: Unit, found: Mapping[int, Path]) -> int:
    """The first word of a quotation that hangs on a word outside of it, or -1."""
    for token in range(unit.first, unit.last):
        outside = sheet.head[token] == token or not unit.first <= sheet.head[token] < unit.last
        if outside and token in found and sheet.pos[token] not in ("PUNCT", "SPACE"):
            return token
    return -1


@cache
def _number(name: str, count: int) -> int:
    return crc32(name.encode()) % count


def _steps(distance: int) -> int:
    """A distance in units, in steps, those ahead apart from those behind."""
    reached = bisect_left(DISTANCES, abs(distance))
    return reached if distance <= 0 else len(DISTANCES) + 1 + reached


def _of_quotation(sheet: Sheet, unit: Unit, side: int, passed: int) -> tuple[int, int]:
    """Which one a quotation is, counted from the cue, and whether it begins and ends like a sentence."""
    if unit.quotation == OUTSIDE:
        return 0, 0
    return 1 + (FURTHER + 1) * side + min(FURTHER, passed), _form(sheet, sheet.quotations[unit.quotation])


def _form(sheet: Sheet, quotation: Quoted) -> int:
    start, end = quotation.inner
    return 1 + sheet.text[start].isupper() + 2 * (sheet.text[end - 1] in SENTENCE_END)


def _shared(sheet: Sheet, unit: Unit, cue: int) -> int:
    """Whether the unit begins in the cue's paragraph, and in its sentence."""
    same = sheet.paragraph[unit.first] == sheet.paragraph[cue]
    return 1 + same + 2 * (sheet.sentence[unit.first] == sheet.sentence[cue])
