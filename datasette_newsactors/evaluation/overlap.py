"""Which of the spans found are the annotated ones."""

from __future__ import annotations

from collections.abc import Sequence

from ..models import Span

MARGINS = frozenset(" \t\n\r\"“”«»„'‘’`.,;:!?-–—()[]…")
OVERLAP = 0.5

Characters = frozenset[int]


def core(text: str, spans: Sequence[Span]) -> Characters:
    """The characters of a content, without marks and white space at its two outer ends."""
    positions = sorted({i for start, end in spans for i in range(start, end)})
    while positions and text[positions[0]] in MARGINS:
        positions.pop(0)
    while positions and text[positions[-1]] in MARGINS:
        positions.pop()
    return frozenset(positions)


def match(gold: Sequence[Characters], found: Sequence[Characters]) -> dict[int, int]:
    """Annotated contents → found ones, each once, the greatest overlap first."""
    overlaps = []
    for i, a in enumerate(gold):
        for j, b in enumerate(found):
            shared = len(a & b)
            if shared and shared / len(a | b) >= OVERLAP:
                overlaps.append((-shared / len(a | b), i, j))
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(overlaps):
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched
