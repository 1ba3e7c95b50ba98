"""Processes that read beside the one that writes: the same database, and none but the guilty article is lost."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import closing
from functools import partial

import pytest
from spacy.language import Language

from datasette_newsactors import ingest as ingesting
from datasette_newsactors.ingest import ingest
from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.nlp import load_pipeline
from datasette_newsactors.readers import read
from datasette_newsactors.store import open_database
from datasette_newsactors.workers import Workers, chunks

from .conftest import ARTICLES
from .store.newspaper import CONTENT, assert_sound, rows_of

DEATHS = {
    "KILLED": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "SEGFAULT": lambda: ctypes.string_at(0),
    "EXIT": lambda: os._exit(3),
}


@Language.component("dies_of_some_texts")
def dies_of_some_texts(doc):
    for word, die in DEATHS.items():
        if word in doc.text:
            die()
    return doc


def mortal():
    """A pipeline that takes its process with it; workers load it by the name of this function."""
    nlp = load_pipeline()
    nlp.add_pipe("dies_of_some_texts", first=True)
    return nlp


def news(n=10):
    """Articles in batches of four, some of which come again, in another place or changed."""
    texts = [f"Mara Lind said it rained on day {day}. Jon Ekdal of the Harbour Board disagreed." for day in range(n)]
    yield from (Article(text, path=f"{number}.txt") for number, text in enumerate(texts))
    yield Failure("bad.txt", "cannot be read")
    yield Article("", path="empty.txt")
    yield Article("x" * 1_000_001, path="long.txt")
    yield Article(texts[0], path="copy-of-0.txt")
    yield Article(texts[1] + " She left.", path="1.txt")
    yield Article(texts[1], path="1.txt")
    yield from (article for article in read([str(ARTICLES)]))


def stored(db):
    errors = db.execute("select run_id, source, error from ingest_errors order by id").fetchall()
    return rows_of(db, *CONTENT, "article_bands"), errors


@pytest.fixture
def databases(tmp_path, monkeypatch):
    """Two new databases, which are written in small batches."""
    monkeypatch.setattr(ingesting, "BATCH", 4)
    with (
        closing(open_database(str(tmp_path / "one.db"))) as one,
        closing(open_database(str(tmp_path / "two.db"))) as two,
    ):
        yield one, two


def test_they_give_the_same_database_as_one_process(databases, nlp):
    one, two = databases

    alone = ingest(one, news(), nlp)
    with Workers(load_pipeline, 2) as workers:
        together = ingest(two, news(), workers)

    assert stored(two) == stored(one)
    assert (together.new, together.unchanged, together.changed) == (alone.new, alone.unchanged, alone.changed)


@pytest.mark.parametrize("lengths", [[40_000, *[2_000] * 60], range(500, 9_000, 100)])
@pytest.mark.parametrize("n", [2, 4])
def test_processes_end_at_about_the_same_time(lengths, n):
    articles = [Article("x" * length, path=str(number)) for number, length in enumerate(lengths)]
    busy = [0] * n

    parts = chunks(articles, n)
    for part in parts:  # whoever is free takes the next
        busy[busy.index(min(busy))] += sum(len(article.text) for article in part)

    assert sorted(article.path for part in parts for article in part) == sorted(article.path for article in articles)
    assert max(busy) <= 1.15 * max(sum(lengths) / n, max(lengths))


def test_an_article_that_kills_its_process_is_an_error_and_the_rest_is_stored(databases, nlp):
    one, two = databases
    deadly = [Article(f"Mara Lind was {word}, said Jon Ekdal.", path=f"{word}.txt") for word in DEATHS]

    ingest(one, news(), nlp)
    with Workers(mortal, 2) as workers:
        summary = ingest(two, [*news(), *deadly], workers)

    reasons = {failure.source: failure.error for failure in summary.failures}
    assert "killed, perhaps for want of memory, while it read this article" in reasons["KILLED.txt"]
    assert f"got signal {signal.SIGSEGV.value} while it read this article" in reasons["SEGFAULT.txt"]
    assert "exit code 3 while it read this article" in reasons["EXIT.txt"]
    assert rows_of(two, *CONTENT) == rows_of(one, *CONTENT)


def test_a_pipeline_that_cannot_be_loaded_is_told_as_in_one_process():
    with pytest.raises(NewsactorsError, match="Cannot load the spaCy pipeline 'en_no_such'"):
        Workers(partial(load_pipeline, "en_no_such"), 2)


# The real command, writing in batches of one article.
INGEST = """
import sys
from datasette_newsactors import cli, ingest
ingest.BATCH = 1
cli.newsactors(["ingest", *sys.argv[1:], "--workers", "2", "--silent"])
"""


@pytest.fixture
def started(tmp_path):
    """The command on many articles, in a process group of its own, once it has stored the first."""
    folder = tmp_path / "articles"
    folder.mkdir()
    source = "\n\n".join(path.read_text("utf-8") for path in sorted(ARTICLES.glob("*.txt")))
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"{source}\n\n{number}", "utf-8")
    path = tmp_path / "news.db"
    command = [sys.executable, "-c", INGEST, str(path), str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    with closing(open_database(str(path))) as db:
        while not db["articles"].count and process.poll() is None:
            time.sleep(0.01)
        yield process, db, command
    if process.poll() is None:
        process.kill()


def processes_of(group):
    """The processes of a group that are still there, but for those that are waiting to be buried."""
    rows = subprocess.run(["ps", "-eo", "pgid=,stat=,pid="], capture_output=True, text=True, check=True).stdout
    return [row for row in map(str.split, rows.splitlines()) if row[0] == str(group) and row[1][0] != "Z"]


def gone(group):
    until = time.monotonic() + 60
    while processes_of(group) and time.monotonic() < until:
        time.sleep(0.05)
    return not processes_of(group)


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_ctrl_c_ends_all_of_them_and_the_same_command_goes_on(started):
    process, db, command = started

    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=120)

    assert process.returncode == 130
    assert said.decode() == "\nStopped. What was finished is stored; the same command goes on with the rest.\n"
    assert gone(process.pid)
    assert subprocess.run(command, check=False).returncode == 0
    assert db["articles"].count == 60
    assert_sound(db)


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_they_end_when_the_one_that_writes_is_killed(started):
    process, db, _ = started

    process.kill()

    assert gone(process.pid)
    assert_sound(db)
