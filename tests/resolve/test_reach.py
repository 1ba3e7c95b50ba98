"""What is clustered with a name alone gives what clustering all names would give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from datasette_newsactors.resolve import Evidence, Unit, cluster, links, name_key, reach

FIRST = [
    "Mara",
    "Maria",
    "M.",
    "J.",
    "John",
    "Jonas",
    "Yevgeny",
    "Evgeni",
    "Jürgen",
    "Juergen",
    "Daniel",
    "d'",
    "Van",
    "",
]
MIDDLE = ["", "", "Q.", "Quincy", "R.", "de", "van der"]
LAST = [
    "Velden", "Veldon", "Veldan", "Moller", "Möller", "Moeller", "al Marun", "el Marun", "Tarkhovsky", "Tarhovski",
    "van Velden", "Silva", "Caldera", "Caldero", "Trump", "Trump Jr.",
]  # fmt: skip
OTHERS = [
    "FSO", "F.S.O.", "Fisheries Safety Office", "Fisheries and Safety Office", "Foreign Service Office", "Forso",
    "Velden", "Caldera", "Maria Caldera", "van Velden", "Silva", "Trump",
]  # fmt: skip
TYPES = ["organization", "group", "place"]


def evidence(name: str, n: int = 1, kind: str = "person") -> Evidence:
    return Evidence(name_key(name, kind), kind, name, n)


def unit(name: Evidence) -> Unit:
    return Unit(name.type, name.key)


def distinct(names: Iterable[Evidence]) -> list[Evidence]:
    return list({(n.key, n.type): n for n in names}.values())


people = st.builds(lambda *words: " ".join(filter(None, words)), *map(st.sampled_from, (FIRST, MIDDLE, LAST))).flatmap(
    lambda name: st.builds(evidence, st.just(name), st.integers(1, 9))
)
others = st.builds(evidence, st.sampled_from(OTHERS), st.integers(1, 9), st.sampled_from(TYPES))
archives = st.lists(people | people | others, min_size=1, max_size=25).map(distinct)


class Names:
    """An index of evidence, which counts what it was asked for."""

    def __init__(self, names: Iterable[Evidence]) -> None:
        self.names = {unit(n): n for n in names}
        self.links = sorted((link, name) for name, n in self.names.items() for link in links(name, n.name))

    def spellings(self, names: Collection[Unit]) -> dict[Unit, list[str]]:
        return {unit: [self.names[unit].name] for unit in names if unit in self.names}

    def linked(self, links: Collection[str]) -> dict[str, list[Unit]]:
        found: dict[str, list[Unit]] = defaultdict(list)
        for link, unit in self.links:
            if link in links:
                found[link].append(unit)
        return found

    def under(self, prefix: str) -> list[Unit]:
        return [unit for link, unit in self.links if link.startswith(prefix) and link != prefix]

    def ends(self, prefixes: Collection[str]) -> dict[str, tuple[Unit, Unit]]:
        return {prefix: (found[0], found[-1]) for prefix in prefixes if (found := self.under(prefix))}


def clustered(
    archive: list[Evidence], seed: Evidence, tied: Callable[[Collection[Unit]], set[Unit]] = lambda names: set()
) -> set[frozenset[Evidence]]:
    """The clusters of all names that have to do with one."""
    index = Names(archive)
    names, beside = reach([unit(seed)], index, tied)
    parts = map(frozenset, cluster(index.names[unit] for unit in names | beside))
    reached = {index.names[unit] for unit in names}
    return {part for part in parts if part & reached}


@settings(max_examples=400)
@given(archives)
@example([evidence("d'Angelo"), evidence("Daniel Angelo", 5), evidence("Silvia d'Angelo", 4)])
@example([evidence("Velden"), evidence("Mara Velden", 5), evidence("M. Velden"), evidence("Moritz Velden", 4)])
@example(
    [evidence("van der Velden"), evidence("van Velden"), evidence("A van der Velden", 3), evidence("B van Velden", 3)]
)
@example([evidence("Präsident Max Müller"), evidence("Praesident Max Mueller"), evidence("Max Muller")])
@example([evidence("Mara Velden", 9), evidence("Mara Veldon")])
@example([evidence("van Velden"), evidence("Mara van Velden", 9), evidence("John Velden", 9)])
@example([evidence("Maria Caldera"), evidence("Maria Caldera", 1, "place")])
def test_from_any_name_it_is_as_if_all_were_clustered(archive: list[Evidence]) -> None:
    whole = set(map(frozenset, cluster(archive)))

    for seed in archive:
        found = clustered(archive, seed)

        assert any(seed in part for part in found)
        assert found <= whole


@settings(max_examples=600)
@given(archives, people | others, st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_all_that_changes_with_the_articles_of_a_name_is_reached(
    archive: list[Evidence], name: Evidence, articles: tuple[int, int]
) -> None:
    rest = [n for n in archive if (n.key, n.type) != (name.key, name.type)]
    before, after = ([*rest, *[replace(name, n_articles=n)] * (n > 0)] for n in articles)
    actors = [set(map(unit, part)) for part in cluster(before)]

    def of_their_actors(names: Collection[Unit]) -> set[Unit]:
        return set().union(*(actor for actor in actors if actor & set(names)))

    changed = set(map(frozenset, cluster(after))) - set(map(frozenset, cluster(before)))

    assert {frozenset(map(unit, part)) for part in changed} <= {
        frozenset(map(unit, part)) for part in clustered(after, name, of_their_actors)
    }


@pytest.mark.parametrize("bearers", [2, 200])
def test_a_surname_of_many_reaches_few(bearers: int) -> None:
    archive = [
        evidence("Velden", 9),
        *(evidence(f"{chr(97 + n // 20)}{chr(97 + n % 20)}ra Velden", 9) for n in range(bearers)),
    ]

    names, beside = reach([Unit("person", "velden")], Names(archive))

    assert len(names | beside) == 3
