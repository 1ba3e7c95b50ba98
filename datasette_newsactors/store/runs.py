"""Runs: when articles were read, with which model, and what went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from importlib.metadata import version
from typing import Any

from sqlite_utils import Database

from ..models import Failure, Pipeline
from .database import insert, transaction


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def start_run(db: Database, pipeline: Pipeline | None, options: Mapping[str, Any]) -> int:
    """Note that a run has begun; returns its id. pipeline: None where no annotation says what made it."""
    row = {
        "started": now(),
        "model": pipeline.model if pipeline else None,
        "model_version": pipeline.model_version if pipeline else None,
        "newsactors_version": pipeline.newsactors_version if pipeline else version("datasette-newsactors"),
        "options": json.dumps(dict(options), sort_keys=True),
    }
    with transaction(db):
        return insert(db, "runs", row)


def record_failures(db: Database, run_id: int, failures: Sequence[Failure]) -> None:
    """Keep the inputs that failed, each with its reason."""
    rows = [{"run_id": run_id, "source": f.source, "error": f.error, "when": now()} for f in failures]
    with transaction(db):
        db.table("ingest_errors").insert_all(rows)
        db.execute("update runs set n_errors = n_errors + ? where id = ?", [len(rows), run_id])


def finish_run(db: Database, run_id: int) -> None:
    """Note that a run has ended, and how much of what is stored came from it."""
    with transaction(db):
        db.execute(
            """
            update runs set finished = :now,
                n_articles = (select count(*) from articles where run_id = :id),
                n_quotes = (select count(*) from quotes join articles on articles.id = quotes.article_id
                            where articles.run_id = :id)
            where id = :id
            """,
            {"now": now(), "id": run_id},
        )
