"""Does an ingest get slower or larger as the articles become more?

usage: python -m benchmarks.growth memory [--many 20000] [--few 2000]
       python -m benchmarks.growth append [FOLDER] [--stored 200000]

memory: the peak of an ingest of many articles beside that of few, and how long the same takes once more. The articles
are short, forty words of the demo's, as only their number matters.
append: how long, by the processor, 1,000 articles take that join a database of 200,000, beside a new one. They are
synthetic, with
synthetic annotations (benchmarks/synthetic.py), so that spaCy, which takes most of an ingest and does not know
of the database, hides nothing. The database is made in FOLDER, unless it is there.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from datasette_newsactors.ingest import ingest, load
from datasette_newsactors.models import Article
from datasette_newsactors.nlp import load_pipeline
from datasette_newsactors.readers import read
from datasette_newsactors.store import open_database

from .serve import FOLDER, database
from .synthetic import News, Pair, Sizes

DEMO = Path(__file__).parents[1] / "demo" / "articles"
WORDS = 40  # in an article of the measurement of memory
APPENDED = 1_000
ROUNDS = 3


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("memory", "append"))
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--few", type=int, default=2_000)
    parser.add_argument("--stored", type=int, default=200_000)
    parser.add_argument("--measure", type=int, help="the measurement of memory with so many articles, in this process")
    asked = parser.parse_args(arguments)
    if asked.measure:
        print(*measure(asked.measure))
    elif asked.what == "memory":
        memory(asked.few, asked.many)
    else:
        append(asked.folder, asked.stored)


def memory(few: int, many: int) -> None:
    """Compare the peaks of memory, and the first time with the second."""
    small, *_ = measured(few)
    large, first, again = measured(many)
    print(
        f"peak memory: {small:,.0f} MB with {few:,} articles, {large:,.0f} MB with {many:,}: {large / small:.2f} times"
    )
    print(f"{many:,} articles: {first:,.0f} s; the same again: {again:.1f} s, {first / again:.0f} times as fast")


def measured(n: int) -> list[float]:
    """What a process of its own finds."""
    command = [sys.executable, "-m", "benchmarks.growth", "memory", "--measure", str(n)]
    return [float(x) for x in subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()]


def measure(n: int) -> tuple[float, float, float]:
    """Megabytes at the peak, seconds of the first time and of the second."""
    pipeline = load_pipeline()
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(str(Path(folder) / "news.db"))
        first = ingest(db, short_articles(n), pipeline).seconds
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return peak, first, ingest(db, short_articles(n), pipeline).seconds


def short_articles(n: int) -> Iterator[Article]:
    """So many articles of some sentences each."""
    chance = random.Random(1)
    texts = [item.text.replace("\n", " ") for item in read([str(DEMO)]) if isinstance(item, Article)]
    sentences = [s + "." for text in texts for s in text.split(". ") if 4 < len(s.split()) < 30]
    for number in range(n):
        said = [f"Report {number}."]
        while sum(len(s.split()) for s in said) < WORDS:
            said.append(chance.choice(sentences))
        yield Article(" ".join(said), path=str(number))


def append(folder: Path, stored: int) -> None:
    """Compare what the same articles take to join many, and none."""
    sizes = Sizes(stored, stored // 2)
    made = database(folder, sizes)
    with tempfile.TemporaryDirectory(dir=folder) as work:
        large = Path(work) / "large.db"
        shutil.copy(made, large)
        times = []
        for number in range(ROUNDS):
            pairs = more(sizes, number)
            times.append((seconds(Path(work) / f"{number}.db", pairs), seconds(large, pairs)))
    alone, joined = (min(each) for each in zip(*times, strict=True))
    print(f"{APPENDED:,} articles: {alone:.1f} s into a new database, {joined:.1f} s beside {stored:,}: ", end="")
    print(f"{joined / alone:.2f} times (best of {ROUNDS})")


def more(sizes: Sizes, seed: int) -> list[Pair]:
    """Articles of the same news that are not among those stored."""
    pairs = [pair for pair, _ in islice(News(sizes, seed=1000 + seed).pairs(APPENDED), APPENDED)]
    return [(Article(**vars(article) | {"path": f"{seed}/{article.path}"}), found) for article, found in pairs]


def seconds(path: Path, pairs: list[Pair]) -> float:
    """How long the articles take to be stored, of the processor's time."""
    db = open_database(str(path))
    began = time.process_time()
    load(db, pairs)
    taken = time.process_time() - began
    db.close()
    return taken


if __name__ == "__main__":
    main(sys.argv[1:])
