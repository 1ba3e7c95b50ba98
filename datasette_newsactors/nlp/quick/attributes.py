"""What spaCy's attribute ruler says of tokens, said faster.

Nearly all of its patterns look at one token alone, and at its word only where it is one of a few. Which of them fit is
remembered by what they look at, so that they are tried once for each kind of token, and not for each token.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

import numpy as np
from spacy.attrs import IDS
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Span

from .kinds import kinds

NAME = "newsactors_attributes"
SEEN = ("LOWER", "TAG", "DEP", "IS_SPACE")  # what the patterns look at
SAID = ("POS", "MORPH", "LEMMA", "TAG", "DEP")  # what the rules say

Rules = tuple[int, ...]  # the numbers of those that hold for a token; later ones overrule those before them


@Language.factory(NAME)
class Attributes:
    """Stands in for an attribute ruler of the pipeline."""

    def __init__(self, nlp: Language, name: str, stands_for: str) -> None:
        self.ruler = cast(AttributeRuler, nlp.get_pipe(stands_for))
        rules: Any = self.ruler.patterns
        self.alone, self.together = Matcher(nlp.vocab), Matcher(nlp.vocab)
        words = set[str]()
        for number, rule in enumerate(rules):
            for pattern in rule["patterns"]:
                listed = _listed(pattern)
                matcher = self.together if listed is None else self.alone
                matcher.add(str(number), [pattern])
                words.update(listed or ())
        self.words = np.array([nlp.vocab.strings.add(word) for word in sorted(words)], np.uint64)
        self.holding: dict[bytes, Rules] = {}  # by what a token shows of itself
        self.row: dict[Rules, int] = {}  # in the following
        self.said = np.zeros((0, len(SAID)), np.uint64)
        self.says = np.zeros((0, len(SAID)), np.bool_)

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        found = self._alone(doc)
        for rule, start, end in self._matches(self.together, doc):
            at = range(start, end)[self.ruler.indices[rule]]
            found[at] = tuple(sorted([*found[at], rule]))
        rows = [self._row(rules) for rules in found]
        said: Any = np.where(self.says[rows], self.said[rows], doc.to_array(list(SAID)))
        return doc.from_array(list(SAID), said)

    def _alone(self, doc: Doc) -> list[Rules]:
        """The rules that hold for each token, of those that look at no other."""
        columns = doc.to_array(list(SEEN))
        columns[~np.isin(columns[:, 0], self.words), 0] = 0
        shown = kinds(columns)
        for token, kind in enumerate(shown):
            if kind not in self.holding:
                self.holding[kind] = tuple(
                    sorted(rule for rule, *_ in self._matches(self.alone, doc[token : token + 1]))
                )
        return [self.holding[kind] for kind in shown]

    def _matches(self, matcher: Matcher, text: Doc | Span) -> Iterator[tuple[int, int, int]]:
        """The rules that fit, and where: from a token to before another."""
        for key, start, end in matcher(text, allow_missing=True):
            yield int(self.ruler.vocab.strings[key]), start, end

    def _row(self, rules: Rules) -> int:
        """The row that has what rules say together."""
        if rules not in self.row:
            self.row[rules] = len(self.row)
            together = {name: value for rule in rules for name, value in self.ruler.attrs[rule].items()}
            said = [together.get(IDS[name]) for name in SAID]
            self.said = np.vstack([self.said, np.array([value or 0 for value in said], np.uint64)])
            self.says = np.vstack([self.says, [value is not None for value in said]])
        return self.row[rules]


def can_stand_for(ruler: Any) -> bool:
    """Whether a component is a ruler, and its rules say nothing else than those of spaCy's own pipelines."""
    said = {IDS[name] for name in SAID}
    return isinstance(ruler, AttributeRuler) and all(said.issuperset(attrs) for attrs in ruler.attrs)


def _listed(pattern: Sequence[Mapping[str, Any]]) -> Sequence[str] | None:
    """The words that a pattern of one token asks for; None where it looks at more than a list of words and SEEN."""
    if len(pattern) != 1 or not set(SEEN).issuperset(pattern[0]):
        return None
    asked = pattern[0].get("LOWER", {})
    words = {"IN": [asked]} if isinstance(asked, str) else asked
    return [word for listed in words.values() for word in listed] if {"IN", "NOT_IN"}.issuperset(words) else None
