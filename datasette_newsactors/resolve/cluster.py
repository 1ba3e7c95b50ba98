"""Which names of a block are one actor: strict rules, which give the same in any order of articles.

Nothing joins on thin evidence: a person can merge two actors, but a wrong merger puts words into a mouth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from ..lexicon import lexicon
from .groups import Groups, by
from .normalise import LONGEST_ACRONYM, block_of, fold, is_like_a_persons, is_long_word, name_key, small_words

RARER = 3  # times; how much rarer than the name it stands for a slip of the pen is at least
KNOWN = 3  # articles in which a full name must stand before a bare surname elsewhere is taken for it
SHORTEST_WITH_SLIP = 5  # letters
SHORTEST_ACRONYM = 3  # letters
WRITTEN_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "Ø": "Oe", "Å": "Aa"}
)


@dataclass(frozen=True, order=True)
class Evidence:
    """A name as articles have it: its key, its type, the spelling to show, in how many articles."""

    key: str
    type: str
    name: str
    n_articles: int

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the key."""
        return tuple(self.key.split())


def cluster(names: Iterable[Evidence]) -> list[list[Evidence]]:
    """The names of one block, parted into actors, in an order that does not depend on the order given."""
    names = sorted(names)
    groups = Groups(names)
    people = [n for n in names if n.type == "person"]
    others = [n for n in names if n.type != "person"]
    for same in by(people, lambda n: n.key) + by(others, lambda n: n.key):
        groups.join(same)
    for same in by([n for n in names if is_like_a_persons(n.key)], lambda n: n.key):
        groups.join(same)  # the pipeline takes some for organizations or places
    _join_mistaken(names, groups)
    whole = [n for n in people if len(n.words) > 1]
    full = [n for n in whole if len(n.words[0]) > 1]
    _join_spellings(full, groups)
    _join_written_out(full, groups)
    _join_middle_names(full, groups)
    _join_slips(full, groups)
    _join_initials(whole, groups)
    _join_surnames(people, groups)
    _join_acronyms(others, groups)
    return groups.parts()


def _join_mistaken(names: Sequence[Evidence], groups: Groups[Evidence]) -> None:
    """A word taken for a person here and for a place there, where it is nobody's surname."""
    surnames = {n.words[-1] for n in names if n.type == "person" and len(n.words) > 1}
    for same in by([n for n in names if is_long_word(n.key) and n.key not in surnames], lambda n: n.key):
        groups.join(same)


def _join_spellings(full: Sequence[Evidence], groups: Groups[Evidence]) -> None:
    """Romanisations: "Yevgeny Tarkhovsky" and "Evgeni Tarhovskij"."""
    for same in by(full, lambda n: tuple(map(fold, n.words))):
        groups.join(same)


def _join_written_out(full: Sequence[Evidence], groups: Groups[Evidence]) -> None:
    """ "Jürgen Möller" and "Juergen Moeller"; which "Jurgen Moller" joins by its key."""
    known = {n.key: n for n in full}
    for name in full:
        other = known.get(written_out(name))
        if other and block_of(other.key, "person") == block_of(name.key, "person"):
            groups.join((name, other))


def written_out(name: Evidence) -> str:
    """The key of a name whose umlauts are written as two letters."""
    return umlauts_written_out(name.name, name.type)


def umlauts_written_out(spelling: str, type: str) -> str:
    """The key of a spelling whose umlauts are written as two letters."""
    return name_key(spelling.translate(WRITTEN_OUT), type)


def _join_middle_names(full: Sequence[Evidence], groups: Groups[Evidence]) -> None:
    """ "John Smith", "John Q. Smith" and "John Quincy Smith", unless there is a "John R. Smith" as well."""
    for namesakes in by(full, lambda n: (n.words[0], n.words[-1])):
        if all(agree(a, b) for a, b in combinations(namesakes, 2)):
            groups.join(namesakes)


def agree(a: Evidence, b: Evidence) -> bool:
    """Whether no middle name of the one contradicts the other: an initial stands for any name it begins."""
    pairs = zip(map(fold, a.words[1:-1]), map(fold, b.words[1:-1]), strict=False)
    return all(x.startswith(y) if len(y) == 1 else y.startswith(x) if len(x) == 1 else x == y for x, y in pairs)


def _join_slips(full: Sequence[Evidence], groups: Groups[Evidence]) -> None:
    """One letter wrong in a surname, rarely, beside the same first names (which do differ by one letter)."""
    for namesakes in by(full, lambda n: (n.words[:-1], block_of(n.key, n.type))):
        for rare in sorted(namesakes, key=lambda n: -n.n_articles):
            common = [n for n in namesakes if n.n_articles >= RARER * rare.n_articles]
            groups.join_the_one(rare, [n for n in common if one_letter_apart(n.words[-1], rare.words[-1])])


def one_letter_apart(a: str, b: str) -> bool:
    return min(len(a), len(b)) >= SHORTEST_WITH_SLIP and DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1


def _join_initials(whole: Sequence[Evidence], groups: Groups[Evidence]) -> None:
    """ "J. Smith" to the one well-known Smith whose first name begins with J."""
    full = [n for n in whole if len(n.words[0]) > 1]
    for short in (n for n in whole if len(n.words[0]) == 1):
        initial, surname = short.words[0], short.words[-1]
        bearers = [n for n in full if n.words[-1] == surname and n.words[0][0] == initial]
        if _well_known(bearers):
            groups.join_the_one(short, bearers)


def _join_surnames(people: Sequence[Evidence], groups: Groups[Evidence]) -> None:
    """A bare surname to its one well-known bearer; where two bear it, or nobody is well known, it is alone.

    So is one with its particles ("von der Leyen") where a whole name ends with it.
    """
    ends = {n.words[i:] for n in people for i in range(1, len(n.words))}
    bare = [n for n in people if len(n.words) == 1 or (has_only_particles(n) and n.words in ends)]
    bearers: dict[tuple[str, ...], list[Evidence]] = defaultdict(list)
    for name in set(people).difference(bare):
        for i in range(1, len(name.words)):
            bearers[name.words[i:]].append(name)
    for surname in bare:
        if _well_known(bearers[surname.words]):
            groups.join_the_one(surname, bearers[surname.words])


def has_only_particles(name: Evidence) -> bool:
    """Whether nothing but particles stands before the last word ("van Halden"; but "Ben" may be a first name, too)."""
    return only_particles(name.words)


def only_particles(words: Sequence[str]) -> bool:
    """Whether nothing but particles stands before the last of the words of a name."""
    return set(words[:-1]) <= set(lexicon("names")["particle"])


def _well_known(bearers: Iterable[Evidence]) -> bool:
    return sum(n.n_articles for n in bearers) >= KNOWN


def _join_acronyms(others: Sequence[Evidence], groups: Groups[Evidence]) -> None:
    """ "FSO" to "Fisheries Safety Office" where no other name of the type has these initials."""
    whole = [n for n in others if len(n.words) > 1]
    for short in (n for n in others if is_acronym(n)):
        fitting = [n for n in whole if n.type == short.type and short.key in initials(n.words)]
        groups.join_the_one(short, fitting)


def is_acronym(name: Evidence) -> bool:
    return (
        len(name.words) == 1
        and SHORTEST_ACRONYM <= len(name.key) <= LONGEST_ACRONYM
        and name.name.replace(".", "").isupper()
    )


def initials(words: Sequence[str]) -> set[str]:
    return {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in small_words())}


def display_name(part: Sequence[Evidence]) -> tuple[str, str]:
    """The name and type to show for an actor: its commonest whole name, of two equally common the longer.

    A word is taken for a person by mistake more often than for anything else, so it takes more articles to be one.
    """
    whole = [n for n in part if len(n.words) > 1] or part
    best = max(whole, key=lambda n: (n.n_articles, len(n.name), n.name))
    types: Counter[str] = Counter()
    for name in part:
        is_a_guess = name.type == "person" and best.words == name.words and is_long_word(name.key)
        types[name.type] += name.n_articles // RARER if is_a_guess else name.n_articles
    return best.name, max(types, key=lambda t: (types[t], t))
