"""Links to Wikidata: decided once, kept through rebuild and merger, gone with an undo, and never for two of a name."""

from __future__ import annotations

import pytest
from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.models import Failure, KnownActor, WikidataLink
from datasette_newsactors.store import actor_target, correct, known_actors, link, undo

from .newspaper import assert_sound, new_database, report, save_all
from .test_namesakes import ALSO_FARMER, FARMER, KEEPER, bearers, slug_in

NEWS = [
    report(("Mara Velden", "Harbour Board", "Tess Okoro"), title="Ferry"),
    report(("Tess Okoro", None, "Jon Velden"), title="Dam"),
]


@pytest.fixture
def news(db: Database) -> Database:
    save_all(db, [NEWS])
    return db


def linked(db: Database) -> dict[str, str]:
    return dict(db.execute("select slug, wikidata_id from actors where wikidata_id is not null"))


def test_actors_are_told_with_their_names(news: Database) -> None:
    store.correct(news, "reject", actor_target(news, "harbour-board"))
    assert list(known_actors(news)) == [
        KnownActor("jon-velden", "Jon Velden", "person", ("Jon Velden",)),
        KnownActor("mara-velden", "Mara Velden", "person", ("Mara Velden",)),
        KnownActor("tess-okoro", "Tess Okoro", "person", ("Tess Okoro",)),
    ]


def test_a_link_is_a_decision_with_its_basis_that_an_undo_takes_back_for_good(news: Database) -> None:
    given = [WikidataLink("mara-velden", "Q42", "name and type in x.csv")]

    assert link(news, given, who="ana") == (1, [])
    [made] = store.corrections(news)
    assert (made.action, made.who) == ("link", "ana")
    assert made.value == {"wikidata_id": "Q42", "basis": "name and type in x.csv"}
    assert linked(news) == {"mara-velden": "Q42"}

    assert link(news, given) == (0, [])
    undo(news, made.id)
    assert linked(news) == {}
    assert link(news, given) == (0, [])


def test_an_actor_that_is_linked_keeps_its_item(news: Database) -> None:
    link(news, [WikidataLink("mara-velden", "Q42", "x")])

    new, [failure] = link(news, [WikidataLink("mara-velden", "Q43", "y")])

    assert (new, linked(news)) == (0, {"mara-velden": "Q42"})
    assert failure == Failure("mara-velden", "is Q42 already, and not Q43 (y)")


def test_links_hold_in_a_rebuild_and_through_a_merger(news: Database) -> None:
    link(news, [WikidataLink("tess-okoro", "Q42", "x")])
    merger = correct(news, "merge", actor_target(news, "jon-velden"), actor_target(news, "tess-okoro"))
    assert linked(news) == {"jon-velden": "Q42"}
    rebuilt = new_database()

    store.import_corrections(rebuilt, store.export_corrections(news))
    save_all(rebuilt, [[pair] for pair in reversed(NEWS)])
    undo(news, merger)

    assert linked(rebuilt) == {"jon-velden": "Q42"}
    assert linked(news) == {"tess-okoro": "Q42"}
    assert_sound(rebuilt)


def test_a_link_by_name_does_not_hide_that_two_bear_it_and_is_then_shown_for_neither(db: Database) -> None:
    save_all(db, [[KEEPER]])
    slug = slug_in(db, "Final")
    link(db, [WikidataLink(slug, "Q42", "x")])
    assert linked(db) == {slug: "Q42"}

    save_all(db, [[FARMER]])

    assert len(bearers(db)) == 2
    assert linked(db) == {}


def test_one_of_two_namesakes_is_linked(db: Database) -> None:
    save_all(db, [[KEEPER, FARMER]])
    farmer = slug_in(db, "Flood")

    assert link(db, [WikidataLink(farmer, "Q42", "x")]) == (1, [])
    save_all(db, [[ALSO_FARMER], [KEEPER]])

    assert linked(db) == {farmer: "Q42"}
    assert slug_in(db, "Flood") == farmer == slug_in(db, "Barley")
