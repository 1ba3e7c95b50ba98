"""Which names look like one actor, and which do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.query import comparison, duplicates
from datasette_newsactors.query.duplicates import CROWD, Namesake, likely_pairs
from datasette_newsactors.query.filters import QuoteFilters
from datasette_newsactors.resolve import name_key


def namesakes(*names):
    """Actors with ids from 1 on: a name is a person's unless it says "type: name"."""
    found = []
    for number, name in enumerate(names, 1):
        kind, _, words = name.rpartition(": ")
        kind = kind or "person"
        found.append(Namesake(number, tuple(name_key(words, kind).split()), kind, 10))
    return found


def reasons(*names, different=()):
    return [pair.reason for pair in likely_pairs(namesakes(*names), different, 9)]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("John Smith", "John Q. Smith", "the same first name and surname"),
        ("John Smith", "J. Smith", "the same surname, and an initial that fits the first name"),
        ("Mara Velden", "Mara Veldon", "one letter apart"),
        ("Mara Velden", "Mara Vleden", "one letter apart"),
        ("Mara Velden", "Mara Veldenn", "one letter apart"),
        ("Marta Velden", "Marta Elden", "one letter apart"),
        ("Mara Velden", "Velden", "a surname that one person bears here"),
        ("President Mara Velden", "Velden", "a surname that one person bears here"),
        ("organization: Harbour Board", "organization: Harbor Board", "one letter apart"),
        ("Washington", "place: Washington", "the same word, as person and as place, and no surname here"),
        ("George Washington", "place: George Washington", "the same name, as person and as place"),
        ("organization: Washington", "place: Washington", "the same name, as organization and as place"),
        ("John Smith", "John Smith", "the same name"),
    ],
)
def test_two_names_may_be_one_actor(one, other, reason):
    assert reasons(one, other) == [reason]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Jane Smith"),
        ("John Smith", "P. Smith"),
        ("John Q. Smith", "John R. Smith"),
        ("Mara Velden", "Mara Holm"),
        ("Jon Lee", "Jon Lea"),
        ("Mara Velden", "Maria Veldon"),
        ("Mara Velden", "organization: Mara Veldon"),
        ("organization: Harbour Board", "organization: Board"),
        ("organization: Route 10115", "organization: Route 10116"),
    ],
)
def test_two_names_are_plainly_two_actors(one, other):
    assert reasons(one, other) == []


def test_a_bare_surname_is_the_less_likely_the_more_people_bear_it():
    pairs = likely_pairs(namesakes("Mara Velden", "Jon Velden", "Velden"), (), 9)
    assert {pair.reason for pair in pairs} == {"a surname that 2 people bear here"}
    [only] = likely_pairs(namesakes("Mara Velden", "Velden"), (), 9)
    assert len(pairs) == 2
    assert all(pair.score < only.score for pair in pairs)


def test_a_word_that_is_a_surname_here_is_less_likely_a_mistake_of_the_type():
    surname, mistake = (
        next(
            p for p in likely_pairs(namesakes("Velden", "place: Velden", *more), (), 9) if p.keep.words == p.other.words
        )
        for more in (["Mara Velden"], [])
    )
    assert surname.reason == "the same name, as person and as place"
    assert surname.score < mistake.score


def test_a_surname_of_a_crowd_says_nothing():
    crowd = [f"{chr(97 + n)}{chr(97 + n)}na Smith" for n in range(CROWD)]
    assert reasons(*crowd, "Smith") == []


def test_the_fuller_name_is_kept_and_then_the_commoner():
    [pair] = likely_pairs([Namesake(1, ("velden",), "person", 99), Namesake(2, ("mara", "velden"), "person", 1)], (), 9)
    assert pair.keep.id == 2
    [pair] = likely_pairs(
        [Namesake(1, ("mara", "veldon"), "person", 1), Namesake(2, ("mara", "velden"), "person", 7)], (), 9
    )
    assert pair.keep.id == 2


def test_the_likeliest_come_first_and_not_too_many():
    names = ("Mara Velden", "Mara Veldon", "John Q. Smith", "John Smith", "Holm", "place: Holm")
    assert reasons(*names) == [
        "the same first name and surname",
        "the same word, as person and as place, and no surname here",
        "one letter apart",
    ]
    assert len(likely_pairs(namesakes(*names), (), 2)) == 2


def test_two_that_people_said_are_different_are_no_pair_any_more():
    assert reasons("Mara Velden", "Mara Veldon", different=[frozenset((1, 2))]) == []


words = st.sampled_from(["mara", "mira", "m", "velden", "veldon", "vleden", "veld", "q", "holm", "holme"])
actors = st.lists(
    st.builds(
        Namesake,
        st.integers(1, 30),
        st.lists(words, max_size=3).map(tuple),
        st.sampled_from(["person", "place"]),
        st.integers(0, 3),
    ),
    max_size=12,
    unique_by=lambda a: a.id,
)


@given(actors, st.randoms())
def test_the_pairs_are_the_same_in_any_order_and_each_is_there_once(found, random):
    pairs = likely_pairs(found, (), 99)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert likely_pairs(shuffled, (), 99) == pairs
    assert len({pair.ids for pair in pairs}) == len(pairs)
    assert all(len(pair.ids) == 2 for pair in pairs)


def test_the_newsroom_is_compared_by_its_normalised_names(db):
    keys = {row["name_key"] for row in db.rows(duplicates.namesakes())}
    assert {"mara lind", "harbour board"} <= keys


def test_what_two_actors_share(db):
    ids = {row["id"]: row for row in db.rows(duplicates.namesakes())}
    mara, jon = (next(i for i, row in ids.items() if row["name_key"] == f"{name} lind") for name in ("mara", "jon"))
    shared = db.rows(duplicates.shared_articles(mara, jon, 9))
    assert [row["title"] for row in shared] == ["Ferry line to close in spring"]
    met = {row["slug"] for row in db.rows(comparison.met_by_all([mara, jon], QuoteFilters(), 9))}
    assert met == {"velden", "harbour-board", "dockers"}


def test_shared_articles_are_found_by_index(db):
    plan = db.plan(duplicates.shared_articles(1, 2, 9))
    assert "SCAN" not in plan
    assert "ORDER BY" not in plan
