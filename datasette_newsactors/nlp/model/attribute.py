"""What the network finds, made into an attribution, where it is one; quotation marks outrank it."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from ...lexicon import lexicon
from ...models import Span
from ..attribution import (
    FIRST_AND_SECOND_PERSON,
    UTTERANCE,
    Attribution,
    is_about_attribution,
    quote_type,
    snap,
)
from ..cue import Cue, is_denied
from ..layout import Layout
from ..source import Source, source_of

NOBODY = frozenset(lexicon("cues")["denial"]["subject"])
QUOTED = ("quote", "cite")  # "was quoted": here the subject of a passive speaks
RECEIVED = frozenset(lexicon("cues")["received"])  # "drew criticism": the criticism is others'
NO_SOURCE = FIRST_AND_SECOND_PERSON | NOBODY | {"this"}  # "This spurred hopes that …": they are not its own


def attribution_of(
    cue: Cue, content: Sequence[Span], source: Span | None, layout: Layout, probability: float
) -> Attribution | None:
    """What a model found, or None where it is no quote: not said, quoted itself, or in the writer's own voice."""
    spans = tuple(_united([snap(span, layout) for span in content]))
    if not _can_attribute(cue, layout) or is_about_attribution(spans, layout):
        return None
    who = _source(source, cue, layout)
    if who and (who.head.lower_ in NO_SOURCE or (who.head.lower_, who.head.tag_) == ("that", "DT")):  # "That said, …"
        return None
    kind = quote_type(spans, layout)
    if kind == "direct" and cue.cue_class not in UTTERANCE and not _shares_sentence(cue, spans):
        return None
    return Attribution(spans, cue, who, kind, "model", probability=probability)


def _shares_sentence(cue: Cue, content: Sequence[Span]) -> bool:
    """Whether part of a content stands in the cue's sentence; not in "She met opposition. “It is late.”"."""
    sentence = cue.head.sent
    return any(start < sentence.end_char and sentence.start_char < end for start, end in content)


def _can_attribute(cue: Cue, layout: Layout) -> bool:
    """Cues in the running text or the headline, outside of quotation marks; what was not said or written is no quote.

    Who does not think that it will rain thinks something all the same.
    """
    place = cue.span[0]
    if layout.paragraph_at(place).kind not in ("body", "headline") or layout.is_spoken(place):
        return False
    return cue.form != "verb" or cue.cue_class not in UTTERANCE or not is_denied(cue.head)


def _united(spans: Sequence[Span]) -> list[Span]:
    """The spans in text order, those that overlap as one."""
    united: list[Span] = []
    for start, end in sorted(spans):
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        elif start < end:
            united.append((start, end))
    return united


def _source(span: Span | None, cue: Cue, layout: Layout) -> Source | None:
    """The source as the syntax of the cue has it, where the model sees it there too; else as the model sees it."""
    if span is None:
        return None
    read = source_of(cue, layout)
    if read and read.span[0] < span[1] and span[0] < read.span[1]:
        return read
    tokens = layout.doc.char_span(*span, alignment_mode="expand")
    head = _head_of(list(tokens)) if tokens else None
    return Source(span, head) if head and not _is_nobody(head) and not _is_spoken_of(head, cue) else None


def _is_nobody(head: Token) -> bool:
    """Whether the source is the rest of a phrase: an article, a number."""
    return head.lower_ in ("the", "a", "an") or head.is_digit


def _is_spoken_of(token: Token, cue: Cue) -> bool:
    """Whether somebody else says or thinks it: "Velden was asked …", "Velden, nicknamed …", "Velden drew criticism"."""
    verb = cue.head
    if verb.dep_ == "dobj" and token.head == verb.head and token.dep_ == "nsubj":
        return verb.head.lemma_ in RECEIVED
    if verb.lemma_ in QUOTED:
        return False
    qualifies = verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.head == token
    return qualifies or (token.head == verb and token.dep_ == "nsubjpass")


def _head_of(tokens: Sequence[Token]) -> Token:
    """The first word that hangs on none of the others."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head == t or t.head.i not in inside), tokens[0])
