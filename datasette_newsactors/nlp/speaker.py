"""Speakers: the actor behind each source, or None where the article does not tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from ..models import Span
from .attribution import Attribution
from .chains import Chain, fold
from .coreference import Reference
from .layout import Layout
from .lexicon import lexicon

CERTAINTY = {"name": 1.0, "nominal": 0.85, "pronoun": 0.85, "label": 0.95}
PRONOUNS = ("PRON",)


@dataclass(frozen=True)
class Speaker:
    """What a source comes to: the actor's index if resolved, the form it has, whether it hides who speaks."""

    actor: int | None
    form: str
    anonymous: bool
    rule: str

    @property
    def certainty(self) -> float:
        return CERTAINTY.get(self.rule, 1.0)


def speaker_of(
    attribution: Attribution, layout: Layout, chains: Sequence[Chain], references: Sequence[Reference]
) -> Speaker:
    """Who an attribution's source is; the rule that decided names itself in `rule`."""
    if attribution.label:
        return _labelled(layout.doc.text[slice(*attribution.label)], chains)
    if attribution.source is None:
        return Speaker(None, "missing", False, "missing")
    head = attribution.source.head
    named = _named_by(head, _names_at(chains, attribution.source.span))
    if len(named) == 1:
        return Speaker(named.pop(), "name", False, "name")
    if len(named) > 1:
        return Speaker(None, "name", False, "joint")
    by_position = {r.span: r for r in references}
    inside = [r for span, r in by_position.items() if span[0] <= head.idx < span[1]]
    form = "pronoun" if head.pos_ in PRONOUNS else "nominal"
    if inside:
        return Speaker(inside[0].actor, form, False, inside[0].kind)
    text = layout.doc.text[slice(*attribution.source.span)]
    return Speaker(None, form, form == "nominal" and is_anonymous(head, text), "open")


def _labelled(label: str, chains: Sequence[Chain]) -> Speaker:
    """The name before a colon: "VELDEN: …"."""
    words = fold(label.split())
    fitting = [
        i
        for i, c in enumerate(chains)
        if words in c.forms() or (len(words) == 1 and words[0] in c.surnames())
    ]
    if len(fitting) == 1:
        return Speaker(fitting[0], "name", False, "label")
    return Speaker(None, "name", False, "open")


def _names_at(chains: Sequence[Chain], span: Span) -> Mapping[Span, int]:
    return {n.span: i for i, c in enumerate(chains) for n in c.names if span[0] <= n.span[0] < span[1]}


def _named_by(head: Token, names: Mapping[Span, int]) -> set[int]:
    """The actors that the source's head word names, itself, in apposition ("the coach, Jo Lind,") or joined by "and"."""
    heads = [head, *[c for c in head.children if c.dep_ == "appos"]]
    found = {actor for (start, end), actor in names.items() if any(start <= t.idx < end for t in heads)}
    if found:
        joined = [c for t in heads for c in t.children if c.dep_ == "conj"]
        found |= {actor for (start, end), actor in names.items() if any(start <= t.idx < end for t in joined)}
    return found


@cache
def _anonymous_words() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    data = lexicon("anonymous")
    marker = re.compile("|".join(map(re.escape, data["marker"])), re.IGNORECASE)
    return frozenset(data["person"]), frozenset(data["always"]), marker


def is_anonymous(head: Token, text: str) -> bool:
    """Whether a source that is only described hides a person: "a senior official", "sources close to the talks".

    A described post that one person holds ("the UN envoy to Syria") is not anonymous, only not named here.
    """
    people, always, marker = _anonymous_words()
    lemma = head.lemma_.lower()
    if lemma in always or marker.search(text):
        return True
    if lemma not in people:
        return False
    definite = any(c.lower_ in ("the", "this", "that") or c.dep_ == "poss" for c in head.children)
    plural = head.tag_ in ("NNS", "NNPS") or lemma in (
        "people",
        "staff",
        "many",
        "some",
        "several",
        "others",
        "few",
    )
    return plural or not definite
