"""Names made comparable: case, accents, titles and legal forms are no part of who somebody is."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from anyascii import anyascii

from ..lexicon import lexicon

LONGEST_ACRONYM = 6  # letters
SHORTEST_FOLDED = 6  # letters
ENDINGS = re.compile(r"(?:iy|yi|ij|ii|yy|y)$")


@cache
def _personal_titles() -> frozenset[str]:
    titles = lexicon("titles")
    words = [w for kind in ("honorific", "office") for group in titles[kind].values() for w in group]
    return frozenset([*words, *titles["noble"]])


@cache
def small_words() -> frozenset[str]:
    """The words that initials leave out ("of", "the", …)."""
    return frozenset(lexicon("names")["small"])


def name_key(name: str, type: str) -> str:
    """What two spellings of one name have in common.

    type: "person" loses titles before the name and honours behind it; the others lose "the" and legal forms.
    "Jr." stays, as one word with the surname: the son is somebody else.
    """
    words = re.findall(r"[a-z0-9&]+", re.sub(r"['’.]", "", anyascii(name).lower()))
    if type == "person":
        words = _person_words(words)
    else:
        words = _without_last(words[words[:1] == ["the"] and len(words) > 1 :], lexicon("names")["legal_form"])
        words = ["and" if w == "&" else w for w in words]
    return " ".join(words) or name.strip().lower()


def _person_words(words: list[str]) -> list[str]:
    """Without titles; but one before a bare first name stays, since "King Charles" is no Mr Charles."""
    generations = lexicon("resolution")["generation"]
    words = _without_last(words, [w for w in lexicon("titles")["suffix"] if w not in generations])
    generation = words[-1:] if len(words) > 2 and words[-1] in generations else []
    words = words[: len(words) - len(generation)]
    while len(words) > 1 and words[0] in _personal_titles():
        if len(words) == 2 and words[0] in lexicon("resolution")["before_first_name"]:
            return words
        words = words[1:]
    return [*words[:-1], "-".join([*words[-1:], *generation])]


def _without_last(words: list[str], unwanted: Collection[str]) -> list[str]:
    while len(words) > 1 and words[-1] in unwanted:
        words = words[:-1]
    return words


@cache
def sound(word: str) -> str:
    """A word of a key as it sounds, roughly. After ISO 9, BGN/PCGN and the usual spellings of the press."""
    for spelling, spoken in lexicon("resolution")["spellings"]:
        word = word.replace(spelling, spoken)
    word = re.sub(r"(?<!^)[yj]", "i", ENDINGS.sub("i", word))
    return re.sub(r"(.)\1", r"\1", word)


def fold(word: str) -> str:
    """A word by which romanisations fall together ("Tarkhovsky", "Tarhovski"); short ones ("Khan", "Han") do not.

    Only the Arabic article does: "el-Sisi" is "al-Sisi".
    """
    return sound(word) if len(word) >= SHORTEST_FOLDED else "al" if word == "el" else word


def block_of(key: str, type: str) -> str:
    """The block in which a name is compared; names that may be joined have the same.

    People, and what might be one: first and last sound of the surname. Others: first and last letter of an acronym,
    which are the initials of first and last word of what it stands for.
    """
    if type == "person" or is_like_a_persons(key) or is_long_word(key):
        surname = sound(key.split()[-1]) if key else ""
        return f"person:{surname[:1]}{surname[-1:]}"
    words = [w for w in key.split() if w not in small_words()] or key.split() or [""]
    last = words[-1][:1] if len(words) > 1 else words[0][-1:]
    return f"other:{words[0][:1]}{last}"


def is_like_a_persons(key: str) -> bool:
    """Whether a name has the shape of a person's: two words, none of which says that it is an organization."""
    words = key.split()
    return len(words) == 2 and small_words().isdisjoint(words) and _organization_words().isdisjoint(words)


@cache
def _organization_words() -> frozenset[str]:
    return frozenset(lexicon("names")["organization_word"])


def is_long_word(key: str) -> bool:
    """Whether a name is one word and no acronym, which may be a surname as well as anything else."""
    return " " not in key and len(key) > LONGEST_ACRONYM


def slug_of(name: str) -> str:
    """A name for a URL, in plain lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")[:80].strip("-") or "actor"
