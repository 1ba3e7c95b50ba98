"""Which names must be clustered together, so that the answer is the one that all names of all articles would give.

What a rule of `cluster` compares can be looked up: such names have a link in common. Who is linked, and linked with
these in turn, is reached. A short name (a surname, an initial, an acronym) may stand for too many: it reaches the first
of them only. Where that one reaches all others they are all there to be clustered; where it does not, whoever is not
reached has nothing to do with it, and one of them beside shows that the short name has a choice.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple, Protocol

from ..models import ACTOR_TYPES
from .cluster import SHORTEST_ACRONYM, initials, one_letter_apart, only_particles, umlauts_written_out
from .decisions import Unit
from .normalise import LONGEST_ACRONYM, fold, is_like_a_persons, is_long_word

Tied = Callable[[Collection[Unit]], Collection[Unit]]
Spellings = Mapping[Unit, Collection[str]]


class Index(Protocol):
    """The names of all articles, to be looked up many at a time."""

    def spellings(self, names: Collection[Unit]) -> Spellings:
        """Of those that are in some article, how they are spelled."""

    def linked(self, links: Collection[str]) -> Mapping[str, Collection[Unit]]:
        """The names that have each of these links."""

    def ends(self, prefixes: Collection[str]) -> Mapping[str, tuple[Unit, Unit]]:
        """Of the names with a link that goes on after a prefix the first and the last, where there are any."""

    def under(self, prefix: str) -> Iterable[Unit]:
        """All of them."""


class Reached(NamedTuple):
    """Names whose clusters are whole, and others that only show that some have a choice."""

    names: set[Unit]
    beside: set[Unit]


def links(name: Unit, spelling: str) -> set[str]:
    """What a name is found by."""
    words = name.key.split()
    if name.type != "person":
        short = initials(words) if len(words) >= SHORTEST_ACRONYM else ()
        return {f"initials {name.type} {letters} {name.key}" for letters in short}
    if len(words) < 2:
        return set()
    found = {_sounds(words[0], words[-1]), f"ends {words[-1]} {words[0]}"}
    if len(words[0]) > 1:
        found.add(_begins(name))
    return found | {f"written {key}" for key in _written_out(name, spelling)}


def reach(seeds: Collection[Unit], index: Index, tied: Tied = lambda names: ()) -> Reached:
    """All names that have to do with these, which may have gone from the articles.

    tied: which names belong with some for other reasons than how they are written.
    """
    names: set[Unit] = set()
    seen: set[Unit] = set()
    waiting = set(seeds)
    while waiting:
        seen |= waiting
        found = index.spellings(waiting)
        names |= found.keys()
        near = _near({name: found.get(name, ()) for name in waiting if name in found or name in seeds}, index)
        waiting = {*near, *_first_bearers(found, index), *tied(waiting)} - seen
    return Reached(names, set(_shown_beside(names, index)))


def _near(names: Spellings, index: Index) -> Iterator[Unit]:
    """What the rules compare with these names, and the short names that may stand for them."""
    linked = index.linked({link for name in names for link in _looked_up(name)})
    for name, spellings in names.items():
        yield from _same_key(name)
        words = name.key.split()
        if name.type != "person":
            yield from _acronyms(name)
        elif len(words) > 1:
            yield from _of_one_person(name, spellings, linked)
            yield from (Unit("person", part) for part in _with_particles(words))
            yield from _with_these_particles(words, index)
            yield from _short_names(words, linked)


def _looked_up(name: Unit) -> list[str]:
    """The links by which others are found."""
    words = name.key.split()
    if name.type != "person" or len(words) < 2:
        return []
    return [f"written {name.key}", _begins(name), *(_sounds(first, words[-1]) for first in {words[0], words[0][0]})]


def _sounds(first: str, last: str) -> str:
    return f"sounds {fold(first)} {fold(last)}"


def _begins(name: Unit) -> str:
    return f"begins {name.block} {name.key.rpartition(' ')[0]}"


def _written_out(name: Unit, spelling: str) -> set[str]:
    """The key with umlauts as two letters, where there are any."""
    return set() if spelling.isascii() else {umlauts_written_out(spelling, name.type)} - {name.key}


def _same_key(name: Unit) -> Iterator[Unit]:
    """The same, taken for another type."""
    also_people = is_like_a_persons(name.key) or is_long_word(name.key)
    for kind in ACTOR_TYPES:
        if also_people or "person" not in (kind, name.type):
            yield Unit(kind, name.key)


def _of_one_person(name: Unit, spellings: Iterable[str], linked: Mapping[str, Collection[Unit]]) -> Iterator[Unit]:
    """Other forms of a whole name: as it sounds, or with other middle names; with a slip; with umlauts."""
    first, *_, last = name.key.split()
    yield from (Unit("person", key) for spelling in spellings for key in _written_out(name, spelling))
    yield from linked.get(f"written {name.key}", ())
    if len(first) > 1:
        yield from linked.get(_sounds(first, last), ())
        yield from (n for n in linked.get(_begins(name), ()) if one_letter_apart(n.key.split()[-1], last))


def _with_particles(words: list[str]) -> Iterator[str]:
    """The endings of a name that are a surname with its particles ("von der Leyen")."""
    return (" ".join(words[i:]) for i in range(1, len(words) - 1) if only_particles(words[i:]))


def _with_these_particles(words: list[str], index: Index) -> Iterator[Unit]:
    """The names that end with one that is nothing but a surname with its particles."""
    if only_particles(words):
        for name in index.under(f"ends {words[-1]} "):
            if name.key.split()[-len(words) :] == words:
                yield name


def _short_names(words: list[str], linked: Mapping[str, Collection[Unit]]) -> Iterator[Unit]:
    """The bare surname of a name, whatever it is taken for, and the surname with the initial."""
    yield from (Unit(kind, words[-1]) for kind in ACTOR_TYPES)
    initial = words[0][0]
    if words[0] != initial:
        yield from (n for n in linked.get(_sounds(initial, words[-1]), ()) if n.key.split()[0] == initial)


def _acronyms(name: Unit) -> Iterator[Unit]:
    words = name.key.split()
    if len(words) >= SHORTEST_ACRONYM:
        yield from (Unit(name.type, letters) for letters in initials(words))


def _borne_as(name: Unit) -> str | None:
    """The prefix of the links of those for whom a short name may stand."""
    words = name.key.split()
    if len(words) == 1 and (name.type == "person" or is_long_word(name.key)):
        return f"ends {name.key} "
    if len(words) == 1 and SHORTEST_ACRONYM <= len(name.key) <= LONGEST_ACRONYM:
        return f"initials {name.type} {name.key} "
    if name.type == "person" and len(words) > 1 and len(words[0]) == 1:
        return f"ends {words[-1]} {words[0]}"
    return None


def _first_bearers(names: Iterable[Unit], index: Index) -> Iterator[Unit]:
    """The first of those for whom each short name may stand."""
    prefixes = {prefix for name in names if (prefix := _borne_as(name))}
    return (first for first, _ in index.ends(prefixes).values())


def _shown_beside(names: Collection[Unit], index: Index) -> Iterator[Unit]:
    """For each short name one whom it may stand for besides the first, and who has nothing to do with that one."""
    ends = index.ends({prefix for name in names if (prefix := _borne_as(name))})
    for prefix, (_, last) in ends.items():
        other = next((name for name in chain((last,), index.under(prefix)) if name not in names), None)
        if other:
            yield other
