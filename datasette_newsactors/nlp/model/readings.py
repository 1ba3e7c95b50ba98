"""Every reading of a document: what each of two taggers and the rules take for cue, content and source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from ...models import Span
from ..attribution import Attribution, by_rules
from ..cue import unlisted_cue
from ..layout import Layout
from .attribute import attribution_of
from .decode import nearest, spans_of
from .link_features import link_features
from .sheet import Sheet
from .window import Unit, window

CONTENT, SOURCE = ("BC", "IC", "EC"), ("BS", "IS")


class Tagged(NamedTuple):
    """A cue's window as both taggers see it: labels of the units, and how probable each is content or source."""

    units: Sequence[Unit]
    labels: Sequence[Sequence[str]]
    content: NDArray[np.float32]
    source: NDArray[np.float32]
    probability: float


@dataclass(frozen=True)
class Reading:
    """An attribution that may hold. cue: the token at its head. by: which taggers and rules read it so."""

    attribution: Attribution
    cue: int | None
    by: frozenset[str]

    @property
    def source(self) -> Span | None:
        return self.attribution.source.span if self.attribution.source else self.attribution.label


def tagged(sheet: Sheet, cue: int, chances: Mapping[int, float], first: Any, second: Any) -> Tagged:
    """What the perceptron (`first`) and the conditional random field (`second`) make of a cue's window."""
    units = window(sheet, cue)
    items = pycrfsuite.ItemSequence(link_features(sheet, cue, units, chances))
    second.set(items)
    labels, known, every = second.tag(), second.labels(), range(len(units))
    content = [sum(second.marginal(name, i) for name in CONTENT if name in known) for i in every]
    source = [sum(second.marginal(name, i) for name in SOURCE if name in known) for i in every]
    return Tagged(
        units,
        (first.tag(items), labels),
        np.array(content, np.float32),
        np.array(source, np.float32),
        second.probability(labels),
    )


def readings(
    layout: Layout, sheet: Sheet, windows: Mapping[int, Tagged], chances: Mapping[int, float]
) -> list[Reading]:
    """The readings of a document, those of the taggers first; one that several make comes once."""
    found: dict[tuple[int | None, tuple[Span, ...], Span | None], Reading] = {}
    for reading in [*_of_taggers(layout, sheet, windows, chances), *_of_rules(layout)]:
        key = reading.cue, reading.attribution.content, reading.source
        if key not in found:
            found[key] = reading
        else:
            ruled = reading.attribution if "rules" in reading.by else found[key].attribution
            found[key] = Reading(ruled, reading.cue, found[key].by | reading.by)
    return list(found.values())


def _of_taggers(
    layout: Layout, sheet: Sheet, windows: Mapping[int, Tagged], chances: Mapping[int, float]
) -> Iterator[Reading]:
    listed = {cue.head.i: cue for cue in layout.cues}
    for token, seen in windows.items():
        cue = listed.get(token) or unlisted_cue(layout.doc[token])
        for name, labels in zip(("first", "second"), seen.labels, strict=True):
            content = spans_of(sheet, seen.units, labels, "C")
            source = nearest(spans_of(sheet, seen.units, labels, "S"), sheet.start[token])
            read = attribution_of(cue, content, source, layout, chances[token]) if content else None
            if read and read.content:
                yield Reading(read, token, frozenset([name]))


def _of_rules(layout: Layout) -> Iterator[Reading]:
    for read in by_rules(layout):
        yield Reading(read, read.cue.head.i if read.cue else None, frozenset(["rules", read.method]))
