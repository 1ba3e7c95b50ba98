"""How fast does a real Datasette answer at a million quotes, and does it stay right while articles come in?

usage: python -m benchmarks.serve FOLDER [--articles 200000] [--actors 100000] [--rounds 5] [--clients 32]
           [--seconds 60] [--python PATH] [--only TEXT]

Makes a database of synthetic news in FOLDER, unless it is there (some minutes), starts `datasette serve` with
Datasette's own settings, and asks benchmarks/mix.py: each request once to warm up, then in so many rounds. Prints for
each median, 95th percentile and worst in milliseconds, and what the best SQL known for the answer takes alone. Then so
many clients ask at once for so many seconds while articles are stored in a copy of the database, and every answer is
looked at. --python: of an environment with another Datasette. The exit code is 1 where an answer is wrong or late.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from datasette_newsactors import store

from .mix import Asked, known, mix
from .synthetic import PIPELINE, News, Pair, Sizes, build

TARGET = 100  # milliseconds, for the 95th percentile of the mix
LIMIT = 1000  # milliseconds a query may take
# What a page says of a part that is left out, what JSON says, and what both say where nothing is left.
LATE = ("ook too long to count", '"timed_out": ["', "The query took too long")
WRITTEN = 20  # articles in a batch
NEW_DAY = "2026-01-01"  # later than all articles of the database


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for name, usual in {"articles": 200_000, "actors": 100_000, "rounds": 5, "clients": 32, "seconds": 60}.items():
        parser.add_argument(f"--{name}", type=int, default=usual)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--only", default="")
    asked = parser.parse_args(arguments)
    path = database(asked.folder, Sizes(asked.articles, asked.actors))
    with sqlite3.connect(path) as db:
        requests = [request for request in mix(known(db)) if asked.only in request.name]
        ideal = {request.name: sum(seconds_of(db, sql) for sql in request.best) for request in requests if request.best}
    good = alone(path, requests, ideal, asked.rounds, asked.python)
    if asked.seconds:
        good &= together(path, requests, asked.clients, asked.seconds, asked.python)
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
    """The least of five times that a statement takes."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        db.execute(sql).fetchall()
        times.append(time.perf_counter() - began)
    return min(times)


@contextmanager
def served(path: Path, python: str) -> Iterator[str]:
    """The address of a Datasette that serves the database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, "-m", "datasette", "serve", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/-/versions.json").read()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait()


def fetch(root: str, path: Path, request: Asked) -> tuple[float, str]:
    """Milliseconds until the answer is there (of a CSV: its first bytes), and the answer, also where it is an error."""
    url = root + request.path[1:] if request.path[0] == "/" else f"{root}{path.stem}/{request.path}"
    began = time.perf_counter()
    try:
        response = urllib.request.urlopen(url, timeout=60)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        body = response.read(1000 if ".csv" in request.path else None)
        return (time.perf_counter() - began) * 1000, body.decode("utf-8", "replace")


def alone(path: Path, requests: list[Asked], ideal: dict[str, float], rounds: int, python: str) -> bool:
    """Ask one after another, and print the table; whether all was in time."""
    times: dict[str, list[float]] = {request.name: [] for request in requests}
    late = set()
    with served(path, python) as root:
        for number in range(rounds + 1):
            for request in requests:
                took, answer = fetch(root, path, request)
                late |= {request.name} if any(word in answer for word in LATE) else set()
                times[request.name] += [took] if number else []
    print(f"{'ms':36} {'p50':>6} {'p95':>6} {'worst':>6}  best SQL   deep ÷ first")
    for request in requests:
        own = times[request.name]
        line = f"{request.name:36} {median(own):6.0f} {p95(own):6.0f} {max(own):6.0f}"
        if request.name in ideal:
            line += f"  {ideal[request.name] * 1000:5.0f} × {median(own) / 1000 / ideal[request.name]:.1f}"
        if request.first in times:
            line += f"  {median(own) / median(times[request.first]):20.2f}"
        print(line + ("  LATE" if request.name in late else ""))
    whole = p95([t for own in times.values() for t in own])
    print(
        f"the mix: p50 {median(t for own in times.values() for t in own):.0f} ms, p95 {whole:.0f} ms; late: {len(late)}"
    )
    return whole <= TARGET and not late


def p95(times: list[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def together(path: Path, requests: list[Asked], clients: int, seconds: float, python: str) -> bool:
    """Ask with many clients while articles come in, and look at every answer; whether none was wrong."""
    copy = path.with_name("written.db")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    shutil.copy(path, copy)
    times: list[float] = []
    wrong: Counter[str] = Counter()
    with served(copy, python) as root:
        before = {request.name: rows_of(fetch(root, copy, request)[1]) for request in requests if unchanging(request)}
        until = time.monotonic() + seconds
        stored = [0]
        workers = [threading.Thread(target=write, args=(copy, until, stored))]
        for number in range(clients):
            order = random.Random(number).sample(requests, len(requests))
            workers.append(threading.Thread(target=ask, args=(root, copy, order, until, before, times, wrong)))
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    print(
        f"{clients} clients for {seconds} s: {len(times)} answers, p50 {median(times):.0f} ms, p95 {p95(times):.0f} ms"
    )
    print(f"meanwhile {stored[0]} articles stored; wrong: {dict(wrong) or 'none'}")
    return not wrong and stored[0] > 0


def unchanging(request: Asked) -> bool:
    """Whether later articles change nothing of the rows: quotes by date, from the middle on."""
    return "-/quotes.json" in request.path and "_next" in request.path


def rows_of(answer: str) -> str:
    return json.dumps(json.loads(answer).get("rows"))


def ask(
    root: str,
    path: Path,
    requests: list[Asked],
    until: float,
    before: dict[str, str],
    times: list[float],
    wrong: Counter[str],
) -> None:
    """Ask again and again; notes how long each took, and what was wrong."""
    while True:
        for request in requests:
            if time.monotonic() > until:
                return
            try:
                took, answer = fetch(root, path, request)
                times.append(took)
                if fault := fault_of(request, answer, before):
                    wrong[f"{request.name}: {fault}"] += 1
            except (OSError, ValueError, LookupError) as error:
                wrong[f"{request.name}: {type(error).__name__} {error}"] += 1


def fault_of(request: Asked, answer: str, before: dict[str, str]) -> str:
    """What is wrong with an answer, or nothing."""
    if "<title>Error" in answer or '"ok": false' in answer:
        return "an error" + (", too late" if any(word in answer for word in LATE) else "")
    if request.name in before and rows_of(answer) != before[request.name]:
        return "other rows than before"
    if "-/quotes.json" in request.path:
        rows = json.loads(answer)["rows"]
        asked = dict(part.split("=", 1) for part in request.path.partition("?")[2].split("&") if part)
        for parameter, column in {"speaker": "speaker", "type": "quote_type", "cue_class": "cue_class"}.items():
            if any(row[column] != asked[parameter] for row in rows if asked.get(parameter, "any") != "any"):
                return f"rows of another {parameter}"
        dates = [(row["published"], row["id"]) for row in rows]
        newest = "q" not in asked or asked.get("_sort") == "newest"
        if newest and dates != sorted(dates, reverse=asked.get("_sort") != "oldest"):
            return "rows out of order"
    elif ".csv" not in request.path and ".txt" not in request.path and ".json" not in request.path:
        return "" if "</html>" in answer or "</feed>" in answer or answer.startswith("{") else "no whole page"
    return ""


def write(path: Path, until: float, stored: list[int]) -> None:
    """Store new articles, batch after batch."""
    db = store.open_database(str(path))
    (n_actors,) = db.execute("select count(*) from actors").fetchone()
    run_id = store.start_run(db, PIPELINE, {})
    pairs = (new(pair) for pair, _ in News(Sizes(10**6, n_actors), seed=2).pairs(10**6))
    while time.monotonic() < until:
        stored[0] += store.save(db, list(islice(pairs, WRITTEN)), run_id).new
    store.finish_run(db, run_id)
    db.close()


def new(pair: Pair) -> Pair:
    """The article as one of today's."""
    article, annotation = pair
    return replace(article, path=f"new {article.path}", published=NEW_DAY), annotation


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
