"""Chains: which names in an article are one actor. Whole names first, then what can stand for one of them.

A surname, a first name, an acronym or a slip of the pen joins a chain only where that chain is the only one it fits.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from ..lexicon import lexicon
from .names import Name
from .nouns import acronyms, honorifics, organization_words, small_words, staff

SHORTEST_WITH_SLIP = 5
DOUBLED = re.compile(r"(.)\1")


@dataclass
class Chain:
    """All the names of one actor in one article, while they are being gathered."""

    names: list[Name] = field(default_factory=list)

    def add(self, name: Name) -> None:
        """Take in another name, which may change the type and brings another form."""
        self.names.append(name)
        for known in ("type", "forms", "surnames", "first_names", "may_be_person"):
            self.__dict__.pop(known, None)

    @cached_property
    def type(self) -> str:
        """The type that most of its whole names were given; a bare surname is easily taken for something else."""
        if any(name.title and name.type == "person" for name in self.names) or self._is_named_like_a_person():
            return "person"
        whole = [n for n in self.names if len(fold(n.words)) > 1] or self.names
        if len(whole[0].words) == 1 and any(n.type == "place" for n in whole):
            return "place"
        votes = Counter(name.type for name in whole)
        return max(votes, key=lambda kind: (votes[kind], kind == "person", kind))

    def _is_named_like_a_person(self) -> bool:
        """Whether whole name and surname alternate ("Carly Fiorina", "Fiorina"), as only people's do."""
        whole = [form for form in self.forms if 2 <= len(form) <= 3]
        words = {w for form in whole for w in form}
        return any(_is_surname(b, a) for a in whole for b in self.forms) and not words & organization_words()

    @property
    def start(self) -> int:
        return min(name.span[0] for name in self.names)

    @cached_property
    def forms(self) -> set[tuple[str, ...]]:
        return {fold(name.words) for name in self.names}

    @cached_property
    def surnames(self) -> set[str]:
        return {form[-1] for form in self.forms if len(form) > 1}

    @cached_property
    def first_names(self) -> set[str]:
        return {form[0] for form in self.forms if len(form) > 1}

    @cached_property
    def may_be_person(self) -> bool:
        """A whole name of a person, or one that the pipeline took for an organization though no word of it says so."""
        if self.type == "person":
            return any(len(form) > 1 for form in self.forms)
        return self.type == "organization" and any(
            2 <= len(form) <= 3 and organization_words().isdisjoint(form) and small_words().isdisjoint(form)
            for form in self.forms
        )

    def best_name(self) -> str:
        """The name to show: a whole name with the spelling that most of the chain's names share, longest first."""
        words = Counter(w for name in self.names for w in fold(name.words))
        longest = max(len(fold(n.words)) > 1 for n in self.names)
        whole = [n for n in self.names if (len(fold(n.words)) > 1) == longest]
        if self.type != "person":
            whole = self.names

        def rank(name: Name) -> tuple[float, int, int]:
            form = fold(name.words)
            shared = words[form[-1]] if self.type == "person" else len(form)
            return shared, len(form), -name.span[0]

        return max(whole, key=rank).text


@lru_cache(maxsize=65_536)
def fold(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words for comparing: lower case, plain letters, no full stops, particles joined with what follows them."""
    folded = [anyascii(w).lower().replace(".", "").replace("'", "") for w in words]
    dropped = {*lexicon("titles")["suffix"], *(lexicon("titles")["noble"] if len(folded) > 1 else ())}
    folded = [w.strip(",") for w in folded if w.strip(",") and w.strip(",") not in dropped] or folded
    return tuple(_without_particle(w) for w in folded)


def _without_particle(word: str) -> str:
    head, hyphen, tail = word.partition("-")
    return tail if hyphen and head in lexicon("names")["particle"] and tail else word


def chains(names: Sequence[Name], around: Sequence[Name] = ()) -> list[Chain]:
    """The names of an article gathered into chains, in order of first appearance.

    around: names from headline and captions, which join a chain of the body but never begin one.
    """
    found: list[Chain] = []
    for name in names:
        if len(fold(name.words)) > 1:
            _add(name, found, _fits_whole)
    for name in names:
        if len(fold(name.words)) == 1 and not _join_single(name, found):
            _add(name, found, _same_single)
    for name in around:
        _join_around(name, found)
    return sorted(found, key=lambda c: c.start)


def characters_of_names(chains: Sequence[Chain]) -> set[int]:
    """The positions of all characters that stand in a name."""
    return {i for chain in chains for name in chain.names for i in range(*name.span)}


def _join_around(name: Name, found: list[Chain]) -> None:
    fitting = [c for c in found if _fits_whole(name, c)]
    if len(fitting) == 1:
        fitting[0].add(name)
    elif len(fold(name.words)) == 1:
        _join_single(name, found)


def _add(name: Name, found: list[Chain], fits) -> None:  # type: ignore[no-untyped-def]
    matching = [c for c in found if fits(name, c)]
    if len(matching) == 1:
        matching[0].add(name)
    else:
        exact = [c for c in matching if fold(name.words) in c.forms]
        if exact:
            exact[0].add(name)
        else:
            found.append(Chain([name]))


def _same_single(name: Name, chain: Chain) -> bool:
    return fold(name.words) in chain.forms


def _fits_whole(name: Name, chain: Chain) -> bool:
    form = fold(name.words)
    if form in chain.forms:
        return True
    if "person" in (name.type, chain.type) and any(
        _is_surname(form, other) or _is_surname(other, form) for other in chain.forms if len(other) > 1
    ):
        return True  # "De Blasio" and "Bill de Blasio", whatever the pipeline takes them for
    if name.type == "person" and chain.type == "person":
        return any(same_person(form, other) for other in chain.forms)
    if name.type != "person" and chain.type != "person":
        if form[-1] in staff():
            return any(_are_staff_of_one(form, other) for other in chain.forms if len(other) > 1)
        longer = [other for other in chain.forms if len(other) > 1]
        return any(_ends(form, o) or _ends(o, form) for o in longer) and not any(_differ(form, o) for o in longer)
    return False


def _is_surname(short: tuple[str, ...], whole: tuple[str, ...]) -> bool:
    """Whether one form is the other's last word, with the particle before it: "Lind", "de Lind"."""
    return _ends(whole, short) and whole != short and (len(short) == 1 or short[0] in lexicon("names")["particle"])


def _ends(form: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return form[-len(other) :] == other


def _are_staff_of_one(form: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both work for the same: campaign and team; but those in office are not those who run for it."""
    in_office = [words[-1] in lexicon("names")["in_office"] for words in (form, other)]
    return other[-1] in staff() and form[-2] == other[-2] and in_office[0] == in_office[1]


def _differ(form: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names say of the same thing whose it is, and not the same: "Wisconsin", "US Supreme Court"."""
    shared = next((n for n, (a, b) in enumerate(zip(reversed(form), reversed(other), strict=False)) if a != b), 0)
    if shared < 2:
        return False
    one, two = form[:-shared], other[:-shared]
    return not any("".join(w[0] for w in a) == "".join(b) for a, b in ((one, two), (two, one)))


def same_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether two whole names can be one person's: middle names, an initial for the first name, a slip in the surname.

    First names that differ by a letter are two people's more often than not (Mara and Maria Lind), unless it is only
    doubled (Hilary and Hillary).
    """
    if a[-1] == b[-1]:
        if _undoubled(a[0]) == _undoubled(b[0]):
            return len(a) != len(b) or _middles_agree(a[1:-1], b[1:-1])
        short, long = sorted((a[0], b[0]), key=len)
        return len(short) == 1 and long[0] == short
    return a[:-1] == b[:-1] and is_slip(a[-1], b[-1])


def _undoubled(word: str) -> str:
    return DOUBLED.sub(r"\1", word)


def _middles_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(x[0] == y[0] for x, y in zip(a, b, strict=False))


def is_slip(a: str, b: str) -> bool:
    """Whether two words differ by one letter left out, put in, changed or swapped, and are long enough to tell."""
    if a[0] != b[0] or min(len(a), len(b)) < SHORTEST_WITH_SLIP - (len(a) != len(b)):
        return False
    return DamerauLevenshtein.distance(a, b, score_cutoff=1) <= 1


def _join_single(name: Name, found: list[Chain]) -> bool:
    """Put a one-word name to the chain that it stands for; False where no chain can be meant.

    A surname that several bear and nothing decides is left out: a mention of nobody in particular.
    """
    if name.type == "group":
        return False
    word = fold(name.words)[0]
    people = [c for c in found if c.may_be_person]
    for matching in (
        (c for c in people if word in c.surnames),
        (c for c in people if word in c.first_names and c.type == "person"),
        (c for c in found if name.words[0].isupper() and _is_acronym(name.words[0], c)),
        (c for c in people if any(is_slip(word, surname) for surname in c.surnames)),
        (c for c in found if c.type == "organization" and _shortens(name, c)),
    ):
        fitting = [c for c in matching if _title_fits(name, c)]
        if fitting:
            owner = _owner(name, fitting, word)
            if owner:
                owner.add(name)
            return True
    return False


def _title_fits(name: Name, chain: Chain) -> bool:
    """Whether a person so titled can be in the chain: "Mr Pallister" is not the one who is called "Dr Pallister"."""
    title = honorific_of(name)
    used = {honorific_of(n) for n in chain.names} - {""}
    genders = {n.gender for n in chain.names} - {""}
    if name.gender and genders and name.gender not in genders:
        return False
    return not title or not used or title in used


def honorific_of(name: Name) -> str:
    """The honorific in a name's title, in lower case without full stop; empty where it has none."""
    words = [w.lower().rstrip(".") for w in name.title.split()]
    return next((w for w in words if w in honorifics()), "")


def _owner(name: Name, bearers: list[Chain], surname: str) -> Chain | None:
    """Whose a bare surname is where several bear it: the one person it was used for before another came up."""
    before = [c for c in bearers if c.start < name.span[0]] or [min(bearers, key=lambda c: c.start)]
    if len(before) == 1:
        return before[0]
    alike = [n for c in before for n in c.names if fold(n.words) == (surname,) and bool(n.title) == bool(name.title)]
    owners = [c for c in before if any(n in alike for n in c.names)]
    return owners[0] if len(owners) == 1 else None


def _shortens(name: Name, chain: Chain) -> bool:
    """ "Fox" for "Fox News"; but "House" is no "House Committee".

    The pipeline takes a company's name for a person's where it might be one: "Granhelm" for "Granhelm Construction".
    """
    (word,) = fold(name.words)
    whole = [form for form in chain.forms if len(form) == 2 and form[0] == word and word not in organization_words()]
    if name.type == "person" and not name.title and not name.gender:
        return any(form[1] in lexicon("names")["company_word"] for form in whole)
    return name.type == "organization" and bool(whole)


def _is_acronym(word: str, chain: Chain) -> bool:
    letters = word.replace(".", "").lower()
    return chain.type != "person" and any(len(form) > 1 and letters in acronyms(form) for form in chain.forms)
