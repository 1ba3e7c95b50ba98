"""A parsed document as plain lists: the models ask for every token's neighbours, and spaCy's tokens are slow to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from spacy.tokens import Doc

from ...models import Span
from ..cue import verb_lemma
from ..layout import Layout

OUTSIDE = -1  # the quotation of a token that stands in none


class Quoted(NamedTuple):
    """A quotation in tokens, from `first` to before `last`, and in characters, with its marks and without."""

    first: int
    last: int
    outer: Span
    inner: Span


@dataclass(frozen=True)
class Sheet:
    """One document column by column; a row is a token.

    head, children: tokens. sentence, paragraph, quotation: indices (a quotation includes its marks).
    sentences: from the first token to behind the last.
    """

    text: str
    start: list[int]
    end: list[int]
    word: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    entity: list[str]
    head: list[int]
    children: list[list[int]]
    sentence: list[int]
    sentences: list[Span]
    paragraph: list[int]
    body: list[bool]
    quotation: list[int]
    quotations: list[Quoted]

    def left_edge(self, token: int) -> int:
        """The leftmost token below a token, going from each to its first dependent."""
        while self.children[token] and self.children[token][0] < token:
            token = self.children[token][0]
        return token

    def right_edge(self, token: int) -> int:
        """The rightmost token below a token, going from each to its last dependent."""
        while self.children[token] and self.children[token][-1] > token:
            token = self.children[token][-1]
        return token

    def quotation_apart(self, token: int, cue: int) -> int:
        """The quotation that a token stands in, unless the cue stands in the same one."""
        quotation = self.quotation[token]
        return OUTSIDE if quotation == self.quotation[cue] else quotation


def sheet_of(layout: Layout) -> Sheet:
    """The lists of a document."""
    tokens = layout.tokens
    words = [t.text for t in tokens]
    start = [t.idx for t in tokens]
    end = [t.idx + len(word) for t, word in zip(tokens, words, strict=True)]
    head = _heads(layout.doc)
    sentences = [(s.start, s.end) for s in layout.doc.sents]
    quotation, quotations = _quotations(layout, start, end)
    paragraph = _paragraphs(layout, start)
    return Sheet(
        text=layout.text,
        start=start,
        end=end,
        word=words,
        lower=[word.lower() for word in words],
        lemma=[verb_lemma(t) for t in tokens],
        tag=_column(layout.doc, "TAG"),
        pos=_column(layout.doc, "POS"),
        dep=_column(layout.doc, "DEP"),
        entity=_column(layout.doc, "ENT_TYPE"),
        head=head,
        children=_children(head),
        sentence=layout.sentence_numbers,
        sentences=sentences,
        paragraph=paragraph,
        body=[not layout.paragraphs or layout.paragraphs[p].kind == "body" for p in paragraph],
        quotation=quotation,
        quotations=quotations,
    )


def _column(doc: Doc, name: str) -> list[str]:
    """What the pipeline says of each token, without asking the tokens."""
    numbers = doc.to_array(name).tolist()
    names = {number: doc.vocab.strings[number] for number in set(numbers)}
    return [names[number] for number in numbers]


def _heads(doc: Doc) -> list[int]:
    steps = doc.to_array("HEAD").astype(np.int64).tolist()  # from each token to its head
    return [token + step for token, step in enumerate(steps)]


def _children(head: Sequence[int]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in head]
    for token, governor in enumerate(head):
        if governor != token:
            children[governor].append(token)
    return children


def _paragraphs(layout: Layout, start: Sequence[int]) -> list[int]:
    """The paragraph of each token; white space between two belongs to the first."""
    found, current = list[int](), 0
    for position in start:
        while current + 1 < len(layout.paragraphs) and position >= layout.paragraphs[current + 1].start:
            current += 1
        found.append(current)
    return found


def _quotations(layout: Layout, start: Sequence[int], end: Sequence[int]) -> tuple[list[int], list[Quoted]]:
    """The quotation of each token, and the quotations."""
    of_token, found, token = [OUTSIDE] * len(start), list[Quoted](), 0
    for quotation in layout.quotations:
        left, right = quotation.outer
        while token < len(start) and end[token] <= left:
            token += 1
        first = token
        while token < len(start) and start[token] < right:
            of_token[token] = len(found)
            token += 1
        found.append(Quoted(first, token, quotation.outer, (quotation.spans[0][0], quotation.spans[-1][1])))
    return of_token, found
