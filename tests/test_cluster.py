"""A real scheduler and two workers, one of which is killed: the same database as from a plain ingest."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import time
from contextlib import closing

import pytest

from datasette_newsactors import cluster
from datasette_newsactors.annotating import articles
from datasette_newsactors.cluster import annotate_on_dask
from datasette_newsactors.ingest import ingest, load
from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.records import read_records
from datasette_newsactors.store import open_database

from .conftest import ARTICLES, DEMO
from .store.newspaper import CONTENT, assert_sound, rows_of

HOW = {"model": None, "quotes": "model", "publication": "The Post"}


@pytest.fixture
def started(tmp_path):
    """Starts processes of dask's; they end with the test."""
    processes = []

    def start(*arguments):
        command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:], "--no-dashboard"]
        log = (tmp_path / f"{len(processes)}.log").open("w")
        processes.append(subprocess.Popen(command, stderr=log))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.wait()


@pytest.fixture
def scheduler(started, tmp_path):
    """The address of a scheduler that runs in a process of its own."""
    file = tmp_path / "scheduler.json"
    started("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(file))
    wait_for(file.exists)
    time.sleep(0.2)  # until it is written

    return json.loads(file.read_text())["address"]


def wait_for(happened, seconds=120):
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def archive(tmp_path):
    """News, with files that cannot be read among them."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for source in [*ARTICLES.iterdir(), *sorted(DEMO.rglob("*.html"))[:4]]:
        shutil.copy(source, folder / source.name)
    (folder / "b-empty.txt").write_text("")
    (folder / "d-damaged.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Mara Lind said no."}\n' * 99)[:-9])
    return folder


def stored(path, fill):
    with closing(open_database(str(path))) as db:
        fill(db)
        errors = db.execute("select source, error from ingest_errors order by id").fetchall()
        assert_sound(db)
        return rows_of(db, *CONTENT, "article_bands"), errors


def test_a_worker_that_is_killed_is_done_without(scheduler, started, archive, tmp_path, nlp, monkeypatch):
    monkeypatch.setattr(cluster, "SHARD", 1_000)
    out = tmp_path / "shards"
    workers = [started("dask_worker", scheduler, "--nthreads", "1", "--no-nanny") for _ in range(2)]
    killer = subprocess.Popen([sys.executable, "-c", KILL, str(out), str(workers[0].pid)])

    written = annotate_on_dask([str(archive)], str(out), address=scheduler, **HOW)

    assert killer.wait() == 0
    assert workers[0].wait() != 0
    assert (written.failures, written.there) == ([], 0)
    assert written.made > 5
    plain = stored(tmp_path / "plain.db", lambda db: ingest(db, articles([str(archive)], publication="The Post"), nlp))
    merged = stored(tmp_path / "merged.db", lambda db: load(db, read_records([str(out)])))
    assert merged == plain
    assert len(plain[1]) == 2


# Kills a process once there are two shards in a folder.
KILL = """
import os, pathlib, signal, sys, time
while len(list(pathlib.Path(sys.argv[1]).glob("*.gz"))) < 2:
    time.sleep(0.01)
os.kill(int(sys.argv[2]), signal.SIGKILL)
"""


def test_what_is_there_is_not_made_again(scheduler, started, archive, tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "SHARD", 20_000)
    started("dask_worker", scheduler, "--nthreads", "1", "--no-nanny")
    out = tmp_path / "shards"
    first = annotate_on_dask([str(archive)], str(out), address=scheduler, **HOW)
    whole = {path.name: path.read_bytes() for path in out.iterdir()}
    (out / "annotations-000001.jsonl.gz").unlink()

    second = annotate_on_dask([str(archive)], f"file://{out}", address=scheduler, **HOW)

    assert (second.made, second.there) == (1, first.made - 1)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == whole
    with pytest.raises(NewsactorsError, match="holds annotations of other files, or made in another way"):
        annotate_on_dask([str(archive), str(ARTICLES)], str(out), address=scheduler, **HOW)


def test_files_that_are_elsewhere_keep_their_address(tmp_path):
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe_file("/news/2019/a.txt", b"Mara Lind said it rained.")
    memory.pipe_file("/news/.hidden", b"no article")

    plan = cluster._plan(["memory://news"], {"model": None, "quotes": "rules", "reading": {}})

    assert plan["shards"] == [["memory:///news/2019/a.txt"]]
    [article] = cluster._read("memory:///news/2019/a.txt", {})
    assert (article.path, article.text) == ("memory:///news/2019/a.txt", "Mara Lind said it rained.")


def test_no_scheduler_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "TIMEOUT", 1)
    with pytest.raises(NewsactorsError, match="no scheduler answers there"):
        annotate_on_dask(["a.txt"], str(tmp_path), address="tcp://127.0.0.1:9", **HOW)
