"""Words by which names and people are told: titles, offices, trades, kin, and what organizations are called."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..lexicon import lexicon


@cache
def titles() -> frozenset[str]:
    """Honorifics and offices that may stand before a name, in lower case without full stop."""
    return offices() | {t for words in lexicon("titles")["honorific"].values() for t in words}


@cache
def offices() -> frozenset[str]:
    """Offices as they stand before a name: "sen", "councilwoman"."""
    return frozenset(t for words in lexicon("titles")["office"].values() for t in words)


@cache
def honorifics() -> frozenset[str]:
    """Titles that only a person's name follows: "Mr", "Dr", "Dame"."""
    data = lexicon("titles")
    return frozenset(t for words in data["honorific"].values() for t in words) | frozenset(data["noble"])


@cache
def staff() -> frozenset[str]:
    """Nouns for those who work for somebody: "the Clinton campaign"."""
    return frozenset(lexicon("names")["staff"])


@cache
def posts() -> frozenset[str]:
    """Nouns for what a person is: offices, trades, kin."""
    data = lexicon("titles")
    gendered = [w for words in data["gendered"].values() for w in words]
    return frozenset([*data["post"], *data["office"], *gendered])


@cache
def organization_words() -> frozenset[str]:
    """Words that say that a name is an organization's: "Coalition", "Ministry"."""
    return frozenset(lexicon("names")["organization_word"])


@cache
def people() -> frozenset[str]:
    """Every noun that is known to be for one person: posts, trades, and what sources without a name are called."""
    trades = {w for words in lexicon("occupations")["field"].values() for w in words}
    return posts() | trades | offices() | unnamed()


@cache
def unnamed() -> frozenset[str]:
    """Nouns that those are called by whose name an article does not give: "official", "protester"."""
    return frozenset(lexicon("anonymous")["person"])


@cache
def gendered_words() -> dict[str, str]:
    """Titles and nouns that tell a gender → "female" or "male"."""
    data = lexicon("titles")
    words = {w: g for g in ("male", "female") for w in data["honorific"][g]}
    return words | {w: g for g, nouns in data["gendered"].items() for w in nouns}


@cache
def never_names() -> frozenset[str]:
    return frozenset(lexicon("names")["never"])


@cache
def small_words() -> frozenset[str]:
    """Words that an acronym leaves out: "of", "the"."""
    return frozenset(lexicon("names")["small"])


def acronyms(words: Sequence[str]) -> tuple[str, str]:
    """The initials of a name in lower case, without its small words and with them."""
    lower = [word.lower() for word in words]
    return "".join(w[0] for w in lower if w not in small_words()), "".join(w[0] for w in lower)


@cache
def countries() -> frozenset[str]:
    """Countries and states, whose presidents, ministers and senators are named right behind them."""
    return frozenset([*lexicon("names")["country"], *lexicon("names")["seat"].values()])
