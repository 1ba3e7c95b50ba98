"""Many clients at once while articles come in: is any answer late or wrong, any quote lost or told twice?"""

from __future__ import annotations

import json
import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from statistics import median
from urllib.parse import parse_qs

from datasette_newsactors import store

from .mix import Asked
from .server import LATE, fetch, p95, processor_of, served
from .synthetic import PIPELINE, News, Pair, Sizes

WRITTEN = 20  # articles in a batch
NEW_DAY = "2026-01-01"  # later than all articles of the database
PAGE = 200  # quotes a page of those that are gone through to their end


@dataclass
class Seen:
    """What the clients of one server met: how long answers took, and what was wrong."""

    root: str
    path: Path
    until: float
    times: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    stored: int = 0
    walked: int = 0


def together(
    path: Path, requests: list[Asked], walks: Sequence[str], clients: int, seconds: float, python: str
) -> bool:
    """Ask with many clients while articles come in, and look at every answer; whether none was wrong.

    walks: searches that are paged through, from their first quote to their last, again and again.
    """
    copy = path.with_name("written.db")
    for suffix in ("", "-wal", "-shm"):
        Path(f"{copy}{suffix}").unlink(missing_ok=True)
    shutil.copy(path, copy)
    with served(copy, python) as (root, pid):
        seen = Seen(root, copy, 0)
        before = {request.name: rows_of(fetch(root, copy, request)[1]) for request in requests if unchanging(request)}
        whole = {search: ids_of(seen, search) for search in walks}
        seen.until, began = time.monotonic() + seconds, processor_of(pid)
        workers = [threading.Thread(target=write, args=(seen,)), threading.Thread(target=walk, args=(seen, whole))]
        for number in range(clients):
            order = random.Random(number).sample(requests, len(requests))
            workers.append(threading.Thread(target=ask, args=(seen, order, before)))
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        used = processor_of(pid) - began
    print(f"{clients} clients for {seconds} s: {len(seen.times)} answers, ", end="")
    print(f"p50 {median(seen.times):.0f} ms, p95 {p95(seen.times):.0f} ms, of processor {used:.0f} s")
    print(f"meanwhile {seen.stored} articles stored, {seen.walked} searches paged through; ", end="")
    print(f"wrong: {dict(seen.wrong) or 'none'}")
    return not seen.wrong and seen.stored > 0


def unchanging(request: Asked) -> bool:
    """Whether later articles change nothing of the rows: quotes by date, from the middle on."""
    return "-/quotes.json" in request.path and "_next" in request.path


def rows_of(answer: str) -> str:
    return json.dumps(json.loads(answer).get("rows"))


def ask(seen: Seen, requests: list[Asked], before: dict[str, str]) -> None:
    """Ask again and again; notes how long each took, and what was wrong."""
    while True:
        for request in requests:
            if time.monotonic() > seen.until:
                return
            try:
                took, answer = fetch(seen.root, seen.path, request)
                seen.times.append(took)
                if fault := fault_of(request, answer, before):
                    seen.wrong[f"{request.name}: {fault}"] += 1
            except (OSError, ValueError, LookupError) as error:
                seen.wrong[f"{request.name}: {type(error).__name__} {error}"] += 1


def fault_of(request: Asked, answer: str, before: dict[str, str]) -> str:
    """What is wrong with an answer, or nothing."""
    if "<title>Error" in answer or '"ok": false' in answer:
        return "an error" + (", too late" if any(word in answer for word in LATE) else "")
    if request.name in before and rows_of(answer) != before[request.name]:
        return "other rows than before"
    if "-/quotes.json" in request.path:
        rows = json.loads(answer)["rows"]
        asked = {name: values[-1] for name, values in parse_qs(request.path.partition("?")[2]).items()}
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


def walk(seen: Seen, whole: dict[str, list[int]]) -> None:
    """Page through searches; notes where a quote that was there from the first is lost, told twice or out of place."""
    while whole:
        for search, expected in whole.items():
            if time.monotonic() > seen.until:
                return
            try:
                known = set(expected)
                found = [quote for quote in ids_of(seen, search) if quote in known]
                seen.walked += 1
                if fault := fault_of_walk(found, expected, by_date="q=" not in search or "_sort" in search):
                    seen.wrong[f"{search}: {fault}"] += 1
            except (OSError, ValueError, LookupError) as error:
                seen.wrong[f"{search}: {type(error).__name__} {error}"] += 1


def fault_of_walk(found: list[int], expected: list[int], by_date: bool) -> str:
    """What is wrong with the quotes of all pages, or nothing; by relevance the order may change while quotes come."""
    if len(set(found)) < len(found):
        return "a quote on two pages"
    if len(found) < len(expected):
        return "a quote on no page"
    return "quotes out of order" if by_date and found != expected else ""


def ids_of(seen: Seen, search: str) -> list[int]:
    """The ids on all pages of a search."""
    found: list[int] = []
    following = ""
    while True:
        asked = Asked(search, f"-/quotes.json?{search}&_size={PAGE}{following}")
        page = json.loads(fetch(seen.root, seen.path, asked)[1])
        found += [row["id"] for row in page["rows"]]
        if page["next"] is None:
            return found
        following = f"&_next={page['next']}"


def write(seen: Seen) -> None:
    """Store new articles, batch after batch."""
    db = store.open_database(str(seen.path))
    (n_actors,) = db.execute("select count(*) from actors").fetchone()
    run_id = store.start_run(db, PIPELINE, {})
    pairs = (new(pair) for pair, _ in News(Sizes(10**6, n_actors), seed=2).pairs(10**6))
    while time.monotonic() < seen.until:
        seen.stored += store.save(db, list(islice(pairs, WRITTEN)), run_id).new
    store.finish_run(db, run_id)
    db.close()


def new(pair: Pair) -> Pair:
    """The article as one of today's."""
    article, annotation = pair
    return replace(article, path=f"new {article.path}", published=NEW_DAY), annotation
