"""Former versions are kept, and a run can be undone: what is left is as if it had never been."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.store import actor_target, correct, plan_undo, undo_run
from datasette_newsactors.store.versions import read_annotation, read_article

from .newspaper import PIPELINE, Pair, assert_sound, new_database, report, reports, state

URL = "https://news.example/ferry"
FERRY = report(("Mara Velden", "Harbour Board", "Tess Okoro"), title="Ferry", url=URL, publication="The Post")
MENDED = report(("Jon Velden", None, "Tess Okoro"), title="Ferry, corrected", url=URL, publication="The Echo")
DAM = report(("Tess Okoro", None, "Mara Velden"), title="Dam", path="dam.txt")


def run(db: Database, *pairs: Pair) -> int:
    """One run that stores articles; its id."""
    run_id = store.start_run(db, PIPELINE, {})
    store.save(db, pairs, run_id)
    store.finish_run(db, run_id)
    return run_id


def everything(db: Database) -> tuple[Any, ...]:
    """All that articles say, their links and former versions, without ids."""
    articles = db.execute(
        """
        select articles.content_hash, articles.url, articles.path, articles.published, publications.name,
            originals.content_hash
        from articles left join publications on publications.id = articles.publication_id
        left join articles as originals on originals.id = articles.syndicated_from
        """
    )
    publications = db.execute("select name, domain from publications")
    counts = state(db, "n_articles", "n_mentions", "n_quotes", "n_quotes_about", "first_seen", "last_seen")
    return sorted(articles, key=repr), sorted(publications), counts


def history(db: Database) -> list[tuple[str, str | None]]:
    return sorted(db.execute("select text, title from article_versions").fetchall(), key=repr)


@given(reports)
def test_what_was_found_in_an_article_is_read_back_as_it_was(pair: Pair) -> None:
    db = new_database()
    run(db, pair)

    assert read_article(db, 1) == pair[0]
    found = read_annotation(db, 1)
    by_article = [replace(actor, aliases=()) for actor in pair[1].actors]
    assert [replace(actor, aliases=()) for actor in found.actors] == by_article
    assert (found.mentions, found.quotes, found.pipeline) == (pair[1].mentions, pair[1].quotes, PIPELINE)


def test_the_former_version_of_an_article_is_kept(db: Database) -> None:
    run(db, FERRY)
    second = run(db, MENDED)

    assert history(db) == [(FERRY[0].text, "Ferry")]
    assert db.execute("select replaced_by from article_versions").fetchone() == (second,)


def test_reading_again_what_did_not_change_leaves_no_version(db: Database) -> None:
    run(db, FERRY)
    run(db, FERRY)

    assert history(db) == []


def test_undoing_a_run_removes_what_it_added_and_puts_back_what_it_replaced(db: Database) -> None:
    run(db, FERRY)
    before = everything(db), state(db, "slug")
    second = run(db, MENDED, DAM)

    undoing = undo_run(db, second)

    assert (len(undoing.removed), len(undoing.restored)) == (1, 1)
    assert (everything(db), state(db, "slug")) == before
    assert history(db) == []
    assert db.execute("select undone is not null, n_articles from runs where id = ?", [second]).fetchone() == (1, 0)
    assert_sound(db)


def test_a_run_in_between_goes_from_the_history(db: Database) -> None:
    run(db, FERRY)
    second = run(db, MENDED)
    third = run(db, report(("King Charles", None, None), url=URL))

    undo_run(db, second)

    assert history(db) == [(FERRY[0].text, "Ferry")]
    undo_run(db, third)
    assert db.execute("select title from articles").fetchall() == [("Ferry",)]


def test_what_people_decided_stays(db: Database) -> None:
    run(db, FERRY)
    second = run(db, DAM)
    correct(db, "merge", actor_target(db, "mara-velden"), actor_target(db, "tess-okoro"))

    undo_run(db, second)

    assert db["corrections"].count == 1
    assert db.execute("select count(*) from actors where type = 'person'").fetchone() == (1,)
    assert_sound(db)


def test_a_former_text_that_now_stands_elsewhere_stays_there_only(db: Database) -> None:
    run(db, FERRY)
    second = run(db, MENDED)
    run(db, (replace(FERRY[0], url="https://other.example/ferry"), FERRY[1]))

    undo_run(db, second)

    assert db.execute("select url, title from articles").fetchall() == [("https://other.example/ferry", "Ferry")]
    assert_sound(db)


def test_a_run_that_read_again_with_another_pipeline_cannot_be_undone(db: Database) -> None:
    run(db, FERRY)
    again = run(db, FERRY, DAM)
    before = everything(db)

    with pytest.raises(NewsactorsError, match="read 1 articles again that were stored as they are"):
        undo_run(db, again)

    assert everything(db) == before


@pytest.mark.parametrize(("run_id", "message"), [(7, "There is no run 7 here"), (2, "was undone already, at 20")])
def test_no_run_or_one_that_was_undone_is_told(db: Database, run_id: int, message: str) -> None:
    undo_run(db, run(db, FERRY))

    with pytest.raises(NewsactorsError, match=message):
        plan_undo(db, run_id)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_an_undone_run_might_never_have_been(data: st.DataObject) -> None:
    pairs = data.draw(st.lists(reports, min_size=2, max_size=9, unique_by=lambda pair: pair[0].content_hash))
    cuts = sorted(data.draw(st.lists(st.integers(1, len(pairs) - 1), min_size=1, max_size=3, unique=True)))
    runs = [pairs[a:b] for a, b in zip([0, *cuts], [*cuts, len(pairs)], strict=True)]
    undone = data.draw(st.integers(0, len(runs) - 1))
    db, never = new_database(), new_database()
    ids = [run(db, *articles) for articles in runs]
    for articles in runs[:undone] + runs[undone + 1 :]:
        run(never, *articles)

    undo_run(db, ids[undone])

    assert everything(db) == everything(never)
    assert history(db) == history(never)
    assert_sound(db)
