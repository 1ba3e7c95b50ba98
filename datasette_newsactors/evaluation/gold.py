"""What people have annotated in an article, from whichever form it was read."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import Span


@dataclass(frozen=True)
class GoldQuote:
    """One annotated attribution: its content, the spans of its source (none where the text has none), its speaker.

    speaker: the names that are right, where the annotation tells; None where it does not say who the source is.
    anonymous: the article keeps the source's name back. optional: finding it is neither right nor wrong.
    gender: the speaker's, where a title or pronoun of the article tells it.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    speaker: frozenset[str] | None = None
    source_form: str = ""
    anonymous: bool = False
    gender: str | None = None
    optional: bool = False


@dataclass(frozen=True)
class GoldActor:
    """An actor of the article: every name that the article has for it, and where it refers to it."""

    name: str
    names: frozenset[str]
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True)
class GoldArticle:
    """The text of an article as its annotators saw it, and what they marked in it.

    actors: all of the article's, or none where nobody has resolved them.
    """

    name: str
    text: str
    quotes: tuple[GoldQuote, ...]
    actors: tuple[GoldActor, ...] = ()
