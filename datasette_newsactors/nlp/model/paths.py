"""The way through the syntax tree from a cue to each word of its sentence."""

from __future__ import annotations

from typing import NamedTuple

from .sheet import Sheet

HIGHEST, DEEPEST, SPELLED = 6, 150, 4  # steps up to be followed, steps down, and steps down that are spelled out


class Path(NamedTuple):
    """Up from the cue to a word above it, then down.

    top: the token right below that word through which the way down goes. depth: steps down. way: both ways, spelled.
    branch: where the way down begins, seen from the cue.
    """

    top: int
    depth: int
    way: str
    branch: str


def paths(sheet: Sheet, cue: int) -> dict[int, Path]:
    """The path to each token of the cue's sentence; none to those of other trees."""
    found = _above(sheet, cue)
    ups = {token: path.branch for token, path in found.items()}
    for token in range(*sheet.sentences[sheet.sentence[cue]]):
        waiting = list[int]()
        while token not in found and sheet.head[token] != token and len(waiting) < DEEPEST:
            waiting.append(token)
            token = sheet.head[token]
        if token not in found:
            found[token] = Path(token, 0, "?", "?")
            ups[token] = "?"
        for below in reversed(waiting):
            found[below] = _step_down(sheet, below, found[sheet.head[below]], ups)
    return found


def _above(sheet: Sheet, cue: int) -> dict[int, Path]:
    """The cue and the words it hangs under."""
    found, token, up = {}, cue, "*"
    for _ in range(HIGHEST + 1):
        found[token] = Path(token, 0, up, up)
        if sheet.head[token] == token:
            break
        up = f"{up}^{sheet.dep[token]}"
        token = sheet.head[token]
    return found


def _step_down(sheet: Sheet, token: int, above: Path, ups: dict[int, str]) -> Path:
    side = "<" if token < sheet.head[token] else ">"
    if above.depth == 0:
        branch = f"{ups[above.top]}{side}{sheet.dep[token]}"
        return Path(token, 1, branch, branch)
    way = f"{above.way}/{sheet.dep[token]}" if above.depth < SPELLED else above.way
    return Path(above.top, above.depth + 1, way, above.branch)
