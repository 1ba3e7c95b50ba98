"""Which names are one actor: a table of what joins, a table of what must not, and what holds for all names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors.resolve import Evidence, block_of, cluster, display_name, name_key

Names = list[tuple[str, int]]


def evidence(name: str, n_articles: int, type: str = "person") -> Evidence:
    return Evidence(name_key(name, type), type, name, n_articles)


def parts(names: Names, type: str = "person") -> list[set[str]]:
    return [{n.name for n in part} for part in cluster(evidence(name, n, type) for name, n in names)]


SAME_PERSON: list[Names] = [
    [("Mara Velden", 1), ("MARA VELDEN", 1), ("Dr. Mara Velden", 1)],
    [("Yevgeny Tarkhovsky", 2), ("Evgeny Tarkhovsky", 1), ("Evgeni Tarhovskij", 1)],
    [("Sergei Lavrov", 1), ("Sergey Lavrov", 1)],
    [("John Smith", 1), ("John Q. Smith", 1), ("John Quincy Smith", 1)],
    [("Mara Velden", 3), ("Mara Veldon", 1)],
    [("Tony Benton", 3), ("Tony Brenton", 1)],
    [("Mara Velden", 3), ("Velden", 1)],
    [("Mara Velden", 2), ("Mara E. Velden", 1), ("Velden", 7)],
    [("Mara Velden", 3), ("M. Velden", 1)],
    [("Liv Kerrow", 3), ("Liv Kerow", 1), ("Kerrow", 1)],
    [("Dmitry Kiselyov", 1), ("Dmitri Kiselev", 1), ("Dmitriy Kiselyev", 1)],
    [("Volodymyr Zelensky", 1), ("Volodymyr Zelenskyy", 1), ("Volodymyr Zelenskiy", 1)],
    [("Bashar al-Marun", 3), ("Bashar Marun", 1), ("Bashar el-Marun", 1), ("al-Marun", 1), ("Marun", 1)],
    [("Ursula von der Leyden", 3), ("Von der Leyden", 1), ("VON DER LEYDEN", 1), ("Leyden", 1)],
    [("Charles de Gavelle", 3), ("De Gavelle", 9)],
    [("Ben Kerrow", 3), ("Kerrow", 9)],  # no particle, though it is spelled like one
    [("José Nuñez", 1), ("Jose Nunez", 1)],
    [("Søren Ødegård", 1), ("Soren Odegard", 1), ("Soeren Oedegaard", 1)],
    [("Jürgen Möller", 1), ("Juergen Moeller", 1)],
    [("Sir Keir Halden", 1), ("Keir Halden MP", 1), ("Keir Halden, PhD", 1), ("Sen. Keir Halden", 1)],
    [("Sean O’Brien", 3), ("Sean OBrien", 1), ("O'Brien", 1)],
    [("Jean-Luc Halden", 1), ("Jean Luc Halden", 1)],
]

DIFFERENT_PEOPLE: list[Names] = [
    [("Anton Kerrow", 9), ("Liv Kerrow", 9)],
    [("John Q. Smith", 9), ("John R. Smith", 9)],
    [("Maria Lopez", 9), ("Mario Lopez", 1)],
    [("Daniel Ortega", 9), ("Daniela Ortega", 1)],
    [("Jan Smith", 9), ("Ian Smith", 1)],
    [("Imran Khan", 9), ("Imran Han", 1)],
    [("Peter Hansen", 9), ("Peter Jansen", 1)],  # a first letter is seldom a slip
    [("Peter Hansen", 4), ("Peter Hanson", 3)],  # nor is what stands in many articles
    [("Mara Velden", 1), ("Mara Veldon", 1)],  # which of the two is right?
    [("Mara Hallin", 9), ("Mara Hallen", 9), ("Mara Hallon", 1)],  # which of the two is meant?
    [("Donald Trump", 9), ("Donald Trump Jr.", 9)],
    [("Mara Velden", 2), ("Velden", 9)],  # hardly known: the surname may be somebody else's
    [("Anton Kerrow", 9), ("Liv Kerrow", 1), ("Kerrow", 9)],
    [("Jonas Vetch", 9), ("James Vetch", 1), ("J. Vetch", 9)],
    [("John Francis", 9), ("Pope Francis", 9)],
    [("Ray Charles", 9), ("King Charles", 9), ("Charles", 9)],
    [("Ludwig van Halden", 9), ("Dirk van Halden", 9), ("Van Halden", 1)],
    [("Ludwig van Halden", 9), ("Keir Halden", 9), ("Halden", 9)],
    [("Ludwig van Halden", 2), ("Van Halden", 9)],
    [("Jürgen Möller", 9), ("Juergen Miller", 9)],
    [("Robert Halden", 9), ("Bob Halden", 9)],  # nicknames are for people to join
]


@pytest.mark.parametrize("names", SAME_PERSON, ids=lambda names: " = ".join(name for name, _ in names))
def test_spellings_of_one_person_are_joined(names: Names) -> None:
    assert parts(names) == [{name for name, _ in names}]


@pytest.mark.parametrize("names", DIFFERENT_PEOPLE, ids=lambda names: " ≠ ".join(name for name, _ in names))
def test_people_who_may_be_different_are_kept_apart(names: Names) -> None:
    assert len(parts(names)) == len(names)


def test_a_contradiction_of_middle_names_leaves_the_plain_name_alone() -> None:
    assert len(parts([("John Smith", 9), ("John Q. Smith", 1), ("John R. Smith", 1)])) == 3


@pytest.mark.parametrize(
    ("names", "n_actors"),
    [
        ([("Fisheries Safety Office", 1), ("FSO", 1)], 1),
        ([("Department of Justice", 1), ("DOJ", 1), ("the Department of Justice", 1)], 1),
        ([("Fisheries Safety Office", 1), ("Foreign Service Office", 1), ("FSO", 1)], 3),
        ([("Halden Inc.", 1), ("Halden", 1), ("Halden, Inc", 1), ("HALDEN INCORPORATED", 1)], 1),
        ([("The Water Board", 1), ("Water Board", 1), ("Water Board Ltd.", 1)], 1),
        ([("European Union", 1), ("EU", 1)], 2),  # two letters fit too much
        ([("Oltva Dam", 1), ("Oltva Dam Authority", 1)], 2),
        ([("Fiso", 1), ("First Irish Steel Organisation", 1)], 2),  # no acronym: not in capitals
    ],
)
def test_organizations(names: Names, n_actors: int) -> None:
    assert len(parts(names, "organization")) == n_actors


def test_an_acronym_of_another_type_is_another_actor() -> None:
    army = evidence("United States Army", 9, "organization")

    assert len(cluster([army, evidence("USA", 9, "place")])) == 2


def test_a_name_of_two_words_has_the_type_that_most_articles_give_it() -> None:
    [part] = cluster(
        [evidence("Mara Velden", 3), evidence("Mara Velden", 1, "place"), evidence("Mara Velden", 1, "group")]
    )

    assert display_name(part) == ("Mara Velden", "person")


@pytest.mark.parametrize(
    ("others", "n_actors", "type"),
    [([], 1, "place"), ([evidence("Mara Caldera", 1)], 2, "person")],
    ids=["nobody's surname", "a surname"],
)
def test_a_word_taken_for_a_person_is_a_place_if_it_is_nobodys_surname(
    others: list[Evidence], n_actors: int, type: str
) -> None:
    found = cluster([evidence("Caldera", 7), evidence("Caldera", 6, "place"), *others])
    words = [part for part in found if any(n.name == "Caldera" and n.type == "person" for n in part)]

    assert len([part for part in found if "Caldera" in {n.name for n in part}]) == n_actors
    assert display_name(words[0])[1] == type


def test_one_who_goes_by_one_word_stays_a_person() -> None:
    [part] = cluster([evidence("Pelaoni", 9), evidence("Pelaoni", 2, "organization")])

    assert display_name(part) == ("Pelaoni", "person")


def test_a_person_and_a_place_of_one_name_are_two_actors() -> None:
    assert len(cluster([evidence("Velden", 5), evidence("Velden", 5, "place")])) == 2


def test_the_commonest_whole_name_is_shown() -> None:
    part = [evidence("Velden", 9), evidence("Mara Veldon", 1), evidence("Mara Velden", 4)]

    assert display_name(part) == ("Mara Velden", "person")


FIRST = ["Mara", "Maria", "Mario", "J.", "John", "Jonas", "King", "Sir"]
MIDDLE = ["", "Q.", "Quincy", "R."]
LAST = [
    "Caldera",
    "van Velden",
    "van der Velden",
    "Möller",
    "Moeller",
    "Moller",
    "el Marun",
    "al Marun",
    "Velden",
    "Veldon",
    "Veldan",
    "Velder",
    "Tarkhovsky",
    "Tarhovski",
    "Charles",
    "Trump Jr.",
    "Trump",
]
names = st.one_of(
    st.builds(lambda *words: " ".join(filter(None, words)), *map(st.sampled_from, (FIRST, MIDDLE, LAST))),
    st.sampled_from(LAST),
)
people = st.builds(evidence, names, st.integers(1, 12))
organizations = st.builds(
    evidence,
    st.sampled_from(["FSO", "Fisheries Safety Office", "Foreign Service Office", "Fiso", "F.S.O.", "Forso"]),
    st.integers(1, 12),
    st.sampled_from(["organization", "group"]),
)
places = st.builds(evidence, st.sampled_from(["Caldera", "Velden", "Tarkhovsky"]), st.integers(1, 12), st.just("place"))
evidences = st.lists(people | organizations | places, max_size=12, unique_by=lambda n: (n.key, n.type))


@given(evidences.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_the_order_of_the_articles_does_not_matter(orders: tuple[list[Evidence], list[Evidence]]) -> None:
    assert cluster(orders[0]) == cluster(orders[1])


@given(evidences)
def test_every_name_is_in_exactly_one_part(found: list[Evidence]) -> None:
    assert sorted(name for part in cluster(found) for name in part) == sorted(found)


@given(evidences)
def test_names_that_are_joined_are_in_one_block(found: list[Evidence]) -> None:
    for part in cluster(found):
        assert len({block_of(name.key, name.type) for name in part}) == 1


@given(evidences)
def test_joining_within_blocks_is_joining_all(found: list[Evidence]) -> None:
    blocks: dict[str, list[Evidence]] = {}
    for name in found:
        blocks.setdefault(block_of(name.key, name.type), []).append(name)

    assert sorted(part for block in blocks.values() for part in cluster(block)) == cluster(found)
