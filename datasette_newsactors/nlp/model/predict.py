"""What the two taggers find in a document: cues, then the content and source of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from ...models import Span
from ..attribution import Attribution
from ..cue import cues, unlisted_cue
from ..layout import Layout
from .cue_features import candidates, cue_features
from .decode import nearest, spans_of
from .files import Model, calibrated
from .link_features import link_features
from .merge import attribution_of, with_marks
from .sheet import Sheet, sheet_of
from .window import window


class Found(NamedTuple):
    """A cue with its content and source; `chance` is how probable it is a cue."""

    cue: int
    chance: float
    content: list[Span]
    source: Span | None


def attributions(layout: Layout, model: Model) -> list[Attribution]:
    """Every attribution of a document, in text order: what marks tell, and what the model adds."""
    sheet = sheet_of(layout)
    found = links(sheet, model.links, cue_chances(sheet, model.cues, model.lemmas), model.threshold)
    listed = {cue.head.i: cue for cue in cues(layout.doc)}
    read = []
    for cue, chance, content, source in found:
        known = listed.get(cue) or unlisted_cue(layout.doc[cue])
        read.append(attribution_of(known, content, source, layout, calibrated(chance, model.calibration)))
    return with_marks([attribution for attribution in read if attribution], layout)


def cue_chances(sheet: Sheet, tagger: Any, lemmas: Collection[str]) -> dict[int, float]:
    """How probable each candidate is a cue, by token."""
    chances: dict[int, float] = {}
    for tokens in cue_sequences(sheet, lemmas):
        tagger.set([cue_features(sheet, token) for token in tokens])
        chances |= {token: tagger.marginal("1", number) for number, token in enumerate(tokens)}
    return chances


def cue_sequences(sheet: Sheet, lemmas: Collection[str]) -> list[list[int]]:
    """The candidates, sentence by sentence."""
    return [list(tokens) for _, tokens in groupby(candidates(sheet, lemmas), key=sheet.sentence.__getitem__)]


def links(sheet: Sheet, tagger: Any, chances: Mapping[int, float], threshold: float) -> list[Found]:
    """The candidates from a chance on that have a content, with content and source."""
    found = []
    for cue, chance in chances.items():
        if chance < threshold:
            continue
        units = window(sheet, cue)
        labels = tagger.tag(link_features(sheet, cue, units, chances))
        content = spans_of(sheet, units, labels, "C")
        if content:
            source = nearest(spans_of(sheet, units, labels, "S"), sheet.start[cue])
            found.append(Found(cue, chance, content, source))
    return found
