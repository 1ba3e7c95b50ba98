"""Counts by month become bars, gaps included."""

import re
from itertools import pairwise
from urllib.parse import urlencode

from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.web.timeline import HEIGHT, SPARK, chart, highest, merged, numbers, spark

SERIES = ("articles", "quotes")


def articles(month, count):
    return {"month": month, "articles": count}


def quotes(month, count):
    return {"month": month, "quotes": count}


def test_the_months_between_are_filled_in():
    rows = merged(SERIES, [articles("2023-11", 2), articles("2024-02", 1)], [quotes("2024-01", 3)])
    assert [(row["month"], row["articles"], row["quotes"]) for row in rows] == [
        ("2023-11", 2, 0),
        ("2023-12", 0, 0),
        ("2024-01", 0, 3),
        ("2024-02", 1, 0),
    ]


def test_a_stray_date_does_not_fill_in_ten_thousand_months():
    assert len(merged(SERIES, [articles("0001-01", 1), articles("9999-12", 1)], None)) == 2


def test_what_is_no_month_is_shown_as_it_is():
    rows = merged(SERIES, [articles("May", 1), articles("2024-01", 1)], None)
    assert [row["month"] for row in rows] == ["2024-01", "May"]


def test_nothing_gives_an_empty_chart():
    assert chart(merged(SERIES, None, None), SERIES).bars == []


def test_the_largest_count_is_as_high_as_the_chart():
    [bar] = chart([{"month": "2024-01", "articles": 2, "quotes": 4}], SERIES).bars
    assert [rect.height for rect in bar.rects] == [HEIGHT / 2, HEIGHT]
    assert (bar.wide, bar.narrow) == ("2", "4")


def test_charts_that_share_a_scale_can_be_compared():
    low, high = ([{"month": "2024-01", "articles": n, "quotes": 0}] for n in (1, 4))
    scale = highest([low, high], SERIES)
    assert [chart(rows, SERIES, scale).bars[0].rects[0].height for rows in (low, high)] == [HEIGHT / 4, HEIGHT]


@given(st.integers(1, 240), st.integers(0, 11))
def test_the_ticks_begin_with_the_first_month_and_keep_apart(length, offset):
    months = [f"{2001 + n // 12}-{n % 12 + 1:02}" for n in range(offset, offset + length)]
    ticks = chart([{"month": month, "articles": 1, "quotes": 1} for month in months], SERIES).ticks
    assert ticks[0].label == months[0]
    starts = [tick.x for tick in ticks]
    assert starts == sorted(starts)
    assert all(later - former >= 9 for former, later in pairwise(starts))
    assert len(ticks) <= 7


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(1, 999)), min_size=1, max_size=50))
def test_bars_stay_within_the_chart_and_the_narrow_within_the_wide(counts):
    bars = chart([{"month": "x", "articles": a, "quotes": q} for a, q in counts], SERIES).bars
    for bar in bars:
        wide, narrow = bar.rects
        assert (wide.kind, narrow.kind) == ("wide", "narrow")
        assert 0 <= wide.x < narrow.x < narrow.x + narrow.width < wide.x + wide.width <= 100
        assert all(0 <= rect.y <= HEIGHT and 0 < rect.height <= HEIGHT for rect in (wide, narrow))


def test_a_count_of_none_is_not_drawn():
    bars = chart(
        [{"month": "2024-01", "articles": 0, "quotes": 3}, {"month": "2024-02", "articles": 0, "quotes": 0}], SERIES
    )
    assert [[rect.kind for rect in bar.rects] for bar in bars.bars] == [["narrow"], []]


def test_the_table_behind_a_chart_leads_from_each_count_of_quotes_to_those_of_its_month():
    def link(path, query):
        return f"{path}?{urlencode(query)}"

    timeline = merged(SERIES, [articles("2024-01", 1200)], [quotes("2024-01", 3), quotes("2024-02", 1)])
    ways = {"quotes": {"speaker": "a b", "since": "2024"}}
    assert numbers(timeline, ways, link) == [
        ("2024-01", [("1,200", ""), ("3", "quotes?speaker=a+b&since=2024-01&until=2024-01")]),
        ("2024-02", [("0", ""), ("1", "quotes?speaker=a+b&since=2024-02&until=2024-02")]),
    ]
    assert numbers([{"month": "?", "articles": 0, "quotes": 0}], ways, link) == [("?", [("0", ""), ("0", "")])]


def test_bars_in_a_line_stand_in_their_months_and_reach_the_top_with_the_count_that_does():
    bars = [tuple(map(float, bar)) for bar in re.findall(r"M(\S+) (\S+)v-(\S+)h8v\3z", spark([0, 2, 4, 1], 4))]
    assert bars == [(11, SPARK + 1, SPARK / 2), (21, SPARK + 1, SPARK), (31, SPARK + 1, SPARK / 4)]


def test_months_without_a_quote_have_no_bar():
    assert spark([0, 0], 1) == ""
