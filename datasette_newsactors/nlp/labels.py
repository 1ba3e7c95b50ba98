"""Names printed beside what they said, with no verb between: before a colon, as signatures, under posts.

Each pattern stands on what is printed; none needs the parse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..models import Span
from .layout import Layout
from .quotation import Quotation
from .segment import Paragraph

WORD = r"[A-Z][\w.’'-]*"
NAME = rf"{WORD}(?: (?:(?:of|the|de|van|von|al|for) ){{0,2}}{WORD}){{0,6}}"
BEFORE_MARK = re.compile(rf"(?P<label>{NAME}):\s*$")
HANDED_ON = re.compile(
    r"^\W*(?:(?:And|Now|Then|Also|Finally),? )?(?:(?:[Tt]his|[Mm]ore|[Oo]ne) )?[Ff]rom "
    rf"(?P<label>{NAME})[^.!?:]{{0,60}}:\s*$"
)
SIGNED = re.compile(rf"\s*(?:--|[-–—―~])\s*(?P<label>{NAME})(?:(?:,| \(|\.? on ).{{0,80}})?\.?\s*$")
POST = re.compile(
    rf"(?P<said>\S.*?)\s*(?:--|[–—―-])\s*(?P<label>{NAME}) \(@\w{{1,20}}\)[ ,]*(?:[A-Z][a-z]+ \d\d?, \d{{4}})?\s*$"
)
Labelled = tuple[Span, Span]  # what was said, and the name beside it


def label_before(gap: Span, layout: Layout) -> Span | None:
    """The name that alone leads up to a quotation: "LIND: “…”", "And from Chairwoman Lind: “…”"."""
    text = layout.text[gap[0] : gap[1]]
    match = BEFORE_MARK.search(text)
    if match is None or text[: match.start()].strip():
        match = HANDED_ON.search(text)
    return (gap[0] + match.start("label"), gap[0] + match.end("label")) if match else None


def signature(quotation: Quotation, layout: Layout) -> Span | None:
    """The name under a quotation, behind a dash: "“…” -Commissioner Lind", in its paragraph or in the next one."""
    end = quotation.outer[1]
    paragraph = layout.paragraph_at(end - 1)
    if end >= paragraph.end:
        following = [p for p in layout.paragraphs if p.start >= end][:1]
        return _signed(following[0].start, following[0].end, layout) if following else None
    return _signed(end, paragraph.end, layout)


def _signed(start: int, end: int, layout: Layout) -> Span | None:
    match = SIGNED.fullmatch(layout.text, start, end)
    return match.span("label") if match else None


def posts(layout: Layout) -> Iterator[Labelled]:
    """ "Thank you all! — Mara Lind (@maralind) May 4, 2016": an embedded post."""
    for paragraph in layout.paragraphs:
        match = POST.match(layout.text, paragraph.start, paragraph.end)
        if match and not _quoted(paragraph, layout):
            yield match.span("said"), match.span("label")


def _quoted(paragraph: Paragraph, layout: Layout) -> bool:
    return layout.quotation_at(paragraph.start) is not None
