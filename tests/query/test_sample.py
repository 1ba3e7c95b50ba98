"""A random sample that can be drawn again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.query import sample
from datasette_newsactors.query.filters import QuoteFilters
from datasette_newsactors.query.parameters import BadParameter

ALL = QuoteFilters()
ANY = QuoteFilters(cue_classes=())


def drawn(db, seed, size=5, filters=ALL):
    return [row["id"] for row in db.rows(sample.drawn(filters, sample.Sampling(seed, size, 1, "")))]


def test_the_same_seed_draws_the_same_quotes_and_another_others(db):
    assert drawn(db, 1) == drawn(db, 1)
    assert len(set(drawn(db, 1))) == 5
    assert len({tuple(drawn(db, seed)) for seed in range(20)}) == 20


def test_a_smaller_sample_is_the_beginning_of_a_larger_one(db):
    assert drawn(db, 7, 9)[:4] == drawn(db, 7, 4)


def test_it_is_drawn_from_what_the_filters_let_through(db):
    assert set(drawn(db, 3, 200, QuoteFilters(quote_type="mixed"))) == {3, 6}


def test_what_was_drawn_stays_when_quotes_are_added(db):
    before = drawn(db, 1, 10)
    add = """insert into quotes (article_id, source_form, content, start, end, quote_type, confidence, method)
        values (1, 'missing', 'x', 0, 1, 'direct', 1, 'test')"""
    for _ in range(5):
        db.sqlite.execute(add)
    kept = [number for number in drawn(db, 1, 10) if number in before]
    assert kept == before[: len(kept)]


@pytest.mark.parametrize("seed", [1, 2, 2024])
def test_the_quotes_with_low_places_are_the_sample_where_they_are_enough(db, seed):
    whole, sampling = drawn(db, seed, 9), sample.Sampling(seed, 9, 1, "")
    for below in (0, sample.PLACES // 8, sample.PLACES // 2, sample.PLACES):
        found = [row["id"] for row in db.rows(sample.drawn(ALL, sampling, below))]
        assert found == whole[: len(found)]
        assert len(found) == 9 or below < sample.PLACES
    assert sample.enough(50, 10**6) < sample.PLACES
    assert sample.enough(50, 50) == sample.enough(50, 0) == sample.PLACES


@pytest.mark.parametrize("seed", [1, 2024, 2**31 - 1])
def test_a_place_is_the_square_of_the_mixed_id(db, seed):
    """Links to samples that were drawn before lead to the same quotes."""
    db.sqlite.execute("update quotes set id = 2147483000 - id where id % 2")
    ids = [row[0] for row in db.sqlite.execute("select id from quotes")]
    assert drawn(db, seed, 200, ANY) == sorted(
        ids, key=lambda number: ((number * 48271 + seed * 69621 + 12345) % sample.PLACES) ** 2 % sample.PLACES
    )


@pytest.mark.parametrize("seed", [1, 2, 2024, 2**31 - 1])
def test_every_quote_is_as_likely_to_be_drawn(db, seed):
    add = """with recursive n(i) as (select 1000 union all select i + 1 from n where i < 5999)
        insert into quotes (id, article_id, source_form, content, start, end, quote_type, confidence, method)
        select i, 1, 'missing', 'x', 0, 1, 'direct', 1, 'test' from n"""
    db.sqlite.execute(add)
    found = [number for number in drawn(db, seed, 200) if number >= 1000]
    fifths = [sum(1000 + 1000 * n <= number < 2000 + 1000 * n for number in found) for n in range(5)]
    assert all(20 <= n <= 62 for n in fifths), fifths  # 40 each, give or take four standard deviations
    assert len({number % 7 for number in found}) == 7


def test_the_part_of_the_article_around_a_quote(db):
    [row] = db.rows(sample.in_context(1))
    text = db.sqlite.execute("select text from articles where id = 1").fetchone()[0]
    assert row["text"] == text[row["offset"] : row["offset"] + len(row["text"])]
    assert row["length"] == len(text)


def test_marks_are_a_letter_a_quote():
    assert sample.marked("", 1, "r") == "r"
    assert sample.marked("rs", 5, "x") == "rs--x"
    assert sample.marked("rsx", 2, "r") == "rrx"


@pytest.mark.parametrize(
    ("name", "value"),
    [("sample", "x"), ("sample", "0"), ("size", "201"), ("n", "0"), ("marks", "rq"), ("marks", "r" * 51)],
)
def test_odd_parameters_are_named(name, value):
    with pytest.raises(BadParameter, match=name):
        sample.sampling({name: [value]})


def test_the_interval_is_wilsons():
    assert sample.interval(9, 10) == pytest.approx((0.596, 0.982), abs=0.001)
    assert sample.interval(0, 0) == (0.0, 1.0)


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_holds_the_share(hits, n):
    hits = min(hits, n)
    low, high = sample.interval(hits, n)
    assert 0 <= low <= hits / n + 1e-9
    assert hits / n - 1e-9 <= high <= 1
