"""Counts by month → the bars of a chart that the server draws: a wide pale bar and a narrow dark one for each month."""

from __future__ import annotations

import math
import urllib.parse
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from .visit import Row

LONGEST_FILLED = 600  # months
SHORTEST_AXIS = 12  # months; a single month is not to fill the page
HEIGHT = 120  # pixels
SPARK = 24  # pixels of a chart in a line of a table
MOST_TICKS = 5
MARGINS = {"wide": 0.1, "narrow": 0.32}  # of the width of a month; the narrow bar stands in the middle of the wide one
ROOM, ROOM_OF_YEAR = 16, 9  # percent of the width, which a month and a year as labels need on a telephone


class Rect(NamedTuple):
    """A rectangle: x and width in percent of the chart's width, y and height in pixels."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class Bar(NamedTuple):
    """One month's place: `x` and `step` in percent of the chart's width; its counts in words; what there is to draw."""

    month: str
    x: float
    step: float
    wide: str
    narrow: str
    rects: list[Rect]


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
        x, width = round(number * step, 3), round(step, 3)
        rects = [_rect(kind, n / top, x, width) for kind, n in (("wide", wide), ("narrow", narrow))]
        drawn = [rect for rect in rects if rect.height]
        bars.append(Bar(row["month"], x, width, f"{wide:,}", f"{narrow:,}", drawn))
    return Chart(series, bars, _ticks(bars), top)


def _ticks(bars: Sequence[Bar]) -> list[Tick]:
    """The first month and the last, and the years between them where there is room, or every second, third …"""
    if not bars:
        return []
    first, end = Tick(bars[0].month, 0.0), round(bars[-1].x + bars[-1].step, 3)
    years = [bar for bar in bars if bar.month[5:7] == "01" and ROOM <= bar.x <= end - 2 * ROOM]
    every = max(1, math.ceil(len(years) / MOST_TICKS), math.ceil(ROOM_OF_YEAR / (12 * bars[0].step)))
    final = [Tick(bars[-1].month, end, "end")] if end >= 2 * ROOM else []
    return [first, *(Tick(bar.month[:4], bar.x) for bar in years[::every]), *final]


def _rect(kind: str, share: float, x: float, width: float) -> Rect:
    """The rectangle of a count, which is this share of what is as high as the chart."""
    height, margin = round(HEIGHT * share, 1), MARGINS[kind]
    return Rect(
        kind, round(x + width * margin, 3), round(HEIGHT - height, 1), round(width * (1 - 2 * margin), 3), height
    )


def numbers(
    timeline: Sequence[Row], queries: Mapping[str, object], link: Callable[..., str]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The same as a table: each month with its counts, and the way to the quotes behind each, if there is one.

    queries: for a count of quotes, the search that finds them. link: gives the path of a page, see Visit.
    """
    # A link is made once for each count, with a mark in place of the month that no date has.
    ways = {
        name: link("quotes", query={**query, "since": "\0", "until": "\0"})
        for name, query in queries.items()
        if isinstance(query, Mapping)
    }
    table = []
    for row in timeline:
        month = urllib.parse.quote_plus(row["month"])
        counts = [(name, n) for name, n in row.items() if name != "month"]
        cells = [(f"{n:,}", ways[name].replace("%00", month) if n and name in ways else "") for name, n in counts]
        table.append((row["month"], cells))
    return table


def spark(counts: Sequence[int], top: int) -> str:
    """The bars of counts in a line as the path of an SVG, ten wide a month; top: the count as high as the line."""
    heights = (round(SPARK * n / top, 1) for n in counts)
    return "".join(f"M{10 * i + 1} {SPARK + 1}v-{height}h8v{height}z" for i, height in enumerate(heights) if height)
