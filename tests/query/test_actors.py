"""The list of actors, the forgiving search, and what an actor's page asks."""

from dataclasses import replace

import pytest
import sqlite_utils

from datasette_newsactors.query import actors, profile
from datasette_newsactors.query.filters import QuoteFilters
from datasette_newsactors.query.parameters import BadParameter
from datasette_newsactors.query.select import Conditions
from datasette_newsactors.store import recount


def found(db, text, actor_type=None):
    return [row["slug"] for row in actors.best_matches(db.rows(actors.search(actors.Listed(text, actor_type))), text)]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("okoro", "tess-okoro"),
        ("Okorro", "tess-okoro"),
        ("Mara Lynd", "mara-lind"),
        ("harbor", "harbour-board"),
        ("o'brien", "obrien"),
        ("<script>", "obrien"),
    ],
)
def test_search_finds_names_in_spite_of_typing_errors(db, text, slug):
    assert found(db, text)[0] == slug


def test_search_tells_two_people_of_one_surname_apart_by_the_first_name(db):
    assert found(db, "Jon Lind") == ["jon-lind", "mara-lind"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jo", ["jon-lind"]),
        ("li", ["jon-lind", "mara-lind"]),
        ("%", []),
        ("_", []),
        ("zq", []),
        ('"', ["obrien"]),
    ],
)
def test_under_three_letters_the_beginning_of_a_name_counts(db, text, expected):
    assert found(db, text) == expected


def test_search_within_a_type(db):
    assert found(db, "velden", "person") == []
    assert found(db, "velden", "place") == ["velden"]


def test_odd_parameters_of_the_list_are_named():
    with pytest.raises(BadParameter, match=r"type.*person, organization, place, group"):
        actors.list_parameters({"type": ["robot"]})
    with pytest.raises(BadParameter, match=r"_sort.*quotes, name"):
        actors.list_parameters({"_sort": ["age"]})


@pytest.mark.parametrize(
    ("select", "index"),
    [
        (actors.page(actors.Listed(), (3, 2), 9), "SEARCH actors USING INDEX idx_actors_quotes (n_quotes<?)"),
        (actors.page(actors.Listed(type="person"), (3, 2), 9), "USING INDEX idx_actors_type (type=? AND n_quotes<?)"),
        (actors.page(actors.Listed(sort="name"), ("Jon Lind", 2), 9), "USING INDEX idx_actors_name"),
    ],
)
def test_the_list_uses_its_index(db, select, index):
    plan = db.plan(select)
    assert index in plan
    assert "TEMP B-TREE" not in plan


def actor_id(db, slug):
    return db.rows(profile.actor(slug))[0]["id"]


BY = QuoteFilters(speaker="mara-lind")
ABOUT = QuoteFilters(about=("mara-lind",))


def test_the_profile_of_an_actor(db):
    number = actor_id(db, "mara-lind")
    assert db.rows(profile.names(number, QuoteFilters(), 9)) == [{"name": "Mara Lind", "n_mentions": 4}]
    assert db.rows(profile.quotes_by_month(BY)) == [
        {"month": "2024-01", "quotes": 2},
        {"month": "2024-03", "quotes": 1},
    ]
    assert db.rows(profile.presence_by_month(number, QuoteFilters())) == [
        {"month": "2024-01", "articles": 2, "mentions": 4},
        {"month": "2024-03", "articles": 1, "mentions": 1},
    ]
    assert [row["slug"] for row in db.rows(profile.spoken_about(BY, 9))] == ["harbour-board", "velden"]
    assert [row["slug"] for row in db.rows(profile.speakers(ABOUT, 9))] == ["jon-lind"]
    assert [row["name"] for row in db.rows(profile.publications(number, QuoteFilters(), 9))] == [
        "Island Courier",
        "Velden Post",
    ]
    assert db.rows(profile.mentioned_together(number, QuoteFilters(), 1))[0]["slug"] == "dockers"
    assert [row["id"] for row in db.rows(profile.newest_articles(number, QuoteFilters(), 9))] == [3, 2, 1]


def test_a_role_has_its_dates_and_the_first_article_that_gives_it(db):
    first, second = db.rows(profile.roles(actor_id(db, "mara-lind"), QuoteFilters(), 9))
    assert (first["role"], first["article_id"], first["organization"]) == ("former minister", 3, None)
    assert (second["role"], second["article_id"], second["organization"]) == (
        "minister of <ferries>",
        1,
        "harbour-board",
    )
    assert second["first_seen"] == second["last_seen"] == "2024-01-15"
    assert second["article_title"] == "Ferry line to close in spring"
    assert len(db.rows(profile.roles(actor_id(db, "mara-lind"), QuoteFilters(), 1))) == 1


def test_a_role_in_several_articles_is_sourced_by_the_first_that_is_dated(db):
    [maras] = [row["id"] for row in db.sqlite.execute("select id from chains where article_id = 2")]
    db.sqlite.execute("insert into chain_roles values (?, 'former minister', 0, 1, null)", [maras])
    role = narrowed_roles(db, "mara-lind")[0]
    assert (role["role"], role["n_articles"], role["article_id"]) == ("former minister", 2, 2)
    db.sqlite.execute("update articles set published = null where id = 2")
    role = narrowed_roles(db, "mara-lind")[0]
    assert (role["article_id"], role["first_seen"]) == (3, "2024-03-02T08:30:00")


def narrowed_roles(db, slug):
    """The roles as they are counted where something narrows them, here nothing that does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(profile, "published", lambda *args: Conditions(("true",), {}))
        return db.rows(profile.roles(actor_id(db, slug), QuoteFilters(), 9))


@pytest.mark.parametrize("change", ["select 1", "update articles set published = null where id = 2"])
def test_stored_roles_are_those_that_are_counted(db, change):
    [maras] = [row["id"] for row in db.sqlite.execute("select id from chains where article_id = 2")]
    db.sqlite.execute("insert into chain_roles values (?, 'former minister', 0, 1, null)", [maras])
    db.sqlite.execute(change)
    recount(sqlite_utils.Database(db.sqlite))
    for (slug,) in db.sqlite.execute("select slug from actors").fetchall():
        assert db.rows(profile.roles(actor_id(db, slug), QuoteFilters(), 9)) == narrowed_roles(db, slug)


@pytest.mark.parametrize(
    ("filters", "mentions", "roles", "presence"),
    [
        (QuoteFilters(), 4, ["former minister", "minister of <ferries>"], (3, 5)),
        (QuoteFilters(since="2024-02"), 1, ["former minister"], (1, 1)),
        (QuoteFilters(until="2024-01-15"), 2, ["minister of <ferries>"], (1, 3)),
        (QuoteFilters(publication="The Undertow"), 0, [], (0, 0)),
    ],
)
def test_names_and_roles_and_presence_are_of_the_period_and_publication(db, filters, mentions, roles, presence):
    number = actor_id(db, "mara-lind")
    assert sum(row["n_mentions"] for row in db.rows(profile.names(number, filters, 9))) == mentions
    assert [row["role"] for row in db.rows(profile.roles(number, filters, 9))] == roles
    [found] = db.rows(profile.presence(number, filters))
    assert (found["n_articles"], found["n_mentions"]) == presence


@pytest.mark.parametrize(
    ("filters", "articles"),
    [
        (QuoteFilters(since="2024-02"), [3]),
        (QuoteFilters(until="2024-01"), [2, 1]),
        (QuoteFilters(publication="Velden Post"), [1]),
        (QuoteFilters(publication="Island Courier", until="2024-02"), [2]),
    ],
)
def test_period_and_publication_narrow_an_actors_articles(db, filters, articles):
    rows = db.rows(profile.newest_articles(actor_id(db, "mara-lind"), filters, 9))
    assert [row["id"] for row in rows] == articles


def test_the_profile_uses_its_indexes(db):
    number = actor_id(db, "mara-lind")
    assert "COVERING INDEX idx_quotes_speaker (speaker_id=?" in db.plan(profile.quotes_by_month(BY))
    assert "COVERING INDEX idx_quote_actors_actor (actor_id=? AND published>?)" in db.plan(
        profile.quotes_by_month(replace(ABOUT, since="2024"))
    )
    assert "SEARCH edges USING COVERING INDEX idx_edges_about (about_id=?)" in db.plan(profile.speakers(ABOUT, 9))
    assert "SEARCH edges USING PRIMARY KEY (speaker_id=?)" in db.plan(profile.spoken_about(BY, 9))
    assert "SEARCH actor_pairs USING PRIMARY KEY (actor_id=?)" in db.plan(
        profile.mentioned_together(number, QuoteFilters(), 9)
    )
    for select in (
        profile.presence_by_month(number, QuoteFilters()),
        profile.mentioned_together(number, QuoteFilters(since="2024"), 9),
        profile.newest_articles(number, QuoteFilters(), 9),
    ):
        assert "idx_article_actors_actor (actor_id=?" in db.plan(select)
    assert "idx_chains_actor (actor_id=?)" in db.plan(profile.roles(number, QuoteFilters(since="2024"), 9))
    stored = db.plan(profile.roles(number, QuoteFilters(), 9))
    assert "SEARCH roles USING INDEX sqlite_autoindex_roles_1 (actor_id=?)" in stored
    assert "idx_article_actors_actor (actor_id=? AND published=?)" in stored
    assert "SEARCH chains USING INDEX sqlite_autoindex_chains_1 (article_id=?)" in stored
    assert (
        "SEARCH mentions USING COVERING INDEX idx_mentions_actor (actor_id=? AND article_id=? AND kind=?)"
        in db.plan(profile.names(number, QuoteFilters(since="2024"), 9))
    )
