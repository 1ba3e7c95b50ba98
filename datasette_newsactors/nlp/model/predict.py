"""What the model finds in a document: what the network sees, how it and the rules read it, and which readings hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from ..attribution import UTTERANCE, Attribution, completed, shared, size
from ..cue import is_unknown, named
from ..layout import Layout
from .choice_features import Features, choice_features
from .files import Model, calibrated
from .inputs import vectors_of
from .network import Network
from .readings import Reading, readings
from .seeing import seen
from .sheet import Sheet, sheet_of

NAMELESS = 0.34  # score from which a reading without a source is taken: of little use, and often wrong
CLEAR = 0.7  # of the threshold: direct quotes of a low score are more often right than others
DOUBTFUL = 1.75  # of the threshold: what is not quoted is less often right under a cue that no list has
MARKED = frozenset(("marks", "transcript"))  # the rules that outrank the network
ALONE = "marks-alone"
SAME = 0.5  # intersection over union from which two contents are one


class Judged(NamedTuple):
    """The readings of a document, each with its features."""

    readings: list[Reading]
    features: list[Features]


def attributions(layout: Layout, model: Model) -> list[Attribution]:
    """Every attribution of a document, in text order."""
    found, features = judged(layout, sheet_of(layout), model.network)
    scores = [float(score) for score in model.choice.score(features)]
    kept = chosen(found, scores, model.threshold)
    told = [_told(found[n].attribution, calibrated(scores[n], model.calibration), layout) for n in kept]
    left = [read for read in _unattributed(found) if not any(shared(read.content, a.content) for a in told)]
    return [a for a in completed([*told, *left], layout) if a not in left]


def _unattributed(found: Sequence[Reading]) -> list[Attribution]:
    """Quotations with nothing beside them that says whose they are: they may go on with a quote before them."""
    return [reading.attribution for reading in found if reading.attribution.method == ALONE]


def _told(found: Attribution, probability: float, layout: Layout) -> Attribution:
    cue = found.cue and named(found.cue, layout.cues, found.quote_type == "direct")
    # what bears a printed label is taken whatever its score, which says nothing of how often it is right
    return replace(found, cue=cue, probability=None if found.label else probability)


def judged(layout: Layout, sheet: Sheet, network: Network) -> Judged:
    """The readings of a document, and what there is to say of each."""
    sights = seen(sheet, vectors_of(layout, network.blind), network)
    found = readings(layout, sheet, sights)
    return Judged(found, choice_features(found, sights, layout, sheet))


def chosen(found: Sequence[Reading], scores: Sequence[float], threshold: float) -> list[int]:
    """The numbers of the readings that hold, those with a printed label ("LIND: …") first, then the best.

    One a cue, and one of those with about the same content.

    What marks set off beside a cue, or beside a name, holds whatever its score, where nothing better excludes it.
    """
    kept: list[int] = []
    for number in sorted(range(len(found)), key=lambda n: (found[n].attribution.label is None, -scores[n])):
        if scores[number] < _least(found[number], threshold) and not found[number].by & MARKED:
            continue
        if not any(_excludes(found[other], found[number]) for other in kept):
            kept.append(number)
    return kept


def _least(reading: Reading, threshold: float) -> float:
    """The score from which a reading is taken; a thought, wish or attitude that is nobody's is not."""
    cue, kind = reading.attribution.cue, reading.attribution.quote_type
    if reading.source is None:
        return max(threshold, NAMELESS) if cue is None or cue.cue_class in UTTERANCE else inf
    doubtful = kind == "indirect" and cue is not None and is_unknown(cue)
    return threshold * (CLEAR if kind == "direct" else DOUBTFUL if doubtful else 1)


def _excludes(one: Reading, other: Reading) -> bool:
    if one.cue is not None and one.cue == other.cue:
        return True
    a, b = one.attribution.content, other.attribution.content
    common = shared(a, b)
    return common > SAME * (size(a) + size(b) - common)
