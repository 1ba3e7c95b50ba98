"""Which actors may be one and the same: pairs by their names alone, the likeliest first, for people to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ..models import ACTOR_TYPES
from .select import Select

CONSIDERED = 10_000  # actors in most articles: a duplicate among the rest hides little
CROWD = 20  # more actors than this of one surname say nothing of two of them
SHORTEST_WITH_SLIP = 5  # letters; shorter words are a letter apart by chance

# How likely it is that two names of a kind are one actor; a rough order, not a probability.
MIDDLE_NAME, MISTAKEN, INITIAL, SLIP, BARE, OTHER_TYPE = 0.9, 0.85, 0.8, 0.7, 0.6, 0.5


@dataclass(frozen=True)
class Namesake:
    """An actor with the words of its normalised name."""

    id: int
    words: tuple[str, ...]
    type: str
    n_articles: int


@dataclass(frozen=True)
class Pair:
    """Two actors that may be one: `keep` has the fuller or commoner name, `other` would be merged into it."""

    keep: Namesake
    other: Namesake
    score: float
    reason: str

    @property
    def ids(self) -> frozenset[int]:
        """The two, in no order."""
        return frozenset((self.keep.id, self.other.id))


COMPARED = """
select id, type, n_articles, coalesce(
    (select name_key from names where names.actor_id = actors.id and names.name = actors.name limit 1),
    lower(name)) as name_key
from actors where status <> 'rejected'"""
# Those whose names can be likely to be one of an actor's: the same words, whatever they are taken for, or its surname
# alone; people of its surname, or of its first names and a surname that sounds alike; others, by all that sound alike.
# The blocks of its chains are looked up one after another, as there can be very many chains.
NEAR = f"""
kinds(type) as (values {", ".join(f"('{kind}')" for kind in ACTOR_TYPES)}),
own as (
  select type, name_key, substr(name_key, length(rtrim(name_key, replace(name_key, ' ', ''))) + 1) as surname
  from (select distinct type, name_key from names where actor_id = :actor_id)
),
own_blocks as (
  select min(block) as block from chains where actor_id = :actor_id
  union all
  select (select min(block) from chains where actor_id = :actor_id and block > own_blocks.block) from own_blocks
  where own_blocks.block is not null
),
blocks as (
  select block, type from own_blocks cross join kinds
  where exists (select 1 from chains where (actor_id, block, type) = (:actor_id, own_blocks.block, kinds.type))
),
linked as (
  select name_links.type, name_links.name_key from own cross join name_links
    on link > 'ends ' || surname || ' ' and link < 'ends ' || surname || ' ' || char(1114111)
  union
  select name_links.type, name_links.name_key from own cross join blocks cross join name_links
    on link = 'begins ' || block || ' ' || substr(own.name_key, 1, length(own.name_key) - length(surname) - 1)
),
near as (
  select names.actor_id from own
  cross join kinds cross join names on names.type = kinds.type and names.name_key in (own.name_key, surname)
  union
  select names.actor_id from linked cross join names using (type, name_key)
  union
  select chains.actor_id from blocks cross join chains using (block, type) where blocks.type <> 'person'
)"""


def namesakes() -> Select:
    """The actors that are compared, each with its name as resolution normalised it."""
    return Select(f"{COMPARED}\norder by n_articles desc, id limit :limit", {"limit": CONSIDERED})


def neighbours(actor_id: int, limit: int) -> Select:
    """An actor, and those in most articles who may be the same by a name of theirs."""
    sql = f"""
with recursive {NEAR}
{COMPARED}
  and (id = :actor_id or id in (select actor_id from near))
order by id = :actor_id desc, n_articles desc, id limit :limit"""
    return Select(sql, {"actor_id": actor_id, "limit": limit})


def as_namesakes(rows: Iterable[Mapping[str, Any]]) -> list[Namesake]:
    """Such rows as they are compared."""
    return [Namesake(row["id"], tuple(row["name_key"].split()), row["type"], row["n_articles"]) for row in rows]


def shared_articles(one: int, other: int, limit: int) -> Select:
    """The newest articles that mention both actors, and so took them for two."""
    sql = """
select articles.id, articles.title, articles.published, publications.name as publication
from article_actors as a join article_actors as b on b.article_id = a.article_id and b.actor_id = :other
join articles on articles.id = a.article_id
left join publications on publications.id = articles.publication_id
where a.actor_id = :one
order by a.published desc, a.article_id desc limit :limit"""
    return Select(sql, {"one": one, "other": other, "limit": limit})


def likely_pairs(actors: Iterable[Namesake], different: Collection[frozenset[int]], limit: int) -> list[Pair]:
    """The likeliest pairs, each once with its best reason, but for those that people said are different.

    Of two equally likely the one that stands in more articles comes first. The same in any order of actors.
    """
    actors = sorted(actors, key=lambda a: a.id)
    best: dict[frozenset[int], Pair] = {}
    for pair in _pairs(actors):
        if pair.ids not in different and (pair.ids not in best or pair.score > best[pair.ids].score):
            best[pair.ids] = pair
    return sorted(best.values(), key=_rank)[:limit]


def _rank(pair: Pair) -> tuple[float, int, int, int]:
    return -pair.score, -pair.other.n_articles, pair.keep.id, pair.other.id


def _pairs(actors: Sequence[Namesake]) -> Iterator[Pair]:
    people = [a for a in actors if a.type == "person" and a.words]
    for crowd in _by(people, lambda a: a.words[-1]):
        if len(crowd) <= CROWD:
            yield from _of_one_surname(crowd)
    yield from _slips(actors)
    surnames = {a.words[-1] for a in people if len(a.words) > 1}
    for same in _by(actors, lambda a: a.words):
        for a, b in combinations(same, 2):
            if a.type == b.type:
                yield _pair(a, b, MIDDLE_NAME, "the same name")
            elif "person" in (a.type, b.type) and len(a.words) == 1 and a.words[0] not in surnames:
                yield _pair(a, b, MISTAKEN, f"the same word, as {a.type} and as {b.type}, and no surname here")
            else:
                yield _pair(a, b, OTHER_TYPE, f"the same name, as {a.type} and as {b.type}")


def _of_one_surname(crowd: Sequence[Namesake]) -> Iterator[Pair]:
    whole = [a for a in crowd if len(a.words) > 1]
    for a, b in combinations(whole, 2):
        if a.words != b.words and _compatible(a.words[:-1], b.words[:-1]):
            initial = min(len(a.words[0]), len(b.words[0])) == 1 and a.words[0] != b.words[0]
            if initial:
                yield _pair(a, b, INITIAL, "the same surname, and an initial that fits the first name")
            else:
                yield _pair(a, b, MIDDLE_NAME, "the same first name and surname")
    for bare in (a for a in crowd if len(a.words) == 1):
        for bearer in whole:
            yield _pair(bearer, bare, BARE / len(whole), f"a surname that {_count(len(whole))} here")


def _count(bearers: int) -> str:
    return "one person bears" if bearers == 1 else f"{bearers} people bear"


def _compatible(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether first and middle names may be the same person's: equal, left out, or shortened to an initial."""
    pairs = zip(a, b, strict=False)
    return all(x == y or (1 in (len(x), len(y)) and x[0] == y[0]) for x, y in pairs)


def _slips(actors: Sequence[Namesake]) -> Iterator[Pair]:
    """Names of one type that differ by one letter of one word: left out, added, another, or two exchanged."""
    alike: dict[Hashable, list[Namesake]] = defaultdict(list)
    for actor in actors:
        for shape in _shapes(actor):
            alike[shape].append(actor)
    for crowd in alike.values():
        if 1 < len(crowd) <= CROWD:
            for a, b in combinations(crowd, 2):
                if a.words != b.words and _one_letter_apart(a.words, b.words):
                    yield _pair(a, b, SLIP, "one letter apart")


def _shapes(actor: Namesake) -> Iterator[Hashable]:
    """What names one letter apart have in common: the name without one of the letters of one word."""
    for n, word in enumerate(actor.words):
        if len(word) >= SHORTEST_WITH_SLIP - 1 and word.isalpha():
            rest = (actor.type, n, *actor.words[:n], None, *actor.words[n + 1 :])
            yield rest, word
            yield from ((rest, word[:i] + word[i + 1 :]) for i in range(len(word)))


def _one_letter_apart(a: Sequence[str], b: Sequence[str]) -> bool:
    [(x, y)] = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if max(len(x), len(y)) < SHORTEST_WITH_SLIP:
        return False
    head = next((i for i, (c, d) in enumerate(zip(x, y, strict=False)) if c != d), min(len(x), len(y)))
    x, y = x[head:], y[head:]
    exchanged = x[:2] == y[:2][::-1] and x[2:] == y[2:]
    return exchanged or x[1:] == y[1:] or x[1:] == y or x == y[1:]


def _pair(a: Namesake, b: Namesake, score: float, reason: str) -> Pair:
    keep, other = sorted((a, b), key=lambda x: (-len(x.words), -x.n_articles, x.id))
    return Pair(keep, other, score, reason)


def _by(actors: Iterable[Namesake], key: Callable[[Namesake], Hashable]) -> list[list[Namesake]]:
    found: dict[Hashable, list[Namesake]] = defaultdict(list)
    for actor in actors:
        found[key(actor)].append(actor)
    return list(found.values())
