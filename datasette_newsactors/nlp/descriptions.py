"""Descriptions: "the minister", "the 74-year-old", "the group", to the one actor whom the article allows.

Each reads off what the article itself has said: a role, an age, or that only one organization has acted nearby.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from spacy.tokens import Token

from ..lexicon import lexicon
from .chains import Chain, characters_of_names
from .layout import Layout
from .nouns import people
from .roles import head_nouns
from .salience import SUBJECT, Reference, Trace

IDLE = {"then", "late", "outgoing"}  # words that do not tell one minister from another
AGE_WORDS = re.compile(r"\d{1,3}|year|years|old|-")
AGE = re.compile(r",? (?:who is )?(?P<age>\d{1,3})(?=[,.;)]| and )")
SEAT = re.compile(
    r" of (?P<of>[A-Z]\w+(?: [A-Z]\w+)*)"
    r"| \((?:[A-Z]{1,3}[-–])?(?P<short>[A-Z][A-Za-z. ]*)\)"
    r"|, [A-Z]-(?P<comma>[A-Z][A-Za-z. ]*),"
)
BY_AGE = re.compile(r"\b[Tt]he (?P<age>\d{1,3})-year-old\b(?! [a-z]*(?:man|woman|boy|girl|[a-z]+er)\b)")
INSTITUTIONS = ("organization", "group")
NEAR = 2  # sentences before it in which "the group" is looked for


def descriptions(
    layout: Layout, chains: Sequence[Chain], roles: Sequence[Sequence[str]], named: Sequence[Trace]
) -> list[Reference]:
    """The descriptions of an article that are resolved, in text order, none within another.

    chains: its actors, by index. roles: what each is said to be, as written. named: where they stand by name.
    """
    found = [*_by_age(layout, chains), *_by_nouns(layout, chains, roles, named)]
    spans: set[int] = set()
    kept = []
    for reference in sorted(found, key=lambda r: (r.span[0], -r.span[1])):
        if spans.isdisjoint(range(*reference.span)):
            spans.update(range(*reference.span))
            kept.append(reference)
    return kept


def _by_nouns(
    layout: Layout, chains: Sequence[Chain], roles: Sequence[Sequence[str]], named: Sequence[Trace]
) -> Iterator[Reference]:
    """ "The minister", "the transport ministry": the only actor so far whom the article has called just that."""
    called = _by_head(_called(chain, said, layout) for chain, said in zip(chains, roles, strict=True))
    first = {t.actor: t.position for t in sorted(named, key=lambda t: -t.position)}
    organizations = {i for i, chain in enumerate(chains) if chain.type == "organization"}
    numbers = layout.sentence_numbers
    in_names = characters_of_names(chains)
    for token in layout.tokens:
        if token.pos_ not in ("NOUN", "PROPN") or token.idx in in_names:
            continue
        if not layout.is_body(token.idx) or layout.is_spoken(token.idx):
            continue
        phrase = _definite(token)
        if phrase is None:
            continue
        start, modifiers = phrase
        said = called.get(token.lower_, ())
        bearers = {actor for actor, words in said if modifiers - IDLE <= words and first.get(actor, start) < start}
        if token.tag_ in ("NNS", "NNPS") or token.lemma_.lower() not in people():
            bearers = {actor for actor in bearers if chains[actor].type != "person"}  # "the poll" is nobody
        if not bearers and not modifiers and token.lower_ in _organization_nouns():
            bearers = acting((t for t in named if t.position < start), numbers[token.i], organizations)
        if len(bearers) == 1:
            yield Reference((start, token.idx + len(token)), bearers.pop(), "nominal")


def _called(chain: Chain, roles: Sequence[str], layout: Layout) -> list[str]:
    """What the article calls an actor: an organization's names; a person's roles, and with the seat behind the name."""
    if chain.type != "person":
        return [name.text for name in chain.names]
    seats = {seat for name in chain.names for seat in _seats(layout.text, name.span[1])}
    return [*roles, *(f"{role} of {seat}" for role in roles for seat in seats)]


def _seats(text: str, position: int) -> Iterator[str]:
    """The place that stands right behind a name: "Lind of Vermont", "Lind (D-Vt.)"."""
    match = SEAT.match(text, position)
    if match:
        seat = match["of"] or match["short"] or match["comma"]
        yield lexicon("names")["seat"].get(seat.replace(".", "").replace(" ", "").lower(), seat)


def acting(before: Iterable[Trace], sentence: int, among: set[int]) -> set[int]:
    """Those of some actors who are subjects or sources within the last sentences.

    before: traces before the place in question. sentence: the number of its sentence.
    """
    return {t.actor for t in before if t.actor in among and t.rank >= SUBJECT and sentence - t.sentence <= NEAR}


def _definite(noun: Token) -> tuple[int, set[str]] | None:
    """Where "the …" begins and what it says before the noun; None where more follows ("the minister of Norland")."""
    children = [c for c in noun.children if not c.is_punct]
    if any(c.i > noun.i and c.dep_ not in ("case", "appos", "relcl", "nummod") for c in children):
        return None
    article = next((c for c in children if c.lower_ == "the"), None)
    if article is None:
        return None
    said = {t.lower_ for t in noun.doc[article.i + 1 : noun.i]}
    return article.idx, {word for word in said if not AGE_WORDS.fullmatch(word)}


def _by_head(called: Iterable[Sequence[str]]) -> dict[str, list[tuple[int, set[str]]]]:
    """By each noun that takes up a role: the actor, and all words of the role: a description says no others.

    called: of each actor what the article calls it.
    """
    found: dict[str, list[tuple[int, set[str]]]] = {}
    for actor, roles in enumerate(called):
        for role in dict.fromkeys(roles):
            for noun in head_nouns(role):
                found.setdefault(noun, []).append((actor, set(re.findall(r"\w+", role.lower()))))
    return found


@cache
def _organization_nouns() -> frozenset[str]:
    return frozenset(lexicon("names")["generic_organization"])


def _by_age(layout: Layout, chains: Sequence[Chain]) -> Iterator[Reference]:
    """ "The 74-year-old": the one person whose age the article gives as that."""
    ages = _ages(layout, chains)
    for match in BY_AGE.finditer(layout.text):
        bearers = ages.get(match["age"], set())
        if len(bearers) == 1 and layout.is_body(match.start()) and not layout.is_spoken(match.start()):
            yield Reference(match.span(), next(iter(bearers)), "nominal")


def _ages(layout: Layout, chains: Sequence[Chain]) -> Mapping[str, set[int]]:
    """Ages, as written, → the people who are said to be as old: "Mara Lind, 74, …"."""
    found: dict[str, set[int]] = {}
    for index, chain in enumerate(chains):
        for name in chain.names if chain.type == "person" else ():
            match = AGE.match(layout.text, name.span[1])
            if match:
                found.setdefault(match["age"], set()).add(index)
    return found


def institutional(layout: Layout, chains: Sequence[Chain], said: Iterable[Token]) -> list[Reference]:
    """ "It" and "they" as sources: the organization that is the subject of the main clause, or of the sentence before.

    chains: the article's actors, by index. said: the head words of sources.
    """
    named = {name.span[1]: i for i, c in enumerate(chains) if c.type in INSTITUTIONS for name in c.names}
    found = []
    for pronoun in said:
        if pronoun.lower_ not in ("it", "they") or layout.is_spoken(pronoun.idx):
            continue
        subject = _main_subject(pronoun)
        actor = named.get(subject.idx + len(subject)) if subject is not None else None
        if subject is not None and actor is not None and not _has_rival(pronoun, subject, chains[actor]):
            found.append(Reference((pronoun.idx, pronoun.idx + len(pronoun)), actor, "pronoun"))
    return found


def _main_subject(pronoun: Token) -> Token | None:
    """The subject of the main verb around, where that is another word; else that of the sentence before."""
    sentence = pronoun.sent
    verbs = [sentence.root, *([pronoun.doc[sentence.start - 1].sent.root] if sentence.start else [])]
    subjects = (c for v in verbs for c in v.children if c.dep_ in ("nsubj", "nsubjpass") and c != pronoun)
    return next(subjects, None)


def _has_rival(pronoun: Token, subject: Token, chain: Chain) -> bool:
    """Whether "it" would be many, or "they" can be others who are spoken of in between."""
    if pronoun.lower_ == "it":
        return chain.type != "organization"
    between = pronoun.doc[min(subject.i, pronoun.sent.start) : pronoun.i]
    return any(t.tag_ in ("NNS", "NNPS") and t != subject for t in between)
