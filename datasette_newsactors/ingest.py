"""From what was read to what is stored: skip what is known, annotate the rest, write batch by batch."""

from __future__ import annotations

import time
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlite_utils import Database

from . import store
from .annotating import annotated, readable
from .models import Annotation, Article, Failure, Pipeline
from .workers import Promise, Workers

if TYPE_CHECKING:
    from spacy.language import Language

BATCH = 64  # articles a transaction; workers read on while one is written
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
    pipeline: Language | Workers,
    *,
    options: Mapping[str, Any] | None = None,
) -> Summary:
    """Store articles with what the spaCy pipeline finds in them; what is stored already is not read again.

    inputs: as `readers.read` gives them; those that fail are recorded with their reason; the rest goes on.
    pipeline: or processes that have one each; they give the same database. options: kept with the run, to tell
    how the database came about.
    """
    from .nlp import describe  # spaCy; loading annotations needs none

    summary, began = Summary(), time.monotonic()
    if isinstance(pipeline, Workers):
        run = _Run(db, pipeline.pipeline, options or {}, summary)
        _store_from_workers(run, inputs, pipeline)
    else:
        run = _Run(db, describe(pipeline), options or {}, summary)
        for batch in _batches(inputs):
            run.store(annotated(run.fresh(batch), pipeline))
    run.finish()
    return _finished(db, summary, began)


def _store_from_workers(run: _Run, inputs: Iterable[Article | Failure], workers: Workers) -> None:
    """Store batch after batch in order, while the workers read the next few."""
    ahead: deque[tuple[list[Article | Failure], Promise]] = deque()
    for batch in _batches(inputs):
        ahead.append((batch, workers.start(run.wanted(batch))))
        if len(ahead) > workers.n_batches_ahead:
            _store_first(run, ahead, workers)
    while ahead:
        _store_first(run, ahead, workers)


def _store_first(run: _Run, ahead: deque[tuple[list[Article | Failure], Promise]], workers: Workers) -> None:
    batch, promise = ahead.popleft()
    found = promise.result()
    fresh = run.fresh(batch)
    # what was stored when the batch was handed out may have been replaced since
    found |= workers.start([a for a in fresh if a.content_hash not in found]).result()
    annotations = ((article, found[article.content_hash]) for article in fresh)
    run.store(f if isinstance(f, Failure) else (article, f) for article, f in annotations)


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
        items = list(map(readable, inputs))
        articles = [item for item in items if isinstance(item, Article)]
        self.fail([item for item in items if isinstance(item, Failure)])
        distinct = _distinct(articles)
        self.unchanged |= self._known(distinct)
        fresh = [a for a in distinct if a.content_hash not in self.unchanged]
        self.summary.unchanged += len(articles) - len(fresh)
        return fresh

    def wanted(self, inputs: Iterable[Article | Failure]) -> list[Article]:
        """The articles that would be fresh now, as far as can be told before those ahead of them are stored."""
        distinct = _distinct(item for item in map(readable, inputs) if isinstance(item, Article))
        known = self._known(distinct)
        return [a for a in distinct if a.content_hash not in known]

    def _known(self, articles: Iterable[Article]) -> set[str]:
        return store.known(self.db, articles, self.pipeline) if self.pipeline else set()

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


def _distinct(articles: Iterable[Article]) -> list[Article]:
    """Of several at one place the last one, of several with the same content the first one."""
    last = {store.place(a) or a.content_hash: a for a in articles}
    first = {a.content_hash: a for a in reversed(last.values())}
    return list(reversed(first.values()))


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(items)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _finished(db: Database, summary: Summary, began: float) -> Summary:
    summary.actors = db.table("actors").count
    summary.seconds = time.monotonic() - began
    return summary
