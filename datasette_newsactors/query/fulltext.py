"""What a person types into a search box → FTS5 expressions that never fail.

The language: words that must all occur, "a phrase", prefix*, this OR that, -without. Whatever does not parse
(an unclosed mark, an OR with nothing beside it) counts as literal words.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# A term: an optional minus, then a phrase (closed or not) or a run of anything but space and quotation marks.
TERM = re.compile(r'(-?)(?:"([^"]*)("\*|"|$)|([^\s"]+))')


class FullText(NamedTuple):
    """Two FTS5 expressions: what must match and what must not; None where nothing is asked."""

    match: str | None
    without: str | None


def parse(text: str) -> FullText:
    """The search as FTS5 expressions. Any text is a search: the worst that can happen is no result."""
    groups: list[list[str]] = []
    without: list[str] = []
    joined = False
    for minus, term, is_or in _terms(text):
        if is_or and groups and not joined:
            joined = True
        elif minus:
            without.append(term)
            joined = False
        elif joined:
            groups[-1].append(term)
            joined = False
        else:
            groups.append([term])
    if joined:
        groups.append(['"OR"'])
    match = " AND ".join("(" + " OR ".join(group) + ")" for group in groups)
    return FullText(match or None, " OR ".join(without) or None)


def _terms(text: str) -> list[tuple[bool, str, bool]]:
    """(excluded, FTS5 string, is the word OR) for each term that has a letter or a digit."""
    # SQLite ends a string at NUL, and cannot bind a lone surrogate.
    printable = "".join(c if c.isprintable() else " " for c in text)
    terms = []
    for minus, phrase, closing, word in TERM.findall(printable):
        prefix = closing == '"*' or word.endswith("*")
        body = (phrase or word).strip("*")
        if any(character.isalnum() for character in body):
            terms.append((minus == "-", f'"{body}"' + ("*" if prefix else ""), word == "OR" and not minus))
    return terms


def trigrams(text: str) -> set[str]:
    """All runs of three letters in the words of a name, in lower case."""
    words = re.findall(r"\w+", text.casefold())
    return {word[i : i + 3] for word in words for i in range(len(word) - 2)}
