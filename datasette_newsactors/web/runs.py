"""Ingest runs as pages show them: what was read in which way, with the ways to what was stored and what failed."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..query import runs
from .listings import following, latest_first
from .pages import database_file
from .visit import Page, Row, Visit


async def runs_page(visit: Visit) -> Page:
    """One page of runs, the latest first."""
    rows, token = await latest_first(visit, "runs", runs.page)
    shown = await shown_runs(visit, rows)
    page: Page = {"rows": shown, "truncated": False, **following(visit, ("newsactors", "runs"), token)}
    return page | ({"file": database_file(visit)} if visit.format == "html" else {})


async def shown_runs(visit: Visit, rows: Sequence[Row]) -> list[Row]:
    """Runs with their options, and the ways to their articles and errors for those who may see the tables."""
    tables = {"articles_url": "articles", "errors_url": "ingest_errors"}
    seen = {name: table for name, table in tables.items() if await visit.may_see(table)}
    return [
        {
            **row,
            "options": json.loads(row["options"]),
            **{name: visit.table(seen[name], {"run_id": row["id"]}) if name in seen else None for name in tables},
        }
        for row in rows
    ]
