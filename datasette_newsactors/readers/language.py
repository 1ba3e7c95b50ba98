"""The language of an article: what its text shows, before what its source says of it, which is often a template's."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from datasette_newsactors.models import Article

DATA = Path(__file__).parents[1] / "data" / "languages.json"
TAG = re.compile(r"([a-z]{2,3})(?:[-_].*)?")
# An article may quote at length in another language: several places in it are looked at, and most of them count.
PIECES = 3
PIECE = 300  # characters
SURE = 0.9  # probability
WORDS = 20
SHARE = 0.12


def with_language(article: Article) -> Article:
    """The article with the language that its text is in, as a tag such as `en` or `en-GB`.

    A text that is too short to tell has the language that the source says, if it is one.
    """
    stated = tag(article.language)
    shown = language_of(article.text)
    language = stated if shown is None or (stated and primary(stated) == shown) else shown
    return article if language == article.language else replace(article, language=language)


def language_of(text: str) -> str | None:
    """The ISO 639 code of the language that most places of a text are in, or None where that is not plain.

    By py3langid, a naive Bayes classifier over byte n-grams (Lui and Baldwin 2012) of 139 languages; a piece in which
    an eighth of the words are function words of the usual language needs no classifier, which takes 20 times as long.
    """
    pieces = _pieces(text)
    votes = Counter(filter(None, map(_language_of_piece, pieces)))
    code, n = next(iter(votes.most_common(1)), ("", 0))
    return code if 2 * n > len(pieces) and code != "zxx" else None


def tag(stated: str | None) -> str | None:
    """A language as sources name it ("English", "eng", "EN_us") as a tag ("en", "en-us"), or None if it is none."""
    plain = (stated or "").strip().lower()
    match = TAG.fullmatch(plain)
    if match and match[1] in _classifier().labels:
        return (stated or "").strip().replace("_", "-")
    code: str | None = _data()["names"].get(match[1] if match else plain)
    return code


def primary(tag: str) -> str:
    """The language of a tag without its region: `en` of `en-GB`."""
    return tag.partition("-")[0].lower()


def _language_of_piece(piece: str) -> str | None:
    words = piece.lower().split()
    for code, common in _data()["function_words"].items():
        if len(words) >= WORDS and sum(word in common for word in words) > SHARE * len(words):
            return str(code)
    code, probability = _classifier().classify(piece)
    return code if probability >= SURE else None


def _pieces(text: str) -> Sequence[str]:
    if len(text) <= PIECES * PIECE:
        return [text]
    step = (len(text) - PIECE) // (PIECES - 1)
    return [text[start : start + PIECE] for start in range(0, PIECES * step, step)]


@cache
def _classifier() -> Any:
    """The classifier, loaded at the first article: that takes a second."""
    from py3langid import langid

    return langid.LanguageIdentifier.from_modelpath(str(langid.MODEL_DIR / langid.MODEL_FILE), norm_probs=True)


@cache
def _data() -> Any:
    """Names of languages in several notations, with their codes; and function words."""
    return json.loads(DATA.read_text(encoding="utf-8"))
