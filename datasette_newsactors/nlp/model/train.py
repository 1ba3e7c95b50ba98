"""Training: from annotated articles to a model.

The same articles give the same model.

The trees have to learn from what they will meet: so the network is also trained without each fifth of the articles, and
what it then sees in that fifth is what the trees learn from. The same fifths calibrate, choose the threshold, and tell
how good the model is on articles that it has not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from spacy.language import Language
from threadpoolctl import threadpool_limits

from ...annotated import Annotated, Gold, read_annotated
from ...models import Span
from ..layout import Layout, lay_out
from .choice import CHOICE_TRAINING, Learnt, Outcome, learn, learner, outcome
from .decode import LABELS, labels_of
from .files import write_model
from .fit import TRAINING, Lesson, fitted
from .inputs import COLUMNS, numbered, tokens_of, vectors_of
from .network import Network
from .nodes import Numbers
from .places import Window, window_of
from .predict import judged
from .sheet import Sheet, sheet_of
from .window import window

FOLDS = 5
SEEN = 8  # times that a lemma is met, from which it has a number of its own
HEADED, SHARE = (
    2,
    0.05,
)  # times that a lemma headed a cue, and the share of its times, from which it might be one always

Say = Callable[[str], None]


class Example(NamedTuple):
    """An annotated article: all its attributions, and the first of each by the token that heads the cue."""

    layout: Layout
    sheet: Sheet
    attributions: Sequence[Gold]
    golds: dict[int, Gold]


def train(paths: Sequence[Path], out: Path, nlp: Language, say: Say = print) -> None:
    """Train on annotated articles, folders or files, and write the model to the folder `out`.

    say: is told how far it is. Raises NewsactorsError where there is nothing to learn from.
    """
    learner()
    articles = [article for path in paths for article in read_annotated(path)]
    say(f"Reading {len(articles):,} articles")
    with threadpool_limits(1):  # several threads wait for each other, and add up in another order
        docs = nlp.pipe(article.text for article in articles)
        examples = [example_of(lay_out(doc), article) for doc, article in zip(docs, articles, strict=True)]
        pipeline = f"{nlp.lang}_{nlp.meta['name']} {nlp.meta['version']}"
        train_on(examples, out, {"from": [path.name for path in paths], "pipeline": pipeline}, say)


def example_of(layout: Layout, article: Annotated) -> Example:
    """An article ready to be learnt from."""
    sheet = sheet_of(layout)
    golds: dict[int, Gold] = {}
    for gold in article.attributions:
        head = _head(sheet, gold.cue)
        if head is not None:
            golds.setdefault(head, gold)
    return Example(layout, sheet, article.attributions, golds)


def _head(sheet: Sheet, spans: Sequence[Span]) -> int | None:
    """The token that heads a cue: a verb before a noun before another word."""
    tokens = [t for t, (start, end) in enumerate(zip(sheet.start, sheet.end, strict=True)) if _meets(start, end, spans)]
    heads = [t for t in tokens if sheet.head[t] == t or sheet.head[t] not in tokens]
    words = [t for t in heads if sheet.pos[t] not in ("PUNCT", "SPACE")] or heads
    ranks = {"VERB": 0, "NOUN": 1}
    return min(words, key=lambda t: (ranks.get(sheet.pos[t], 2), t), default=None)


def _meets(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(start < right and left < end for left, right in spans)


def train_on(examples: Sequence[Example], out: Path, about: dict[str, Any], say: Say) -> None:
    """Train on examples; `about` is kept in the model, to tell where it comes from."""
    known = _known(examples)
    lessons = lessons_of(examples, known)
    outcomes: list[Outcome | None] = [None] * len(examples)
    for fold in range(FOLDS):
        say(f"Training the network, {fold + 1} of {FOLDS + 1}")
        network = fitted([lesson for number, lesson in enumerate(lessons) if number % FOLDS != fold], known)
        outcomes[fold::FOLDS] = [outcome_of(example, network) for example in examples[fold::FOLDS]]
    learnt = learn([found for found in outcomes if found], FOLDS)
    say(f"On articles not seen: {learnt.figures}")
    say(f"Training the network on all articles, {FOLDS + 1} of {FOLDS + 1}")
    write_model(out, fitted(lessons, known), learnt.trees, about | _about(examples, learnt))


def outcome_of(example: Example, network: Network) -> Outcome:
    """What a network and the rules make of an example, and what of it is right."""
    layout = example.layout
    return outcome(judged(layout, example.sheet, network), example.attributions, layout.text)


def _about(examples: Sequence[Example], learnt: Learnt) -> dict[str, Any]:
    return {
        "articles": len(examples),
        "attributions": sum(len(example.attributions) for example in examples),
        "calibration": learnt.calibration,
        "threshold": learnt.threshold,
        "training": {"network": TRAINING, "choice": CHOICE_TRAINING},
        "unseen": learnt.figures,
    }


def _known(examples: Sequence[Example]) -> dict[str, list[str]]:
    """The values of each column that get a number of their own."""
    counts = {name: Counter(value for e in examples for value in getattr(e.sheet, name)) for name in COLUMNS}
    least = {"lemma": SEEN}
    return {name: sorted(v for v, n in counts[name].items() if n >= least.get(name, 1)) for name in COLUMNS}


def lessons_of(examples: Sequence[Example], known: Mapping[str, Sequence[str]]) -> list[Lesson]:
    """What there is to learn from each example."""
    numbers, likely = numbered(known), _likely(examples)
    return [_lesson(example, numbers, likely) for example in examples]


def _likely(examples: Sequence[Example]) -> frozenset[str]:
    """The lemmas that head a cue more often than now and then."""
    met = Counter(lemma for example in examples for lemma in example.sheet.lemma)
    heads = Counter(example.sheet.lemma[head] for example in examples for head in example.golds)
    return frozenset(lemma for lemma, n in heads.items() if n >= HEADED and n >= SHARE * met[lemma])


def _lesson(example: Example, numbers: Mapping[str, Mapping[str, int]], likely: Collection[str]) -> Lesson:
    """The windows of all cues, and of words that might have been one."""
    sheet, golds = example.sheet, example.golds
    windows: list[tuple[Window, Numbers | None]] = []
    for token, lemma in enumerate(sheet.lemma):
        if token in golds or (lemma in likely and sheet.pos[token] != "SPACE"):
            units, gold = window(sheet, token), golds.get(token)
            labels = [LABELS.index(label) for label in labels_of(sheet, units, gold)] if gold else None
            windows.append((window_of(sheet, token, units), None if labels is None else np.array(labels)))
    cues = np.isin(np.arange(len(sheet.word)), list(golds)).astype(np.float32)
    return Lesson(tokens_of(sheet, vectors_of(example.layout), numbers), cues, windows)
