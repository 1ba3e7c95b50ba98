"""How fast is the whole ingest beside the spaCy pipeline alone, on the same texts, in one process and one run?

usage: python benchmarks/speed.py [PATH…]     by default the demo's articles, three times over

Prints words a second of both and their ratio; the ratio is what can be compared between machines.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from datasette_newsactors.ingest import ingest
from datasette_newsactors.models import Article
from datasette_newsactors.nlp import load_pipeline
from datasette_newsactors.readers import read
from datasette_newsactors.store import open_database

DEMO = Path(__file__).parents[1] / "demo" / "articles"


def main(paths: list[str]) -> None:
    found = [a for a in read(paths or [str(DEMO)]) if isinstance(a, Article)]
    copies = 1 if paths else 3
    articles = [
        replace(a, text=f"{a.text}\n\n{n}", path=f"{a.path}-{n}", url=None) for n in range(copies) for a in found
    ]
    n_words = sum(len(a.text.split()) for a in articles)
    pipeline = load_pipeline()
    pipeline("Warm up.")

    began = time.perf_counter()
    for _ in pipeline.pipe(a.text for a in articles):
        pass
    alone = time.perf_counter() - began

    with tempfile.TemporaryDirectory() as folder:
        db = open_database(str(Path(folder) / "news.db"))
        began = time.perf_counter()
        ingest(db, articles, pipeline)
        first = time.perf_counter() - began
        began = time.perf_counter()
        ingest(db, articles, pipeline)
        again = time.perf_counter() - began

    print(f"{len(articles):,} articles, {n_words:,} words")
    print(f"spaCy alone        {n_words / alone:10,.0f} words a second")
    print(f"ingest             {n_words / first:10,.0f} words a second   {alone / first:.2f} of spaCy alone")
    print(
        f"ingest, unchanged  {n_words / again:10,.0f} words a second   {first / again:.0f} times as fast as the first"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
