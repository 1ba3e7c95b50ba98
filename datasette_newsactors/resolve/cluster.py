"""Which names of a block are one actor: strict rules with a floor on precision, the same in any order of articles.

Nothing certain enough joins: two actors can be merged by a person, but a wrong merger puts words into a mouth.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from .normalise import fold

FREQUENT = 3  # articles; two spellings that are both this frequent are no slips of each other
KNOWN = 3  # articles in which a full name must stand before a bare surname elsewhere is taken for it
SHORTEST_WITH_SLIP = 5  # letters
SHORTEST_ACRONYM = 3  # letters


@dataclass(frozen=True, order=True)
class Evidence:
    """A name as the articles of a block have it: its key, its type, the spelling to show, in how many articles."""

    key: str
    type: str
    name: str
    n_articles: int

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.key.split())


def cluster(names: Iterable[Evidence]) -> list[list[Evidence]]:
    """The names of one block, parted into actors. The parts and their order do not depend on the order given."""
    names = sorted(names)
    groups = _Groups(names)
    people = [n for n in names if n.type == "person"]
    others = [n for n in names if n.type != "person"]
    _join_equal(others, groups, key=lambda n: n.key)
    _join_equal(people, groups, key=lambda n: n.key)
    _join_equal([n for n in people if len(n.words) > 1], groups, key=lambda n: " ".join(map(fold, n.words)))
    _join_variants([n for n in people if len(n.words) > 1], groups)
    _join_surnames(people, groups)
    _join_acronyms(others, groups)
    return groups.parts()


class _Groups:
    """A partition that grows by joining (union-find)."""

    def __init__(self, names: Sequence[Evidence]) -> None:
        self.parent = {name: name for name in names}

    def find(self, name: Evidence) -> Evidence:
        while self.parent[name] != name:
            name = self.parent[name]
        return name

    def join(self, a: Evidence, b: Evidence) -> None:
        first, second = sorted((self.find(a), self.find(b)))
        self.parent[second] = first

    def parts(self) -> list[list[Evidence]]:
        found: dict[Evidence, list[Evidence]] = defaultdict(list)
        for name in self.parent:
            found[self.find(name)].append(name)
        return [sorted(part) for _, part in sorted(found.items())]


def _by(names: Iterable[Evidence], key: Callable[[Evidence], object]) -> list[list[Evidence]]:
    found: dict[object, list[Evidence]] = defaultdict(list)
    for name in names:
        found[key(name)].append(name)
    return list(found.values())


def _join_equal(names: Iterable[Evidence], groups: _Groups, key: Callable[[Evidence], str]) -> None:
    for same in _by(names, key):
        for other in same[1:]:
            groups.join(same[0], other)


def _join_variants(names: Sequence[Evidence], groups: _Groups) -> None:
    """Middle names and initials under one surname; one slip in a name that is otherwise the same."""
    for bearers in _by(names, lambda n: n.words[-1]):
        for i, a in enumerate(bearers):
            for b in bearers[i + 1 :]:
                if _is_middle_variant(a, b) or _is_slip_of(a, b) or _is_initial_of(a, b, bearers):
                    groups.join(a, b)
    for namesakes in _by(names, lambda n: n.words[:-1]):
        for i, a in enumerate(namesakes):
            for b in namesakes[i + 1 :]:
                if _is_slip_of(a, b):
                    groups.join(a, b)


def _is_middle_variant(a: Evidence, b: Evidence) -> bool:
    """ "John Q. Smith", "John Quincy Smith" and "John Smith", but not "John Q." and "John R."."""
    if a.words[0] != b.words[0]:
        return False
    return all(x[0] == y[0] for x, y in zip(a.words[1:-1], b.words[1:-1], strict=False))


def _is_initial_of(a: Evidence, b: Evidence, bearers: Sequence[Evidence]) -> bool:
    """ "J. Smith" is "John Smith" where no other Smith's first name begins with J."""
    short, long = sorted((a, b), key=lambda n: len(n.words[0]))
    if len(short.words[0]) != 1 or len(long.words[0]) == 1 or len(short.words) > 2:
        return False
    firsts = {n.words[0] for n in bearers if n.words[0][0] == short.words[0] and len(n.words[0]) > 1}
    return firsts == {long.words[0]}


def _is_slip_of(a: Evidence, b: Evidence) -> bool:
    """One word differs by one letter, is long enough to tell, and one of the spellings is rare."""
    if len(a.words) != len(b.words) or min(a.n_articles, b.n_articles) >= FREQUENT:
        return False
    different = [(x, y) for x, y in zip(a.words, b.words, strict=True) if x != y]
    if len(different) != 1:
        return False
    x, y = different[0]
    return (
        min(len(x), len(y)) >= SHORTEST_WITH_SLIP and DamerauLevenshtein.distance(x, y, score_cutoff=1) <= 1
    )


def _join_surnames(people: Sequence[Evidence], groups: _Groups) -> None:
    """A bare surname to the one well-known bearer; where two bear it, or nobody is well known, it stays alone."""
    whole = [n for n in people if len(n.words) > 1]
    for bare in (n for n in people if len(n.words) == 1):
        bearers = {groups.find(n): n for n in whole if n.words[-1] == bare.words[0]}
        if len(bearers) == 1:
            part = [n for n in whole if groups.find(n) in bearers]
            if sum(n.n_articles for n in part) >= KNOWN:
                groups.join(bare, part[0])


def _join_acronyms(others: Sequence[Evidence], groups: _Groups) -> None:
    """ "FSO" to "Fisheries Safety Office" where no other name of the block has these initials."""
    whole = [n for n in others if len(n.words) > 1]
    for short in (n for n in others if len(n.words) == 1 and n.name.replace(".", "").isupper()):
        if len(short.key) >= SHORTEST_ACRONYM:
            fitting = {groups.find(n): n for n in whole if short.key in _initials(n.words)}
            if len(fitting) == 1:
                groups.join(short, next(iter(fitting.values())))


SMALL = frozenset(("of", "the", "and", "for", "in", "on", "at", "de", "la", "du"))


def _initials(words: Sequence[str]) -> set[str]:
    return {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in SMALL)}


def display_name(part: Sequence[Evidence]) -> tuple[str, str]:
    """The name and type to show for an actor: its commonest whole name, the longer of two equally common ones."""
    whole = [n for n in part if len(n.words) > 1] or list(part)
    best = max(whole, key=lambda n: (n.n_articles, len(n.name), n.name))
    types: dict[str, int] = defaultdict(int)
    for name in part:
        types[name.type] += name.n_articles
    return best.name, max(types, key=lambda t: (types[t], t))
