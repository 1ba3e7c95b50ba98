"""A connection to the newsroom, and a way to run what `query` gives."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from datasette_newsactors.query.select import Select
from tests.newsroom import newsroom_path  # noqa: F401


class Connection:
    """The newsroom's database, asked with Selects."""

    def __init__(self, path):
        self.sqlite = sqlite3.connect(path)
        self.sqlite.row_factory = sqlite3.Row

    def rows(self, select: Select) -> list[dict]:
        return [dict(row) for row in self.sqlite.execute(select.sql, select.params)]

    def plan(self, select: Select) -> str:
        steps = self.sqlite.execute("explain query plan " + select.sql, select.params)
        return "\n".join(step["detail"] for step in steps)


@pytest.fixture
def db(tmp_path, newsroom_path):  # noqa: F811
    connection = Connection(shutil.copy(newsroom_path, tmp_path / "news.db"))
    yield connection
    connection.sqlite.close()
