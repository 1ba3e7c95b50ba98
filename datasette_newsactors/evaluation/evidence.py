"""What annotators' words tell: whether two names are one, and what gender a title or a pronoun shows."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable
from functools import cache

from ..lexicon import lexicon

PRONOUNS = {"he": "male", "him": "male", "his": "male", "she": "female", "her": "female", "hers": "female"}


@cache
def _titles() -> frozenset[str]:
    titles = lexicon("titles")
    return frozenset(
        ["the", *(w for kind in ("honorific", "office") for group in titles[kind].values() for w in group)]
    )


@cache
def _genders() -> dict[str, str]:
    honorifics = lexicon("titles")["honorific"]
    return PRONOUNS | {word: gender for gender in ("male", "female") for word in honorifics[gender]}


def gender_in(phrases: Iterable[str]) -> str | None:
    """The gender that pronouns ("she") and titles before a name ("Mr. Moss") show, where they agree."""
    words = [phrase.lower().replace(".", "").split() for phrase in phrases]
    found = {_genders().get(w[0]) for w in words if len(w) > 1 or (w[:1] and w[0] in PRONOUNS)} - {None}
    return found.pop() if len(found) == 1 else None


def plain(name: str) -> str:
    """A name without case, titles and article: "Sen. Mara Lind" is "mara lind"."""
    words = [word.rstrip(".") for word in unicodedata.normalize("NFKC", name).lower().split()]
    while len(words) > 1 and words[0] in _titles():
        words = words[1:]
    return " ".join(words)


def is_one_of(name: str, others: Iterable[str], right: Collection[str]) -> bool:
    """Whether an actor called `name`, with other names, is the one whom annotators gave the names `right`.

    One of its names is among these; or its own name is one of them, but for words before it ("Lind", "Mara Lind").
    """
    names = {plain(n) for n in right}
    own = plain(name)
    return any(plain(n) in names for n in (name, *others)) or any(
        f" {a}".endswith(f" {b}") or f" {b}".endswith(f" {a}") for a in names for b in [own] if b
    )
