"""An article's text cut into pieces at every boundary of a quote or mention, so that each can be marked.

Spans overlap: a mention lies inside a quote, a quote inside another, a split quote around its own cue. HTML
elements nest, so the text is cut wherever a span begins or ends, and each piece knows what covers it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

PARAGRAPH_BREAK = re.compile(r"[^\S\n]*\n\s*")


@dataclass(frozen=True)
class Span:
    """A half-open range of characters with what it marks: quote, mention, source, cue or break."""

    start: int
    end: int
    kind: str
    value: Any = None


@dataclass(frozen=True)
class Piece:
    """A run of text that the same spans cover from end to end."""

    start: int
    end: int
    text: str
    spans: tuple[Span, ...]

    def values(self, kind: str) -> list[Any]:
        """What the covering spans of one kind mark, the widest first."""
        return [span.value for span in self.spans if span.kind == kind]


@dataclass(frozen=True)
class Segment:
    """Pieces of a paragraph that lie in the same quotes; `starts` are the quotes that begin here."""

    quotes: tuple[Any, ...]
    starts: tuple[Any, ...]
    pieces: tuple[Piece, ...]


def cut(text: str, spans: Sequence[Span]) -> list[Piece]:
    """The text in pieces that join to the whole again. Spans that reach outside the text are clipped."""
    clipped = [Span(max(s.start, 0), min(s.end, len(text)), s.kind, s.value) for s in spans]
    inside = sorted((s for s in clipped if s.start < s.end), key=lambda s: (s.start, -s.end))
    edges = sorted({0, len(text), *(s.start for s in inside), *(s.end for s in inside)})
    pieces, open_spans, upcoming = [], list[Span](), 0
    for start, end in pairwise(edges):
        open_spans = [span for span in open_spans if span.end > start]
        while upcoming < len(inside) and inside[upcoming].start == start:
            open_spans.append(inside[upcoming])
            upcoming += 1
        covering = tuple(sorted(open_spans, key=lambda s: s.start - s.end))
        pieces.append(Piece(start, end, text[start:end], covering))
    return pieces


def paragraphs(
    text: str, quotes: Sequence[Mapping[str, Any]], mentions: Sequence[Mapping[str, Any]]
) -> list[list[Segment]]:
    """The article as paragraphs of segments, ready to be marked.

    quotes: with `id`, `spans`, and the offsets of source and cue. mentions: with `start` and `end`.
    """
    pieces = cut(text, _spans(text, quotes, mentions))
    started: set[Any] = set()
    result = []
    for is_break, run in groupby(pieces, key=lambda piece: bool(piece.values("break"))):
        if not is_break:
            result.append(_segments(list(run), started))
    return result


def _spans(text: str, quotes: Sequence[Mapping[str, Any]], mentions: Sequence[Mapping[str, Any]]) -> list[Span]:
    spans = [Span(match.start(), match.end(), "break") for match in PARAGRAPH_BREAK.finditer(text)]
    spans += [Span(mention["start"], mention["end"], "mention", mention) for mention in mentions]
    for number, quote in enumerate(quotes, 1):
        numbered = {**quote, "number": number}
        spans += [Span(start, end, "quote", numbered) for start, end in quote["spans"]]
        for kind in ("source", "cue"):
            start, end = quote[f"{kind}_start"], quote[f"{kind}_end"]
            if start is not None and end is not None:
                spans.append(Span(start, end, kind, numbered))
    return spans


def _segments(pieces: list[Piece], started: set[Any]) -> list[Segment]:
    segments = []
    for _, run in groupby(pieces, key=lambda piece: [quote["id"] for quote in piece.values("quote")]):
        group = tuple(run)
        quotes = tuple(group[0].values("quote"))
        starts = tuple(quote for quote in quotes if quote["id"] not in started)
        started.update(quote["id"] for quote in starts)
        segments.append(Segment(quotes, starts, group))
    return segments


def matches(highlighted: str) -> list[tuple[str, bool]]:
    """Text from FTS5's highlight(…, char(2), char(3)) as (piece, whether it matched) pairs."""
    parts = re.split(r"\x02([^\x02\x03]*)\x03", highlighted)
    pieces = [(re.sub(r"[\x02\x03]", "", part), n % 2 == 1) for n, part in enumerate(parts)]
    return [piece for piece in pieces if piece[0]]
