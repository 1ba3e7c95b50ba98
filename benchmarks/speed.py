"""How fast and how large is the whole ingest beside the spaCy pipeline alone, on the same texts?

usage: python benchmarks/speed.py [speed | memory] [PATH…]     by default both, with the demo's articles

Each measurement is a process of its own, all take turns, and of each the best round counts, so that other work on the
machine disturbs little. What can be compared between machines are the ratios. For the memory, articles are made of
sentences of the texts, ten times as many the second time.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from datasette_newsactors.ingest import ingest
from datasette_newsactors.models import Article
from datasette_newsactors.nlp import load_pipeline
from datasette_newsactors.readers import read
from datasette_newsactors.store import open_database
from datasette_newsactors.workers import Workers

DEMO = Path(__file__).parents[1] / "demo" / "articles"
ROUNDS = 3
FEW, MANY = 2_000, 20_000  # articles of the measurement of memory
SENTENCES = 3  # in each of them


def main(arguments: list[str]) -> None:
    what = arguments.pop(0) if arguments[:1] in (["speed"], ["memory"]) else None
    paths = arguments or [str(DEMO)]
    if what != "memory":
        speed(paths)
    if what != "speed":
        memory(paths)


def speed(paths: list[str]) -> None:
    """Compare words a second."""
    n_words = sum(len(a.text.split()) for a in articles(paths))
    measurements = ("alone", "one", "two", "again")
    rounds = [{name: measured(name, *paths) for name in measurements} for _ in range(ROUNDS)]
    alone, one, two, again = (min(times[name] for times in rounds) for name in measurements)
    print(f"{n_words:,} words; words a second, best of {ROUNDS} rounds:")
    print(f"spaCy alone            {n_words / alone:10,.0f}")
    print(f"ingest, one process    {n_words / one:10,.0f}   {alone / one:.2f} of spaCy alone")
    print(f"ingest, two workers    {n_words / two:10,.0f}   {one / two:.2f} of one process")
    print(f"ingest, unchanged      {n_words / again:10,.0f}   {one / again:.0f} times as fast as the first time")


def memory(paths: list[str]) -> None:
    """Compare the peak of memory, and the time of reading again what did not change."""
    few, many = (measured("memory", str(n), *paths) for n in (FEW, MANY))
    print(f"peak memory: {few:,.0f} MB with {FEW:,} articles, {many:,.0f} MB with {MANY:,}: {many / few:.2f} times")


def measured(what: str, *arguments: str) -> float:
    """What a process of its own finds."""
    command = [sys.executable, __file__, "--measure", what, *arguments]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def measure(what: str, *arguments: str) -> float:
    """In the process: seconds, or megabytes of peak memory."""
    if what == "memory":
        n, *paths = arguments
        fill(synthetic(int(n), paths), load_pipeline())
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = articles(list(arguments))
    if what == "two":
        with Workers(partial(load_pipeline), 2) as workers:
            workers.start([Article(f"Warm up {n}.") for n in range(32)]).result()  # until both are there
            return fill(found, workers)
    pipeline = load_pipeline()
    list(pipeline.pipe(["Warm up."]))
    if what == "alone":
        began = time.perf_counter()
        for _ in pipeline.pipe(a.text for a in found):
            pass
        return time.perf_counter() - began
    return fill(found, pipeline, again=what == "again")


def fill(found: list[Article], pipeline: object, again: bool = False) -> float:
    """Seconds that an ingest takes, or the same once more."""
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(str(Path(folder) / "news.db"))
        for _ in range(2 if again else 1):
            began = time.perf_counter()
            ingest(db, found, pipeline)
        return time.perf_counter() - began


def articles(paths: list[str]) -> list[Article]:
    return [a for a in read(paths) if isinstance(a, Article)]


def synthetic(n: int, paths: list[str]) -> Iterator[Article]:
    """So many articles of a few sentences each."""
    chance = random.Random(1)
    sentences = [s for a in articles(paths) for s in a.text.replace("\n", " ").split(". ") if 20 < len(s) < 200]
    for number in range(n):
        yield Article(". ".join(chance.sample(sentences, SENTENCES)) + f". Number {number}.", path=str(number))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(measure(*sys.argv[2:]))
    else:
        main(sys.argv[1:])
