"""Who is in the reader's mind at each point: the people of an article by place, grammatical rank and gender.

A pronoun goes to the person most salient before it (Lappin and Leass 1994, simplified: recency by sentence, and
subjects and sources before others), among those whose gender the text itself does not rule out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass
from math import inf

from ..models import Span

SOURCE = 2.4
SUBJECT = 2.0
ADDRESSED = 1.95  # who is asked is the likeliest to answer
LEADER = 1.9
OTHER = 1.0
QUOTED = 2.0  # what standing inside quotation marks costs: the narrator's pronouns rarely reach in there
SENTENCE = 0.8  # what a sentence of distance costs
FITTING = 0.6  # what it is worth that the text has shown the gender
FARTHEST = 5  # sentences
UNKNOWN = -1  # the index of a person whom the article does not name
OPEN = {"male": -2, "female": -3}  # of whomever a "he" or "she" meant that was left open: the next one may mean him too
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


def most_salient(
    traces: list[Trace], position: int, sentence: int, allowed: Container[int], fitting: Container[int]
) -> tuple[int, float]:
    """The actor a pronoun would refer to, and how far the next one is behind; UNKNOWN where nobody is near.

    traces: in text order. allowed: the actors it can be. fitting: those whom the text has shown to be of its gender.
    """
    scores: dict[int, float] = {}
    for trace in reversed(traces[: bisect_left(traces, position, key=lambda t: t.position)]):
        distance = sentence - trace.sentence
        if distance > FARTHEST:
            break
        if trace.actor in allowed:
            score = trace.rank - SENTENCE * distance + (FITTING if trace.actor in fitting else 0)
            scores[trace.actor] = max(scores.get(trace.actor, score), score)
    if not scores:
        return UNKNOWN, inf
    actor = max(scores, key=lambda a: scores[a])
    return actor, scores[actor] - max((score for a, score in scores.items() if a != actor), default=-inf)
