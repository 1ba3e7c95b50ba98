"""Counts by month → the bars of a chart that the server draws: a wide pale bar and a narrow dark one for each month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from .visit import Row

LONGEST_FILLED = 600  # months
SHORTEST_AXIS = 12  # months; a single month is not to fill the page
HEIGHT = 120  # pixels
SPARK = 24  # pixels of a chart in a line of a table
MOST_TICKS = 5
ROOM = 16  # percent of the width, which a month as a label needs on a telephone


class Bar(NamedTuple):
    """One month's place: `x` and `step` in percent of the chart's width, heights in pixels."""

    month: str
    x: float
    step: float
    values: tuple[int, int]
    heights: tuple[float, float]


class Tick(NamedTuple):
    """A year where it begins, in percent of the chart's width; the last month where it ends."""

    label: str
    x: float
    anchor: str = "start"


class Chart(NamedTuple):
    """What to draw: `series` names the two counts of each bar, `highest` is the count as high as the chart."""

    series: tuple[str, str]
    bars: list[Bar]
    ticks: list[Tick]
    highest: int


def merged(series: Sequence[str], *counts: Iterable[Row] | None) -> list[Row]:
    """Rows of counts by month in one list, with zeros for the counts and the months between that have none."""
    found: dict[str, Row] = {}
    for rows in counts:
        for row in rows or ():
            found.setdefault(row["month"], {}).update(row)
    zeros = dict.fromkeys(series, 0)
    return [{"month": month, **zeros, **found.get(month, {})} for month in without_gaps(sorted(found))]


def without_gaps(months: list[str]) -> list[str]:
    """The months and all between them; as they are where that would be too many or one is no month."""
    try:
        first, final = ([int(part) for part in month.split("-")] for month in (months[0], months[-1]))
        start, end = first[0] * 12 + first[1] - 1, final[0] * 12 + final[1] - 1
    except (IndexError, ValueError):
        return months
    if not 0 <= end - start < LONGEST_FILLED:
        return months
    return sorted({*months, *(f"{n // 12:04}-{n % 12 + 1:02}" for n in range(start, end + 1))})


def highest(timelines: Iterable[Iterable[Row]], series: Sequence[str]) -> int:
    """The largest count of the series in any of the timelines: the scale that charts share."""
    return max((row[name] for timeline in timelines for row in timeline for name in series), default=0)


def chart(timeline: Sequence[Row], series: tuple[str, str], scale: int | None = None) -> Chart:
    """Where to draw each month; scale: the count that is as high as the chart, where several share one."""
    top = (highest([timeline], series) if scale is None else scale) or 1
    step = 100 / max(len(timeline), SHORTEST_AXIS)
    bars = []
    for number, row in enumerate(timeline):
        wide, narrow = row[series[0]], row[series[1]]
        heights = (round(HEIGHT * wide / top, 1), round(HEIGHT * narrow / top, 1))
        bars.append(Bar(row["month"], round(number * step, 3), round(step, 3), (wide, narrow), heights))
    return Chart(series, bars, _ticks(bars), top)


def _ticks(bars: Sequence[Bar]) -> list[Tick]:
    """The first month and the last, and the years between them where there is room, or every second, third …"""
    if not bars:
        return []
    first, end = Tick(bars[0].month, 0.0), round(bars[-1].x + bars[-1].step, 3)
    years = [bar for bar in bars if bar.month[5:7] == "01" and ROOM <= bar.x <= end - 2 * ROOM]
    every = max(1, -(-len(years) // MOST_TICKS))
    final = [Tick(bars[-1].month, end, "end")] if end >= 2 * ROOM else []
    return [first, *(Tick(bar.month[:4], bar.x) for bar in years[::every]), *final]


def drawn(bar: Bar) -> list[dict[str, Any]]:
    """The two rectangles of a bar as SVG attributes: the narrow one in the middle of the wide one."""
    return [
        {
            "x": round(bar.x + bar.step * margin, 3),
            "width": round(bar.step * (1 - 2 * margin), 3),
            "y": round(HEIGHT - height, 1),
            "height": height,
        }
        for margin, height in zip((0.1, 0.32), bar.heights, strict=True)
    ]


def spark(counts: Sequence[int], top: int) -> str:
    """The bars of counts in a line as the path of an SVG, ten wide a month; top: the count as high as the line."""
    heights = (round(SPARK * n / top, 1) for n in counts)
    return "".join(f"M{10 * i + 1} {SPARK + 1}v-{height}h8v{height}z" for i, height in enumerate(heights) if height)
