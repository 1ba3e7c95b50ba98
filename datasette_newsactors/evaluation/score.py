"""Precision, recall and F1 of quotes, with what is missed and what is wrong.

A quote is found where its content and the annotated one overlap by half (intersection over union of characters, marks
and white space at the two outer ends left out), each matched once, the best overlap first. Confidence intervals are
percentile bootstraps over articles (Efron and Tibshirani 1993).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..models import Annotation, Quote, Span, cut
from .gold import GoldArticle, GoldQuote

MARGINS = frozenset(" \t\n\r\"“”«»„'‘’`.,;:!?-–—()[]…")
OVERLAP = 0.5
TYPES = ("direct", "mixed", "indirect")
RESAMPLES = 1000
SEED = 20

Characters = frozenset[int]


@dataclass(frozen=True)
class Fault:
    """Something missed ("missed"), not annotated ("extra"), or found with a wrong source or speaker."""

    kind: str
    article: str
    content: str
    expected: str
    found: str


@dataclass
class Report:
    """Counts over all articles, and an article at a time for the intervals."""

    articles: list[Counter[str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def figures(self) -> dict[str, dict[str, float]]:
        """Each measure by name → its figures in percent; "low" and "high" bound 95 % of the resamples."""
        total = sum(self.articles, Counter())
        found = _figures(total)
        resampled = [_figures(sample) for sample in self._samples()]
        for name, measure in found.items():
            main = "f1" if "f1" in measure else "recall" if "recall" in measure else "right"
            values = sorted(r[name][main] for r in resampled)
            measure["low"], measure["high"] = values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES) - 1]
        return found

    def _samples(self) -> Iterable[Counter[str]]:
        chance = random.Random(SEED)
        for _ in range(RESAMPLES):
            total: Counter[str] = Counter()
            for counts in chance.choices(self.articles, k=len(self.articles)):
                total.update(counts)
            yield total


def evaluate(pairs: Iterable[tuple[GoldArticle, Annotation]]) -> Report:
    """Compare annotations with the annotated articles they were made on."""
    report = Report()
    for article, annotation in pairs:
        counts: Counter[str] = Counter()
        _compare(article, annotation, counts, report.faults)
        report.articles.append(counts)
    return report


def _compare(article: GoldArticle, annotation: Annotation, counts: Counter[str], faults: list[Fault]) -> None:
    gold = [core(article.text, q.content) for q in article.quotes]
    found = [core(article.text, q.content) for q in annotation.quotes]
    matched = match(gold, found)
    names = {a.key: {a.name, *(alias.name for alias in a.aliases)} for a in annotation.actors}
    counts.update(gold=len(gold), found=len(found), matched=len(matched))
    for i, expected in enumerate(article.quotes):
        kind = type_of(article.text, expected.content)
        counts[f"gold_{kind}"] += 1
        quote = annotation.quotes[matched[i]] if i in matched else None
        if quote is None:
            faults.append(_fault("missed", article, expected.content, expected, None))
            continue
        counts[f"matched_{kind}"] += 1
        counts["exact"] += gold[i] == found[matched[i]]
        if _same_source(expected, quote):
            counts["sourced"] += 1
            counts[f"sourced_{kind}"] += 1
        else:
            faults.append(_fault("source", article, expected.content, expected, quote))
        if expected.speaker is not None:
            _compare_speaker(article, expected, quote, names.get(quote.speaker or "", set()), counts, faults)
    taken = set(matched.values())
    for j, extra in enumerate(annotation.quotes):
        if j not in taken:
            faults.append(_fault("extra", article, extra.content, None, extra))


def _compare_speaker(
    article: GoldArticle, expected: GoldQuote, quote: Quote, names: set[str], counts: Counter[str], faults: list[Fault]
) -> None:
    counts["speakers"] += 1
    counts["speakers_given"] += bool(names)
    if expected.speaker and names & expected.speaker:
        counts["speakers_right"] += 1
    elif names:
        faults.append(
            Fault("speaker", article.name, cut(article.text, quote.content), _any(expected.speaker), _any(names))
        )


def _any(names: Iterable[str] | None) -> str:
    return max(names or [""], key=len)


def core(text: str, spans: Sequence[Span]) -> Characters:
    """The characters of a content, without marks and white space at its two outer ends."""
    positions = sorted({i for start, end in spans for i in range(start, end)})
    while positions and text[positions[0]] in MARGINS:
        positions.pop(0)
    while positions and text[positions[-1]] in MARGINS:
        positions.pop()
    return frozenset(positions)


def match(gold: Sequence[Characters], found: Sequence[Characters]) -> dict[int, int]:
    """Annotated contents → found ones, each once, the greatest overlap first."""
    overlaps = []
    for i, a in enumerate(gold):
        for j, b in enumerate(found):
            shared = len(a & b)
            if shared and shared / len(a | b) >= OVERLAP:
                overlaps.append((-shared / len(a | b), i, j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(overlaps):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def type_of(text: str, spans: Sequence[Span]) -> str:
    """ "direct" where over 95 % of the letters stand between double marks of their paragraph, "mixed" where some do."""
    start, end = spans[0][0], spans[-1][1]
    inside = set()
    is_open = False
    position = text.rfind("\n", 0, start) + 1
    while position < end:
        step = 2 if text.startswith("''", position) else 1
        if step == 2 or text[position] == '"':
            is_open = not is_open
        elif text[position] in "“«":
            is_open = True
        elif text[position] in "”»\n":
            is_open = False
        elif is_open:
            inside.add(position)
        position += step
    letters = [i for s, e in spans for i in range(s, e) if text[i].isalnum()]
    marked = sum(i in inside for i in letters)
    return "indirect" if not marked else "direct" if marked > 0.95 * len(letters) else "mixed"


def _same_source(expected: GoldQuote, quote: Quote) -> bool:
    if not expected.source or quote.source is None:
        return not expected.source and quote.source is None
    start, end = quote.source
    return any(s < end and start < e for s, e in expected.source)


def _fault(
    kind: str, article: GoldArticle, content: Sequence[Span], expected: GoldQuote | None, quote: Quote | None
) -> Fault:
    sources = cut(article.text, expected.source) if expected else ""
    found = cut(article.text, [quote.source]) if quote and quote.source else ""
    return Fault(kind, article.name, cut(article.text, content), sources, found)


def _figures(counts: Counter[str]) -> dict[str, dict[str, float]]:
    measures = {
        "content": _rates(counts["matched"], counts),
        "content exact": _rates(counts["exact"], counts),
        "content and source": _rates(counts["sourced"], counts),
    }
    for kind in TYPES:
        n = counts[f"gold_{kind}"]
        measures[kind] = {
            "n": n,
            "recall": _percent(counts[f"matched_{kind}"], n),
            "with_source": _percent(counts[f"sourced_{kind}"], n),
        }
    if counts["speakers"]:
        measures["speaker"] = {
            "n": counts["speakers"],
            "right": _percent(counts["speakers_right"], counts["speakers"]),
            "wrong": _percent(counts["speakers_given"] - counts["speakers_right"], counts["speakers"]),
        }
    return measures


def _rates(right: int, counts: Counter[str]) -> dict[str, float]:
    total = counts["gold"] + counts["found"]
    return {
        "precision": _percent(right, counts["found"]),
        "recall": _percent(right, counts["gold"]),
        "f1": _percent(2 * right, total),
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
