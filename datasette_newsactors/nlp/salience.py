"""Who is in the reader's mind at each point: the people of an article by place, grammatical rank and gender.

A pronoun goes to the person most salient before it (Lappin and Leass 1994, simplified: recency by sentence, and
subjects and sources before others), among those whose gender the text itself does not rule out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from ..models import Span

SOURCE = 2.4
SUBJECT = 2.0
ADDRESSED = 1.95  # who is asked is the likeliest to answer
LEADER = 1.9
OTHER = 1.0
QUOTED = 2.0  # what standing inside quotation marks costs: the narrator's pronouns rarely reach in there
SENTENCE = 0.8  # what a sentence of distance costs
FARTHEST = 5  # sentences
UNKNOWN = -1  # the index of a person whom the article does not name
CLEAR = 1.0  # how far behind a rival must be for a pronoun to teach us a gender
MARGIN = 0.3  # how far behind a rival must be, or the pronoun stays open


@dataclass(frozen=True)
class Trace:
    """A mention as salience sees it: character position, sentence number, actor's index, and its rank."""

    position: int
    sentence: int
    actor: int
    rank: float


@dataclass(frozen=True)
class Reference:
    """A span that refers to the actor with this index, and how it does: "pronoun" or "nominal"."""

    span: Span
    actor: int
    kind: str


def most_salient(traces: list[Trace], position: int, sentence: int, allowed: set[int], margin: float) -> int | None:
    """The actor a pronoun refers to, or None where nobody stands out.

    traces: in text order. allowed: the actors it can be. margin: how far behind the next one must be.
    """
    scores: Counter[int] = Counter()
    for trace in reversed(traces[: bisect_left(traces, position, key=lambda t: t.position)]):
        distance = sentence - trace.sentence
        if distance > FARTHEST:
            break
        if trace.actor in allowed:
            score = trace.rank - SENTENCE * distance
            scores[trace.actor] = max(scores.get(trace.actor, score), score)  # type: ignore[assignment]
    ranked = scores.most_common(2)
    if not ranked:
        return None
    (actor, best), rest = ranked[0], ranked[1:]
    return actor if all(best - score >= margin for _, score in rest) else None
