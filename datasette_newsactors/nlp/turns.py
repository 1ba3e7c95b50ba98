"""Turns of a conversation that is printed without quotation marks: transcripts and interviews, line by line.

Each pattern stands on what is printed; none needs the parse. What is said in a turn is said by whom its label names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..models import Span
from .segment import Paragraph

IN_BRACKETS = re.compile(r"\(\((?P<label>[^()\n]{1,60})\)\)\s*:?\s+(?P<said>\S.*)")  # "((Mara Velden))  It moves."
IN_CAPITALS = re.compile(r"[“\"]?(?P<label>[A-Z][A-Z.’'-]*(?: [A-Z][A-Z.’'-]*){0,3}): +(?P<said>[^\s“\"‘'«].*)")
AS_WRITTEN = re.compile(r"(?P<label>[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,3}): +(?P<said>[^\s“\"‘'«].*)")
INTERVIEW = re.compile(r"\b(?:interview\w*|Q ?& ?A|(?:spoke|talked|sat down|conversation|chat) with)\b")
QUESTION_AND_ANSWER = ("Q", "A")
FIRST_PERSON = re.compile(r"\bI\b")

Line = tuple[Paragraph, re.Match[str]]


@dataclass(frozen=True)
class Turn:
    """What one speaker says at a time, a span a paragraph, and the label before it that says who."""

    label: Span
    said: tuple[Span, ...]

    def __contains__(self, position: int) -> bool:
        return self.said[0][0] <= position < self.said[-1][1]


def turns(text: str, paragraphs: Sequence[Paragraph]) -> tuple[Turn, ...]:
    """The turns of a text, in order; none where a single line looks like one."""
    body = [p for p in paragraphs if p.kind == "body"]
    bracketed = set(_in_brackets(text, body))
    found = sorted([*bracketed, *_in_capitals(text, body)], key=lambda turn: turn.label)
    ends = [*(turn.label[0] for turn in found[1:]), 0]
    return tuple(
        _with_what_follows(turn, end, text, body) if turn in bracketed else turn
        for turn, end in zip(found, ends, strict=False)
    )


def _with_what_follows(turn: Turn, end: int, text: str, body: Sequence[Paragraph]) -> Turn:
    """The turn with the paragraphs up to the next label; a question is not gone on with, but answered."""
    if text[turn.said[0][1] - 1] == "?":
        return turn
    later = tuple((p.start, p.end) for p in body if turn.said[0][1] <= p.start and p.end <= end)
    return Turn(turn.label, (*turn.said, *later))


def initials(name: str) -> str:
    """ "MV" of "Mara Velden"."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _in_brackets(text: str, body: Sequence[Paragraph]) -> Iterator[Turn]:
    """Lines like "((Mara Velden))  The slope moves.", as in the interviews of Wikinews, at least two of them."""
    lines = _lines(IN_BRACKETS, text, body)
    for _, match in lines if len(lines) > 1 else ():
        yield Turn(match.span("label"), (match.span("said"),))


def _in_capitals(text: str, body: Sequence[Paragraph]) -> Iterator[Turn]:
    """Lines like "VELDEN: The slope moves.", where at least two are like it; "Q:" and "A:" only in an interview.

    It is one where the article says so, or where answers say "I". Printed as one long quotation, each line opens with a
    mark. Who has initials ("MV: …") may have a line with the whole name.
    """
    lines = _lines(IN_CAPITALS, text, body)
    answers = [match["said"] for _, match in lines if match["label"] == "A"]
    interview = INTERVIEW.search(text) or sum(bool(FIRST_PERSON.search(said)) for said in answers) > 1
    short = Counter(match["label"] for _, match in lines)
    lines += [(p, m) for p, m in _lines(AS_WRITTEN, text, body) if short[initials(m["label"])] > 1]
    for paragraph, match in lines if len(lines) > 1 else ():
        if interview or match["label"] not in QUESTION_AND_ANSWER:
            said = text[match.start("said") : paragraph.end].rstrip('”"')
            yield Turn(match.span("label"), ((match.start("said"), match.start("said") + len(said)),))


def _lines(pattern: re.Pattern[str], text: str, body: Sequence[Paragraph]) -> list[Line]:
    return [(p, match) for p in body if (match := pattern.match(text, p.start, p.end))]
