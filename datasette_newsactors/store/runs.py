"""Runs: when articles were read, with which model, and what went wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from sqlite_utils import Database

from ..models import Failure, Pipeline


def now() -> str:
    """The time in UTC, ISO 8601, to the second."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")


def start_run(db: Database, pipeline: Pipeline, options: Mapping[str, Any]) -> int:
    """Note that a run has begun; returns its id."""
    row = {
        "started": now(),
        "model": pipeline.model,
        "model_version": pipeline.model_version,
        "newsactors_version": pipeline.newsactors_version,
        "options": json.dumps(dict(options), sort_keys=True),
    }
    return int(db["runs"].insert(row).last_pk)  # type: ignore[arg-type]


def record_failure(db: Database, run_id: int, failure: Failure) -> None:
    """Keep an input that failed, with its reason."""
    row = {"run_id": run_id, "source": failure.source, "error": failure.error, "when": now()}
    with db.atomic():
        db["ingest_errors"].insert(row)
        db.execute("update runs set n_errors = n_errors + 1 where id = ?", [run_id])


def finish_run(db: Database, run_id: int) -> None:
    """Note that a run has ended, and what it has brought."""
    with db.atomic():
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
