"""Every reading of a document: what the network and the rules take for cue, content and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...models import Span
from ..attribution import Attribution, by_rules, shared, size
from ..cue import unlisted_cue
from ..layout import Layout
from .attribute import attribution_of
from .decode import spans_of
from .seeing import Seen, Sight
from .sheet import Sheet

MOST = 0.9  # of a quotation's characters, from which a content holds it
SOURCE = 0.25  # chance from which a unit is taken for the source where none is likelier


@dataclass(frozen=True)
class Reading:
    """An attribution that may hold. cue: the token at its head. by: who reads it so, the network or which rule."""

    attribution: Attribution
    cue: int | None
    by: frozenset[str]

    @property
    def source(self) -> Span | None:
        return self.attribution.source.span if self.attribution.source else self.attribution.label


def readings(layout: Layout, sheet: Sheet, seen: Seen) -> list[Reading]:
    """The readings of a document, those of the network first; one that both make comes once."""
    found: dict[tuple[int | None, tuple[Span, ...], Span | None], Reading] = {}
    for reading in [*_of_network(layout, sheet, seen), *_of_rules(layout)]:
        key = reading.cue, reading.attribution.content, reading.source
        if key not in found:
            found[key] = reading
        else:
            ruled = reading.attribution if "rules" in reading.by else found[key].attribution
            found[key] = Reading(ruled, reading.cue, found[key].by | reading.by)
    return list(_parted(list(found.values())))


def _parted(found: Sequence[Reading]) -> Iterator[Reading]:
    """Without those that put quotations together of which each has its own cue beside it: marks outrank the network."""
    marked = [reading for reading in found if "marks" in reading.by]
    for reading in found:
        content = reading.attribution.content
        held = {m.cue for m in marked if shared(content, m.attribution.content) > MOST * size(m.attribution.content)}
        if "marks" in reading.by or len(held) < 2:
            yield reading


def _of_network(layout: Layout, sheet: Sheet, seen: Seen) -> Iterator[Reading]:
    listed = {cue.head.i: cue for cue in layout.cues}
    for token, sight in seen.sights.items():
        cue = listed.get(token) or unlisted_cue(layout.tokens[token])
        content = spans_of(sheet, sight.units, sight.labels, "C")
        source = _source_of(sheet, sight)
        read = attribution_of(cue, content, source, layout, sight.verdict) if content else None
        if read and read.content:
            yield Reading(read, token, frozenset(["network"]))


def _source_of(sheet: Sheet, sight: Sight) -> Span | None:
    """The source that the network is surest of, of those that its labels name, or else of those that may be one."""
    likely = ["S" if chance >= SOURCE else "O" for chance in sight.source]
    spans = spans_of(sheet, sight.units, sight.labels, "S") or spans_of(sheet, sight.units, likely, "S")
    return max(spans, key=lambda span: _chance(sheet, sight, span), default=None)


def _chance(sheet: Sheet, sight: Sight, span: Span) -> float:
    inside = (sheet.start[unit.first] < span[1] and span[0] < sheet.end[unit.last - 1] for unit in sight.units)
    return float(max(chance for chance, within in zip(sight.source, inside, strict=True) if within))


def _of_rules(layout: Layout) -> Iterator[Reading]:
    for read in by_rules(layout):
        yield Reading(read, read.cue.head.i if read.cue else None, frozenset(["rules", read.method]))
