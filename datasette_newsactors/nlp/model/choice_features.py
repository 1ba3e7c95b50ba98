"""What speaks for and against each reading of a document: numbers for the chooser, by name.

A reading is judged by how sure the network is of its words and borders, by its source and content, and by the readings
beside it: others of the same cue, and those of other cues that claim the same words. What does not apply is left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from ...models import Span
from ..attribution import shared, size
from ..layout import Layout
from .readings import Reading
from .seeing import Seen, Sight
from .sheet import OUTSIDE, Sheet

METHODS = ("network", "rules", "marks", "sentence", "clause", "label", "object", "marks-alone", "transcript")
CLASSES = ("speech", "writing", "thought", "intention", "perception", "attitude")
TYPES = ("indirect", "mixed", "direct")
PARTS = ("VERB", "AUX", "NOUN", "ADP", "PUNCT")
TAGS = (
    *("DT", "IN", "NNP", "NN", "NNS", "PRP", "PRP$", "TO", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJ", "RB"),
    *("WRB", "WP", "WDT", "CC", "CD", "EX", "MD", "``", "''", ",", ".", "RP"),
)
DEPS = (
    *("ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "conj", "prep", "pcomp", "dobj", "pobj", "nsubj", "appos"),
    *("parataxis", "dep", "attr", "punct", "npadvmod", "amod"),
)
PASSIVE = ("nsubjpass", "auxpass", "agent")
NEVER_NAMED = ("it", "that", "this", "which")
SAME, WITHIN, ALL = 0.5, 0.9, 0.95  # shares of common words: two contents are one; are alike; one holds the other

Features = dict[str, float]


def choice_features(
    found: Sequence[Reading],
    seen: Seen,
    layout: Layout,
    sheet: Sheet,
) -> list[Features]:
    """The features of each reading."""
    mates = defaultdict(list)
    for reading in found:
        mates[reading.cue].append(reading)
    rivals = _rivals(found, [_sure(reading, seen) for reading in found])
    rows = []
    for number, reading in enumerate(found):
        row = {"chance": seen.chances[reading.cue] if reading.cue is not None else -1.0}
        row |= {f"by {name}": float(name in reading.by) for name in METHODS}
        if reading.cue is not None:
            row |= _cue(reading, reading.cue, sheet)
            row |= _mates(reading, mates[reading.cue])
            if reading.cue in seen.sights:
                row |= _borders(reading, reading.cue, seen.sights[reading.cue], sheet)
        rows.append(row | rivals[number] | _source(reading, layout) | _content(reading, layout, sheet))
    return rows


def _cue(reading: Reading, cue: int, sheet: Sheet) -> Features:
    known = reading.attribution.cue
    return {
        "cue part": _place(sheet.pos[cue], PARTS),
        "cue class": _place(known.cue_class if known else "", CLASSES),
        "cue dep": _place(sheet.dep[cue], DEPS),
        "cue denied": any(sheet.dep[child] == "neg" for child in sheet.children[cue]),
        "cue passive": any(sheet.dep[child] in PASSIVE for child in sheet.children[cue]),
    }


def _place(name: str, names: Sequence[str]) -> int:
    return names.index(name) if name in names else -1


def _borders(reading: Reading, cue: int, seen: Sight, sheet: Sheet) -> Features:
    """How probable the content and source are to the network, above all at the borders."""
    units, chance = seen.units, seen.content
    row = {"verdict": seen.verdict, "best source": float(seen.source.max())}
    inside = [n for n, unit in enumerate(units) if _touches(unit.first, unit.last, reading.attribution.content, sheet)]
    if inside:
        first, last = inside[0], inside[-1]
        kept = chance[inside]
        at = next(n for n, unit in enumerate(units) if unit.first <= cue < unit.last)
        row |= {
            "mean inside": float(kept.mean()),
            "least inside": float(kept.min()),
            "doubt inside": float((1 - kept).sum()),
            "missed outside": float(chance.sum() - kept.sum()),
            "at start": float(chance[first]),
            "before start": float(chance[first - 1]) if first else 0.0,
            "at end": float(chance[last]),
            "behind end": float(chance[last + 1]) if last + 1 < len(units) else 0.0,
            "units": len(inside),
            "left out": last + 1 - first - len(inside),
            "distance": min(abs(first - at), abs(last - at)),
            "side": (first > at) - (last < at),
        }
    if reading.source:
        named = [n for n, unit in enumerate(units) if _touches(unit.first, unit.last, [reading.source], sheet)]
        row |= {"source": float(seen.source[named].max())} if named else {}
    return row


def _touches(first: int, last: int, spans: Sequence[Span], sheet: Sheet) -> bool:
    start, end = sheet.start[first], sheet.end[last - 1]
    return any(left < end and start < right for left, right in spans)


def _mates(reading: Reading, mates: Sequence[Reading]) -> Features:
    """How far the other readings of the same cue agree."""
    others = [other for other in mates if other is not reading]
    return {
        "mates": len(others),
        "content agrees": max((_likeness(reading, other) for other in others), default=-1.0),
        "source agrees": sum(other.source == reading.source for other in others),
    }


def _likeness(one: Reading, other: Reading) -> float:
    """Intersection over union of two contents."""
    a, b = one.attribution.content, other.attribution.content
    common = shared(a, b)
    return common / (size(a) + size(b) - common)


def _sure(reading: Reading, seen: Seen) -> float:
    """How sure the network is of a reading's cue; undecided where it has none."""
    if reading.cue is None:
        return 0.5
    sight = seen.sights.get(reading.cue)
    return sight.verdict if sight else seen.chances[reading.cue]


def _rivals(found: Sequence[Reading], chance: Sequence[float]) -> list[Features]:
    """Of each reading, how probable cues are whose readings claim the same words, part of them, or more."""
    rows: list[Features] = [
        {"rival": 0.0, "rival chance": 0.0, "holds": 0, "held chance": 0.0, "held by": 0, "holder chance": 0.0}
        for _ in found
    ]
    contents = [reading.attribution.content for reading in found]
    sizes = [size(content) for content in contents]
    order = sorted(range(len(found)), key=lambda n: contents[n][0][0])
    for place, one in enumerate(order):
        end = contents[one][-1][1]
        for other in order[place + 1 :]:
            if contents[other][0][0] >= end:
                break
            if found[one].cue == found[other].cue and found[one].cue is not None:
                continue
            common = shared(contents[one], contents[other])
            if common:
                _compare(rows[one], common, sizes[one], sizes[other], chance[other])
                _compare(rows[other], common, sizes[other], sizes[one], chance[one])
    return rows


def _compare(row: Features, common: int, own: int, others: int, chance: float) -> None:
    likeness = common / (own + others - common)
    row["rival"] = max(row["rival"], likeness)
    if likeness > SAME:
        row["rival chance"] = max(row["rival chance"], chance)
    if likeness < WITHIN and common >= ALL * others:
        row["holds"] += 1
        row["held chance"] = max(row["held chance"], chance)
    if likeness < WITHIN and common >= ALL * own:
        row["held by"] += 1
        row["holder chance"] = max(row["holder chance"], chance)


def _source(reading: Reading, layout: Layout) -> Features:
    """What kind of phrase the source is, and where it stands."""
    source, span = reading.attribution.source, reading.source
    row: Features = {"no source": span is None}
    if source and span:
        head = source.head
        row |= {
            "pronoun": head.pos_ == "PRON",
            "proper": head.pos_ == "PROPN",
            "entity": _place(head.ent_type_, ("PERSON", "ORG", "GPE", "NORP")),
            "thing": head.lower_ in NEVER_NAMED,
            "source dep": _place(head.dep_, DEPS),
            "source length": span[1] - span[0],
            "source quoted": layout.quotation_at(span[0]) is not None,
            "source inside": any(start <= span[0] < end for start, end in reading.attribution.content),
        }
        if reading.cue is not None:
            row |= {"source distance": head.i - reading.cue, "subject": _is_subject(reading)}
    return row


def _is_subject(reading: Reading) -> bool:
    source = reading.attribution.source
    return bool(source and source.head.dep_ in ("nsubj", "nsubjpass") and source.head.head.i == reading.cue)


def _content(reading: Reading, layout: Layout, sheet: Sheet) -> Features:
    """How long the content is, how it begins and ends, and whether it is quoted."""
    spans, text = reading.attribution.content, layout.text
    final = len(sheet.start) - 1
    first = min(bisect_left(sheet.start, spans[0][0]), final)
    last = max(bisect_left(sheet.start, spans[-1][1]) - 1, 0)
    return {
        "length": size(spans),
        "spans": len(spans),
        "type": TYPES.index(reading.attribution.quote_type),
        "that": sheet.lower[first] == "that",
        "to": sheet.lower[first] == "to",
        "begins": _place(sheet.tag[first], TAGS),
        "ends": _place(sheet.tag[last], TAGS),
        "from start": first - sheet.sentences[sheet.sentence[first]][0],
        "to end": sheet.sentences[sheet.sentence[last]][1] - 1 - last,
        "sentences": sheet.sentence[last] - sheet.sentence[first],
        "capital": text[spans[0][0]].isupper(),
        "stop inside": text[spans[-1][1] - 1] in ".,!?",
        "stop behind": text[spans[-1][1] : spans[-1][1] + 1] in (",", ".", ";", "”", '"'),
        "quoted": sheet.quotation[first] != OUTSIDE,
        "quoted end": sheet.quotation[last] != OUTSIDE,
    }
