"""How the tests of nlp put an annotation into words, and how they mark what is known to be wrong."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from spacy.language import Language

from datasette_newsactors.models import Annotation, Span
from datasette_newsactors.nlp import annotate


class Said(NamedTuple):
    """A quote in words: the spans of its content parted by " / ", source as written, the speaker's name."""

    content: str
    source: str | None
    speaker: str | None
    quote_type: str
    anonymous: bool = False


def said(text: str, english: Language) -> list[Said]:
    """The quotes of a text in words."""
    return in_words(text, annotate(text, english))


def in_words(text: str, annotation: Annotation) -> list[Said]:
    names = {actor.key: actor.name for actor in annotation.actors}
    return [
        Said(
            " / ".join(words(text, span) for span in quote.content),
            words(text, quote.source) if quote.source else None,
            names.get(quote.speaker) if quote.speaker else None,
            quote.quote_type,
            quote.anonymous,
        )
        for quote in annotation.quotes
    ]


def words(text: str, span: Span) -> str:
    return text[slice(*span)]


def known_fault(*values: object, why: str) -> object:
    """A row of a table that the code does not meet yet; it fails the day the code does."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, reason=why))
