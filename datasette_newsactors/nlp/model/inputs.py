"""What the network is told of each token: its values, by number, what the pipeline computed, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from ...lexicon import lexicon
from ..layout import Layout
from .nodes import Array, Numbers
from .sheet import Sheet

VECTOR = 96  # numbers that en_core_web_sm computes for a token
COLUMNS = ("tag", "dep", "entity", "lemma")  # of a sheet; each value that was met in training has a number
UNKNOWN = 0  # the number of the others
SIGNS = 20  # numbers that tell of a token where it stands, and what the lexicon has it for
LONG = 40  # tokens from which a distance counts as 1
UTTERED, MEANT = ("speech", "writing"), ("thought", "intention", "perception")
SENTENCE_END = ".,!?…"


class Tokens(NamedTuple):
    """A document for the network: a row is a token.

    numbers: of its values in COLUMNS. vectors: the pipeline's own. signs: SIGNS numbers. head: the token it hangs on.
    """

    numbers: Numbers
    vectors: Array
    signs: Array
    head: Numbers


def tokens_of(sheet: Sheet, vectors: Array, numbers: Mapping[str, Mapping[str, int]]) -> Tokens:
    """A document for the network. numbers: of each value of a column."""
    columns = [[numbers[name].get(value, UNKNOWN) for value in getattr(sheet, name)] for name in COLUMNS]
    return Tokens(np.array(columns, np.int64).T, vectors, _signs(sheet), np.array(sheet.head, np.int64))


def vectors_of(layout: Layout, blind: bool = False) -> Array:
    """What the pipeline has computed for each token; nothing but 0 where that is not to be seen, or of another size."""
    shape = (len(layout.tokens), VECTOR)
    found = np.asarray(layout.doc.tensor, np.float32)
    return np.zeros(shape, np.float32) if blind or found.shape != shape else found


def _signs(sheet: Sheet) -> Array:
    """Quotation, sentence, paragraph, capitals, side of the head, lexicon."""
    count = len(sheet.word)
    found = np.zeros((count, SIGNS), np.float32)
    if not count:
        return found
    place = np.arange(count)
    first, last = np.array(sheet.sentences)[np.array(sheet.sentence)].T
    paragraph, head = np.array(sheet.paragraph), np.array(sheet.head)
    found[:, :6] = _quoted(sheet)
    found[:, 6] = place == first
    found[:, 7] = place == last - 1
    found[:, 8] = np.minimum(place - first, LONG) / LONG
    found[:, 9] = np.minimum(last - 1 - place, LONG) / LONG
    found[:, 10] = np.r_[True, paragraph[1:] != paragraph[:-1]]
    found[:, 11] = sheet.body
    found[:, 12] = [word[:1].isupper() for word in sheet.word]
    found[:, 13] = [word.isupper() for word in sheet.word]
    found[:, 14] = [pos == "SPACE" for pos in sheet.pos]
    found[:, 15] = head < place
    found[:, 16] = head == place
    found[:, 17:] = [_listed().get(lemma, (0, 0, 0)) for lemma in sheet.lemma]
    return found


def _quoted(sheet: Sheet) -> Array:
    """Of each token whether it stands in a quotation, begins or ends it, how long that is, and its ends."""
    found = np.zeros((len(sheet.word), 6), np.float32)
    for quotation in sheet.quotations:
        start, end = quotation.inner
        length = min(quotation.last - quotation.first, LONG) / LONG
        signs = (1, 0, 0, length, sheet.text[start].isupper(), sheet.text[end - 1] in SENTENCE_END)
        found[quotation.first : quotation.last] = signs
        if quotation.first < quotation.last:
            found[quotation.first, 1] = found[quotation.last - 1, 2] = 1
    return found


@cache
def _listed() -> dict[str, tuple[int, int, int]]:
    """Lemma → whether the lexicon has it as a cue of utterance, of thought, or of anything."""
    data, classes = lexicon("cues"), dict[str, set[str]]()
    for frame in ("clause", "infinitive", "noun"):
        for cue_class, lemmas in data[frame].items():
            for lemma in lemmas:
                classes.setdefault(lemma, set()).add(cue_class)
    for lemma in data["label"]:
        classes.setdefault(lemma, set())
    return {
        lemma: (not found.isdisjoint(UTTERED), not found.isdisjoint(MEANT), True) for lemma, found in classes.items()
    }


def numbered(known: Mapping[str, Sequence[str]]) -> dict[str, dict[str, int]]:
    """The number of each value of a column, from 1 on."""
    return {name: {value: number for number, value in enumerate(known[name], 1)} for name in COLUMNS}
