"""Figures of a comparison, with their confidence intervals.

The intervals are percentile bootstraps over articles (Efron and Tibshirani 1993).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

TYPES = ("direct", "mixed", "indirect")
GENDERS = ("female", "male")
MAIN = ("f1", "recall", "right", "precision")  # of a measure's figures the first that it has gets the interval
RESAMPLES = 1000
SEED = 20


@dataclass(frozen=True)
class Fault:
    """Something missed ("missed"), not annotated ("extra"), with a wrong source or speaker, or of the wrong actor."""

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
            main = next(figure for figure in MAIN if figure in measure)
            values = sorted(r[name][main] for r in resampled if name in r)
            measure["low"], measure["high"] = values[len(values) // 40], values[-1 - len(values) // 40]
        return found

    def lines(self) -> list[str]:
        """The figures as people read them, a measure a line."""
        resampled = f"95 % of {RESAMPLES:,} resamples of the articles in brackets"
        lines = [f"{len(self.articles):,} articles; percent, with {resampled}"]
        for name, measure in self.figures().items():
            low, high = measure.pop("low"), measure.pop("high")
            values = "   ".join(f"{key} {value:g}" for key, value in measure.items())
            lines.append(f"{name:20}{values}   [{low:g}–{high:g}]")
        return lines

    def _samples(self) -> Iterable[Counter[str]]:
        chance = random.Random(SEED)
        for _ in range(RESAMPLES):
            total: Counter[str] = Counter()
            for counts in chance.choices(self.articles, k=len(self.articles)):
                total.update(counts)
            yield total


def _figures(counts: Counter[str]) -> dict[str, dict[str, float]]:
    measures = {
        "content": _rates(counts["matched"], counts["found"], counts["gold"]),
        "content exact": _rates(counts["exact"], counts["found"], counts["gold"]),
        "content and source": _rates(counts["sourced"], counts["found"], counts["gold"]),
    }
    for kind in TYPES:
        n = counts[f"gold_{kind}"]
        measures[kind] = {
            "n": n,
            "recall": _percent(counts[f"matched_{kind}"], n),
            "with_source": _percent(counts[f"sourced_{kind}"], n),
        }
    for gender in GENDERS:
        if n := counts[f"gold_{gender}"]:
            measures[f"{gender} speakers"] = {"n": n, "recall": _percent(counts[f"matched_{gender}"], n)}
    return measures | _speakers(counts) | _actors(counts)


def _speakers(counts: Counter[str]) -> dict[str, dict[str, float]]:
    measures = {}
    for name in ("speaker", "pronoun source"):
        n, right, wrong = (counts[f"{name} {what}"] for what in ("n", "right", "wrong"))
        if n:
            shares = {"right": right, "open": n - right - wrong, "wrong": wrong}
            measures[name] = {"n": n, **{what: _percent(part, n) for what, part in shares.items()}}
    if n := counts["anonymous n"]:
        measures["anonymous source"] = {"n": n, "right": _percent(counts["anonymous right"], n)}
    return measures


def _actors(counts: Counter[str]) -> dict[str, dict[str, float]]:
    measures: dict[str, dict[str, float]] = {}
    if n := counts["mentions"]:
        precision, recall = (
            counts["b3_precision"] / max(1, counts["mentions_found"]),
            counts["b3_recall"] / n,
        )
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0
        figures = {"precision": precision, "recall": recall, "f1": f1}
        measures["actors (B³)"] = {"n": n, **{what: _percent(share, 1) for what, share in figures.items()}}
    if n := counts["aliases"]:
        measures["aliases"] = {"n": n, "precision": _percent(counts["aliases_right"], n)}
    return measures


def _rates(right: int, found: int, gold: int) -> dict[str, float]:
    return {
        "precision": _percent(right, found),
        "recall": _percent(right, gold),
        "f1": _percent(2 * right, found + gold),
    }


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
