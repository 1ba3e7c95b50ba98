"""Names made comparable: case, accents, titles and legal forms are no part of who somebody is."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from anyascii import anyascii

DATA = Path(__file__).parents[1] / "data"

# Romanisations of one letter or ending, made alike. After ISO 9, BGN/PCGN and the usual press spellings.
SPELLINGS = (
    ("kh", "h"),
    ("sch", "sh"),
    ("tch", "ch"),
    ("ck", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("yo", "e"),
    ("ye", "e"),
)
ENDINGS = re.compile(r"(?:iy|yi|ij|ii|yy|y)$")


@cache
def _data(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


@cache
def _personal_titles() -> frozenset[str]:
    titles = _data("titles")
    words = [w for kind in ("honorific", "office") for group in titles[kind].values() for w in group]
    return frozenset([*words, *titles["noble"]])


def name_key(name: str, type: str) -> str:
    """What two spellings of one name have in common.

    type: "person" loses titles before the name and suffixes behind it; the others lose "the" and legal forms.
    """
    words = re.findall(r"[a-z0-9&]+", re.sub(r"['’.]", "", anyascii(name).lower()))
    if type == "person":
        words = _without_ends(words, _personal_titles(), frozenset(_data("titles")["suffix"]))
    else:
        words = _without_ends(words, frozenset(["the"]), frozenset(_data("names")["legal_form"]))
        words = ["and" if w == "&" else w for w in words]
    return " ".join(words)


def _without_ends(words: list[str], before: frozenset[str], behind: frozenset[str]) -> list[str]:
    while len(words) > 1 and words[0] in before:
        words = words[1:]
    while len(words) > 1 and words[-1] in behind:
        words = words[:-1]
    return words


def fold(word: str) -> str:
    """A word of a key as it sounds, roughly: transliterations of one name fall together ("Tarkhovsky", "Tarhovski")."""
    for spelling, sound in SPELLINGS:
        word = word.replace(spelling, sound)
    word = ENDINGS.sub("i", word).replace("y", "i").replace("j", "i")
    return re.sub(r"(.)\1", r"\1", word)


def block_of(key: str, type: str) -> str:
    """The block in which a name is compared: people by their surname's first two sounds, others by first letter."""
    if not key:
        return f"{type[0]}:"
    if type == "person":
        return "person:" + fold(key.split()[-1])[:2]
    return "other:" + key[0]


def slug_of(name: str) -> str:
    """A name for a URL, in plain lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")[:80] or "actor"
