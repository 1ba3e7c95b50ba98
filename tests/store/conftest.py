"""A new database for each test."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from .newspaper import new_database


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """An empty database with our tables and one run."""
    return new_database(str(tmp_path / "news.db"))
