"""Namesakes in the database: kept apart as articles come, whatever people decide, in any order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from datasette_newsactors.models import Role
from datasette_newsactors.store import actor_target, correct, undo

from .newspaper import Pair, assert_sound, new_database, partition, report, save_all, state

NAME = "Tess Okoro"


def told(title: str, role: str, other: str, published: str = "2024-05-01") -> Pair:
    """An article in which Tess Okoro has a role and speaks about somebody."""
    article, annotation = report((NAME, None, other), title=title, published=published)
    [actor, *rest] = annotation.actors
    roles = (Role(role, (0, 4)),) if role else ()
    return article, replace(annotation, actors=(replace(actor, roles=roles), *rest))


KEEPER = told("Final", "goalkeeper", "Mara Velden")
FARMER = told("Flood", "farmer", "Jon Velden")
ALSO_FARMER = told("Barley", "", "Jon Velden")
UNTOLD = told("Fair", "", "King Charles")
BOTH_MEET = told("Feast", "farmer", "Mara Velden")


def bearers(db: Database) -> set[frozenset[str]]:
    """The titles of the articles of each actor who bears the name."""
    rows = db.execute(
        """
        select actors.id, title from actors join chains on actor_id = actors.id
        join articles on articles.id = article_id where name_key = 'tess okoro'
        """
    )
    found: dict[int, set[str]] = {}
    for actor_id, title in rows:
        found.setdefault(actor_id, set()).add(title)
    return set(map(frozenset, found.values()))


def slug_in(db: Database, title: str) -> str:
    sql = """
        select slug from actors join chains on actor_id = actors.id join articles on articles.id = article_id
        where name_key = 'tess okoro' and title = ?"""
    return str(db.execute(sql, [title]).fetchone()[0])


def decide(db: Database, action: str, title: str, value: Any = None) -> int:
    return correct(db, action, actor_target(db, slug_in(db, title)), value)


def test_they_are_parted_when_the_article_comes_that_tells(db: Database) -> None:
    save_all(db, [[KEEPER], [ALSO_FARMER]])
    assert len(bearers(db)) == 1

    save_all(db, [[FARMER]])

    assert bearers(db) == {frozenset({"Final"}), frozenset({"Flood", "Barley"})}
    assert_sound(db)


def test_who_is_not_told_is_neither(db: Database) -> None:
    save_all(db, [[KEEPER, FARMER, UNTOLD]])

    assert frozenset({"Fair"}) in bearers(db)


def test_an_article_in_which_they_meet_the_same_people_makes_them_one_again(db: Database) -> None:
    save_all(db, [[KEEPER, FARMER], [BOTH_MEET]])

    assert len(bearers(db)) == 1
    assert_sound(db)


def test_what_people_decided_on_one_of_them_holds_when_an_article_speaks_for_one_person(db: Database) -> None:
    save_all(db, [[KEEPER, FARMER]])
    decide(db, "rename", "Flood", {"name": "Tess Okoro the farmer"})

    save_all(db, [[BOTH_MEET]])

    names = dict(db.execute("select title, actors.name from actors join chains on actor_id = actors.id "
                            "join articles on articles.id = article_id where name_key = 'tess okoro'"))  # fmt: skip
    assert names == {"Final": NAME, "Flood": "Tess Okoro the farmer", "Feast": "Tess Okoro the farmer"}


def test_a_name_on_which_people_decided_as_a_whole_stays_one(db: Database) -> None:
    save_all(db, [[KEEPER]])
    decision = decide(db, "confirm", "Final")

    save_all(db, [[FARMER]])
    assert len(bearers(db)) == 1

    undo(db, decision)
    assert len(bearers(db)) == 2


def test_people_can_join_them(db: Database) -> None:
    save_all(db, [[KEEPER, FARMER]])
    merger = decide(db, "merge", "Final", actor_target(db, slug_in(db, "Flood")))

    save_all(db, [[ALSO_FARMER]])
    assert len(bearers(db)) == 1

    undo(db, merger)
    assert len(bearers(db)) == 2
    assert_sound(db)


news = st.lists(st.sampled_from([KEEPER, FARMER, ALSO_FARMER, UNTOLD, BOTH_MEET]), unique_by=lambda p: p[0].title)
small = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@small
@given(news.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_ingest_does_not_matter(orders: tuple[list[Pair], list[Pair]]) -> None:
    one, other = new_database(), new_database()

    save_all(one, [[pair] for pair in orders[0]])
    save_all(other, [orders[1]])

    assert partition(one) == partition(other)
    assert state(one) == state(other)
    assert_sound(one)
