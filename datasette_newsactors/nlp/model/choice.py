"""Learning which reading of a cue holds, from what networks saw in articles that they had not been shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from ...annotated import Gold
from ...models import NewsactorsError, Span
from .predict import Judged, chosen
from .readings import Reading
from .trees import Trees, trees_of

CHOICE_TRAINING = {
    "learning_rate": 0.04,
    "max_iter": 400,
    "max_leaf_nodes": 31,
    "min_samples_leaf": 40,
    "l2_regularization": 1.0,
    "random_state": 0,
}
CONTENT, SOURCE, EXACT = (
    0.3,
    0.4,
    0.3,
)  # what a content is worth that fits; more with its source, and if it fits exactly
SAME = 0.5  # intersection over union from which a content fits
THRESHOLDS = [n / 50 for n in range(5, 30)]
PRECISION = 79  # percent of what is found that is to be right: the lowest threshold that gives it is taken
STEP = 0.05  # of the scores by which calibration groups


class Fit(NamedTuple):
    """How a reading agrees with the annotated attribution that its content is most like.

    gold: its number, or None where no content is like enough. source: whether it is the annotated one, too. exact:
    whether the content has just the same letters.
    """

    gold: int | None
    source: bool
    exact: bool

    @property
    def worth(self) -> float:
        return CONTENT * (self.gold is not None) + self.source * (SOURCE + EXACT * self.exact)


class Outcome(NamedTuple):
    """The readings of an article, how each fits, and how many attributions are annotated."""

    judged: Judged
    fits: list[Fit]
    annotated: int


class Learnt(NamedTuple):
    """The trees, the score from which a reading is taken, how sure each score is, and figures on unseen articles."""

    trees: Trees
    threshold: float
    calibration: list[tuple[float, float]]
    figures: dict[str, float]


def outcome(found: Judged, golds: Sequence[Gold], text: str) -> Outcome:
    """The readings of an article beside what is annotated."""
    letters = [_letters(gold.content, text) for gold in golds]
    fits = [_fit(reading, golds, letters, text) for reading in found.readings]
    return Outcome(found, fits, len(golds))


def _fit(reading: Reading, golds: Sequence[Gold], letters: Sequence[set[int]], text: str) -> Fit:
    content = _letters(reading.attribution.content, text)
    likeness = [len(content & of_gold) / max(1, len(content | of_gold)) for of_gold in letters]
    gold = max(range(len(golds)), key=likeness.__getitem__, default=None)
    if gold is None or likeness[gold] < SAME:
        return Fit(None, False, False)
    return Fit(gold, _is_source(reading.source, golds[gold].source), likeness[gold] == 1)


def _letters(spans: Iterable[Span], text: str) -> set[int]:
    """The letters and digits: marks and commas do not tell contents apart."""
    return {n for start, end in spans for n in range(start, end) if text[n].isalnum()}


def _is_source(source: Span | None, golds: Sequence[Span]) -> bool:
    if source is None or not golds:
        return source is None and not golds
    return any(source[0] < end and start < source[1] for start, end in golds)


def learn(outcomes: Sequence[Outcome], folds: int) -> Learnt:
    """Learn from readings by networks that had not seen the article; each fold's scores come from the others."""
    rows = [features for found in outcomes for features in found.judged.features]
    worth = np.array([fit.worth for found in outcomes for fit in found.fits])
    names = sorted({name for row in rows for name in row})
    known = np.array([[row.get(name, np.nan) for name in names] for row in rows], np.float32)
    fold = np.array([number % folds for number, found in enumerate(outcomes) for _ in found.fits])
    scores = np.zeros(len(rows))
    for number in range(folds):
        scores[fold == number] = _fitted(known[fold != number], worth[fold != number]).predict(known[fold == number])
    parts = np.split(scores, np.cumsum([len(found.fits) for found in outcomes])[:-1])
    precise = (least for least in THRESHOLDS if figures(outcomes, parts, least)["precision"] >= PRECISION)
    threshold = next(precise, THRESHOLDS[-1])
    trees = trees_of(_fitted(known, worth), names)
    return Learnt(
        trees, threshold, calibration(_known(outcomes, parts, threshold)), figures(outcomes, parts, threshold)
    )


def learner() -> Any:
    """What learns, from scikit-learn. Raises NewsactorsError where it is not installed."""
    try:
        from sklearn.ensemble import HistGradientBoostingRegressor
    except ImportError as error:
        raise NewsactorsError(
            "Training a quote model needs the package scikit-learn, which is not installed. "
            "Install it: pip install 'datasette-newsactors[train]'."
        ) from error
    return HistGradientBoostingRegressor(**CHOICE_TRAINING)


def _fitted(known: NDArray[np.float32], worth: NDArray[np.float64]) -> Any:
    with threadpool_limits(1):  # several threads that wait for each other take longer, and add up in another order
        return learner().fit(known, worth)


def figures(outcomes: Sequence[Outcome], scores: Sequence[NDArray[np.float64]], threshold: float) -> dict[str, float]:
    """F1 of contents, of contents with their source, and of contents that just fit; precision of contents."""
    taken = annotated = 0
    right = np.zeros(3)
    for found, of_article in zip(outcomes, scores, strict=True):
        kept = [found.fits[n] for n in chosen(found.judged.readings, list(of_article), threshold)]
        best: dict[int, Fit] = {}
        for fit in kept:
            if fit.gold is not None:
                best.setdefault(fit.gold, fit)
        taken, annotated = taken + len(kept), annotated + found.annotated
        right += [len(best), sum(fit.source for fit in best.values()), sum(fit.exact for fit in best.values())]
    content, source, exact = (round(float(200 * part / max(1, taken + annotated)), 1) for part in right)
    precision = round(float(100 * right[0] / max(1, taken)), 1)
    return {"content": content, "content and source": source, "exact": exact, "precision": precision}


def _known(
    outcomes: Sequence[Outcome], scores: Sequence[NDArray[np.float64]], threshold: float
) -> list[tuple[float, bool]]:
    """The score of each reading taken, and whether its content and source are right."""
    return [
        (float(of_article[n]), found.fits[n].source)
        for found, of_article in zip(outcomes, scores, strict=True)
        for n in chosen(found.judged.readings, list(of_article), threshold)
    ]


def calibration(known: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """The share that is right at each step of the scores, never falling (pool adjacent violators)."""
    steps: dict[int, list[bool]] = {}
    for score, right in sorted(known):
        steps.setdefault(int(score / STEP), []).append(right)
    pools: list[tuple[list[int], list[bool]]] = []
    for step, outcomes in steps.items():
        pools.append(([step], outcomes))
        while len(pools) > 1 and _share(pools[-2][1]) > _share(pools[-1][1]):
            later = pools.pop()
            pools[-1] = (pools[-1][0] + later[0], pools[-1][1] + later[1])
    return [(round((s + 0.5) * STEP, 3), round(_share(right), 3)) for steps_, right in pools for s in steps_]


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes)
