"""A kill at any moment leaves a valid database, and the same command again gives what one run gives.

NEWSACTORS_KILLS=300 kills more often than the few times that a quick suite has time for.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from datasette_newsactors.ingest import BATCH
from datasette_newsactors.records import to_line
from datasette_newsactors.store import open_database

from ..conftest import ARTICLES
from .newspaper import CONTENT, assert_sound, report, rows_of

KILLS = int(os.environ.get("NEWSACTORS_KILLS", "12"))

# The real command, writing in batches of one article.
INGEST = """
import sys
from datasette_newsactors import cli, ingest
ingest.BATCH = 1
cli.newsactors(["ingest", *sys.argv[1:]])
"""


def start(db: Path, *paths: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", INGEST, str(db), *map(str, paths), "--silent"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty variants of the test articles: long enough to be killed in the midst of it."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(8):
        for source in sorted(ARTICLES.glob("*.txt")):
            text = source.read_text("utf-8").replace("Velden", f"Velden{'abcdefgh'[number]}")
            (folder / f"{number}-{source.name}").write_text(text, "utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database that the command gives when nobody disturbs it."""
    path = tmp_path_factory.mktemp("whole") / "whole.db"
    assert start(path, many).wait() == 0
    return path


def wait_for(db: Path, n_articles: int, process: subprocess.Popen[bytes]) -> None:
    """Wait until so many articles are stored, or nothing more can come."""
    while process.poll() is None and stored(db) < n_articles:
        time.sleep(0.005)


def stored(db: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{db.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("select count(*) from articles").fetchone()[0])
    except sqlite3.OperationalError:  # no file or no table yet
        return 0


def test_kill_and_the_same_command_again_is_as_one_run(many: Path, whole: Path, tmp_path: Path) -> None:
    chance, killed = random.Random(7), tmp_path / "killed.db"

    for n_articles in sorted(chance.sample(range(1, 28), 2)):
        process = start(killed, many)
        wait_for(killed, n_articles, process)
        time.sleep(chance.uniform(0, 0.05))
        process.kill()
        assert process.wait() == -signal.SIGKILL
        assert_sound(open_database(str(killed)))
    assert start(killed, many).wait() == 0

    assert rows_of(open_database(str(killed)), *CONTENT) == rows_of(open_database(str(whole)), *CONTENT)
    assert_sound(open_database(str(killed)))


LOAD = """
import sys
from datasette_newsactors import cli, ingest
ingest.BATCH = int(sys.argv[1])
cli.newsactors(["load", *sys.argv[2:], "--silent"])
"""
SPEAKERS = ["Mara Velden", "Mara Veldon", "Velden", "M. Velden", "Jon Velden", "Tess Okoro", "Okoro"]


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Four hundred annotated articles in a file."""
    chance, file = random.Random(3), tmp_path / "records.jsonl"
    said = [[(*chance.sample(SPEAKERS, 2), None) for _ in range(chance.randint(1, 6))] for _ in range(400)]
    pairs = [
        report(*[(who, None, about) for who, about, _ in lines], title=str(n), url=f"https://a.example/{n}")
        for n, lines in enumerate(said)
    ]
    file.write_text("".join(to_line(*pair) for pair in pairs), "utf-8")
    return file


@pytest.mark.parametrize("batch", [1, BATCH])
def test_killed_often_it_is_as_one_run(batch: int, records: Path, tmp_path: Path) -> None:
    chance, killed, whole = random.Random(), tmp_path / "killed.db", tmp_path / "whole.db"

    def load(db: Path) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", LOAD, str(batch), str(db), str(records)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL)

    began = time.monotonic()
    assert load(whole).wait() == 0
    takes = time.monotonic() - began
    expected = rows_of(open_database(str(whole)), *CONTENT)
    for _ in range(KILLS):
        process = load(killed)
        time.sleep(chance.uniform(0, takes))
        process.kill()
        process.wait()
        if killed.exists():
            assert_sound(open_database(str(killed)))
        if stored(killed) == 400:
            assert load(killed).wait() == 0
            assert rows_of(open_database(str(killed)), *CONTENT) == expected
            for file in tmp_path.glob("killed.db*"):
                file.unlink()
    assert load(killed).wait() == 0
    assert rows_of(open_database(str(killed)), *CONTENT) == expected
