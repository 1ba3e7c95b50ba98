"""The news that benchmarks are made of: what is written quickly is what an ingest would have stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from benchmarks.synthetic import PIPELINE, News, Sizes, build
from datasette_newsactors import store

from ..store.newspaper import assert_sound, new_database, rows_of, state

SIZES = Sizes(articles=150, actors=300)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Database:
    return build(tmp_path_factory.mktemp("built") / "news.db", SIZES)


def test_every_count_and_every_span_is_right(built: Database) -> None:
    assert_sound(built)


def test_equals_what_the_store_makes_of_the_same_articles(built: Database) -> None:
    pairs = [pair for pair, _ in News(SIZES).pairs(SIZES.articles)]
    db = new_database()
    store.save(db, pairs, store.start_run(db, PIPELINE, {}))

    columns = ("slug", "gender", "n_articles", "n_mentions", "n_quotes", "n_quotes_about", "first_seen", "last_seen")
    assert state(built, *columns) == state(db, *columns)
    # Other tables hold no ids of actors, which come in the order in which names are resolved.
    assert rows_of(built, "articles", "article_bands") == rows_of(db, "articles", "article_bands")
    copies = [row[0] for row in built.execute("select syndicated_from from articles where syndicated_from <> ''")]
    assert copies, "there should be copies to find"


def test_is_the_same_each_time_and_of_the_sizes_asked_for(built: Database, tmp_path: Path) -> None:
    again = build(tmp_path / "again.db", SIZES)

    assert rows_of(again, "articles", "quotes") == rows_of(built, "articles", "quotes")
    assert built["articles"].count == SIZES.articles
    assert 3 * SIZES.articles < built["quotes"].count < 7 * SIZES.articles
