"""What the page says beside the words: paragraphs and quotation marks, laid over the parsed document."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from ..models import Span
from .cue import Cue, cues
from .quotation import Quotation, quotations
from .segment import Paragraph, paragraphs
from .turns import Turn, turns


@dataclass(frozen=True)
class Layout:
    """A parsed document with its paragraphs, outermost quotations and turns of a transcript, all in text order."""

    doc: Doc
    text: str  # doc.text, which spaCy builds anew each time it is asked for
    paragraphs: tuple[Paragraph, ...]
    quotations: tuple[Quotation, ...]
    turns: tuple[Turn, ...] = ()

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the document, which spaCy makes anew each time that it goes through it."""
        return tuple(self.doc)

    @cached_property
    def sentence_numbers(self) -> list[int]:
        """The number of each token's sentence, by the token's index."""
        return [number for number, sentence in enumerate(self.doc.sents) for _ in range(len(sentence))]

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [p.start for p in self.paragraphs]

    @cached_property
    def _quotation_starts(self) -> list[int]:
        return [q.outer[0] for q in self.quotations]

    @cached_property
    def _turn_starts(self) -> list[int]:
        return [turn.said[0][0] for turn in self.turns]

    @cached_property
    def cues(self) -> list[Cue]:
        """Every possible cue, in text order."""
        return cues(self.doc, self.tokens)

    @cached_property
    def noun_phrases(self) -> tuple[Phrase, ...]:
        """The noun phrases, in text order; spaCy looks through the whole document for each of them."""
        return tuple(self.doc.noun_chunks)

    @cached_property
    def _noun_phrases(self) -> tuple[dict[int, Phrase], dict[int, Phrase]]:
        """By their first token, and by the token after them."""
        return {p.start: p for p in self.noun_phrases}, {p.end: p for p in self.noun_phrases}

    def noun_phrase_from(self, index: int) -> Phrase | None:
        """The noun phrase that begins with a token."""
        return self._noun_phrases[0].get(index)

    def noun_phrase_to(self, index: int) -> Phrase | None:
        """The noun phrase that ends before a token."""
        return self._noun_phrases[1].get(index)

    def paragraph_at(self, position: int) -> Paragraph:
        """The paragraph a character stands in (for the white space between two, the one before)."""
        index = bisect_right(self._paragraph_starts, position) - 1
        return self.paragraphs[max(index, 0)] if self.paragraphs else Paragraph(0, 0, "body")

    def quotation_at(self, position: int) -> Quotation | None:
        """The quotation a character stands in, marks included."""
        index = bisect_right(self._quotation_starts, position) - 1
        if index >= 0 and position in self.quotations[index]:
            return self.quotations[index]
        return None

    def is_spoken(self, position: int) -> bool:
        """Whether somebody speaks there, between quotation marks or in a turn of a transcript, and not the writer."""
        return self.quotation_at(position) is not None or self.turn_at(position) is not None

    def turn_at(self, position: int) -> Turn | None:
        """The turn of a transcript that a character stands in, behind its label."""
        index = bisect_right(self._turn_starts, position) - 1
        return self.turns[index] if index >= 0 and position in self.turns[index] else None

    def is_body(self, position: int) -> bool:
        return self.paragraph_at(position).kind == "body"


def lay_out(doc: Doc) -> Layout:
    """Find the paragraphs and quotations of a document."""
    text = doc.text
    parts = paragraphs(text)
    return Layout(doc, text, tuple(parts), tuple(quotations(text, parts)), turns(text, parts))


def span_of(tokens: list[Token]) -> Span:
    """From the first token to the last, in characters, without punctuation and white space at the ends."""
    while len(tokens) > 1 and (tokens[0].is_space or (tokens[0].is_punct and not tokens[0].is_bracket)):
        tokens = tokens[1:]
    while len(tokens) > 1 and (tokens[-1].is_space or tokens[-1].text in {",", ";", ":", ".", "–", "—", "-", "--"}):
        tokens = tokens[:-1]
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])
