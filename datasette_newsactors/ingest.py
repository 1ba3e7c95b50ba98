"""From what was read to what is stored: skip what is known, annotate the rest, write batch by batch."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlite_utils import Database

from . import store
from .models import Annotation, Article, Failure, Pipeline
from .plugins import pm

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 64  # articles a transaction
Pair = tuple[Article, Annotation]
T = TypeVar("T")


@dataclass
class Summary:
    """What an ingest came to; `actors` is how many the database has after it, `seconds` how long it took.

    `unread`: how many articles were stored unread, by their languages, for which the pipeline is not made.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    quotes: int = 0
    words: int = 0
    actors: int = 0
    seconds: float = 0.0
    unread: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)


def ingest(
    db: Database,
    inputs: Iterable[Article | Failure],
    pipeline: Language,
    *,
    options: Mapping[str, Any] | None = None,
) -> Summary:
    """Store articles with what the spaCy pipeline finds in them; what is stored already is not read again.

    inputs: as `readers.read` gives them; those that fail are recorded with their reason; the rest goes on.
    options: kept with the run, to tell how the database came about.
    """
    from .nlp import describe  # spaCy; loading annotations needs none

    summary, began = Summary(), time.monotonic()
    run = _Run(db, describe(pipeline), options or {}, summary)
    for batch in _batches(inputs):
        run.store(annotated(run.fresh(batch), pipeline))
    run.finish()
    return _finished(db, summary, began)


def load(db: Database, inputs: Iterable[Pair | Failure], *, options: Mapping[str, Any] | None = None) -> Summary:
    """Store articles that are annotated already, as `read_records` gives them; a run for each pipeline."""
    summary, began = Summary(), time.monotonic()
    runs: dict[Pipeline | None, _Run] = {}
    pipeline = None
    for batch in _batches(inputs):
        parts: dict[Pipeline | None, list[Pair | Failure]] = defaultdict(list)
        for item in batch:
            pipeline = pipeline if isinstance(item, Failure) else item[1].pipeline
            parts[pipeline].append(item)
        for pipeline, part in parts.items():
            if pipeline not in runs:
                runs[pipeline] = _Run(db, pipeline, options or {}, summary)
            _load_part(runs[pipeline], part)
    for run in runs.values():
        run.finish()
    return _finished(db, summary, began)


def _load_part(run: _Run, part: Iterable[Pair | Failure]) -> None:
    annotations: dict[str, Annotation] = {}
    inputs: list[Article | Failure] = []
    for item in part:
        if isinstance(item, Failure):
            inputs.append(item)
        else:
            annotations.setdefault(item[0].content_hash, item[1])
            inputs.append(item[0])
    run.store((article, annotations[article.content_hash]) for article in run.fresh(inputs))


def annotated(
    inputs: Iterable[Article | Failure], pipeline: Language
) -> Iterator[tuple[Article, Annotation] | Failure]:
    """Each article with what is found in it, plugins heard; failures pass through, and empty texts join them.

    A failure may overtake the articles before it, which are annotated in batches.
    """
    from .nlp import annotate_articles

    failures: list[Failure] = []
    for article, annotation in annotate_articles(_readable(inputs, failures), pipeline):
        yield annotation if isinstance(annotation, Failure) else (article, _reviewed(article, annotation))
        yield from failures
        failures.clear()
    yield from failures


def _readable(inputs: Iterable[Article | Failure], failures: list[Failure]) -> Iterator[Article]:
    for item in inputs:
        if isinstance(item, Failure):
            failures.append(item)
        elif not item.text.strip():
            failures.append(Failure(item.origin, "is empty: there is no text in it"))
        else:
            yield item


def _reviewed(article: Article, annotation: Annotation) -> Annotation:
    """The annotation after the plugins that change it, each of which sees what the one before it gave."""
    for plugin in reversed(pm.hook.newsactors_annotation.get_hookimpls()):
        given: dict[str, Any] = {"article": article, "annotation": annotation}
        changed = plugin.function(*(given[name] for name in plugin.argnames))
        annotation = changed if isinstance(changed, Annotation) else annotation
    return annotation


class _Run:
    """One run in the database: stores what comes in, records what fails, and counts both."""

    def __init__(self, db: Database, pipeline: Pipeline | None, options: Mapping[str, Any], summary: Summary) -> None:
        self.db = db
        self.pipeline = pipeline
        self.summary = summary
        self.id = store.start_run(db, pipeline, options)
        self.unchanged: set[str] = set()

    def fresh(self, inputs: Iterable[Article | Failure]) -> list[Article]:
        """The articles that are to be stored; what failed is recorded.

        Of several at one place the last one, of several with the same content the first one.
        """
        failures: list[Failure] = []
        articles = list(_readable(inputs, failures))
        self.fail(failures)
        last = {store.place(a) or a.content_hash: a for a in articles}
        first = {a.content_hash: a for a in reversed(last.values())}
        if self.pipeline:
            self.unchanged |= store.known(self.db, first.values(), self.pipeline)
        fresh = [a for content_hash, a in reversed(first.items()) if content_hash not in self.unchanged]
        self.summary.unchanged += len(articles) - len(fresh)
        return fresh

    def store(self, found: Iterable[Pair | Failure]) -> None:
        """Keep a batch in one transaction."""
        items = list(found)
        pairs = [item for item in items if not isinstance(item, Failure)]
        saved = store.save(self.db, pairs, self.id, self.unchanged)
        self.fail([*(item for item in items if isinstance(item, Failure)), *saved.failures])
        self.summary.new += saved.new
        self.summary.changed += saved.changed
        self.summary.quotes += saved.n_quotes
        for article, _ in pairs:
            if self.pipeline is None or self.pipeline.reads(article.language):
                self.summary.words += len(article.text.split())
            else:
                self.summary.unread[article.language or ""] += 1

    def fail(self, failures: list[Failure]) -> None:
        """Record failures."""
        if failures:
            store.record_failures(self.db, self.id, failures)
            self.summary.failures += failures

    def finish(self) -> None:
        """Note the end of the run."""
        store.finish_run(self.db, self.id)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _finished(db: Database, summary: Summary, began: float) -> Summary:
    summary.actors = db.table("actors").count
    summary.seconds = time.monotonic() - began
    return summary
