"""Counts by month → the bars of a chart that the server draws."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

LONGEST_FILLED = 600
WIDTH, HEIGHT = 720, 120


@dataclass(frozen=True)
class Month:
    """One month's place in a chart WIDTH wide and HEIGHT high, with the heights of its two bars."""

    month: str
    articles: int
    quotes: int
    x: float
    width: float
    articles_height: float
    quotes_height: float


def merged(counts: Iterable[dict[str, Any]] | None, parts: Iterable[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Two counts by month in one list, articles and quotes, with the empty months between them filled in."""
    articles = {row["month"]: row["count"] for row in counts or ()}
    quotes = {row["month"]: row["count"] for row in parts or ()}
    return [
        {"month": month, "articles": articles.get(month, 0), "quotes": quotes.get(month, 0)}
        for month in _without_gaps(sorted({*articles, *quotes}))
    ]


def _without_gaps(months: list[str]) -> list[str]:
    """The months and all between them; as they are where that would be too many or one is no month."""
    try:
        first, final = ([int(part) for part in month.split("-")] for month in (months[0], months[-1]))
        start, end = first[0] * 12 + first[1] - 1, final[0] * 12 + final[1] - 1
    except (IndexError, ValueError):
        return months
    if not 0 <= end - start < LONGEST_FILLED:
        return months
    return sorted({*months, *(f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, end + 1))})


def chart(timeline: Sequence[dict[str, Any]]) -> list[Month]:
    """Where to draw each month, with two bars on one scale: articles and quotes."""
    highest = max((max(row["articles"], row["quotes"]) for row in timeline), default=0) or 1
    step = WIDTH / max(len(timeline), 12)
    return [
        Month(
            **row,
            x=round(number * step, 2),
            width=round(step, 2),
            articles_height=round(HEIGHT * row["articles"] / highest, 2),
            quotes_height=round(HEIGHT * row["quotes"] / highest, 2),
        )
        for number, row in enumerate(timeline)
    ]
