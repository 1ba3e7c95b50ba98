"""What the model finds in a document: cues, what two taggers make of each, and which of their readings hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from ..attribution import Attribution, completed
from ..layout import Layout
from .choice_features import Features, choice_features, shared, size
from .cue_features import candidates, cue_features
from .files import Model, calibrated
from .readings import Reading, Tagged, readings, tagged
from .sheet import Sheet, sheet_of

LEAST = 0.15  # chance from which a candidate is looked at as a cue
NAMELESS = 0.4  # score from which a reading without a source is taken: of little use, and often wrong
MARKED = frozenset(("marks", "transcript"))  # the rules that outrank the taggers
SAME = 0.5  # intersection over union from which two contents are one


class Judged(NamedTuple):
    """The readings of a document, each with its features."""

    readings: list[Reading]
    features: list[Features]


def attributions(layout: Layout, model: Model) -> list[Attribution]:
    """Every attribution of a document, in text order."""
    sheet = sheet_of(layout)
    chances = cue_chances(sheet, model.cues, model.lemmas)
    found, features = judged(layout, sheet, chances, model.first, model.second)
    scores = [float(score) for score in model.choice.score(features)]
    kept = chosen(found, scores, model.threshold)
    sure = [replace(found[n].attribution, probability=calibrated(scores[n], model.calibration)) for n in kept]
    return completed(sure, layout)


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


def judged(layout: Layout, sheet: Sheet, chances: Mapping[int, float], first: Any, second: Any) -> Judged:
    """The readings of a document, of every cue that is not all too improbable, and what there is to say of each."""
    windows: dict[int, Tagged] = {
        cue: tagged(sheet, cue, chances, first, second) for cue, chance in chances.items() if chance >= LEAST
    }
    found = readings(layout, sheet, windows, chances)
    return Judged(found, choice_features(found, windows, chances, layout, sheet))


def chosen(found: Sequence[Reading], scores: Sequence[float], threshold: float) -> list[int]:
    """The numbers of the readings that hold, those with a printed label ("LIND: …") first, then the best.

    One a cue, and one of those with about the same content.

    What marks set off beside a cue, or beside a name, holds whatever its score, where nothing better excludes it.
    """
    kept: list[int] = []
    for number in sorted(range(len(found)), key=lambda n: (found[n].attribution.label is None, -scores[n])):
        least = threshold if found[number].source else max(threshold, NAMELESS)
        if scores[number] < least and not found[number].by & MARKED:
            continue
        if not any(_excludes(found[other], found[number]) for other in kept):
            kept.append(number)
    return kept


def _excludes(one: Reading, other: Reading) -> bool:
    if one.cue is not None and one.cue == other.cue:
        return True
    a, b = one.attribution.content, other.attribution.content
    common = shared(a, b)
    return common > SAME * (size(a) + size(b) - common)
