"""Full disks, locks, limits and giants: a clear word, a valid database, and the same command finishes the rest."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from datasette_newsactors.ingest import ingest
from datasette_newsactors.models import Article, NewsactorsError
from datasette_newsactors.store import database, explained, open_database

from .conftest import ARTICLES
from .store.newspaper import CONTENT, assert_sound, rows_of

# The real command, writing in batches of one article; with a limit, no file may grow beyond so many bytes.
INGEST = """
import sys
limit, *arguments = sys.argv[1:]
if limit != "none":
    import resource
    from datasette_newsactors.models import Article
    from datasette_newsactors.readers.language import with_language
    with_language(Article("It unpacks its model into a file."))
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
from datasette_newsactors import cli, ingest
ingest.BATCH = 1
cli.newsactors(["ingest", *arguments])
"""


def start(limit, path, *arguments):
    command = [sys.executable, "-c", INGEST, str(limit), str(path), *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def run(limit, path, *arguments):
    process = start(limit, path, *arguments)
    out, errors = process.communicate()
    return subprocess.CompletedProcess(process.args, process.returncode, out, errors)


def content(path):
    with closing(open_database(str(path))) as db:
        assert_sound(db)
        return rows_of(db, *CONTENT)


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_a_limit_on_files_keeps_what_was_stored_and_the_same_command_finishes(tmp_path):
    whole, limited = tmp_path / "whole.db", tmp_path / "limited.db"
    assert run("none", whole, ARTICLES).returncode == 0
    open_database(str(limited)).close()

    # the log that is written ahead reaches the limit somewhere after the first article
    stopped = run(limited.stat().st_size + 100_000, limited, ARTICLES)

    assert stopped.returncode == 1
    assert "Traceback" not in stopped.stderr
    assert "Make room and give the same command again: what is stored stays." in stopped.stderr
    with closing(open_database(str(limited))) as db:
        assert 0 < db["articles"].count < 6
        assert_sound(db)
    assert run("none", limited, ARTICLES).returncode == 0
    assert content(limited) == content(whole)


def test_a_full_database_is_told_and_loses_nothing(tmp_path, nlp):
    db = open_database(str(tmp_path / "news.db"))
    ingest(db, [Article("Mara Lind said it rained.", path="a.txt")], nlp)
    before = rows_of(db, *CONTENT)
    pages = db.execute("pragma page_count").fetchone()[0]
    db.execute(f"pragma max_page_count = {pages + 1}")
    long = Article("Jon Ekdal said it rained. " * 2000, path="b.txt")

    with pytest.raises(NewsactorsError, match=r"news.db: the disk is full\. Make room"), explained("news.db"):
        ingest(db, [long], nlp)

    assert rows_of(db, *CONTENT) == before
    db.execute("pragma max_page_count = 1000000")
    assert ingest(db, [long], nlp).new == 1
    assert_sound(db)


def test_it_waits_for_another_writer_and_says_so(tmp_path, nlp, caplog, monkeypatch):
    monkeypatch.setattr(database, "UNTOLD", 0.05)
    path = str(tmp_path / "news.db")
    db = open_database(path)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("begin immediate")
    threading.Timer(0.5, lambda: other.execute("commit")).start()
    began = time.monotonic()

    summary = ingest(db, [Article("Mara Lind said it rained.")], nlp)

    assert (summary.new, time.monotonic() - began > 0.4) == (1, True)
    said = "Another program is writing to this database. Waiting for it, up to 30 s."
    assert [record.message for record in caplog.records] == [said]


def test_a_lock_that_stays_is_told_and_loses_nothing(tmp_path, nlp, monkeypatch):
    monkeypatch.setattr(database, "UNTOLD", 0.01)
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.1)
    path = str(tmp_path / "news.db")
    db = open_database(path)
    news = [Article(f"Mara Lind said it rained on day {n}.", path=f"{n}.txt") for n in range(3)]
    ingest(db, news[:1], nlp)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")

        with pytest.raises(NewsactorsError, match="another program has locked this database"), explained(path):
            ingest(db, news, nlp)

    summary = ingest(db, news, nlp)
    assert (summary.new, summary.unchanged) == (2, 1)
    assert_sound(db)


# A plugin of somebody's: a page that writes, through Datasette's connection for it, and takes its time.
SLOW_WRITER = """
import time
from pathlib import Path

from datasette import Response, hookimpl

def write(connection):
    with connection:
        connection.execute("insert into notes values ('kept')")
        while not Path(__file__).with_name("enough").exists():
            time.sleep(0.02)

async def page(datasette):
    await datasette.get_database("news").execute_write_fn(write)
    return Response.text("done")

@hookimpl
def register_routes():
    return [("^/-/write$", page)]
"""
READ = ("/news/-/newsactors", "/news/-/quotes.json?_q=rain", "/news/-/actors", "/news/articles.json")


@pytest.fixture
def served(tmp_path):
    """The address of `datasette serve` on a database that has one article already, and a table of its owner's."""
    path = tmp_path / "news.db"
    assert run("none", path, sorted(ARTICLES.glob("*.txt"))[0]).returncode == 0
    with closing(sqlite3.connect(path)) as db:
        db.execute("create table notes (note)")
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "slow_writer.py").write_text(SLOW_WRITER)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "datasette", "serve", str(path), "--port", port]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([*command, "--plugins-dir", str(tmp_path / "plugins")], **quiet)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def status(address):
    """Of an answer; None where nobody is there yet."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except urllib.error.URLError:
        return None


def locked(path):
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as db:
        try:
            db.execute("begin immediate")
        except sqlite3.OperationalError:
            return True
        db.execute("rollback")
        return False


def until(happened):
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_beside_a_serving_datasette_that_reads_and_writes_nothing_is_lost(served, tmp_path):
    path, done = tmp_path / "news.db", threading.Event()
    until(lambda: status(f"{served}{READ[0]}") == 200)
    read = []

    def go_on_reading():
        while not done.is_set():
            read.extend(status(f"{served}{page}") for page in READ)

    with ThreadPoolExecutor(2) as threads:
        reading = threads.submit(go_on_reading)
        written = threads.submit(status, f"{served}/-/write")
        until(lambda: locked(path))
        ingest = start("none", path, ARTICLES)
        said = ingest.stderr.readline()
        (tmp_path / "plugins" / "enough").touch()
        _, rest = ingest.communicate()
        done.set()
        reading.result()

    assert said == "Another program is writing to this database. Waiting for it, up to 30 s.\n"
    assert (ingest.returncode, rest, written.result(), set(read)) == (0, "", 200, {200})
    assert run("none", tmp_path / "alone.db", sorted(ARTICLES.glob("*.txt"))[0]).returncode == 0
    assert run("none", tmp_path / "alone.db", ARTICLES).returncode == 0
    assert content(path) == content(tmp_path / "alone.db")
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("select * from notes").fetchall() == [("kept",)]


def test_a_giant_is_an_error_and_the_rest_is_stored(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a-giant.txt").write_text("Mara Lind said it rained. " * 2_000_000, "utf-8")  # 52 MB
    (folder / "b-long.txt").write_text("Mara Lind said it rained. " * 60_000, "utf-8")
    (folder / "c.txt").write_text("Jon Ekdal said it was dry.", "utf-8")
    path = tmp_path / "news.db"

    done = run("none", path, folder)

    assert done.returncode == 1
    assert "Articles: 1 new, 0 unchanged, 0 changed, 2 failed" in done.stdout
    assert "a-giant.txt: has a text of 52,000,000 characters" in done.stderr
    assert "b-long.txt: The text has 1,560,000 characters; the pipeline reads at most 1,000,000." in done.stderr
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("select count(*) from ingest_errors").fetchone() == (2,)


def test_too_little_memory_for_an_article_is_an_error_and_the_rest_is_stored(tmp_path, nlp, monkeypatch):
    monkeypatch.setattr(nlp, "tokenizer", Tokenizer(nlp.tokenizer))
    db = open_database(str(tmp_path / "news.db"))

    summary = ingest(db, [Article("An enormous text.", path="a.txt"), Article("Mara Lind said no.", path="b.txt")], nlp)

    assert summary.new == 1
    [failure] = summary.failures
    assert failure.error == "could not be annotated: there is not enough memory for its length"


class Tokenizer:
    """One for which some texts are too large."""

    def __init__(self, tokenizer):
        self.tokenizer = tokenizer

    def __call__(self, text):
        if "enormous" in text:
            raise MemoryError
        return self.tokenizer(text)
