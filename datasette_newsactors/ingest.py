"""From what was read to what is stored: skip what is known, annotate the rest, write batch by batch."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlite_utils import Database

from . import store
from .models import Annotation, Article, Failure, Pipeline
from .plugins import pm

BATCH = 64  # articles a transaction
Pair = tuple[Article, Annotation | Failure]
Annotate = Callable[[Iterable[Article]], Iterator[Pair]]


@dataclass
class Summary:
    """What an ingest came to."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quotes: int = 0
    words: int = 0
    actors: int = 0
    seconds: float = 0.0
    failures: list[Failure] = field(default_factory=list)


def ingest(
    db: Database,
    inputs: Iterable[Article | Failure],
    annotate: Annotate,
    pipeline: Pipeline,
    options: dict[str, Any] | None = None,
    on_input: Callable[[Article | Failure], None] = lambda item: None,
) -> Summary:
    """Store articles with what is found in them; inputs that fail are recorded with their reason.

    annotate: gives each article its annotation, in order. pipeline: what it runs, kept with the run. on_input is
    called for each input that is done with.
    """
    summary, began = Summary(), time.monotonic()
    run_id = store.start_run(db, pipeline, options or {})
    waiting = iter(inputs)
    while batch := list(islice(waiting, BATCH)):
        _ingest_batch(db, batch, annotate, pipeline, run_id, summary)
        for item in batch:
            on_input(item)
    store.finish_run(db, run_id)
    summary.actors = db["actors"].count
    summary.seconds = time.monotonic() - began
    return summary


def _ingest_batch(
    db: Database,
    batch: list[Article | Failure],
    annotate: Annotate,
    pipeline: Pipeline,
    run_id: int,
    summary: Summary,
) -> None:
    articles = {a.content_hash: a for a in batch if isinstance(a, Article) and a.text.strip()}
    failures = [f for item in batch if (f := _unusable(item))]
    stored = store.known(db, articles, pipeline)
    summary.unchanged += (
        len(stored) + sum(isinstance(a, Article) for a in batch) - len(articles) - _empty(batch)
    )
    fresh = [article for content_hash, article in articles.items() if content_hash not in stored]
    pairs = []
    for article, annotation in annotate(fresh):
        if isinstance(annotation, Failure):
            failures.append(annotation)
        else:
            pairs.append((article, _reviewed(article, annotation)))
    saved = store.save(db, pairs, run_id)
    for failure in [*failures, *saved.failures]:
        store.record_failure(db, run_id, failure)
        summary.failures.append(failure)
    summary.new += saved.new
    summary.changed += saved.changed
    summary.quotes += saved.n_quotes
    summary.words += sum(len(article.text.split()) for article, _ in pairs)


def _empty(batch: list[Article | Failure]) -> int:
    return sum(isinstance(a, Article) and not a.text.strip() for a in batch)


def _unusable(item: Article | Failure) -> Failure | None:
    if isinstance(item, Failure):
        return item
    if not item.text.strip():
        return Failure(item.path or item.url or item.title or "article", "is empty: there is no text to read")
    return None


def _reviewed(article: Article, annotation: Annotation) -> Annotation:
    """The annotation after the plugins that change or veto parts of it."""
    for plugin in pm.hook.newsactors_annotation.get_hookimpls():
        annotation = plugin.function(article=article, annotation=annotation) or annotation
    return annotation
