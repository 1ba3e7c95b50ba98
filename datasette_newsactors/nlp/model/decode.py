"""From spans to the labels of units, and back.

A unit is content (BC first, IC inside, EC last of a run), source (BS, IS), part of the cue (K), or none of them (O).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...annotated import Gold
from ...models import Span
from .nodes import Array, Numbers
from .sheet import OUTSIDE, Sheet
from .window import Unit

LABELS = ("O", "BC", "IC", "EC", "BS", "IS", "K")
BEFORE = {"IC": ("BC", "IC"), "EC": ("BC", "IC"), "IS": ("BS", "IS")}  # what these may follow
NEVER = np.float32(-1e4)
LOOSE = " \t\r\n,;:-–—"  # what a content or source does not begin or end with
LOOSE_AT_START = LOOSE + ".…"


def _may_follow(label: str, one: str) -> bool:
    return one in BEFORE[label] if label in BEFORE else one != "IC"


FIRST = np.array([NEVER if label in BEFORE else 0 for label in LABELS], np.float32)
FOLLOWING = np.array([[0 if _may_follow(label, one) else NEVER for label in LABELS] for one in LABELS], np.float32)
LAST = np.array([NEVER if label == "IC" else 0 for label in LABELS], np.float32)


def labels_of(sheet: Sheet, units: Sequence[Unit], gold: Gold) -> list[str]:
    """The label of each unit; a unit belongs to what holds half of its characters or more."""
    parts = [_part_of(sheet, unit, gold) for unit in units]
    labels = []
    for number, part in enumerate(parts):
        goes_on = number > 0 and parts[number - 1] == part
        ends = number + 1 == len(parts) or parts[number + 1] != part
        if part == "C":
            labels.append("BC" if not goes_on else "EC" if ends else "IC")
        elif part == "S":
            labels.append("IS" if goes_on else "BS")
        else:
            labels.append(part)
    return labels


def _part_of(sheet: Sheet, unit: Unit, gold: Gold) -> str:
    start, end = sheet.start[unit.first], sheet.end[unit.last - 1]
    for part, spans in (("C", gold.content), ("S", gold.source), ("K", gold.cue)):
        shared = sum(max(0, min(end, right) - max(start, left)) for left, right in spans)
        if 2 * shared >= end - start:
            return part
    return "O"


def spans_of(sheet: Sheet, units: Sequence[Unit], labels: Sequence[str], part: str) -> list[Span]:
    """The spans of content ("C") or source ("S"): runs of units with nothing but punctuation between them."""
    runs: list[Span] = []
    for unit, label in zip(units, labels, strict=True):
        if label[-1] != part:
            continue
        start, end = _extent(sheet, unit)
        between = sheet.text[runs[-1][1] : start] if runs else "\n"
        if "\n" in between or any(character.isalnum() for character in between):
            runs.append((start, end))
        else:
            runs[-1] = (runs[-1][0], end)
    trimmed = [_trimmed(sheet.text, run) for run in runs]
    return [(start, end) for start, end in trimmed if start < end]


def _extent(sheet: Sheet, unit: Unit) -> Span:
    if unit.quotation != OUTSIDE:
        return sheet.quotations[unit.quotation].outer
    return sheet.start[unit.first], sheet.end[unit.last - 1]


def _trimmed(text: str, span: Span) -> Span:
    """The span without punctuation and white space at its ends; quotation marks stay."""
    start, end = span
    while start < end and text[start] in LOOSE_AT_START:
        start += 1
    while start < end and text[end - 1] in LOOSE:
        end -= 1
    return start, end


def likeliest(scores: Array, starts: Numbers) -> list[str]:
    """The labels of units, of all rows of labels that can be the likeliest (Viterbi).

    scores: a row a unit. starts: the row of the first unit of each window.
    """
    ends = np.r_[starts[1:], len(scores)]
    lengths = ends - starts
    order = np.argsort(-lengths, kind="stable")  # the windows that still go on are then the first ones
    first, lengths = starts[order], lengths[order]
    best = scores[first] + FIRST
    came = np.zeros(scores.shape, np.int64)
    for step in range(1, int(lengths[0])):
        on = int(np.searchsorted(-lengths, -step))
        ways = best[:on, :, None] + FOLLOWING
        came[first[:on] + step] = ways.argmax(1)
        best[:on] = ways.max(1) + scores[first[:on] + step]
    label = (best + LAST).argmax(1)
    labels = np.zeros(len(scores), np.int64)
    for step in range(int(lengths[0]) - 1, -1, -1):
        on = int(np.searchsorted(-lengths, -step))
        labels[first[:on] + step] = label[:on]
        label[:on] = came[first[:on] + step, label[:on]]
    return [LABELS[number] for number in labels]
