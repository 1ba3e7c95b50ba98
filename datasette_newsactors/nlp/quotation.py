"""Quotation marks: which stretches of the text stand between them.

Works on characters alone, paragraph by paragraph, so that one stray mark spoils its own paragraph at most.
A paragraph that opens with a mark and is not closed goes on in the next one if that opens with a mark too
(the convention of English-language news; Chicago Manual of Style 13.32).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..models import Span
from .segment import Paragraph

# Writers and content systems mix straight with curly marks, so either closes the other.
CLOSERS = {"“": '”"“', "„": '“”"', "«": "»", "‘": "’'", '"': '"”', "'": "'’", "''": "''", "``": "''"}
DOUBLE = re.compile(r"''|``|[“”„«»\"]")
SINGLE = re.compile(r"[‘’']")


@dataclass(frozen=True)
class Quotation:
    """A stretch between outer marks.

    spans: the inside, one span a paragraph, marks left out. outer: from the opening mark to behind the closing one.
    closed: False where the closing mark is missing and the paragraph's end was taken.
    """

    spans: tuple[Span, ...]
    outer: Span
    closed: bool = True

    def __contains__(self, position: int) -> bool:
        return self.outer[0] <= position < self.outer[1]


def quotations(text: str, paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """The outermost quotations of the body paragraphs, in text order; marks nested in them are left alone."""
    found: list[Quotation] = []
    for paragraph in paragraphs:
        if paragraph.kind not in ("body", "headline"):
            continue
        rest = _rest(text, found[-1], paragraph) if found else None
        if rest:
            before = found.pop()
            found.append(Quotation((*before.spans, rest), (before.outer[0], paragraph.end)))
            continue
        for new in _in_paragraph(text, paragraph):
            if found and _continues(text, found[-1], new, paragraph):
                before = found.pop()
                found.append(Quotation(before.spans + new.spans, (before.outer[0], new.outer[1]), new.closed))
            else:
                found.append(new)
    return [q for q in found if _is_credible(text, q)]


def _rest(text: str, before: Quotation, paragraph: Paragraph) -> Span | None:
    """What goes on with a quotation that is not closed, where a paragraph's only mark is the one that closes it."""
    marks = list(DOUBLE.finditer(text, paragraph.start, paragraph.end))
    opened = DOUBLE.match(text, before.outer[0])
    if opened is None or len(marks) != 1 or marks[0].end() != paragraph.end:
        return None
    if marks[0].group() not in CLOSERS[opened.group()] or not _may_go_on(text, before, paragraph):
        return None
    return _inside(text, paragraph.start, marks[0].start())


def _in_paragraph(text: str, paragraph: Paragraph) -> list[Quotation]:
    """The outermost of double and single marks; apostrophes make single ones doubtful, so these must be closed."""
    double = _pair(text, paragraph, DOUBLE, _role_of_double)
    single = [q for q in _pair(text, paragraph, SINGLE, _role_of_single) if q.closed or _opens(text, q, paragraph)]
    sure = [q for q in single if q.closed and text[q.spans[0][1] - 1] in ',.!?…”"']
    outer = [q for q in sure if any(_encloses(q, d) for d in double) and not any(_overlaps(q, d) for d in double)]
    double = [d for d in double if not any(_encloses(q, d) for q in outer)]
    if any(d.closed for d in double):
        single = outer
    return sorted([*double, *(q for q in single if not _meets(q, double))], key=lambda q: q.outer)


def _opens(text: str, quotation: Quotation, paragraph: Paragraph) -> bool:
    """Whether a curly mark opens the paragraph: it may go on in the next one."""
    return quotation.outer[0] == paragraph.start and text[quotation.outer[0]] == "‘"


def _encloses(outer: Quotation, inner: Quotation) -> bool:
    return outer.outer[0] < inner.outer[0] and inner.outer[1] < outer.outer[1]


def _meets(quotation: Quotation, others: Sequence[Quotation]) -> bool:
    return any(quotation.outer[0] < o.outer[1] and o.outer[0] < quotation.outer[1] for o in others)


def _overlaps(a: Quotation, b: Quotation) -> bool:
    """Whether two quotations share text without one enclosing the other."""
    return _meets(a, [b]) and not _encloses(a, b)


def _pair(text: str, paragraph: Paragraph, marks: re.Pattern[str], role_of) -> list[Quotation]:  # type: ignore[no-untyped-def]
    """Pair opening with closing marks; a second opening mark of another kind is nested and skipped."""
    found = []
    opened: re.Match[str] | None = None
    for match in marks.finditer(text, paragraph.start, paragraph.end):
        role = role_of(text, match, opened, paragraph)
        if role == "open" and opened is None:
            opened = match
        elif role == "open" and opened is not None and opened.group() == match.group() and match.group() in "“«":
            opened = match  # the first was never closed: a stray mark
        elif role == "close" and opened is not None and match.group() in CLOSERS[opened.group()]:
            inside = _inside(text, opened.end(), match.start())
            found.append(Quotation((inside,), (opened.start(), match.end())))
            opened = None
    if opened is not None:
        end = paragraph.end
        found.append(Quotation((_inside(text, opened.end(), end),), (opened.start(), end), closed=False))
    return found


def _inside(text: str, start: int, end: int) -> Span:
    """What stands between the marks, without the space that some styles put there (« … »)."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _role_of_double(text: str, match: re.Match[str], opened: re.Match[str] | None, paragraph: Paragraph) -> str:
    mark = match.group()
    if mark == "“" and opened is not None and opened.group() == "„":
        return "close"
    before, after = _around(text, match, paragraph)
    if mark == "“" and opened is not None and opened.group() == "“" and before in ",.!?" and after.isspace():
        return "close"  # “It is late,“ she said
    if mark in "“„«``":
        return "open"
    if mark in "”»":
        return "close"
    if before.isdigit() and opened is None:
        return "neither"  # inches, or minutes of arc
    if opened is None:
        return "open" if not after.isspace() and (not before.isalnum()) else "neither"
    return "close" if not before.isspace() or after.isspace() else "open"


def _role_of_single(text: str, match: re.Match[str], opened: re.Match[str] | None, paragraph: Paragraph) -> str:
    before, after = _around(text, match, paragraph)
    opens = after.isalpha() or after in '“"' or (after.isdigit() and match.group() == "‘" and before.isspace())
    if match.group() != "’" and opened is None and not before.isalnum() and opens:
        return "open"
    if opened is None or after.isalnum() or before.isspace():
        return "neither"  # an apostrophe
    if before == "s" and after.isspace() and _closes_later(text, match.end(), paragraph):
        return "neither"  # the plural possessive, "the workers’ rights"
    return "close"


def _closes_later(text: str, position: int, paragraph: Paragraph) -> bool:
    """Whether a better closing mark, one behind punctuation, stands later and before another opening mark."""
    later = re.search(r"[,.!?…][’']|(?<!\w)[‘']\w", text[position : paragraph.end])
    return bool(later) and later.group()[0] in ",.!?…"  # type: ignore[union-attr]


def _around(text: str, match: re.Match[str], paragraph: Paragraph) -> tuple[str, str]:
    before = text[match.start() - 1] if match.start() > paragraph.start else " "
    after = text[match.end()] if match.end() < paragraph.end else " "
    return before, after


def _continues(text: str, before: Quotation, new: Quotation, paragraph: Paragraph) -> bool:
    return (
        _may_go_on(text, before, paragraph)
        and new.outer[0] == paragraph.start
        and text[before.outer[0]] == text[new.outer[0]]
    )


def _may_go_on(text: str, before: Quotation, paragraph: Paragraph) -> bool:
    """Whether a quotation is not closed, and nothing but white space stands between it and a paragraph."""
    return not before.closed and _is_credible(text, before) and not text[before.outer[1] : paragraph.start].strip()


def _is_credible(text: str, quotation: Quotation) -> bool:
    """An unclosed quotation counts only where the mark opens a sentence; empty ones never."""
    start, end = quotation.spans[0]
    if not text[start:end].strip():
        return False
    if quotation.closed:
        return True
    before = text[: quotation.outer[0]].rstrip(" ")
    return (not before or before[-1] in "\n:,.!?") and text[start : start + 1].isupper()
