"""Direct speech: quotations that punctuation sets off beside a cue, and the parts of split ones joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from ..models import Span
from .cue import Cue
from .labels import label_before, posts, signature
from .layout import Layout
from .quotation import Quotation
from .source import Source

Sources = dict[Cue, Source | None]
SAYING = ("speech", "writing", "thought")
ENDS_A_SENTENCE = re.compile(r"[.!?…]\W*$")
SAID = re.compile(r"\s+(?:said|says|tweeted|wrote|asked|added|replied)\b")
TITLE_WORDS = {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}


@dataclass(frozen=True)
class Direct:
    """The content spans of one direct quote with its cue; `label` is a name printed beside it ("X: “…”", "“…” -X")."""

    content: tuple[Span, ...]
    cue: Cue | None
    label: Span | None = None


def direct_speech(layout: Layout, cues: Sequence[Cue], other: Sequence[Cue], sources: Sources) -> list[Direct]:
    """The direct quotes of a document in text order, split ones in one piece.

    cues: from the lexicon. other: verbs that are none by themselves, tried where no cue stands beside the marks.
    """
    found: list[Direct] = []
    labelled = [Direct(turn.said, None, turn.label) for turn in layout.turns]
    labelled += [Direct((said,), None, label) for said, label in posts(layout)]
    speaking = [c for c in cues if c.form in ("verb", "phrase") and c.cue_class in SAYING]
    for quotation in layout.quotations:
        if not layout.is_body(quotation.outer[0]) or layout.turn_at(quotation.outer[0]):
            continue
        if any(line.content[0][0] in quotation for line in labelled):
            continue
        last = found[-1] if found else None
        if last and last.cue and _is_split(last, quotation, layout, [*speaking, *other], sources):
            found[-1] = Direct(last.content + quotation.spans, last.cue)
        elif _is_speech(quotation, layout):
            direct = _link(quotation, layout, speaking, sources)
            if direct is None and not _is_title(_words_in(quotation, layout).rstrip(",")):
                direct = _link(quotation, layout, other, sources)
            if direct is None and _stands_alone(quotation, layout):
                direct = Direct(quotation.spans, None)
            found += [direct] if direct else []
    return sorted([*found, *labelled], key=lambda d: d.content)


def _link(quotation: Quotation, layout: Layout, cues: Sequence[Cue], sources: Sources) -> Direct | None:
    """The direct quote that a quotation begins with one of these cues beside it; None where none is."""
    gap = _gap_before(quotation, layout)
    before = _cue_before(gap, layout, cues, sources)
    if before:
        return Direct(quotation.spans, before)
    label = label_before(gap, layout) or signature(quotation, layout)
    if label:
        return Direct(quotation.spans, None, label)
    after = _cue_after(quotation, layout, cues, sources)
    return Direct(quotation.spans, after) if after else None


def _gap_before(quotation: Quotation, layout: Layout) -> Span:
    """The text between a quotation and the one before it, or the start of the paragraph.

    Where a colon ends the paragraph before, and the quotation opens its own, that paragraph leads up to it.
    """
    start = layout.paragraph_at(quotation.outer[0]).start
    lead = layout.text[:start].rstrip()
    if start == quotation.outer[0] and lead.endswith(":") and layout.is_body(len(lead) - 1):
        start = layout.paragraph_at(len(lead) - 1).start
    for other in layout.quotations:
        if other.outer[1] <= quotation.outer[0]:
            start = max(start, other.outer[1])
    return start, quotation.outer[0]


def _gap_after(quotation: Quotation, layout: Layout) -> Span:
    """The text between a quotation and the next one, or the end of the paragraph."""
    end = layout.paragraph_at(quotation.outer[1] - 1).end
    for other in layout.quotations:
        if other.outer[0] >= quotation.outer[1]:
            end = min(end, other.outer[0])
    return quotation.outer[1], end


def _is_speech(quotation: Quotation, layout: Layout) -> bool:
    """Set off as an utterance: by a comma or full stop inside or around the marks, not a word or title in passing."""
    text = layout.text
    inside = _words_in(quotation, layout)
    before = text[layout.paragraph_at(quotation.outer[0]).start : quotation.outer[0]].rstrip()
    after = text[quotation.outer[1] : quotation.outer[1] + 2]
    opened = not before or before[-1] in ":,.!?”\"'’»—–" or re.search(r"\b(?:said|says|tweeted|wrote)$", before)
    last = inside.rstrip("”\"’'»")[-1:]
    ended = last in (",", ".", "!", "?", "…", "—", "–", "-") or after[:1] in (",", ".", "!", "?", "", "\n")
    ended = ended or bool(SAID.match(text, quotation.outer[1]))
    return bool(opened) and ended and not _is_title(inside)


def _words_in(quotation: Quotation, layout: Layout) -> str:
    return layout.text[quotation.spans[0][0] : quotation.spans[-1][1]].strip()


def _is_title(inside: str) -> bool:
    """A title of a work, such as “The Long River”: every word of weight is capitalised and nothing ends it."""
    words = re.findall(r"[^\W\d_][\w’'-]*", inside)
    heavy = [w for w in words if w.lower() not in TITLE_WORDS]
    return len(words) > 1 and all(w[0].isupper() for w in heavy) and not inside.endswith((",", ".", "!", "?", "…"))


def _cue_before(gap: Span, layout: Layout, cues: Sequence[Cue], sources: Sources) -> Cue | None:
    """The cue that leads up to a quotation: "She told reporters on Monday: “…”"."""
    text = layout.text
    lead = text[gap[0] : gap[1]].rstrip()
    if not lead or lead[-1] in ".!?;":
        return None
    for cue in reversed([c for c in cues if gap[0] <= c.span[0] < gap[1]]):
        source = sources[cue]
        if source is None or source.span[0] >= gap[1] or _sentence_ends(text, cue.span[1], gap[1]):
            continue
        if lead[-1] not in ":," and text[cue.span[1] : gap[1]].strip():
            continue
        if lead[-1] == ":" or not _follows_mark(cue, source, gap, layout):
            return cue
    return None


def _follows_mark(cue: Cue, source: Source, gap: Span, layout: Layout) -> bool:
    """Whether cue and source stand right behind the quotation before the gap, and so belong to that one.

    Not where a sentence ends between them, inside the marks or behind, and the next quotation begins one.
    """
    text = layout.text
    start = min(cue.span[0], source.span[0])
    if gap[0] == layout.paragraph_at(gap[1]).start or start - gap[0] > 2 or "." in text[gap[0] : start]:
        return False
    ended = text[gap[0] - 2 : gap[0] - 1]
    begins = text[gap[1] + 1 : gap[1] + 2].isupper() and text[start].isupper()
    return not (ended == "." or (ended in ("?", "!") and begins))


def _sentence_ends(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends and another one starts between two positions; "Gov. Smith" is no end."""
    for match in re.finditer(r"(\S*)[.!?][”\"’']?\s+[A-Z]", text[start:end]):
        word = match.group(1)
        if not (word[:1].isupper() and len(word) <= 4):
            return True
    return False


def _cue_after(quotation: Quotation, layout: Layout, cues: Sequence[Cue], sources: Sources) -> Cue | None:
    """The cue behind a quotation: "…,” said the minister", "…,” the minister, who was late, said"."""
    text = layout.text
    gap = _gap_after(quotation, layout)
    inside_ends_sentence = text[quotation.spans[-1][1] - 1] == "."
    opening = text[gap[0] : gap[1]].lstrip(" ,–—")
    if not opening or (inside_ends_sentence and opening[0].isupper() and "," not in text[gap[0] : gap[0] + 1]):
        return None
    for cue in cues:
        if gap[0] <= cue.span[0] < gap[1]:
            source = sources[cue]
            start = min(cue.span[0], source.span[0]) if source else cue.span[0]
            lead = text[gap[0] : start].strip(" ,–—-")
            if len(lead.split()) <= 2 and not re.search(r"[.!?;:]", text[gap[0] : start].strip()):
                return cue
            return None
    return None


def _is_split(last: Direct, quotation: Quotation, layout: Layout, cues: Sequence[Cue], sources: Sources) -> bool:
    """“A,” she said. “B.”: between two quotations of a paragraph stand cue and source and what belongs to them.

    Not where the second one has a cue of its own behind it: “A,” she said. “B,” he replied.
    """
    assert last.cue is not None
    end, start = last.content[-1][1], quotation.outer[0]
    if layout.paragraph_at(end) != layout.paragraph_at(start):
        return False
    text = layout.text
    if not text[end:start].strip("”\"’'» "):
        return True  # “A.” “B.”: two marked sentences in a row
    if not end <= last.cue.span[0] < start:
        return False
    tail = text[max(last.cue.span[1], _source_end(last.cue, sources)) : start].rstrip()
    if tail[-1:] in (".", "!", "?") and (own := _cue_after(quotation, layout, cues, sources)) and sources[own]:
        return False
    return tail[-1:] in (".", ",", ";", "!", "?", "–", "—") and not _sentence_ends(text, last.cue.span[1], start)


def _source_end(cue: Cue, sources: Sources) -> int:
    source = sources[cue]
    return source.span[1] if source else 0


def _stands_alone(quotation: Quotation, layout: Layout) -> bool:
    """A quotation of at least a sentence with nothing that attributes it: kept, without a source."""
    start, end = quotation.spans[0][0], quotation.spans[-1][1]
    words: list[Token] = [t for t in layout.doc.char_span(start, end, alignment_mode="contract") or () if t.is_alpha]
    text = layout.text[start:end]
    return len(words) >= 4 and text.lstrip()[:1].isupper() and bool(ENDS_A_SENTENCE.search(text))
