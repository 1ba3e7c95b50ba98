"""Two people of one full name: told apart only where what articles say of them contradicts itself.

A wrong parting is as bad as a wrong joining, so that it takes more than different roles, which people have over time:
fields of work that nobody is in at once, at about the same time, and nobody whom both meet in the news.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from ..lexicon import lexicon
from .groups import Groups

AT_ONCE = 3 * 365  # days between two articles in which nobody changes a field of work
CLEARLY = 2  # times; how much more of a chain's company is that of one namesake than of another
TOO_WELL_KNOWN = 500  # articles; among so many, some have the company of both by chance


@dataclass(frozen=True, order=True)
class Context:
    """What an article says of the bearer of a full name.

    article: its content hash. fields: of work, that the roles tell. day: ISO 8601, or None. company: the keys of the
    people (by their full names) and the organizations in the article.
    """

    article: str
    fields: frozenset[str] = frozenset()
    day: str | None = None
    company: frozenset[str] = frozenset()


def fields_of(roles: Iterable[str]) -> frozenset[str]:
    """The fields of work that roles tell, in the words of the articles; none of what somebody once was."""
    found: set[str] = set()
    for role in roles:
        words = re.findall(r"[a-z]+", role.lower())
        if not _past().intersection(words):
            found.update(_fields()[word] for word in words if word in _fields())
    return frozenset(found)


@cache
def _fields() -> Mapping[str, str]:
    return {word: field for field, words in lexicon("occupations")["field"].items() for word in words}


@cache
def _past() -> frozenset[str]:
    return frozenset(lexicon("occupations")["past"])


@cache
def _apart() -> frozenset[frozenset[str]]:
    return frozenset(map(frozenset, lexicon("occupations")["apart"]))


def namesakes(contexts: Iterable[Context], *, known: bool = False) -> list[list[Context]]:
    """The articles of each of several people who bear one full name; empty where there is no sign of several.

    known: that there are several, so that company in common is no sign to the contrary.

    Articles that do not tell which of them they mean are in none of the lists. The same in any order of articles.
    """
    contexts = sorted(contexts)
    told = [context for context in contexts if context.fields]
    groups = Groups(told)
    for context in told:
        groups.join([context, *(other for other in told if not _contradict(context.fields, other.fields))])
    people = groups.parts()
    if len(people) < 2 or not (known or (len(contexts) <= TOO_WELL_KNOWN and _are_apart(people))):
        return []
    return _with_company(people, [context for context in contexts if not context.fields])


def _contradict(one: frozenset[str], other: frozenset[str]) -> bool:
    return all(frozenset((a, b)) in _apart() for a in one for b in other)


def _are_apart(people: Sequence[Sequence[Context]]) -> bool:
    """Whether no two of them meet anybody in common, and all are there at about the same time."""
    seen: set[str] = set()
    for person in people:
        company = frozenset[str]().union(*(context.company for context in person))
        if seen & company:
            return False
        seen |= company
    days = [[date.fromisoformat(c.day[:10]) for c in person if c.day] for person in people]
    return all(days) and (max(map(min, days)) - min(map(max, days))).days <= AT_ONCE


def _with_company(people: Sequence[Sequence[Context]], untold: Sequence[Context]) -> list[list[Context]]:
    """Each with the articles in which the company is clearly theirs, and then with those that these lead to."""
    found = [list(person) for person in people]
    while untold:
        companies = [frozenset[str]().union(*(context.company for context in person)) for person in found]
        chosen = {context: _whose(context.company, companies) for context in untold}
        if not any(index is not None for index in chosen.values()):
            break
        for context, index in chosen.items():
            if index is not None:
                found[index].append(context)
        untold = [context for context in untold if chosen[context] is None]
    return [sorted(person) for person in found]


def _whose(company: frozenset[str], companies: Sequence[frozenset[str]]) -> int | None:
    shared = [len(company & other) for other in companies]
    best, second = sorted(shared, reverse=True)[:2]
    return shared.index(best) if best and best >= CLEARLY * second else None
