"""How fast is the whole ingest beside the spaCy pipeline alone, on the same texts?

usage: python benchmarks/speed.py [--rounds 3] [--articles N] [PATH…]     by default the demo's articles, all of them

Each measurement is a process of its own, all take turns, and of each the best round counts, so that other work on the
machine disturbs little. What can be compared between machines are the ratios: by the clock, and by the processor's
time, which counts no waiting for others (that of two workers and the writer is divided by two). "spaCy alone" is
`nlp.pipe` as spaCy comes, with the same components.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import spacy

from datasette_newsactors.ingest import ingest
from datasette_newsactors.models import Article
from datasette_newsactors.nlp import load_pipeline
from datasette_newsactors.readers import read
from datasette_newsactors.store import open_database
from datasette_newsactors.workers import Workers

DEMO = Path(__file__).parents[1] / "demo" / "articles"
MEASUREMENTS = ("alone", "one", "two", "again")
Times = tuple[float, float]  # seconds by the clock, and of the processor


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int)
    parser.add_argument("--measure", choices=MEASUREMENTS, help="one measurement, in this process")
    parser.add_argument("paths", nargs="*", default=[str(DEMO)])
    asked = parser.parse_args(arguments)
    found = [item for item in read(asked.paths) if isinstance(item, Article)][: asked.articles]
    if asked.measure:
        print(*measure(asked.measure, found))
        return
    command = [sys.executable, __file__, *arguments, "--measure"]
    rounds = [{name: measured([*command, name]) for name in MEASUREMENTS} for _ in range(asked.rounds)]
    report(sum(len(article.text.split()) for article in found), rounds)


def report(n_words: int, rounds: list[dict[str, Times]]) -> None:
    """Print words a second, and the ratios that matter."""
    clock, processor = ({name: min(times[name][by] for times in rounds) for name in MEASUREMENTS} for by in (0, 1))
    print(f"{n_words:,} words; words a second, best of {len(rounds)} rounds; ratios by the clock, by processor time:")
    for name, words, base, says in (
        ("alone", "spaCy alone", "alone", ""),
        ("one", "ingest, one process", "alone", "of spaCy alone"),
        ("two", "ingest, two workers", "one", "of one process"),
        ("again", "ingest, unchanged", "one", "of the first time"),
    ):
        ratios = [times[base] / times[name] for times in (clock, processor)]
        print(
            f"{words:22} {n_words / clock[name]:10,.0f}"
            + (f"   {ratios[0]:.2f} {ratios[1]:.2f} {says}" if says else "")
        )


def measured(command: list[str]) -> Times:
    """What a process of its own finds."""
    wall, used = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(wall), float(used)


def measure(what: str, found: list[Article]) -> Times:
    """In the process: how long it takes."""
    if what == "two":
        with Workers(partial(load_pipeline), 2) as workers:
            workers.start([Article(f"Warm up {n}.") for n in range(32)]).result()  # until both are there
            before = processor_time_of_children()
            clock, processor = fill(found, workers)
            return clock, (processor + processor_time_of_children() - before) / 2  # on two cores
    pipeline = load_pipeline()
    if what == "alone":
        return parse(found, pipeline.path)
    list(pipeline.pipe(["Warm up."]))
    return fill(found, pipeline, again=what == "again")


def processor_time_of_children() -> float:
    """Seconds that the processes which were started have used (on Linux)."""
    stats = [Path(f"/proc/{child.pid}/stat").read_text().rpartition(")")[2].split() for child in active_children()]
    return sum(int(stat[11]) + int(stat[12]) for stat in stats) / os.sysconf("SC_CLK_TCK")


def parse(found: list[Article], path: Path | None) -> Times:
    """How long the pipeline takes as spaCy comes, with the components that ours has."""
    assert path
    plain = spacy.load(path)
    plain.add_pipe("newsactors_paragraphs", before="parser")
    list(plain.pipe(["Warm up."]))
    began = time.perf_counter(), time.process_time()
    for _ in plain.pipe(article.text for article in found):
        pass
    return time.perf_counter() - began[0], time.process_time() - began[1]


def fill(found: list[Article], pipeline: spacy.Language | Workers, again: bool = False) -> Times:
    """How long an ingest takes, or the same once more."""
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(str(Path(folder) / "news.db"))
        for _ in range(2 if again else 1):
            began = time.perf_counter(), time.process_time()
            ingest(db, found, pipeline)
        return time.perf_counter() - began[0], time.process_time() - began[1]


if __name__ == "__main__":
    main(sys.argv[1:])
