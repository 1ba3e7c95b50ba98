"""Cues: the words that attribute, such as "said", "according to", "in the opinion of", "the claim that"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from ..lexicon import lexicon
from ..models import Span

VERBAL = ("VERB", "AUX")


@dataclass(frozen=True)
class Cue:
    """A cue in a document.

    head: the verb, noun or preposition whose arguments are the source and the content. form: "verb", "noun",
    "phrase" ("according to X") or "possessive" ("in her view").
    """

    head: Token
    span: Span
    lemma: str
    cue_class: str
    form: str


@cache
def verb_classes(frame: str) -> dict[str, str]:
    """Lemma → cue class, for verbs that take what was said as a "clause" or as an "infinitive"."""
    return {lemma: cue_class for cue_class, lemmas in lexicon("cues")[frame].items() for lemma in lemmas}


@cache
def noun_classes() -> dict[str, str]:
    """Lemma → cue class of nouns such as "claim"."""
    return {lemma: cue_class for cue_class, lemmas in lexicon("cues")["noun"].items() for lemma in lemmas}


@cache
def other_classes() -> dict[str, str]:
    """Lemma → cue class of words that are too seldom a cue for the rules, but where a model takes them for one."""
    return {lemma: cue_class for cue_class, lemmas in lexicon("cues")["other"].items() for lemma in lemmas}


@cache
def label_verbs() -> frozenset[str]:
    """Verbs that give something a name or a verdict: "called it a disgrace"."""
    return frozenset(lexicon("cues")["label"])


@cache
def _phrase_pattern() -> re.Pattern[str]:
    phrases = sorted(lexicon("cues")["phrase"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE)


def cues(doc: Doc, tokens: Iterable[Token]) -> list[Cue]:
    """Every possible cue of a document, in text order; whether one attributes anything shows its surroundings.

    tokens: all those of the document, which spaCy makes anew each time that it goes through it.
    """
    return sorted([*_verbs(tokens), *_nouns(tokens), *_phrases(doc), *_possessives(tokens)], key=lambda c: c.span)


def _verbs(tokens: Iterable[Token]) -> Iterator[Cue]:
    clause, infinitive = verb_classes("clause"), verb_classes("infinitive")
    for token in (token for token in tokens if token.pos_ in VERBAL):
        lemma = verb_lemma(token)
        if lemma in clause or lemma in infinitive or lemma in label_verbs():
            cue_class = clause.get(lemma) or infinitive.get(lemma) or "speech"
            yield Cue(token, _verb_span(token), lemma, cue_class, "verb")


def other_verbs(tokens: Iterable[Token]) -> list[Cue]:
    """Finite verbs outside the lexicon: beside set-off quotation marks any verb can be a cue ("she shot back")."""
    known = verb_classes("clause").keys() | verb_classes("infinitive").keys() | label_verbs()
    verbs = [t for t in tokens if t.pos_ == "VERB" and t.tag_ in ("VBD", "VBZ", "VBP") and verb_lemma(t) not in known]
    return [Cue(t, _verb_span(t), verb_lemma(t), "speech", "verb") for t in verbs]


def unlisted_cue(head: Token) -> Cue:
    """A word outside the lexicon that a model takes for a cue: an attitude, unless it is a colon ("Velden: …")."""
    if head.pos_ in VERBAL:
        return Cue(head, _verb_span(head), verb_lemma(head), "attitude", "verb")
    cue_class = "speech" if head.text == ":" else "attitude"
    form = "noun" if head.pos_ == "NOUN" else "phrase"
    return Cue(head, (head.idx, head.idx + len(head)), head.lemma_.lower(), cue_class, form)


def is_unknown(cue: Cue) -> bool:
    """Whether no list has the word that a model takes for a cue; "according" is part of a phrase that one has."""
    return cue.cue_class == "attitude" and cue.lemma not in other_classes() and cue.head.lower_ != "according"


def named(cue: Cue, listed: Iterable[Cue], in_marks: bool) -> Cue:
    """The unlisted cue as readers know it: "according to" whole, and of the class that its lemma tells.

    listed: the cues of the document that the lexicon knows. in_marks: whether all of the content stands in quotation
    marks, which is speech where the cue tells nothing else.
    """
    if cue.cue_class != "attitude":
        return cue
    for phrase in listed:
        if phrase.form == "phrase" and phrase.span[0] <= cue.head.idx < phrase.span[1]:
            return replace(cue, span=phrase.span, lemma=phrase.lemma, cue_class=phrase.cue_class, form=phrase.form)
    return replace(cue, cue_class=other_classes().get(cue.lemma, "speech" if in_marks else "attitude"))


def is_denied(verb: Token) -> bool:
    """ "Did not say", "declined to say", "nobody said": what was not said is no quote."""
    denial = lexicon("cues")["denial"]
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in denial["governor"]:
        return True
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    words = {t.lower_ for s in subjects for t in (s, *s.children)}
    return bool(words & set(denial["subject"]))


def verb_lemma(token: Token) -> str:
    """The lemma, mended where the pipeline takes "hoping" for a form of "hop"."""
    lemma = token.lemma_.lower()
    return "hope" if lemma == "hop" and not token.lower_.startswith("hopp") else lemma


def _verb_span(token: Token) -> Span:
    """The verb with the auxiliaries and adverbs right before it and the particle right behind it."""
    first = last = token
    while not first.is_sent_start:
        before = token.doc[first.i - 1]
        if before.head != token or before.dep_ not in ("aux", "auxpass", "neg", "advmod"):
            break
        first = before
    if last.i + 1 < len(token.doc) and token.nbor().head == token and token.nbor().dep_ == "prt":
        last = token.nbor()
    while first.dep_ == "advmod" and first is not token:
        first = first.nbor()
    return first.idx, last.idx + len(last)


def _nouns(tokens: Iterable[Token]) -> Iterator[Cue]:
    for token in tokens:
        cue_class = noun_classes().get(token.lemma_.lower()) if token.pos_ == "NOUN" else None
        if cue_class:
            yield Cue(token, (token.idx, token.idx + len(token)), token.lemma_.lower(), cue_class, "noun")


def _phrases(doc: Doc) -> Iterator[Cue]:
    for match in _phrase_pattern().finditer(doc.text):
        span = doc.char_span(match.start(), match.end())
        if span is not None:
            lemma = match.group().lower()
            yield Cue(span[-1], (match.start(), match.end()), lemma, lexicon("cues")["phrase"][lemma], "phrase")


def _possessives(tokens: Iterable[Token]) -> Iterator[Cue]:
    """ "In her view, …": the preposition to the noun is the cue, the possessor the source."""
    classes = lexicon("cues")["possessive"]
    for token in (token for token in tokens if token.dep_ == "pobj"):
        cue_class = classes.get(token.lower_)
        is_object = token.head.lower_ in ("in", "by")
        if cue_class and is_object and any(child.dep_ == "poss" for child in token.children):
            span = token.idx, token.idx + len(token)
            yield Cue(token, span, f"in … {token.lower_}", cue_class, "possessive")
