"""Coreference: pronouns and descriptions to the actors of the article, on the evidence of the text alone.

Gender is never guessed from a name. It comes from a title ("Mrs."), from a noun beside the name ("spokeswoman"),
or from the pronouns that can only mean this person; a second pass then uses what the first has learned.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from math import inf

from spacy.tokens import Token

from ..models import Span
from .chains import Chain, characters_of_names
from .descriptions import descriptions, institutional
from .layout import Layout
from .nouns import gendered_words, posts, unnamed
from .roles import head_nouns
from .salience import (
    ADDRESSED,
    CLEAR,
    LEADER,
    MARGIN,
    OPEN,
    OTHER,
    QUOTED,
    SOURCE,
    SUBJECT,
    UNKNOWN,
    Reference,
    Trace,
    most_salient,
)

PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "dative")
ASKED = ("ask", "tell", "urge", "press", "question", "accuse", "thank", "criticize", "criticise")
MAJORITY = 0.75
ENOUGH = 2  # pronouns that tell a gender; a single one is wrong three times as often


@dataclass(frozen=True)
class Gender:
    value: str
    basis: str


def refer(
    layout: Layout, chains: Sequence[Chain], roles: Sequence[Sequence[str]], said: Mapping[Token, Sequence[Span]]
) -> tuple[list[Reference], dict[int, Gender]]:
    """Resolve the pronouns and descriptions of an article.

    chains: its actors, by index. roles: what each is said to be, as written. said: the head words of sources, which
    are salient wherever they stand, → the contents they are the source of. Returns the references found, in text
    order, and the genders that the text shows.
    """
    titled = {i: _titled(chain, roles[i]) for i, chain in enumerate(chains)}
    genders = {i: Gender(value, "title") for i, value in titled.items() if value}
    heads = {t.i for t in said}
    named = _named_traces(layout, chains, heads)
    people = {i for i, chain in enumerate(chains) if chain.type == "person"}
    nominals = descriptions(layout, chains, roles, named)
    traces = sorted([*named, *_described(layout, chains, nominals, heads)], key=lambda t: t.position)
    clear = _pronouns(layout, traces, people, genders, said, CLEAR)
    of_people = [t for t in named if t.actor in people]
    genders |= _from_pronouns(layout, clear, of_people, said, genders)
    pronouns = _agreeing(layout, _pronouns(layout, traces, people, genders, said, MARGIN))
    genders |= _from_pronouns(layout, pronouns, of_people, said, genders)
    of_many = institutional(layout, chains, said)
    return sorted([*pronouns, *nominals, *of_many], key=lambda r: r.span), genders


def _titled(chain: Chain, roles: Sequence[str]) -> str | None:
    """The gender that titles and nouns beside the name give, where they agree."""
    if chain.type != "person":
        return None
    nouns = [noun for role in roles for noun in head_nouns(role)]
    seen = {n.gender for n in chain.names} | {gendered_words().get(noun, "") for noun in nouns}
    seen -= {""}
    return seen.pop() if len(seen) == 1 else None


def _named_traces(layout: Layout, chains: Sequence[Chain], sources: set[int]) -> list[Trace]:
    numbers = layout.sentence_numbers
    traces = []
    for index, chain in enumerate(chains):
        for name in chain.names:
            span = layout.doc.char_span(*name.span, alignment_mode="expand")
            if span is None or not layout.is_body(name.span[0]):
                continue
            rank = _rank(span.root, sources) - (QUOTED if layout.is_spoken(name.span[0]) else 0.0)
            traces.append(Trace(name.span[0], numbers[span.root.i], index, rank))
    return _promoted(sorted(traces, key=lambda t: t.position), chains, layout)


def _promoted(traces: list[Trace], chains: Sequence[Chain], layout: Layout) -> list[Trace]:
    """The first person of a sentence without a person as its subject stands in for one: "The morning belonged to X"."""
    people = [t for t in traces if chains[t.actor].type == "person" and t.rank >= OTHER]
    led = {t.sentence for t in people if t.rank >= SUBJECT} | _led_by_pronoun(layout)
    leaders: dict[int, Trace] = {}
    for trace in people:
        if trace.sentence not in led:
            leaders.setdefault(trace.sentence, trace)
    first = set(leaders.values())
    return [replace(t, rank=LEADER) if t in first else t for t in traces]


def _led_by_pronoun(layout: Layout) -> set[int]:
    """The sentences with a "he" or "she" for their subject: "Of the engineer, he says that …" is not about himself."""
    return {
        layout.sentence_numbers[t.i]
        for t in layout.tokens
        if t.lower_ in ("he", "she") and t.dep_.startswith("nsubj") and t.head == t.sent.root
    }


def _described(
    layout: Layout, chains: Sequence[Chain], nominals: Sequence[Reference], sources: set[int]
) -> list[Trace]:
    """Traces of people who are described: those resolved, and unknown ones, whom a pronoun may mean just as well."""
    numbers = layout.sentence_numbers
    resolved = {reference.span[1]: reference.actor for reference in nominals}
    in_names = characters_of_names(chains)
    found = []
    for token in layout.tokens:
        actor = resolved.get(token.idx + len(token), UNKNOWN)
        if not layout.is_body(token.idx) or layout.is_spoken(token.idx) or token.idx in in_names:
            continue
        if actor != UNKNOWN or _brings_in_somebody(token, in_names):
            found.append(Trace(token.idx, numbers[token.i], actor, _rank(token, sources)))
    return found


def _brings_in_somebody(token: Token, in_names: set[int]) -> bool:
    """ "A nurse", "the union's leader", "the protester" as a subject: somebody, but no actor.

    "The candidate", or whatever is a post, is somebody known.
    """
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if token.pos_ == "PROPN" and token.is_title:
        return True  # a name that the pipeline did not see
    lemma = token.lemma_.lower()
    if lemma not in posts() and (lemma not in unnamed() or token.tag_ != "NN"):
        return False
    if any(t.idx in in_names for t in token.subtree if t.i > token.i):
        return False
    if any(c.lower_ in ("no", "each", "every", "any", "neither") for c in token.children):
        return False
    bare = any(c.lower_ == "the" for c in token.children) and not any(
        c.dep_ in ("poss", "prep") for c in token.children
    )
    return not bare or lemma not in posts()


def _rank(head: Token, sources: set[int]) -> float:
    top = head.head if head.dep_ in ("appos", "compound", "nmod") else head
    if (head.i in sources or top.i in sources) and top.head.dep_ != "relcl":  # "…, which Moss opposed"
        return SOURCE
    if top.dep_ in ("dobj", "dative") and top.head.lemma_.lower() in ASKED:
        return ADDRESSED
    return SUBJECT if top.dep_ in ("nsubj", "nsubjpass") and top.head.dep_ not in ("advcl", "relcl") else OTHER


def _pronouns(
    layout: Layout,
    named: list[Trace],
    people: set[int],
    genders: dict[int, Gender],
    said: Mapping[Token, Sequence[Span]],
    margin: float,
) -> list[Reference]:
    """Each "he" and "she" outside of quotation marks, resolved in reading order: one that is resolved is salient."""
    numbers = layout.sentence_numbers
    sources = {t.i for t in said}
    traces = list(named)
    found = []
    refused: dict[int, tuple[int, str]] = {}  # nor "she" right after "Moss thanked her" ruled Moss out
    called: dict[int, tuple[int, str]] = {}  # the pronoun that each actor was last referred to with
    for token in layout.tokens:
        gender = PRONOUNS.get(token.lower_)
        if gender is None or not layout.is_body(token.idx) or layout.is_spoken(token.idx):
            continue
        allowed = {i for i in people if genders.get(i) is None or genders[i].value == gender}
        own = _named_in(said.get(token, ()), named)
        barred = _barred(token, traces) | own
        sentence = numbers[token.i]
        allowed -= {i for i, (where, g) in refused.items() if g == gender and sentence - where == 1}
        clash = {i for i, (where, g) in called.items() if g != gender and sentence - where <= 1}
        refused |= dict.fromkeys(barred, (sentence, gender))
        fitting = allowed & genders.keys()
        actor, lead = _leads_up_to(token, named, fitting), inf
        if actor is None:
            possible = (allowed | {UNKNOWN, OPEN[gender]}) - barred
            actor, lead = most_salient(traces, token.idx, sentence, possible, fitting)
            if own and not _is_near(traces, token.idx, sentence, actor):
                likeliest, _ = most_salient(traces, token.idx, sentence, possible | own & allowed, fitting)
                # he may be named in what he says himself after all, rather than be somebody far off
                actor = UNKNOWN if likeliest in own else actor
        if actor < 0 or actor in clash or lead < MARGIN:
            actor = OPEN[gender]
        elif lead >= margin:
            called[actor] = (sentence, gender)
            found.append(Reference((token.idx, token.idx + len(token)), actor, "pronoun"))
        insort(traces, Trace(token.idx, sentence, actor, _rank(token, sources)), key=lambda t: t.position)
    return found


def _leads_up_to(pronoun: Token, named: Sequence[Trace], fitting: set[int]) -> int | None:
    """ "When she arrived, Lind said": in a clause before the main one its subject, if known to be one of `fitting`."""
    clause = next((t for t in [pronoun, *pronoun.ancestors] if t.dep_ == "advcl"), None)
    if clause is None or clause.i > clause.head.i:
        return None
    subject = next((c for c in clause.head.children if c.dep_ == "nsubj" and c.i > clause.i), None)
    if subject is None:
        return None
    place = range(subject.left_edge.idx, subject.idx + len(subject))
    actors = {t.actor for t in named if t.position in place}
    return actors.pop() if len(actors) == 1 and actors <= fitting else None


def _is_near(traces: Sequence[Trace], position: int, sentence: int, actor: int) -> bool:
    """Whether the actor stands before this place in the same sentence or the one before."""
    return any(t.actor == actor and t.position < position and sentence - t.sentence <= 1 for t in traces)


def _named_in(content: Sequence[Span], named: Sequence[Trace]) -> set[int]:
    """Who is named in what a pronoun says: nobody calls himself by name (Principle C of Chomsky's binding theory)."""
    return {t.actor for t in named if any(start <= t.position < end for start, end in content)}


def _barred(pronoun: Token, traces: Sequence[Trace]) -> set[int]:
    """Actors that grammar rules out: other arguments of the pronoun's verb, and who stands in a phrase before it.

    "Brown met him"; "Speaking to Brown, he said"; "In a letter to Brown, she wrote". But "he" in such a phrase is the
    one after it: "While saying that he respects her, he …".
    """
    if pronoun.dep_ == "attr" or pronoun.lower_.endswith("self"):
        return set()
    if pronoun.dep_ == "poss":
        own = {t.idx for t in _of_the_same(pronoun.head)}  # "her rival, Brown"
        return {t.actor for t in traces if t.position in own}
    verb = pronoun.head if pronoun.head.pos_ in ("VERB", "AUX") else pronoun.head.head
    arguments = [c for c in verb.children if c != pronoun and c.dep_ in ARGUMENTS]
    fronted = [c for c in verb.children if c != pronoun and _is_fronted(c, pronoun)]
    if pronoun.dep_ == "nsubj" and verb.dep_ == "relcl":
        arguments.append(verb.head)  # "Brown, whom he met"
    positions = {t.idx for c in arguments for t in _of_the_same(c)}
    positions |= {t.idx for c in fronted for t in c.subtree if t.pos_ != "PRON"}
    return {t.actor for t in traces if t.position in positions}


def _of_the_same(argument: Token) -> Iterator[Token]:
    """The words that name an argument, and who is joined to it; not whose it is: "Lind's victory pleased her"."""
    yield argument
    for child in argument.children:
        if child.dep_ in ("compound", "flat", "appos", "conj", "nmod"):
            yield from _of_the_same(child)


def _is_fronted(child: Token, pronoun: Token) -> bool:
    if child.i > pronoun.i:
        return False
    participial = child.dep_ == "advcl" and child.tag_ in ("VBG", "VBN")
    return participial and not any(c.dep_.startswith("nsubj") for c in child.children)


def _agreeing(layout: Layout, references: Sequence[Reference]) -> list[Reference]:
    """Without those that make one person both "he" and "she": what does not fit the majority stays open."""
    votes = _votes(layout, references)
    return [r for r in references if 2 * votes[r.actor][_gender_of(layout, r)] > votes[r.actor].total()]


def _votes(layout: Layout, references: Sequence[Reference]) -> dict[int, Counter[str]]:
    """How often each actor is referred to by pronouns of each gender."""
    votes: dict[int, Counter[str]] = {}
    for reference in references:
        votes.setdefault(reference.actor, Counter())[_gender_of(layout, reference)] += 1
    return votes


def _gender_of(layout: Layout, reference: Reference) -> str:
    return PRONOUNS[layout.text[slice(*reference.span)].lower()]


def _is_plain(reference: Reference, people: Sequence[Trace], said: Mapping[Token, Sequence[Span]]) -> bool:
    """Whether a pronoun can teach its actor's gender: the last person named before it is the one meant.

    In what somebody says it may as well be the person named in the sentence before: "Lind spoke. Moss said she …".
    """
    position = reference.span[0]
    index = bisect_left(people, position, key=lambda t: t.position)
    if not index or people[index - 1].actor != reference.actor:
        return False
    if not any(start <= position < end for content in said.values() for start, end in content):
        return True
    recent = takewhile(lambda t: t.sentence >= people[index - 1].sentence - 1, reversed(people[:index]))
    return all(t.actor == reference.actor for t in recent)


def _from_pronouns(
    layout: Layout,
    references: Sequence[Reference],
    people: Sequence[Trace],
    said: Mapping[Token, Sequence[Span]],
    known: dict[int, Gender],
) -> dict[int, Gender]:
    """Genders on which the plain ones of the pronouns resolved so far agree by a large majority."""
    votes = _votes(layout, [r for r in references if _is_plain(r, people, said)])
    found = {}
    for actor, counts in votes.items():
        gender, n = counts.most_common(1)[0]
        if actor not in known and n >= ENOUGH and n / counts.total() >= MAJORITY:
            found[actor] = Gender(gender, "pronoun")
    return found
