"""What the store writes at once is counted at once; what others write then is counted row by row again."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from datasette_newsactors.models import Article
from datasette_newsactors.store import actor_target, correct, save
from datasette_newsactors.store.held import held

from .newspaper import Pair, assert_counts_true, new_database, report


@pytest.fixture
def news() -> Database:
    db = new_database()
    save(db, [pair(n) for n in range(3)], 1)
    return db


def pair(n: int, day: str = "2024-01-02") -> Pair:
    article, annotation = report(("Mara Velden", "FSO", "Tess Okoro"), title=str(n), url=f"https://a.example/{n}")
    return Article(**vars(article) | {"published": day}), annotation


def test_after_articles_a_new_version_and_a_decision_nothing_is_held(news: Database) -> None:
    save(news, [pair(0, "2024-03-04"), pair(9)], 1)
    correct(news, "merge", actor_target(news, "mara-velden"), actor_target(news, "tess-okoro"))

    assert news["held"].count == 0
    assert_counts_true(news)


def test_what_others_delete_is_counted(news: Database) -> None:
    news.execute("delete from quotes where article_id = 1")

    assert news.execute("select sum(n_quotes) from speaker_counts").fetchone() == (2,)
    assert news.execute("select n_quotes from edges").fetchone() == (2,)


def test_where_writing_fails_nothing_is_held_any_more(news: Database) -> None:
    with pytest.raises(ZeroDivisionError), held(news):
        1 / 0  # noqa: B018

    assert news["held"].count == 0
