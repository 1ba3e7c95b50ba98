"""People decide: their decisions hold, whatever is read before or after, and can be taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.models import NewsactorsError, Role
from datasette_newsactors.store import actor_target, correct, quote_target, undo

from .deciding import ACTIONS, attempt, decide, merge, reattribute, split
from .newspaper import Pair, assert_sound, new_database, report, reports, rows_of, save_all, state

FERRY = report(("Mara Velden", "Harbour Board", "Tess Okoro"), title="Ferry")
DAM = report(("Tess Okoro", None, "Jon Velden"), title="Dam")
BRIDGE = report(("Tess Okoro", None, "Mara Velden"), title="Bridge")
NEWS = [FERRY, DAM, BRIDGE]


@pytest.fixture
def news(db: Database) -> Database:
    """Three articles: Mara Velden says something in one of them, Tess Okoro in two."""
    save_all(db, [NEWS])
    return db


def actor(db: Database, slug: str) -> dict[str, Any]:
    [row] = db.query("select * from actors where slug = ?", [slug])
    return row


def names(db: Database) -> set[str]:
    return {row["name"] for row in db.query("select name from actors")}


def speaker_of(db: Database, content: str) -> str | None:
    sql = "select actors.name from quotes left join actors on actors.id = speaker_id where content = ?"
    [(name,)] = db.execute(sql, [content])
    return name


def article_id(db: Database, title: str) -> int:
    return int(db.execute("select id from articles where title = ?", [title]).fetchone()[0])


def redirects(db: Database) -> dict[str, str]:
    return dict(db.execute("select old_slugs.slug, actors.slug from old_slugs join actors on actors.id = actor_id"))


# --- What each decision does ---


def test_merged_actors_are_one_who_goes_by_the_first(news: Database) -> None:
    merge(news, "mara-velden", "tess-okoro")

    merged = actor(news, "mara-velden")
    assert (merged["name"], merged["n_mentions"], merged["n_quotes"], merged["n_articles"]) == ("Mara Velden", 5, 3, 3)
    assert names(news) == {"Mara Velden", "Jon Velden", "Harbour Board"}
    assert speaker_of(news, "Jon Velden slept") == "Mara Velden"
    assert redirects(news) == {"tess-okoro": "mara-velden"}
    assert_sound(news)


def test_merging_reaches_over_types_and_holds_for_names_that_come_later(news: Database) -> None:
    merge(news, "harbour-board", "mara-velden")

    save_all(news, [[report(("Mara Velden", None, None), title=str(n)) for n in range(3)]])
    save_all(news, [[report(("Velden", None, None), title="Bare"), report(("Harbour Board", None, None), title="x")]])

    assert {name for (name,) in news.execute("select name from aliases where actor_id = 1")} >= {"Harbour Board"}
    assert actor(news, "harbour-board")["type"] == "organization"
    assert actor(news, "harbour-board")["n_mentions"] == 7
    assert_sound(news)


def test_a_former_address_leads_to_the_last_of_a_series_of_mergers(news: Database) -> None:
    merge(news, "mara-velden", "tess-okoro")
    merge(news, "jon-velden", "tess-okoro")

    assert redirects(news) == {"tess-okoro": "jon-velden", "mara-velden": "jon-velden"}
    assert actor(news, "jon-velden")["name"] == "Jon Velden"


def test_a_former_address_is_given_to_nobody_else(news: Database) -> None:
    merge(news, "mara-velden", "tess-okoro")

    town, annotation = report(("Harbour Board", None, None), title="Town")
    article = report(("Tess Okoro", None, None), title="Namesake")
    place = [type(a)(a.key, "Tess & Okoro", "place") for a in annotation.actors]
    store.save(news, [(town, type(annotation)(tuple(place))), article], 1)

    assert [row["slug"] for row in news.query("select slug from actors where type = 'place'")] == ["tess-okoro-2"]


def test_a_name_split_off_is_another_actor(db: Database) -> None:
    save_all(db, [[report(("Mara Velden", None, None), ("M. Velden", None, None), title=str(n)) for n in range(3)]])
    assert names(db) == {"Mara Velden"}

    split(db, "mara-velden", name="M. Velden")
    save_all(db, [[report(("M. Velden", None, None), title="Later")]])

    assert {row["name"]: row["n_mentions"] for row in db.query("select * from actors")} == {
        "Mara Velden": 3,
        "M. Velden": 4,
    }
    assert_sound(db)


def test_chains_split_off_by_article_are_another_actor_and_the_address_stays_with_the_rest(news: Database) -> None:
    articles = [article_id(news, "Dam"), article_id(news, "Bridge")]

    split(news, "tess-okoro", articles=articles)

    assert actor(news, "tess-okoro")["n_articles"] == 1
    assert actor(news, "tess-okoro-2")["n_articles"] == 2
    assert actor(news, "tess-okoro-2")["name"] == "Tess Okoro"
    assert_sound(news)


def test_who_was_split_off_can_be_decided_on_in_turn(news: Database) -> None:
    split(news, "tess-okoro", articles=[article_id(news, "Dam")])

    decide(news, "rename", "tess-okoro-2", {"name": "Tess Okoro the Younger"})
    merge(news, "jon-velden", "tess-okoro-2")

    assert names(news) == {"Mara Velden", "Tess Okoro", "Jon Velden", "Harbour Board"}
    assert actor(news, "jon-velden")["n_quotes"] == 1
    assert_sound(news)


def test_a_new_name_is_shown_and_the_address_stays(news: Database) -> None:
    decide(news, "rename", "tess-okoro", {"name": "Tess Okoro-Lind"})

    save_all(news, [[report(("Tess Okoro", None, None), title=str(n)) for n in range(5)]])

    assert actor(news, "tess-okoro")["name"] == "Tess Okoro-Lind"
    assert news.execute("select count(*) from actors_fts where actors_fts match 'Lind'").fetchone() == (1,)


def test_a_new_address_leaves_the_old_one_as_a_redirect(news: Database) -> None:
    decide(news, "rename", "tess-okoro", {"name": "Tess Okoro", "slug": "okoro"})

    assert actor(news, "okoro")["name"] == "Tess Okoro"
    assert redirects(news) == {"tess-okoro": "okoro"}
    assert actor_target(news, "tess-okoro")["slug"] == "okoro"


def test_a_new_type_holds(news: Database) -> None:
    decide(news, "retype", "harbour-board", "place")

    save_all(news, [[report(("Harbour Board", None, None), title="x")]])

    assert actor(news, "harbour-board")["type"] == "place"


def test_who_is_no_actor_keeps_the_mentions_and_said_nothing(news: Database) -> None:
    decide(news, "reject", "tess-okoro")

    save_all(news, [[report(("Tess Okoro", None, None), title="x")]])

    rejected = actor(news, "tess-okoro")
    assert (rejected["status"], rejected["n_mentions"], rejected["n_quotes"]) == ("rejected", 4, 0)
    assert speaker_of(news, "Jon Velden slept") is None
    assert_sound(news)


def test_who_is_confirmed_after_all_has_said_it_again(news: Database) -> None:
    decide(news, "reject", "tess-okoro")
    decide(news, "confirm", "tess-okoro")

    assert (actor(news, "tess-okoro")["status"], actor(news, "tess-okoro")["n_quotes"]) == ("confirmed", 2)
    assert_sound(news)


@pytest.mark.parametrize(("slug", "speaker"), [("jon-velden", "Jon Velden"), (None, None)])
def test_a_quote_reattributed_stays_so_when_its_article_is_read_again(
    news: Database, slug: str | None, speaker: str | None
) -> None:
    quote_id = news.execute("select id from quotes where content = 'Tess Okoro slept'").fetchone()[0]

    reattribute(news, quote_id, slug)
    save_all(news, [NEWS])

    assert speaker_of(news, "Tess Okoro slept") == speaker
    assert actor(news, "mara-velden")["n_quotes"] == 0
    assert_sound(news)


def test_a_quote_follows_its_speaker_through_a_merger(news: Database) -> None:
    quote_id = news.execute("select id from quotes where content = 'Tess Okoro slept'").fetchone()[0]

    reattribute(news, quote_id, "jon-velden")
    merge(news, "tess-okoro", "jon-velden")

    assert speaker_of(news, "Tess Okoro slept") == "Tess Okoro"
    assert_sound(news)


# --- The log ---


def test_each_decision_is_a_row_with_who_when_and_why(news: Database) -> None:
    target = actor_target(news, "tess-okoro")
    correction_id = correct(news, "confirm", target, who="ana", why="met her")
    undo(news, correction_id, who="ben")

    first, second = store.corrections(news)
    assert (first.action, first.target, first.who, first.why, first.undone) == (
        "confirm",
        target,
        "ana",
        "met her",
        True,
    )
    assert (second.action, second.target, second.who, second.undone) == ("undo", {"uuid": first.uuid}, "ben", False)
    assert first.when.endswith("Z")


def test_an_undo_can_be_undone_which_brings_the_decision_back(news: Database) -> None:
    second = undo(news, merge(news, "mara-velden", "tess-okoro"))
    assert "Tess Okoro" in names(news)

    undo(news, second)

    assert "Tess Okoro" not in names(news)
    assert redirects(news) == {"tess-okoro": "mara-velden"}


def test_an_export_names_no_row_id(news: Database) -> None:
    merge(news, "mara-velden", "tess-okoro")

    [record] = store.export_corrections(news)

    assert record.keys() == {"uuid", "action", "target", "value", "who", "when", "why"}
    assert record["target"] == {"type": "person", "name_key": "mara velden", "slug": "mara-velden"}


def test_what_is_there_already_is_not_imported_again(news: Database) -> None:
    merge(news, "mara-velden", "tess-okoro")
    exported = list(store.export_corrections(news))

    assert store.import_corrections(news, exported) == 0
    assert len(store.corrections(news)) == 1


def test_after_a_rebuild_former_addresses_still_lead_on(news: Database) -> None:
    merge(news, "mara-velden", "tess-okoro")
    rebuilt = new_database()

    store.import_corrections(rebuilt, store.export_corrections(news))
    save_all(rebuilt, [NEWS])

    assert redirects(rebuilt) == redirects(news) == {"tess-okoro": "mara-velden"}


def test_in_a_rebuild_an_address_goes_to_its_owner_also_where_others_come_with_it(db: Database) -> None:
    one, two = (report(("Mara Velden", "Fisheries Safety Office", None), title=str(n)) for n in (1, 2))
    both = report(("Fisheries Safety Office", None, None), ("Foreign Service Office", None, None), title="3")
    save_all(db, [[one, two, both]])
    for title in "12":
        split(db, "fisheries-safety-office", articles=[article_id(db, title)])
    rebuilt = new_database()

    save_all(rebuilt, [[one]])
    store.import_corrections(rebuilt, store.export_corrections(db))
    save_all(rebuilt, [[two], [both]])

    assert state(rebuilt) == state(db)
    assert actor(rebuilt, "fisheries-safety-office")["n_articles"] == 1


# --- What cannot be ---


@pytest.mark.parametrize(
    ("decision", "message"),
    [
        (lambda db: actor_target(db, "nobody"), "no actor 'nobody'"),
        (lambda db: quote_target(db, 99), "no quote 99"),
        (lambda db: merge(db, "tess-okoro", "tess-okoro"), "cannot be merged with itself"),
        (lambda db: split(db, "tess-okoro", name="Tess Okoro"), "Nothing of Tess Okoro would be left"),
        (lambda db: split(db, "tess-okoro", name="Jon Velden"), "has not the name 'Jon Velden'; its names are: tess"),
        (lambda db: split(db, "jon-velden", articles=[1]), "Article 1 does not mention jon-velden"),
        (lambda db: split(db, "tess-okoro"), "name what is to be taken off"),
        (lambda db: decide(db, "rename", "tess-okoro", {"name": " "}), "a name that is not empty"),
        (lambda db: decide(db, "rename", "tess-okoro", {"name": "T", "slug": "A B"}), "'A B' is no address"),
        (lambda db: decide(db, "rename", "tess-okoro", {"name": "T", "slug": "jon-velden"}), "that of Jon Velden"),
        (lambda db: decide(db, "retype", "tess-okoro", "god"), "must be one of: person, organization, place, group"),
        (lambda db: decide(db, "link", "tess-okoro", {"wikidata_id": "42"}), "the wikidata_id must be like Q42"),
        (lambda db: decide(db, "promote", "tess-okoro"), "the action must be one of: merge"),
        (lambda db: decide(db, "undo", "tess-okoro"), "is no decision to undo"),
        (lambda db: [decide(db, "reject", "tess-okoro") for _ in "ab"], "Tess Okoro is rejected already"),
        (lambda db: undo(db, 7), "There is no correction 7"),
        (lambda db: [undo(db, decide(db, "confirm", "tess-okoro")), undo(db, 1)], "Correction 1 is undone already"),
        (lambda db: correct(db, "merge", {"type": "person"}), "is no decision to merge"),
        (lambda db: store.import_corrections(db, [{"action": "merge"}]), "Record 1 is no correction"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words(news: Database, decision: Any, message: str) -> None:
    with pytest.raises(NewsactorsError, match=message):
        decision(news)


def test_nobody_speaks_who_is_no_actor(news: Database) -> None:
    decide(news, "reject", "jon-velden")

    with pytest.raises(NewsactorsError, match="Jon Velden is rejected as an actor; confirm it first"):
        reattribute(news, 1, "jon-velden")


def test_what_is_refused_leaves_nothing_behind(news: Database) -> None:
    before = rows_of(news, "actors", "corrections", "chains")

    with pytest.raises(NewsactorsError):
        merge(news, "tess-okoro", "tess-okoro")

    assert rows_of(news, "actors", "corrections", "chains") == before


# --- What holds after any decisions ---

some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def in_the_field(pair: Pair, role: str | None) -> Pair:
    """The article with a role for the first actor, whom it tells from namesakes."""
    article, annotation = pair
    first, *rest = annotation.actors
    roles = (*first.roles, Role(role, (0, 4))) if role else first.roles
    return article, replace(annotation, actors=(replace(first, roles=roles), *rest))


def with_copies(pairs: list[Pair], n: int) -> list[Pair]:
    """The articles, the first ones again as another newspaper has them."""
    return pairs + [(replace(article, title="The same"), annotation) for article, annotation in pairs[:n]]


told = st.builds(in_the_field, reports, st.sampled_from([None, None, "goalkeeper", "farmer"]))
articles = st.builds(
    with_copies,
    st.lists(told, min_size=1, max_size=6, unique_by=lambda pair: pair[0].content_hash).map(
        lambda pairs: [pair for pair in pairs if pair[0].url is None]
    ),
    st.integers(0, 2),
)


def decide_something(db: Database, data: st.DataObject) -> int | None:
    """Make a decision drawn at random; None where it is refused."""
    slugs = st.sampled_from([row["slug"] for row in db.query("select slug from actors order by slug")])
    return attempt(db, *data.draw(st.tuples(st.sampled_from(ACTIONS), slugs, slugs, st.integers(0, 9))))


def decide_much(db: Database, data: st.DataObject) -> list[int]:
    made = [decide_something(db, data) for _ in range(data.draw(st.integers(1, 8)))]
    return [correction_id for correction_id in made if correction_id is not None]


@some
@given(articles.filter(bool), st.data())
def test_counts_equal_a_recount_after_any_decisions(pairs: list[Pair], data: st.DataObject) -> None:
    db = new_database()
    save_all(db, [pairs])

    for _ in range(3):
        made = decide_much(db, data)
        assert_sound(db)
        for correction_id in data.draw(st.sets(st.sampled_from(made))) if made else ():
            undo(db, correction_id)
        assert_sound(db)


@some
@given(articles.filter(bool), st.data())
def test_undoing_all_gives_the_state_before_all_addresses_included(pairs: list[Pair], data: st.DataObject) -> None:
    db = new_database()
    save_all(db, [pairs])
    before = state(db, "slug", "wikidata_id", "n_mentions", "n_quotes", "n_quotes_about", "n_articles")

    made = decide_much(db, data)
    for correction_id in data.draw(st.permutations(made)):
        undo(db, correction_id)

    assert state(db, "slug", "wikidata_id", "n_mentions", "n_quotes", "n_quotes_about", "n_articles") == before
    assert redirects(db) == {}


@some
@given(articles.filter(bool), st.data())
def test_the_order_of_ingest_and_decisions_does_not_matter(pairs: list[Pair], data: st.DataObject) -> None:
    db = new_database()
    save_all(db, [pairs])
    for correction_id in decide_much(db, data):
        if data.draw(st.booleans()):
            undo(db, correction_id)
    log = list(store.export_corrections(db))
    shuffled = data.draw(st.permutations(pairs))
    at = data.draw(st.integers(0, len(pairs)))
    rebuilt = new_database()

    save_all(rebuilt, [[pair] for pair in shuffled[:at]])
    assert store.import_corrections(rebuilt, log) == len(log)
    save_all(rebuilt, [[pair] for pair in shuffled[at:]])

    assert state(rebuilt, "wikidata_id") == state(db, "wikidata_id")
    assert_sound(rebuilt)


@some
@given(articles.filter(bool), st.data())
def test_reading_again_changes_nothing(pairs: list[Pair], data: st.DataObject) -> None:
    db = new_database()
    save_all(db, [pairs])
    decide_much(db, data)
    before = state(db, "slug", "n_mentions", "n_quotes"), redirects(db)

    save_all(db, [[pair] for pair in pairs])

    assert (state(db, "slug", "n_mentions", "n_quotes"), redirects(db)) == before
    assert_sound(db)
