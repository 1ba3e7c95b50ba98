"""What holds whatever is stored, in whatever order."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .newspaper import CONTENT, Pair, assert_sound, new_database, partition, reports, rows_of, save_all

batches = st.lists(st.lists(reports, min_size=1, max_size=4), max_size=4)
small = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@small
@given(batches)
def test_references_indexes_spans_and_counts_hold_after_any_history(history: list[list[Pair]]) -> None:
    db = new_database()

    save_all(db, history)

    assert_sound(db)


@small
@given(st.data())
def test_the_order_of_ingest_does_not_change_who_is_who(data: st.DataObject) -> None:
    pairs = data.draw(st.lists(reports, min_size=1, max_size=8, unique_by=lambda pair: pair[0].content_hash))
    pairs = [(article, annotation) for article, annotation in pairs if article.url is None]
    shuffled = data.draw(st.permutations(pairs))
    one, other = new_database(), new_database()

    save_all(one, [[pair] for pair in pairs])
    save_all(other, [shuffled])

    assert partition(one) == partition(other)


@small
@given(st.lists(reports, min_size=1, max_size=6, unique_by=lambda pair: pair[0].content_hash))
def test_storing_again_changes_nothing(pairs: list[Pair]) -> None:
    pairs = [pair for pair in pairs if pair[0].url is None]
    db = new_database()
    save_all(db, [pairs])
    before = rows_of(db, *CONTENT)

    save_all(db, [pairs])

    assert rows_of(db, *CONTENT) == before
