"""The stretch of text in which a cue's source and content are looked for, cut into units."""

from __future__ import annotations

from typing import NamedTuple

from .sheet import OUTSIDE, Sheet

BACK, AHEAD = 12, 14  # sentences at most


class Unit(NamedTuple):
    """A token, or a whole quotation in which the cue does not stand: from token `first` to before `last`."""

    first: int
    last: int
    quotation: int


def window(sheet: Sheet, cue: int) -> list[Unit]:
    """The units of the cue's sentence and of those before and after it into which its content may reach."""
    first = last = sheet.sentence[cue]
    while first > 0 and sheet.sentence[cue] - first < BACK and _reaches_back(sheet, cue, first):
        first -= 1
    while last + 1 < len(sheet.sentences) and last - sheet.sentence[cue] < AHEAD and _reaches_on(sheet, cue, last):
        last += 1
    return _units(sheet, cue, sheet.sentences[first][0], sheet.sentences[last][1])


def _units(sheet: Sheet, cue: int, token: int, end: int) -> list[Unit]:
    units = []
    while token < end:
        quotation = sheet.quotation_apart(token, cue)
        if quotation != OUTSIDE:
            first, last = sheet.quotations[quotation][:2]
            units.append(Unit(first, last, quotation))
            token = last
        else:
            if sheet.pos[token] != "SPACE":
                units.append(Unit(token, token + 1, OUTSIDE))
            token += 1
    return units


def _reaches_back(sheet: Sheet, cue: int, sentence: int) -> bool:
    """Whether the sentence before may hold content: it ends in a quotation, or the cue's sentence only goes on."""
    if _crossed(sheet, cue, sentence):
        return True
    before = _last_word(sheet, sentence - 1)
    if sheet.paragraph[before] != sheet.paragraph[cue]:
        return False
    if sheet.quotation_apart(before, cue) != OUTSIDE:
        return True
    if sentence != sheet.sentence[cue]:
        return False
    start = sheet.sentences[sentence][0]
    return sheet.word[start][:1].islower() or (cue - start < 3 and _holds_quotation(sheet, cue, sentence - 1))


def _reaches_on(sheet: Sheet, cue: int, sentence: int) -> bool:
    """Whether the sentence after may hold content: it opens with a quotation, or a colon leads up to it."""
    if _crossed(sheet, cue, sentence + 1) or sheet.word[_last_word(sheet, sentence)] == ":":
        return True
    after = _first_word(sheet, sentence + 1)
    if sheet.paragraph[after] != sheet.paragraph[cue]:
        return False
    return (
        sheet.quotation_apart(after, cue) != OUTSIDE
        or sheet.word[after][:1].islower()
        or (sheet.word[cue] == ":" and sheet.quotation[cue] == OUTSIDE)
    )


def _crossed(sheet: Sheet, cue: int, sentence: int) -> bool:
    """Whether a quotation goes on over the start of a sentence."""
    start = sheet.sentences[sentence][0]
    return sheet.quotation_apart(start, cue) != OUTSIDE and sheet.quotation[start - 1] == sheet.quotation[start]


def _holds_quotation(sheet: Sheet, cue: int, sentence: int) -> bool:
    return any(sheet.quotation_apart(t, cue) != OUTSIDE for t in range(*sheet.sentences[sentence]))


def _first_word(sheet: Sheet, sentence: int) -> int:
    first, last = sheet.sentences[sentence]
    return next((t for t in range(first, last) if sheet.pos[t] != "SPACE"), last - 1)


def _last_word(sheet: Sheet, sentence: int) -> int:
    first, last = sheet.sentences[sentence]
    return next((t for t in range(last - 1, first, -1) if sheet.pos[t] != "SPACE"), first)
