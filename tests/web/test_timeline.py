"""Counts by month become bars, gaps included."""

from datasette_newsactors.web.timeline import HEIGHT, chart, merged


def month(name, count):
    return {"month": name, "count": count}


def test_the_months_between_are_filled_in():
    rows = merged([month("2023-11", 2), month("2024-02", 1)], [month("2024-01", 3)])
    assert [(row["month"], row["articles"], row["quotes"]) for row in rows] == [
        ("2023-11", 2, 0),
        ("2023-12", 0, 0),
        ("2024-01", 0, 3),
        ("2024-02", 1, 0),
    ]


def test_a_stray_date_does_not_fill_in_ten_thousand_months():
    assert len(merged([month("0001-01", 1), month("9999-12", 1)], None)) == 2


def test_what_is_no_month_is_shown_as_it_is():
    assert [row["month"] for row in merged([month("May", 1), month("2024-01", 1)], None)] == [
        "2024-01",
        "May",
    ]


def test_nothing_gives_an_empty_chart():
    assert chart(merged(None, None)) == []


def test_the_largest_count_is_as_high_as_the_chart():
    bars = chart(merged([month("2024-01", 2)], [month("2024-01", 4)]))
    assert (bars[0].articles_height, bars[0].quotes_height) == (HEIGHT / 2, HEIGHT)
