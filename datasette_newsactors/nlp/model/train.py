"""Training: from annotated articles to a model.

In a process of its own, the same articles give the same model; crfsuite shuffles with C's random numbers, which go on
from one training to the next.

What is trained later has to learn from what it will meet: so each tagger is also trained without each fifth of the
articles, and what it then says of that fifth is what the next step learns from. The same fifths calibrate, choose the
threshold, and tell how good the model is on articles that it has not seen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pycrfsuite
from spacy.language import Language

from ...annotated import Annotated, Gold, read_annotated
from ...models import Span
from ..layout import Layout, lay_out
from .choice import CHOICE_TRAINING, Learnt, Outcome, learn, learner, outcome
from .cue_features import cue_features
from .decode import labels_of
from .files import pack, tagger, write_model
from .link_features import link_features
from .predict import cue_chances, cue_sequences, judged
from .sheet import Sheet, sheet_of
from .window import window

FOLDS = 5
SEEN = 2  # times that a word other than a verb was a cue, for it to be a candidate
CUE_TRAINING = ("lbfgs", {"c1": 0.1, "c2": 0.1, "max_iterations": 80, "feature.minfreq": 2})
FIRST_TRAINING = ("ap", {"max_iterations": 10, "feature.minfreq": 3})
SECOND_TRAINING = ("l2sgd", {"c2": 0.2, "max_iterations": 15, "feature.minfreq": 4})

Say = Callable[[str], None]
Sequences = Iterable[tuple[Any, list[str]]]
Chances = dict[int, float]


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
    lemmas = _lemmas(examples)
    chances = _unseen_chances(examples, lemmas, say)
    learnt = learn(_unseen_outcomes(examples, chances, say), FOLDS)
    say(f"On articles not seen: {learnt.figures}")
    say("Training the three taggers on all articles")
    taggers = {
        "cues": _trained(_cue_sequences(examples, lemmas), *CUE_TRAINING),
        "first": _trained(_link_sequences(examples, chances), *FIRST_TRAINING),
        "second": _trained(_link_sequences(examples, chances), *SECOND_TRAINING),
    }
    write_model(out, taggers, learnt.trees, about | _about(examples, lemmas, learnt))


def _about(examples: Sequence[Example], lemmas: Collection[str], learnt: Learnt) -> dict[str, Any]:
    return {
        "articles": len(examples),
        "attributions": sum(len(example.attributions) for example in examples),
        "calibration": learnt.calibration,
        "lemmas": sorted(lemmas),
        "threshold": learnt.threshold,
        "training": {
            "cues": CUE_TRAINING,
            "first": FIRST_TRAINING,
            "second": SECOND_TRAINING,
            "choice": CHOICE_TRAINING,
        },
        "unseen": learnt.figures,
    }


def _lemmas(examples: Sequence[Example]) -> frozenset[str]:
    """The lemmas other than verbs that head a cue more than once."""
    counts = Counter(e.sheet.lemma[head] for e in examples for head in e.golds if e.sheet.pos[head] != "VERB")
    return frozenset(lemma for lemma, count in counts.items() if count >= SEEN)


def _unseen_chances(examples: Sequence[Example], lemmas: Collection[str], say: Say) -> list[Chances]:
    """The chances of each example's candidates, by a tagger that has not seen it."""
    chances: list[Chances] = [{} for _ in examples]
    for fold, seen in _folds(examples):
        say(f"Training the tagger of cues, {fold + 1} of {FOLDS}")
        cues = tagger(_trained(_cue_sequences(seen, lemmas), *CUE_TRAINING))
        chances[fold::FOLDS] = [cue_chances(e.sheet, cues, lemmas) for e in examples[fold::FOLDS]]
    return chances


def _unseen_outcomes(examples: Sequence[Example], chances: Sequence[Chances], say: Say) -> list[Outcome]:
    """What the taggers and rules make of each example, by taggers that have not seen it, and what of it is right."""
    outcomes: dict[int, Outcome] = {}
    for fold, _ in _folds(examples):
        say(f"Training the taggers of sources and contents, {fold + 1} of {FOLDS}")
        rest = [n for n in range(len(examples)) if n % FOLDS != fold]
        seen, known = [examples[n] for n in rest], [chances[n] for n in rest]
        first = tagger(_trained(_link_sequences(seen, known), *FIRST_TRAINING))
        second = tagger(_trained(_link_sequences(seen, known), *SECOND_TRAINING))
        for n in range(fold, len(examples), FOLDS):
            layout, sheet, golds, _ = examples[n]
            outcomes[n] = outcome(judged(layout, sheet, chances[n], first, second), golds, layout.text)
    return [outcomes[n] for n in range(len(examples))]


def _folds(examples: Sequence[Example]) -> Iterable[tuple[int, list[Example]]]:
    """The number of each fold, with the examples outside of it."""
    for fold in range(FOLDS):
        yield fold, [example for n, example in enumerate(examples) if n % FOLDS != fold]


def _cue_sequences(examples: Iterable[Example], lemmas: Collection[str]) -> Sequences:
    for example in examples:
        for tokens in cue_sequences(example.sheet, lemmas):
            features = [cue_features(example.sheet, token) for token in tokens]
            yield features, ["1" if t in example.golds else "0" for t in tokens]


def _link_sequences(examples: Iterable[Example], chances: Iterable[Chances]) -> Sequences:
    for example, of_example in zip(examples, chances, strict=True):
        for cue, gold in example.golds.items():
            units = window(example.sheet, cue)
            yield link_features(example.sheet, cue, units, of_example), labels_of(example.sheet, units, gold)


def _trained(sequences: Sequences, algorithm: str, parameters: dict[str, Any]) -> bytes:
    """The packed file of a tagger."""
    trainer = pycrfsuite.Trainer(algorithm=algorithm, params=parameters, verbose=False)
    for features, labels in sequences:
        trainer.append(features, labels)
    with TemporaryDirectory() as folder:
        path = Path(folder, "tagger")
        trainer.train(str(path))
        return pack(path)
