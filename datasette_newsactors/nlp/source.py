"""Sources: the words that name who said it, found from the cue through the syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from ..models import Span
from .cue import Cue
from .layout import Layout, span_of

SUBJECTS = ("nsubj", "csubj")
NEAR = 12  # tokens within which a noun phrase beside a verb ends
RELATIVE = ("WDT", "WP")
HYPHEN = re.compile(r"-(?=\w)")
EMPTY = ("it", "there")  # "It was a potent punch, as Lind echoed the criticism, saying …"


@dataclass(frozen=True)
class Source:
    """The source's span as written, and its head word."""

    span: Span
    head: Token


def source_of(cue: Cue, layout: Layout) -> Source | None:
    """Who the cue attributes to, or None where the sentence does not say."""
    if cue.form == "phrase":
        head = next((c for c in cue.head.children if c.dep_ in ("pobj", "pcomp")), None)
    elif cue.form == "possessive":
        head = next((c for c in cue.head.children if c.dep_ == "poss"), None)
    elif cue.form == "noun":
        head = _possessor(cue.head)
    else:
        head = _subject(cue.head, layout) or _beside(cue.head, layout)
        if cue.head.tag_ == "VBG" and (head is None or head.lower_ in EMPTY or not _same_side(head, cue.head, layout)):
            head = _latest_subject(cue.head, layout)
    if head is None or head == cue.head:
        return None
    span = _noun_phrase(head, cue, layout)
    whole = _over_hyphens(span, cue, layout)
    phrase = layout.doc.char_span(*whole) if span[1] < whole[1] else None  # its head may stand behind the hyphen
    return Source(whole, head if phrase is None else phrase.root)


def _over_hyphens(span: Span, cue: Cue, layout: Layout) -> Span:
    """The phrase with what hyphens tie to it, where the parse cuts them: "study co-author Karen Alder"."""
    start, end = span
    while HYPHEN.match(layout.text, end):
        end = max(t.idx + len(t) for t in _noun_phrase_at(end + 1, layout))
    while start > 1 and HYPHEN.match(layout.text, start - 1) and not layout.text[start - 2].isspace():
        start = min(t.idx for t in _noun_phrase_at(start - 2, layout))
    return span if start < cue.span[1] and cue.span[0] < end else (start, end)


def _noun_phrase_at(position: int, layout: Layout) -> list[Token]:
    """The words of the noun phrase in which a character stands, with what hangs on it, or the word."""
    word = next(t for t in layout.tokens if t.idx <= position < t.idx + len(t))
    phrase = next((p for p in layout.noun_phrases if p.start <= word.i < p.end), None)
    hanging = [t for t in phrase.root.subtree if _same_side(t, word, layout)] if phrase is not None else []
    return _unbroken(hanging, word)


def _possessor(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _subject(verb: Token, layout: Layout, depth: int = 0) -> Token | None:
    """The subject of a verb, borrowed from the verb it hangs on where it has none of its own."""
    own = [c for c in verb.children if c.dep_ in SUBJECTS and _same_side(c, verb, layout)]
    if own:
        subject = min(own, key=lambda c: abs(c.i - verb.i))
        if subject.tag_ not in RELATIVE or subject.is_upper:  # "WHO said": the World Health Organization
            return subject
        return verb.head if verb.dep_ == "relcl" and _same_side(verb.head, verb, layout) else None
    if verb.tag_ == "VBN" and any(c.dep_ in ("nsubjpass", "agent", "auxpass") for c in verb.children):
        return _agent(verb)
    if depth == 4 or any(c.dep_ in SUBJECTS for c in verb.children):
        return None
    return _borrowed(verb, layout, depth)


def _borrowed(verb: Token, layout: Layout, depth: int) -> Token | None:
    governor = verb.head
    if verb.dep_ in ("conj", "xcomp") or (verb.dep_ in ("advcl", "ccomp", "dep") and verb.tag_ == "VBG"):
        return _subject(governor, layout, depth + 1) if governor.pos_ in ("VERB", "AUX") else None
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return governor if _same_side(governor, verb, layout) else None
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and governor.head.pos_ in ("VERB", "AUX"):
        quoted = [c for c in governor.head.children if c.dep_ == "nsubjpass"]
        if governor.lower_ == "as" and quoted:
            return quoted[0]  # "was quoted by the paper as saying"
        return _subject(governor.head, layout, depth + 1)
    return None


def _latest_subject(verb: Token, layout: Layout) -> Token | None:
    """The subject of the last verb before, where the parse ties the cue into a quotation: "…,” he said, adding …"."""
    token = verb
    while not token.is_sent_start:
        token = token.nbor(-1)
        if token.pos_ == "VERB" and _same_side(token, verb, layout):
            own = [c for c in token.children if c.dep_ == "nsubj" and _same_side(c, verb, layout)]
            if own:
                return own[-1]
    return None


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _beside(verb: Token, layout: Layout) -> Token | None:
    """The noun phrase that touches a cue set off from a quotation, where the parse lost it: "…,” said X"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    after = layout.noun_phrase_from(verb.i + 1)
    if after is not None and after.end <= verb.i + NEAR and _ends_quotation(verb.idx, layout):
        return after.root
    before = layout.noun_phrase_to(verb.i)
    if before is not None and before.start >= verb.i - NEAR and _ends_quotation(before.start_char, layout):
        return before.root
    return None


def _ends_quotation(position: int, layout: Layout) -> bool:
    """Whether a closing mark stands right before a position."""
    text = layout.text[:position].rstrip(" ,")
    return bool(text) and layout.quotation_at(len(text) - 1) is not None


def _same_side(token: Token, cue: Token, layout: Layout) -> bool:
    """Both inside the same quotation, or both outside of any; and in one paragraph."""
    if layout.paragraph_at(token.idx) != layout.paragraph_at(cue.idx):
        return False
    return layout.quotation_at(token.idx) is layout.quotation_at(cue.idx)


def _noun_phrase(head: Token, cue: Cue, layout: Layout) -> Span:
    """The phrase around its head, with appositions, up to the cue or a quotation mark."""
    return span_of(_unbroken([t for t in _phrase_tokens(head, cue) if _same_side(t, head, layout)], head))


def _phrase_tokens(head: Token, cue: Cue) -> Iterator[Token]:
    skip = {t.i for child in head.children if cue.head in child.subtree for t in child.subtree}
    skip |= {t.i for t in head.subtree if t.dep_ == "case"} if cue.form in ("possessive", "noun") else set()
    if cue.form == "phrase":  # "according to the researchers, sacrifice and burial …": what is joined behind a comma
        joined = [c for c in head.children if c.dep_ == "conj" and c.left_edge.nbor(-1).text == ","]
        skip |= {t.i for c in joined for t in c.subtree}
    return (t for t in head.subtree if t.i not in skip and not _is_cue(t, cue))


def _is_cue(token: Token, cue: Cue) -> bool:
    return cue.span[0] <= token.idx < cue.span[1]


def _unbroken(tokens: list[Token], head: Token) -> list[Token]:
    """The run of neighbouring tokens around the head."""
    wanted = {t.i for t in tokens} | {head.i}
    first = last = head.i
    while first - 1 in wanted:
        first -= 1
    while last + 1 in wanted:
        last += 1
    return list(head.doc[first : last + 1])
