"""Coreference: pronouns and descriptions to the actors of the article, on the evidence of the text alone.

Gender is never guessed from a name. It comes from a title ("Mrs."), from a noun beside the name ("spokeswoman"),
or from the pronouns that can only mean this person; a second pass then uses what the first has learned.
"""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from ..models import Span
from .chains import Chain
from .layout import Layout
from .lexicon import lexicon
from .roles import head_nouns
from .salience import OTHER, QUOTED, SOURCE, SUBJECT, Trace, most_salient

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
NEUTER = {"it"}
MAJORITY = 0.75


@dataclass(frozen=True)
class Reference:
    """A span that refers to the actor with this index, and how it does."""

    span: Span
    actor: int
    kind: str


@dataclass(frozen=True)
class Gender:
    value: str
    basis: str


def refer(
    layout: Layout, chains: Sequence[Chain], roles: Sequence[Sequence[str]], sources: Iterable[Token]
) -> tuple[list[Reference], dict[int, Gender]]:
    """Resolve the pronouns and descriptions of an article.

    chains: its actors, by index. roles: what each is said to be, as written. sources: head words of sources, which
    are salient wherever they stand. Returns the references found, in text order, and the genders that the text shows.
    """
    genders = {
        i: Gender(value, "title") for i, chain in enumerate(chains) if (value := _titled(chain, roles[i]))
    }
    heads = {t.i for t in sources}
    named = _named_traces(layout, chains, heads)
    people = {i for i, chain in enumerate(chains) if chain.type == "person"}
    first = _pronouns(layout, named, people, genders, heads)
    genders |= _from_pronouns(layout, first, genders)
    pronouns = _pronouns(layout, named, people, genders, heads)
    nominals = _nominals(layout, roles, named, people)
    return sorted([*pronouns, *nominals], key=lambda r: r.span), genders


@cache
def _gendered_words() -> dict[str, str]:
    data = lexicon("titles")
    words = {w: g for g in ("male", "female") for w in data["honorific"][g]}
    return words | {w: g for g, nouns in data["gendered"].items() for w in nouns}


def _titled(chain: Chain, roles: Sequence[str]) -> str | None:
    """The gender that titles and nouns beside the name give, where they agree."""
    if chain.type != "person":
        return None
    words = [t.lower().rstrip(".") for n in chain.names for t in n.title.split()]
    words += [noun for role in roles for noun in head_nouns(role)]
    seen = {_gendered_words()[w] for w in words if w in _gendered_words()}
    return seen.pop() if len(seen) == 1 else None


def _named_traces(layout: Layout, chains: Sequence[Chain], sources: set[int]) -> list[Trace]:
    numbers = _sentence_numbers(layout)
    traces = []
    for index, chain in enumerate(chains):
        for name in chain.names:
            span = layout.doc.char_span(*name.span, alignment_mode="expand")
            if span is None or not layout.is_body(name.span[0]) or span.root.dep_ == "poss":
                continue
            rank = _rank(span.root, sources) - (QUOTED if layout.quotation_at(name.span[0]) else 0.0)
            traces.append(Trace(name.span[0], numbers[span.root.i], index, rank))
    return sorted(traces, key=lambda t: t.position)


def _rank(head: Token, sources: set[int]) -> float:
    top = head.head if head.dep_ in ("appos", "compound", "nmod") else head
    if head.i in sources or top.i in sources:
        return SOURCE
    return (
        SUBJECT if top.dep_ in ("nsubj", "nsubjpass") and top.head.dep_ not in ("advcl", "relcl") else OTHER
    )


def _sentence_numbers(layout: Layout) -> list[int]:
    numbers: list[int] = []
    for number, sentence in enumerate(layout.doc.sents):
        numbers += [number] * len(sentence)
    return numbers


def _pronouns(
    layout: Layout, named: list[Trace], people: set[int], genders: dict[int, Gender], sources: set[int]
) -> list[Reference]:
    """Each "he" and "she" outside of quotation marks, resolved in reading order: one that is resolved is salient."""
    numbers = _sentence_numbers(layout)
    traces = list(named)
    found = []
    for token in layout.doc:
        gender = PRONOUNS.get(token.lower_)
        if gender is None or not layout.is_body(token.idx) or layout.quotation_at(token.idx):
            continue
        allowed = {i for i in people if genders.get(i) is None or genders[i].value == gender}
        actor = most_salient(traces, token.idx, numbers[token.i], allowed, _barred(token, traces, layout))
        if actor is None:
            continue
        found.append(Reference((token.idx, token.idx + len(token)), actor, "pronoun"))
        trace = Trace(
            token.idx, numbers[token.i], actor, SUBJECT if token.dep_.startswith("nsubj") else OTHER
        )
        traces.append(trace)
        traces.sort(key=lambda t: t.position)
    return found


def _barred(pronoun: Token, traces: Sequence[Trace], layout: Layout) -> set[int]:
    """Actors named as another argument of the pronoun's own verb: in "Brown met him", "him" is not Brown."""
    if pronoun.dep_ in ("poss", "attr") or pronoun.lower_.endswith("self"):
        return set()
    verb = pronoun.head if pronoun.head.pos_ in ("VERB", "AUX") else pronoun.head.head
    arguments = {
        t.idx
        for c in verb.children
        if c != pronoun and c.dep_ in ("nsubj", "dobj", "nsubjpass", "dative")
        for t in c.subtree
    }
    return {t.actor for t in traces if t.position in arguments}


def _from_pronouns(
    layout: Layout, references: Sequence[Reference], known: dict[int, Gender]
) -> dict[int, Gender]:
    """Genders on which the pronouns resolved so far agree by a large majority."""
    votes: dict[int, Counter[str]] = {}
    for reference in references:
        word = layout.doc.text[slice(*reference.span)].lower()
        votes.setdefault(reference.actor, Counter())[PRONOUNS[word]] += 1
    found = {}
    for actor, counts in votes.items():
        gender, n = counts.most_common(1)[0]
        if actor not in known and n / counts.total() >= MAJORITY:
            found[actor] = Gender(gender, "pronoun")
    return found


def _nominals(
    layout: Layout, roles: Sequence[Sequence[str]], named: Sequence[Trace], people: set[int]
) -> list[Reference]:
    """ "The minister": the only person, or the latest, whom the article has called a minister before."""
    by_noun: dict[str, set[int]] = {}
    for actor in people:
        for role in roles[actor]:
            for noun in head_nouns(role):
                by_noun.setdefault(noun, set()).add(actor)
    found = []
    for token in layout.doc:
        bearers = by_noun.get(token.lower_, set())
        if bearers and token.pos_ == "NOUN" and _is_definite(token) and layout.is_body(token.idx):
            before = {t.actor for t in named if t.position < token.idx and t.actor in bearers}
            if len(before) == 1 and not layout.quotation_at(token.idx):
                start = min(c.idx for c in token.children if c.lower_ == "the")
                found.append(Reference((start, token.idx + len(token)), before.pop(), "nominal"))
    return found


def _is_definite(noun: Token) -> bool:
    """ "The minister" alone: with more said about which minister ("the French minister") it may be another."""
    children = [c for c in noun.children if not c.is_punct]
    return [c.lower_ for c in children] == ["the"] and noun.nbor(-1).lower_ == "the" if noun.i else False
