"""Paragraphs and what each is: body text, or a headline, byline, caption or credit line around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

CREDIT_WORDS = (
    r"AP|AFP|EPA|PA|Reuters|Getty|Images?|Photos?|Picture|Courtesy|Handout|File|Pool|via|Illustration|Graphic"
)
WHOLE_LINE_IN_BRACKETS = re.compile(r"\[[^\]]{1,200}\]|\((?:[^)]*\b(?:" + CREDIT_WORDS + r")\b[^)]*)\)")
ENDS_IN_CREDIT = re.compile(r"\([^)]*\b(?:" + CREDIT_WORDS + r")\b[^)]{0,60}\)$")
ENDS_IN_BRACKETS = re.compile(r"\[[^\]]{2,80}\]$")  # a credit, or the source of a report
STARTS_AS_CAPTION = re.compile(
    r"(?:photo|image|picture|caption|video|file photo|photograph|credit|graphic|watch)\b[^.:]{0,30}:"
    r"|(?:photo|photograph|picture|image)s? by |©|\(c\) ",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
BYLINE = re.compile(r"(?:By|BY) (?:[A-Z][\w.’'-]*|and|AND|[,|&])(?:[ ,|&]+(?:[A-Z][\w.’'-]*|and|AND|in))*,?")
AGENCY_LINE = re.compile(r"(?:[A-Z][\w.’'-]*[ ,]+){0,5}[A-Z]\w*\s?/\s?(?:[A-Z]\w*[ .]*){1,4}")  # "Handout/Reuters."
REPORTS = re.compile(r"[“”\"]|\b(?:said|says|told|tells|according|asked|wrote)\b")
LONGEST_CAPTION = 300
BLANK_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n")


@dataclass(frozen=True)
class Paragraph:
    """Half-open span of a paragraph without surrounding white space, and its `kind`.

    kind: "body", "headline", "byline", "caption" or "credit". Quotes and actors are read from the body only.
    """

    start: int
    end: int
    kind: str


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of an article in order. A line is a paragraph, unless the text is wrapped by hand."""
    separator = r"\n[ \t\r]*\n\s*" if is_wrapped(text) else r"[\n\r\u2028\u2029]+"
    spans = []
    start = 0
    for end in [*(m.start() for m in re.finditer(separator, text)), len(text)]:
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append((left, left + len(piece.strip())))
        start = end
    kinds = [_kind(text[s:e], i, len(spans)) for i, (s, e) in enumerate(spans)]
    for i, (s, e) in enumerate(spans[1:], 1):
        if kinds[i] == "body" and AGENCY_LINE.fullmatch(text[slice(*spans[i - 1])]) and _is_caption_text(text[s:e]):
            kinds[i] = "caption"
    return [Paragraph(s, e, kind) for (s, e), kind in zip(spans, kinds, strict=True)]


def is_wrapped(text: str) -> bool:
    """Whether lines are broken at a fixed width, so that only blank lines part paragraphs."""
    lines = [line.strip() for line in text.split("\n")]
    joins = [(a, b) for a, b in pairwise(lines) if a and b]
    if len(joins) < 3 or not BLANK_LINE.search(text):
        return False
    mid_sentence = sum(1 for a, b in joins if 40 <= len(a) <= 100 and not SENTENCE_END.search(a))
    return mid_sentence / len(joins) > 0.5


def _kind(line: str, position: int, n: int) -> str:
    if WHOLE_LINE_IN_BRACKETS.fullmatch(line) or AGENCY_LINE.fullmatch(line):
        return "credit"
    if ENDS_IN_CREDIT.search(line) or STARTS_AS_CAPTION.match(line):
        return "caption"
    if ENDS_IN_BRACKETS.search(line) and _is_caption_text(line):
        return "caption"
    if position < 5 and len(line) < 120 and BYLINE.fullmatch(line):
        return "byline"
    if position == 0 and n > 1 and len(line) <= 200 and (not SENTENCE_END.search(line) or _is_title_case(line)):
        return "headline"
    return "body"


def _is_caption_text(line: str) -> bool:
    """What stands beside a picture's credit, is short, and reports nobody's words: "… he wrote [The Times]" does."""
    return len(line) <= LONGEST_CAPTION and not REPORTS.search(line)


def _is_title_case(line: str) -> bool:
    words = re.findall(r"[^\W\d_][\w’']{3,}", line)
    return len(words) > 3 and sum(w[0].isupper() for w in words) / len(words) > 0.8
