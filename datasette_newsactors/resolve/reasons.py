"""By which rule a name belongs to its actor, said afterwards for people to judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .cluster import Evidence, agree, has_only_particles, initials, is_acronym, one_letter_apart, written_out
from .normalise import fold

MAIN = "the main name"
DECIDED = "a decision of people"

Rule = Callable[[Evidence, Evidence], bool]


def reasons(names: Sequence[Evidence], shown: str) -> list[str]:
    """For each name of an actor how it came there: by the strictest rule that ties it to another name of the actor.

    shown: the name under which the actor stands; where people have given it another, the commonest is the main one.
    """
    main = max(names, key=lambda n: (n.name == shown, n.n_articles), default=None)
    return [MAIN if name is main else _reason(name, [n for n in names if n is not name]) for name in names]


def _reason(name: Evidence, others: Sequence[Evidence]) -> str:
    return next((words for words, rule in RULES if any(rule(name, other) for other in others)), DECIDED)


def _is_same(a: Evidence, b: Evidence) -> bool:
    return a.key == b.key


def _sounds_the_same(a: Evidence, b: Evidence) -> bool:
    return list(map(fold, a.words)) == list(map(fold, b.words))


def _is_written_out(a: Evidence, b: Evidence) -> bool:
    return written_out(a) == b.key or written_out(b) == a.key


def _has_middle_name(a: Evidence, b: Evidence) -> bool:
    return (
        min(len(a.words), len(b.words)) > 1 and (a.words[0], a.words[-1]) == (b.words[0], b.words[-1]) and agree(a, b)
    )


def _has_slip(a: Evidence, b: Evidence) -> bool:
    return len(a.words) > 1 and a.words[:-1] == b.words[:-1] and one_letter_apart(a.words[-1], b.words[-1])


def _has_initial(a: Evidence, b: Evidence) -> bool:
    ends = min(len(a.words), len(b.words)) > 1 and a.words[-1] == b.words[-1]
    return ends and 1 in (len(a.words[0]), len(b.words[0])) and a.words[0][0] == b.words[0][0]


def _is_surname(a: Evidence, b: Evidence) -> bool:
    bare, whole = sorted((a, b), key=lambda name: len(name.words))
    return has_only_particles(bare) and bare.words != whole.words and bare.words == whole.words[-len(bare.words) :]


def _has_initials(a: Evidence, b: Evidence) -> bool:
    return any(is_acronym(x) and x.key in initials(y.words) for x, y in ((a, b), (b, a)))


RULES: tuple[tuple[str, Rule], ...] = (
    ("the same name, taken for another type", _is_same),
    ("another romanisation", _sounds_the_same),
    ("umlauts written out", _is_written_out),
    ("no middle name contradicts", _has_middle_name),
    ("one letter apart, and rarer", _has_slip),
    ("an initial that fits nobody else here", _has_initial),
    ("a surname that nobody else well known bears here", _is_surname),
    ("initials of the name", _has_initials),
)
