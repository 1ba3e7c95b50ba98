"""Roles: the titles, posts and affiliations that an article gives a person right beside the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from spacy.tokens import Doc, Token

from ..lexicon import lexicon
from ..models import Span
from .layout import Layout, span_of
from .names import Name, leads_up_to_name
from .nouns import offices, posts

LONGEST = 15  # tokens; a longer apposition is a sentence that the parser lost its way in


def roles_of(name: Name, layout: Layout) -> list[Span]:
    """The spans that say what the named person is: before the name, in apposition, or with the name in apposition."""
    span = layout.doc.char_span(*name.span, alignment_mode="expand")
    if span is None or name.type != "person":
        return []
    found = [_before(span[0], layout.doc), *_appositions(span.root), _around(span.root)]
    return [s for s in found if s and _is_role(layout.text[slice(*s)], layout)]


def _before(first: Token, doc: Doc) -> Span | None:
    """ "Russian Defense Minister Sergei Shoigu": the nouns and adjectives that lead up to the name."""
    start = first.i
    while (
        not doc[start].is_sent_start
        and doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ", "ADP")
        and not doc[start - 1].is_space
    ):
        if doc[start - 1].pos_ == "ADP" and not _is_inside_title(doc[start - 1]):
            break
        start -= 1
    while start < first.i and doc[start].pos_ == "ADP":
        start += 1
    tokens = list(doc[start : first.i])
    if not tokens or _is_honorific(tokens):
        return None
    last = next((t.nbor(-1) for t in tokens if t.pos_ == "ADP"), tokens[-1])  # "Secretary" in "Secretary of State"
    is_post = last.lemma_.lower() in posts() or last.lower_.rstrip(".") in offices()
    if not is_post and not (last.pos_ == "NOUN" and last.is_lower):
        return None
    return span_of(tokens)


def _is_inside_title(preposition: Token) -> bool:
    """The "of" in "Secretary of State Hillary Clinton"."""
    return preposition.lower_ == "of" and preposition.i > 0 and preposition.nbor(-1).lower_.rstrip(".") in offices()


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(t for words in lexicon("titles")["honorific"].values() for t in words)


def _is_honorific(tokens: Sequence[Token]) -> bool:
    return all(t.lower_.rstrip(".") in _honorifics() for t in tokens)


def _appositions(head: Token) -> Iterator[Span]:
    """ "Faysal Itani, a fellow at the Atlantic Council": what stands in apposition to the name."""
    for child in head.children:
        is_post = child.pos_ == "NOUN" or child.lemma_.lower() in posts()
        if child.dep_ != "appos" or leads_up_to_name(child):
            continue
        if is_post and child.ent_type_ != "PERSON" and child.i > head.i:
            tokens = list(child.subtree)
            if len(tokens) <= LONGEST:
                yield span_of(tokens)


def _around(head: Token) -> Span | None:
    """ "The minister, Mara Velden, …": the phrase that the name stands in apposition to."""
    if head.dep_ != "appos" or head.head.pos_ != "NOUN" or head.head.i > head.i:
        return None
    inside = {t.i for t in head.subtree}
    tokens = [t for t in head.head.subtree if t.i not in inside and t.i < min(inside)]
    return span_of(tokens) if tokens and len(tokens) <= LONGEST else None


def _is_role(text: str, layout: Layout) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", text)) and not re.search(r"[\n“”\"«»@#]", text)


@cache
def _spelled_out() -> dict[str, str]:
    return {short: office for office, forms in lexicon("titles")["office"].items() for short in forms}


@lru_cache(10_000)
def head_nouns(role: str) -> frozenset[str]:
    """The nouns by which a role can be taken up again: "minister" for "Russian Minister of Defense"."""
    words = re.findall(r"[^\W\d_][\w-]*\.?", re.split(r"\b(?:of|for|at|to|in|from|who|with|and)\b|,", role)[0])
    last = words[-1].lower().rstrip(".") if words else ""
    return frozenset({last, _spelled_out().get(last, last)} - {""})
