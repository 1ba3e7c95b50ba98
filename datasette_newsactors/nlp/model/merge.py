"""What the model finds, made into attributions, beside those that quotation marks tell; marks outrank the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from ...models import Span
from ..attribution import (
    FIRST_AND_SECOND_PERSON,
    MARKS,
    Attribution,
    by_rules,
    can_attribute,
    clear_of,
    completed,
    is_about_attribution,
    quote_type,
    snap,
)
from ..cue import Cue
from ..layout import Layout
from ..source import Source, source_of

SAME = 0.5  # intersection over union from which two contents are one


def attribution_of(
    cue: Cue, content: Sequence[Span], source: Span | None, layout: Layout, probability: float
) -> Attribution | None:
    """What the model found, or None where it is no quote: denied, quoted itself, or in the writer's own voice."""
    spans = tuple(_united([snap(span, layout) for span in content]))
    if not can_attribute(cue, layout) or is_about_attribution(spans, layout):
        return None
    who = _source(source, cue, layout)
    if who and who.head.lower_ in FIRST_AND_SECOND_PERSON:
        return None
    return Attribution(spans, cue, who, quote_type(spans, layout), "model", probability=probability)


def _united(spans: Sequence[Span]) -> list[Span]:
    """The spans in text order, those that overlap as one."""
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        elif start < end:
            united.append((start, end))
    return united


def _source(span: Span | None, cue: Cue, layout: Layout) -> Source | None:
    """The source as the syntax of the cue has it, where the model sees it there too; else as the model sees it."""
    if span is None:
        return None
    read = source_of(cue, layout)
    if read and read.span[0] < span[1] and span[0] < read.span[1]:
        return read
    tokens = layout.doc.char_span(*span, alignment_mode="expand")
    return Source(span, _head_of(list(tokens))) if tokens else None


def _head_of(tokens: Sequence[Token]) -> Token:
    """The first word that hangs on none of the others."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head == t or t.head.i not in inside), tokens[0])


def with_marks(modelled: Sequence[Attribution], layout: Layout) -> list[Attribution]:
    """The model's attributions, surest first, beside those of the rules; what only repeats another one is left out.

    Of the rules' indirect quotes count clauses with a source, where the model finds nothing.
    """
    ruled = by_rules(layout)
    direct = [a for a in ruled if a.method in MARKS]
    added: list[Attribution] = []
    for attribution in sorted(modelled, key=lambda a: -(a.probability or 0)):
        met = [number for number, d in enumerate(direct) if _shared(d, attribution)]
        if len(met) == 1 and (_covers(attribution, direct[met[0]]) or _covers(direct[met[0]], attribution)):
            direct[met[0]] = _joined(direct[met[0]], attribution, layout)
            continue
        rest = clear_of(attribution, [span for d in direct for span in d.content], layout)
        if rest and not any(_is_same(rest, other) for other in added):
            added.append(rest)
    known = [*direct, *added]
    clauses = [a for a in ruled if a.method == "clause" and a.source and not any(_meets(a, k) for k in known)]
    return completed([*known, *clauses], layout)


def _meets(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions share words or their cue."""
    same_cue = one.cue is not None and other.cue is not None and one.cue.head == other.cue.head
    return same_cue or _shared(one, other) > 0


def _joined(direct: Attribution, modelled: Attribution, layout: Layout) -> Attribution:
    """A direct quote with what the model adds: who said it where marks do not tell, and words beside the marks."""
    whole = modelled.content if _covers(modelled, direct) else direct.content
    joined = replace(direct, content=whole, quote_type=quote_type(whole, layout))
    if direct.label:
        return direct
    if direct.cue is None:
        return replace(modelled, content=joined.content, quote_type=joined.quote_type) if modelled.source else direct
    if modelled.cue is None or modelled.cue.head != direct.cue.head:
        return direct
    return replace(joined, source=direct.source or modelled.source)


def _covers(one: Attribution, other: Attribution) -> bool:
    """Whether all of one content stands in the other."""
    return all(any(start <= s and e <= end for start, end in one.content) for s, e in other.content)


def _is_same(one: Attribution, other: Attribution) -> bool:
    shared = _shared(one, other)
    union = sum(end - start for a in (one, other) for start, end in a.content) - shared
    return shared > SAME * union


def _shared(one: Attribution, other: Attribution) -> int:
    """How many characters two contents share."""
    return sum(max(0, min(e, end) - max(s, start)) for s, e in one.content for start, end in other.content)
