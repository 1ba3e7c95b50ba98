"""Attributions: which content belongs to which cue and source. The recipe, strictest evidence first.

1. A quotation set off by punctuation beside a cue: direct ("…,” she said · said: “…” · “…,” she said. “…”).
2. A clause under a cue, or a sentence around one: indirect, or mixed where part of it stands between marks.
3. A quotation left over that is speech by its form: part of the quote before it, or direct, with no source.

Marks outrank the parse: a content never ends in the middle of a quotation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..lexicon import anonymity_marker
from ..models import Span, cut
from .content import label_content, quoted_object, reported_clause, surrounding_sentence
from .cue import Cue, is_denied, other_verbs
from .direct import Direct, direct_speech
from .layout import Layout
from .source import Source, source_of

FIRST_AND_SECOND_PERSON = frozenset(("i", "we", "you", "me", "us", "myself", "ourselves"))
MARKS = ("marks", "marks-alone", "transcript")  # the rules that stand on what is printed, not on the parse
UTTERANCE = ("speech", "writing")
# The share of attributions that each rule gets right, content (IoU ≥ .5) and source, on the 840 articles of PolNeAR
# train: (with a cue of speech or writing, with another cue, with no source).
CONFIDENCE = {
    "marks": (0.92, 0.6, 0.9),
    "sentence": (0.79, 0.4, 0.4),
    "clause": (0.75, 0.4, 0.25),
    "label": (0.61, 0.4, 0.3),
    "object": (0.54, 0.4, 0.3),
    "marks-paragraph": (0.6, 0.6, 0.6),
    "marks-alone": (0.63, 0.63, 0.63),
    "transcript": (0.94, 0.94, 0.94),
}


@dataclass(frozen=True)
class Attribution:
    """One attribution relation before its speaker is known.

    method: the rule that found it, or "model". probability: that it is right, where a model says so.
    """

    content: tuple[Span, ...]
    cue: Cue | None
    source: Source | None
    quote_type: str
    method: str
    label: Span | None = None
    probability: float | None = None

    @property
    def end(self) -> int:
        """Where the last of content, source and cue ends."""
        parts = [self.content[-1], *(part.span for part in (self.source, self.cue) if part)]
        return max(end for _, end in parts)

    @property
    def confidence(self) -> float:
        """How often what found it is right, in 0..1."""
        if self.probability is not None:
            return self.probability
        utterance, other, no_source = CONFIDENCE[self.method]
        if self.source is None:
            return no_source
        return utterance if self.cue is None or self.cue.cue_class in UTTERANCE else other


def attributions(layout: Layout) -> list[Attribution]:
    """Every attribution of a document, in text order."""
    return completed(by_rules(layout), layout)


def by_rules(layout: Layout) -> list[Attribution]:
    """What the rules find: direct quotes first, then what stands under a cue or around one."""
    listed = [c for c in layout.cues if can_attribute(c, layout)]
    other = [c for c in other_verbs(layout.tokens) if can_attribute(c, layout)]
    sources = {c: source_of(c, layout) for c in [*listed, *other]}
    found = [_from_direct(d, sources) for d in direct_speech(layout, listed, other, sources)]
    used = {a.cue for a in found if a.cue}
    taken = [span for a in found for span in a.content]
    for cue in listed:
        attribution = _indirect(cue, sources[cue], layout)
        if attribution and not (cue in used and attribution.method in ("sentence", "object")):
            attribution = clear_of(attribution, taken, layout)
            if attribution:
                found.append(attribution)
    return found


def completed(found: Sequence[Attribution], layout: Layout) -> list[Attribution]:
    """Attributions in text order, each content once, and quotations with no cue put to what was said right before."""
    found = sorted(_without_repeats(found), key=lambda a: (a.content, a.cue.span if a.cue else a.content[0]))
    done: list[Attribution] = []
    for attribution in found:
        before = _carries_on(attribution, done, layout) if attribution.method == "marks-alone" else None
        if before is None:
            done.append(attribution)
        elif before.quote_type == "indirect":
            done.append(replace(attribution, source=before.source, method="marks-paragraph"))
        else:  # “A,” she said. “B.”: one attribution, whose cue stands beside its first part
            content = tuple(sorted((*before.content, *attribution.content)))
            done[done.index(before)] = replace(before, content=content, quote_type=quote_type(content, layout))
    return done


def _carries_on(quotation: Attribution, before: Sequence[Attribution], layout: Layout) -> Attribution | None:
    """What a quotation with no cue goes on with: a quote of its paragraph, or the last one of the paragraph before."""
    paragraph = layout.paragraph_at(quotation.content[0][0])
    here = [a for a in before if a.content[0][0] >= paragraph.start and a.source]
    same_paragraph = _of_only_source(here, quotation, layout) or _of_sentence_before(here, quotation, layout)
    return same_paragraph or _of_paragraph_before(before, quotation, layout)


def _of_only_source(here: Sequence[Attribution], quote: Attribution, layout: Layout) -> Attribution | None:
    """The last attribution of the paragraph so far, where all have one source, at most a sentence away."""
    if len({a.source.span for a in here if a.source}) != 1:
        return None
    end = max(a.end for a in here)
    far = len(re.findall(r"[.!?](?=\s|$)", layout.text[end : quote.content[0][0] - 1])) > 1
    return None if far else here[-1]


def _of_sentence_before(here: Sequence[Attribution], quote: Attribution, layout: Layout) -> Attribution | None:
    """What is said by the main verb of the sentence that ends right before: "To his charge, she replied that … “…”"."""
    first = layout.doc.char_span(*quote.content[0], alignment_mode="expand")
    if first is None or first[0].i < 2:
        return None
    root = first[0].nbor(-2).sent.root  # -1 is the opening mark
    return next((a for a in here if a.cue and a.cue.head == root and a.cue.cue_class in UTTERANCE), None)


def _of_paragraph_before(before: Sequence[Attribution], quote: Attribution, layout: Layout) -> Attribution | None:
    """What was said at the end of the paragraph before, and directly, where the quotation is all of its own one."""
    index = layout.paragraphs.index(layout.paragraph_at(quote.content[0][0]))
    own, last = layout.paragraphs[index], layout.paragraphs[max(index - 1, 0)]
    outside = layout.text[own.start : quote.content[0][0]] + layout.text[quote.content[-1][1] : own.end]
    spoken = [a for a in before if last.start <= a.content[0][0] < last.end]
    if index == 0 or re.search(r"\w", outside) or not spoken:
        return None
    latest = spoken[-1]
    is_end = latest.quote_type == "direct" and not re.search(r"\w+\W+\w+", layout.text[latest.end : last.end])
    return latest if is_end and latest.source else None


def can_attribute(cue: Cue, layout: Layout) -> bool:
    """Cues in the running text that are not denied; inside quotation marks speaks the quoted person."""
    if not layout.is_body(cue.span[0]) or layout.is_spoken(cue.span[0]):
        return False
    return cue.form != "verb" or not is_denied(cue.head)


def _from_direct(direct: Direct, sources: dict[Cue, Source | None]) -> Attribution:
    method = "transcript" if direct.label else "marks" if direct.cue else "marks-alone"
    source = sources[direct.cue] if direct.cue else None
    return Attribution(direct.content, direct.cue, source, "direct", method, direct.label)


def _indirect(cue: Cue, source: Source | None, layout: Layout) -> Attribution | None:
    for method, content in _contents(cue, source, layout):
        if content and not is_about_attribution(content, layout):
            spans = tuple(snap(span, layout) for span in content)
            return Attribution(spans, cue, source, quote_type(spans, layout), method)
    return None


def is_about_attribution(content: Sequence[Span], layout: Layout) -> bool:
    """ "An official who asked [not to be named]": the terms on which somebody speaks are no quote."""
    return bool(anonymity_marker().fullmatch(cut(layout.text, content)))


def _contents(cue: Cue, source: Source | None, layout: Layout) -> Iterator[tuple[str, list[Span]]]:
    if source is None and cue.form != "verb":
        return
    if source and source.head.lower_ in FIRST_AND_SECOND_PERSON:
        return  # the writer's own voice, or an interview printed without marks
    if cue.form in ("verb", "noun"):
        if source is None and cue.cue_class not in UTTERANCE:
            return
        yield "clause", reported_clause(cue, source)
    if source is None:
        return
    if cue.form == "verb":
        yield "label", label_content(cue)
    if cue.form != "noun" and (cue.form != "verb" or cue.cue_class in UTTERANCE):
        yield "sentence", surrounding_sentence(cue, source)
    if cue.cue_class in UTTERANCE:
        yield "object", quoted_object(cue, layout)


def snap(span: Span, layout: Layout) -> Span:
    """Move a border that falls into a quotation, or right beside its marks, to the quotation's own border."""
    start, end = span
    for quotation in layout.quotations:
        left, right = quotation.outer
        inner_left, inner_right = quotation.spans[0][0], quotation.spans[-1][1]
        if left < start < right or start == left:
            start = left if end > right else inner_left
        if left < end < right or end == right:
            end = right if start < left else inner_right
    return start, end


def clear_of(attribution: Attribution, taken: Sequence[Span], layout: Layout) -> Attribution | None:
    """The attribution without what direct quotes hold already, or None where nothing of weight is left."""
    spans = tuple(s for s in attribution.content if not any(s[0] < end and start < s[1] for start, end in taken))
    if not spans or sum(len(re.findall(r"\w+", layout.text[s:e])) for s, e in spans) < 1:
        return None
    if spans == attribution.content:
        return attribution
    return replace(attribution, content=spans, quote_type=quote_type(spans, layout))


def quote_type(spans: Sequence[Span], layout: Layout) -> str:
    """ "direct" where all letters stand between marks, "mixed" where some do, else "indirect"."""
    shared = [(max(a, c), min(b, d)) for a, b in spans for c, d in (q.outer for q in layout.quotations)]
    inside = _letters((s for s in shared if s[0] < s[1]), layout.text)
    if not inside:
        return "indirect"
    return "direct" if inside > 0.95 * _letters(spans, layout.text) else "mixed"


def size(spans: Sequence[Span]) -> int:
    return sum(end - start for start, end in spans)


def shared(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many characters two contents share."""
    return sum(max(0, min(e, end) - max(s, start)) for s, e in one for start, end in other)


def _letters(spans: Iterable[Span], text: str) -> int:
    """How many letters and digits stand in spans."""
    return sum(character.isalnum() for start, end in spans for character in text[start:end])


def _without_repeats(found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Where two cues claim the same words ("noted, according to …"), the first rule to say so holds."""
    seen: set[tuple[Span, ...]] = set()
    for attribution in found:
        if attribution.content not in seen:
            seen.add(attribution.content)
            yield attribution
