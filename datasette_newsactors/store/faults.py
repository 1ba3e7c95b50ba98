"""What keeps an annotation out of the database: it would not be true of its text, or could not be stored."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..models import (
    ACTOR_TYPES,
    CUE_CLASSES,
    MENTION_KINDS,
    QUOTE_TYPES,
    SOURCE_FORMS,
    Annotation,
    Article,
    Span,
)

UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def fault(article: Article, annotation: Annotation) -> str | None:
    """Why an annotation cannot be stored with this article, or None where it can."""
    for start, end in _spans(annotation):
        if not 0 <= start < end <= len(article.text):
            return (
                f"its annotation has a span from {start} to {end}, but the text has {len(article.text)} "
                "characters; annotate the article again"
            )
    for value, allowed in _choices(annotation):
        if value not in allowed:
            return f"its annotation has {value!r}, which is none of: {', '.join(sorted(allowed)) or 'its actors'}"
    if any(UNSTORABLE.search(text) for text in _texts(article, annotation)):
        return "has a character that no database can hold (NUL or half a surrogate pair); remove it"
    return None


def _spans(annotation: Annotation) -> Iterator[Span]:
    for mention in annotation.mentions:
        yield mention.span
    for quote in annotation.quotes:
        yield from (span for span in (*quote.content, quote.source, quote.cue) if span)
    for actor in annotation.actors:
        yield from (role.span for role in actor.roles)


def _choices(annotation: Annotation) -> Iterator[tuple[str, Collection[str]]]:
    """The words that must be one of a few, each with these few; among them the keys of actors."""
    keys = {actor.key for actor in annotation.actors}
    for actor in annotation.actors:
        yield actor.type, ACTOR_TYPES
        yield from ((role.organization, keys) for role in actor.roles if role.organization)
    for mention in annotation.mentions:
        yield mention.kind, MENTION_KINDS
        yield mention.actor, keys
    for quote in annotation.quotes:
        yield quote.quote_type, QUOTE_TYPES
        yield quote.source_form, SOURCE_FORMS
        yield quote.cue_class, CUE_CLASSES
        yield from ((key, keys) for key in (*quote.about, quote.speaker) if key)


def _texts(article: Article, annotation: Annotation) -> Iterator[str]:
    """All words that would be stored."""
    yield from (text for text in vars(article).values() if text)
    for actor in annotation.actors:
        yield from (actor.key, actor.name, actor.gender or "", actor.gender_basis or "")
        yield from (role.role for role in actor.roles)
    yield from (mention.label for mention in annotation.mentions)
    for quote in annotation.quotes:
        yield from (quote.cue_lemma, quote.method)
