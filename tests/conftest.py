"""A small real database, made once: the articles in tests/data, read and annotated as a user's own would be."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

DATA = Path(__file__).parent / "data"
ARTICLES = DATA / "articles"
DEMO = Path(__file__).parents[1] / "demo" / "articles"
SHARED = Path(__file__).parents[2] / "shared"

# A busy machine is no fault of what is tested.
settings.register_profile("unhurried", settings(), deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session", autouse=True)
def ctrl_c() -> None:
    """Let Ctrl-C reach the processes that tests start: what a shell runs in the background passes on to ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def nlp() -> Any:
    """The spaCy pipeline that comes with the package."""
    from datasette_newsactors.nlp import load_pipeline

    return load_pipeline()


@pytest.fixture(scope="session")
def news_db(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a database of six articles by three publications; not to be written to."""
    return _ingested(ARTICLES, tmp_path_factory.mktemp("news") / "news.db", nlp)


@pytest.fixture(scope="session")
def demo_db(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of the demo's database; not to be written to."""
    return _ingested(DEMO, tmp_path_factory.mktemp("demo") / "demo.db", nlp)


def _ingested(articles: Path, path: Path, nlp: Any) -> Path:
    from datasette_newsactors.ingest import ingest
    from datasette_newsactors.readers import read
    from datasette_newsactors.store import open_database

    db = open_database(str(path))
    summary = ingest(db, read([str(articles)]), nlp)
    assert summary.new
    assert not summary.failures
    db.close()
    return path


@pytest.fixture(scope="session")
def wikinews(nlp: Any, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """The path of a database of real articles, not to be written to, and each article with its annotation."""
    from datasette_newsactors.hookspecs import hookimpl
    from datasette_newsactors.plugins import pm

    class Recorder:
        def __init__(self) -> None:
            self.pairs: list[Any] = []

        @hookimpl
        def newsactors_annotation(self, article: Any, annotation: Any) -> None:
            self.pairs.append((article, annotation))

    recorder = Recorder()
    pm.register(recorder)
    try:
        path = _ingested(SHARED / "data" / "wikinews", tmp_path_factory.mktemp("wikinews") / "wikinews.db", nlp)
    finally:
        pm.unregister(recorder)
    return path, recorder.pairs
