"""Training: from annotated articles to a model.

In a process of its own, the same articles give the same model; crfsuite shuffles with C's random numbers, which go on
from one training to the next.

The second tagger sees how probable other words are cues; so that it learns from chances as it will meet them, those of
each half of the articles come from a tagger that was trained on the other half. The same halves calibrate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from spacy.language import Language

from ...brat import Annotated, Gold, read_annotated
from ...models import Span
from ..layout import Layout, lay_out
from .cue_features import cue_features
from .decode import labels_of
from .files import crfsuite, pack, tagger, write_model
from .link_features import link_features
from .predict import Found, cue_chances, cue_sequences, links
from .sheet import Sheet, sheet_of
from .window import window

THRESHOLD = 0.4
SEEN = 2  # times that a word other than a verb was a cue, for it to be a candidate
STEP = 0.1  # of the chances by which calibration groups
CUE_TRAINING = ("lbfgs", {"c1": 0.1, "c2": 0.1, "max_iterations": 80, "feature.minfreq": 2})
LINK_TRAINING = ("ap", {"max_iterations": 10, "feature.minfreq": 3})

Say = Callable[[str], None]
Sequences = Iterable[tuple[list[list[str]], list[str]]]


class Example(NamedTuple):
    """An annotated article: its attributions by the token that heads the cue."""

    sheet: Sheet
    golds: dict[int, Gold]


def train(folders: Sequence[Path], out: Path, nlp: Language, say: Say = print) -> None:
    """Train on folders of annotated articles and write the model to the folder `out`.

    say: is told how far it is. Raises NewsactorsError where there is nothing to learn from.
    """
    crfsuite()
    articles = [article for folder in folders for article in read_annotated(folder)]
    say(f"Reading {len(articles):,} articles")
    docs = nlp.pipe(article.text for article in articles)
    examples = [example_of(lay_out(doc), article) for doc, article in zip(docs, articles, strict=True)]
    pipeline = f"{nlp.lang}_{nlp.meta['name']} {nlp.meta['version']}"
    train_on(examples, out, {"folders": [folder.name for folder in folders], "pipeline": pipeline}, say)


def example_of(layout: Layout, article: Annotated) -> Example:
    """An article ready to be learnt from."""
    sheet = sheet_of(layout)
    golds: dict[int, Gold] = {}
    for gold in article.attributions:
        head = _head(sheet, gold.cue)
        if head is not None:
            golds.setdefault(head, gold)
    return Example(sheet, golds)


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
    chances, known = _unseen_chances(examples, lemmas, say)
    say("Training the tagger of cues")
    cues = _trained(_cue_sequences(examples, lemmas), *CUE_TRAINING)
    say("Training the tagger of sources and contents")
    linker = _trained(_link_sequences(examples, chances), *LINK_TRAINING)
    about |= {
        "articles": len(examples),
        "attributions": sum(len(example.golds) for example in examples),
        "calibration": calibration(known),
        "lemmas": sorted(lemmas),
        "threshold": THRESHOLD,
        "training": {"cues": CUE_TRAINING, "links": LINK_TRAINING},
    }
    write_model(out, cues, linker, about)


def _lemmas(examples: Iterable[Example]) -> frozenset[str]:
    """The lemmas other than verbs that head a cue more than once."""
    counts = Counter(e.sheet.lemma[head] for e in examples for head in e.golds if e.sheet.pos[head] != "VERB")
    return frozenset(lemma for lemma, count in counts.items() if count >= SEEN)


def _unseen_chances(
    examples: Sequence[Example], lemmas: Collection[str], say: Say
) -> tuple[list[dict[int, float]], list[tuple[float, bool]]]:
    """The chances of each example's candidates, by a tagger that has not seen it; and what such chances are worth."""
    chances: list[dict[int, float]] = [{} for _ in examples]
    for half in (0, 1):
        say(f"Training on half of the articles, {half + 1} of 2")
        cues = tagger(_trained(_cue_sequences(examples[half::2], lemmas), *CUE_TRAINING))
        chances[1 - half :: 2] = [cue_chances(e.sheet, cues, lemmas) for e in examples[1 - half :: 2]]
    say("Calibrating")
    linker = tagger(_trained(_link_sequences(examples[::2], chances[::2]), *LINK_TRAINING))
    known = []
    for example, found in zip(examples[1::2], chances[1::2], strict=True):
        for link in links(example.sheet, linker, found, THRESHOLD):
            gold = example.golds.get(link.cue)
            known.append((link.chance, gold is not None and is_right(link, gold)))
    return chances, known


def _cue_sequences(examples: Iterable[Example], lemmas: Collection[str]) -> Sequences:
    for sheet, golds in examples:
        for tokens in cue_sequences(sheet, lemmas):
            yield [cue_features(sheet, token) for token in tokens], ["1" if t in golds else "0" for t in tokens]


def _link_sequences(examples: Iterable[Example], chances: Iterable[dict[int, float]]) -> Sequences:
    for (sheet, golds), of_example in zip(examples, chances, strict=True):
        for cue, gold in golds.items():
            units = window(sheet, cue)
            yield link_features(sheet, cue, units, of_example), labels_of(sheet, units, gold)


def _trained(sequences: Sequences, algorithm: str, parameters: dict[str, Any]) -> bytes:
    """The packed file of a tagger."""
    trainer = crfsuite().Trainer(algorithm=algorithm, params=parameters, verbose=False)
    for features, labels in sequences:
        trainer.append(features, labels)
    with TemporaryDirectory() as folder:
        path = Path(folder, "tagger")
        trainer.train(str(path))
        return pack(path)


def is_right(found: Found, gold: Gold) -> bool:
    """Whether the content overlaps the annotated one by half at least, and the source is the annotated one."""
    content, annotated = _characters(found.content), _characters(gold.content)
    if 2 * len(content & annotated) < len(content | annotated):
        return False
    source = _characters([found.source] if found.source else [])
    return bool(source & _characters(gold.source)) if gold.source else not source


def _characters(spans: Iterable[Span]) -> set[int]:
    return {position for start, end in spans for position in range(start, end)}


def calibration(known: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """The share that is right at each step of the chances, never falling (pool adjacent violators)."""
    steps: dict[int, list[bool]] = {}
    for chance, right in sorted(known):
        steps.setdefault(int(chance / STEP), []).append(right)
    pools: list[tuple[list[int], list[bool]]] = []
    for step, outcomes in steps.items():
        pools.append(([step], outcomes))
        while len(pools) > 1 and _share(pools[-2][1]) > _share(pools[-1][1]):
            later = pools.pop()
            pools[-1] = (pools[-1][0] + later[0], pools[-1][1] + later[1])
    return [(round((s + 0.5) * STEP, 3), round(_share(right), 3)) for steps_, right in pools for s in steps_]


def _share(outcomes: Sequence[bool]) -> float:
    return sum(outcomes) / len(outcomes)
