"""How fast does a real Datasette answer at a million quotes, and does it stay right while articles come in?

usage: python -m benchmarks.serve [FOLDER] [--articles 200000] [--actors 100000] [--rounds 5] [--clients 32]
           [--seconds 60] [--python PATH] [--only TEXT]

Makes a database of synthetic news in FOLDER, unless it is there (some minutes), starts `datasette serve` with
Datasette's own settings, and asks benchmarks/mix.py: each request once to warm up, then in so many rounds. Prints for
each median, 95th percentile and worst in milliseconds by the clock; how long a processor worked for it (which other
work on the machine changes less); of that in SQL, and how that compares with the best SQL known (benchmarks/best.py).
Then so many clients ask at once for so many seconds while articles are stored in a copy of the database, and every
answer is looked at (benchmarks/crowd.py). --python: of an environment with another Datasette. The exit code is 1 where
an answer is wrong or late.
"""

from __future__ import annotations

import argparse
import asyncio
import sqlite3
import sys
import time
from pathlib import Path
from statistics import median

from datasette.app import Datasette
from datasette.database import Database

from datasette_newsactors import store

from .best import best
from .crowd import together
from .mix import Asked, known, mix, walks
from .server import LATE, fetch, p95, processor_of, served
from .synthetic import Sizes, build

FOLDER = Path("build/million")  # where `make bench-serve` keeps it
TARGET = 100  # milliseconds, for the 95th percentile of the mix


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    for name, usual in {"articles": 200_000, "actors": 100_000, "rounds": 5, "clients": 32, "seconds": 60}.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--only", default="")
    asked = parser.parse_args(arguments)
    path = database(asked.folder, Sizes(asked.articles, asked.actors))
    with sqlite3.connect(path) as db:
        facts = known(db)
        requests = [request for request in mix(facts) if asked.only in request.name]
        ideal = {
            name: sum(seconds_of(db, sql) for sql in statements) * 1000
            for name, statements in best(db, facts).items()
            if any(name == request.name for request in requests)
        }
    good = True
    if asked.rounds:
        good = alone(path, requests, ideal, asked.rounds, asked.python)
    if asked.seconds:
        good &= together(path, requests, walks(facts), asked.clients, asked.seconds, asked.python)
    return 0 if good else 1


def database(folder: Path, sizes: Sizes) -> Path:
    """The path of the database, which is made where it is not there or older than the schema."""
    path = folder / f"news-{sizes.articles}-{sizes.actors}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished")
        unfinished.unlink(missing_ok=True)
        build(unfinished, sizes).close()
        unfinished.rename(path)
    store.open_database(str(path)).close()
    return path


def seconds_of(db: sqlite3.Connection, sql: str) -> float:
    """The least of five times that a processor works for a statement."""
    times = []
    for _ in range(5):
        began = time.process_time()
        db.execute(sql).fetchall()
        times.append(time.process_time() - began)
    return min(times)


def alone(path: Path, requests: list[Asked], ideal: dict[str, float], rounds: int, python: str) -> bool:
    """Ask one after another, and print the table; whether all was in time."""
    own = asyncio.run(in_sql(path, requests))
    times: dict[str, list[float]] = {request.name: [] for request in requests}
    worked: dict[str, list[float]] = {request.name: [] for request in requests}
    late = set()
    with served(path, python) as (root, pid):
        for number in range(rounds + 1):
            for request in requests:
                began = processor_of(pid)
                took, answer = fetch(root, path, request)
                late |= {request.name} if any(word in answer for word in LATE) else set()
                times[request.name] += [took] if number else []
                worked[request.name] += [(processor_of(pid) - began) * 1000] if number else []
    print(f"{'ms':36} {'p50':>5} {'p95':>5} {'worst':>5} {'processor':>9} {'in SQL':>6}  best SQL   deep ÷ first")
    for request in requests:
        name, clock, processor = request.name, times[request.name], median(worked[request.name])
        line = f"{name:36} {median(clock):5.0f} {p95(clock):5.0f} {max(clock):5.0f} {processor:9.0f} {own[name]:6.0f}"
        if name in ideal:
            line += f"  {ideal[name]:5.1f} × {own[name] / ideal[name]:.1f}"
        if request.first in times:
            line += f"  {median(clock) / median(times[request.first]):20.2f}"
        print(line + ("  LATE" if name in late else ""))
    for measured, what in ((times, "by the clock"), (worked, "of processor")):
        each = [t for own in measured.values() for t in own]
        slow = [name for name, own in measured.items() if median(own) > TARGET]
        print(f"the mix {what}: p50 {median(each):.0f} ms, p95 {p95(each):.0f}, worst {max(each):.0f}; ", end="")
        print(f"over {TARGET}: {len(slow)} of {len(measured)}")
    print(f"late: {len(late)}")
    return p95([t for own in times.values() for t in own]) <= TARGET and not late


async def in_sql(path: Path, requests: list[Asked]) -> dict[str, float]:
    """Milliseconds that a processor works for all SQL of each request, the least of three, within this process."""
    settings = {"num_sql_threads": 0, "sql_time_limit_ms": 60_000, "facet_time_limit_ms": 60_000}
    datasette = Datasette([str(path)], settings=settings)
    await datasette.invoke_startup()
    spent, execute = [0.0], Database.execute

    async def timed(self: Database, *args: object, **options: object) -> object:
        began = time.thread_time()
        try:
            return await execute(self, *args, **options)
        finally:
            spent[0] += (time.thread_time() - began) * 1000

    Database.execute = timed
    try:
        return {
            request.name: min([await spent_on(datasette, path, request, spent) for _ in range(3)])
            for request in requests
        }
    finally:
        Database.execute = execute


async def spent_on(datasette: Datasette, path: Path, request: Asked, spent: list[float]) -> float:
    """What is added to `spent` while a request is answered; of a CSV for its first rows."""
    url = request.path if request.path[0] == "/" else f"/{path.stem}/{request.path}"
    spent[0] = 0.0
    await datasette.client.get(url + (("&" if "?" in url else "?") + "_size=100" if ".csv" in url else ""))
    return spent[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
