"""Processes that annotate, each with a pipeline of its own, for as long as one process reads and writes.

They are started afresh (spawned) on every system. Articles go to them, annotations come back, as pickled records. A
process that dies takes no more than the article with it that it died of.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import TYPE_CHECKING, Any

from .models import Annotation, Article, Failure, NewsactorsError, Pipeline

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from spacy.language import Language

LEAST, CHUNK = 4_000, 30_000  # characters handed to a process at a time, in articles of about the same length
MOST = 16  # articles of them
REMEMBERED = 600_000  # characters after which a process forgets what it has learnt of words
Load = Callable[[], "Language"]
Found = dict[str, Annotation | Failure]  # by the content hash of the article


class Promise:
    """What will have been found in some articles."""

    def __init__(self, articles: Sequence[Article], chunks: Sequence[Future[list[Annotation | Failure]]]) -> None:
        self._articles = articles
        self._chunks = chunks

    def result(self) -> Found:
        """What was found in each, once it is there. Raises NewsactorsError where no process could be started."""
        found = (f for chunk in self._chunks for f in chunk.result())
        return {article.content_hash: f for article, f in zip(self._articles, found, strict=True)}


class Workers:
    """Processes to hand articles to, as a context manager that ends them.

    load: gives the pipeline; it is called in each process, so it must be possible to pickle it. n: how many.
    Raises NewsactorsError where the pipeline cannot be loaded.
    """

    def __init__(self, load: Load, n: int) -> None:
        self.n_batches_ahead = 1 + n // 2
        self._load, self._n = load, n
        self._own = threading.local()  # each thread talks to one process
        self._processes: list[_Process] = []
        self._closing = False
        self._threads = ThreadPoolExecutor(n, initializer=_leave_ctrl_c_to_the_main_thread)
        try:
            starting = [self._threads.submit(lambda: self._process().pipeline) for _ in range(n)]
            self.pipeline: Pipeline = starting[0].result()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, at once and without waiting for what they are at."""
        self._closing = True
        for process in self._processes:
            process.end()
        self._threads.shutdown(cancel_futures=True)

    def start(self, articles: Sequence[Article]) -> Promise:
        """Hand out articles with different contents; they are read while the caller does something else."""
        parts = chunks(articles, self._n)
        found = [self._threads.submit(self._annotate, part) for part in parts]
        return Promise([article for part in parts for article in part], found)

    def _annotate(self, articles: list[Article]) -> list[Annotation | Failure]:
        """In a thread: what the thread's process finds; article by article where it dies."""
        process = self._process()
        try:
            return process.annotate(articles)
        except (EOFError, OSError):
            if self._closing:
                raise
            reason = process.cause_of_death()
            del self._own.process
        if len(articles) == 1:
            return [Failure(articles[0].origin, f"{reason} while it read this article")]
        return [found for article in articles for found in self._annotate([article])]

    def _process(self) -> _Process:
        if not hasattr(self._own, "process"):
            self._own.process = _Process(self._load, self._processes)
        process: _Process = self._own.process
        return process


class _Process:
    """A process and the way to talk to it. Raises NewsactorsError where it cannot load its pipeline."""

    def __init__(self, load: Load, processes: list[_Process]) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, load), daemon=True)
        processes.append(self)
        self._process.start()
        theirs.close()  # so that its death ends the conversation
        try:
            answer = self._connection.recv()
        except (EOFError, OSError) as error:
            raise NewsactorsError(f"{self.cause_of_death()} while it loaded the spaCy pipeline.") from error
        if isinstance(answer, NewsactorsError):
            raise answer
        self.pipeline: Pipeline = answer

    def annotate(self, articles: list[Article]) -> list[Annotation | Failure]:
        """What it finds in each. Raises EOFError or OSError where it dies."""
        self._connection.send(articles)
        found: list[Annotation | Failure] = self._connection.recv()
        return found

    def cause_of_death(self) -> str:
        """Why it is not there any more, in words."""
        self._process.join()
        code = self._process.exitcode or 0
        if code == -signal.SIGKILL:
            return "The process was killed, perhaps for want of memory,"
        return f"The process {'got signal' if code < 0 else 'ended with exit code'} {abs(code)}"

    def end(self) -> None:
        """Kill it; it has nothing to tidy up."""
        if self._process.pid is not None:
            self._process.kill()
            self._process.join()


def _leave_ctrl_c_to_the_main_thread() -> None:
    """Keep it from this thread, and from the processes that it starts: they inherit what it blocks."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def _work(connection: Connection[Any, Any], load: Load) -> None:
    """What a process does: annotate what it is handed, until nobody is there any more to hand it anything."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be blocked
    from .annotating import annotated
    from .nlp import describe, forgetting

    try:
        pipeline = load()
    except NewsactorsError as error:
        connection.send(error)
        return
    connection.send(describe(pipeline))
    try:
        while True:
            room = REMEMBERED
            with forgetting(pipeline):
                while room > 0:
                    articles = connection.recv()
                    found = annotated(articles, pipeline)
                    connection.send([f if isinstance(f, Failure) else f[1] for f in found])
                    room -= sum(len(article.text) for article in articles)
    except (EOFError, OSError):
        os._exit(0)


def chunks(articles: Collection[Article], n: int) -> list[list[Article]]:
    """Articles in parts for n processes: the longest first, in ever smaller parts, so that all end at the same time."""
    parts: list[list[Article]] = []
    left, room = sum(len(article.text) for article in articles), 0
    for article in sorted(articles, key=lambda a: -len(a.text)):
        if not parts or room < len(article.text) or len(parts[-1]) == MOST:
            parts.append([])
            room = max(LEAST, min(CHUNK, left // (2 * n)))
        parts[-1].append(article)
        room -= len(article.text)
        left -= len(article.text)
    return parts
