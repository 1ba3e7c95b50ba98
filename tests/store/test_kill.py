"""A kill at any moment leaves a valid database, and the same command again gives what one run gives."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from datasette_newsactors.store import open_database

from ..conftest import ARTICLES
from .newspaper import CONTENT, assert_sound, rows_of

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


def test_kill_and_the_same_command_again_is_as_one_run(many: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    began = time.monotonic()
    assert start(whole, many).wait() == 0
    took = time.monotonic() - began
    moments = random.Random(7)
    interrupted = 0

    for _ in range(4):
        process = start(killed, many)
        time.sleep(moments.uniform(0.6, 1.0) * took)
        process.kill()
        interrupted += process.wait() != 0
        assert_sound(open_database(str(killed)))
    assert start(killed, many).wait() == 0

    assert interrupted
    assert rows_of(open_database(str(killed)), *CONTENT) == rows_of(open_database(str(whole)), *CONTENT)
    assert_sound(open_database(str(killed)))
