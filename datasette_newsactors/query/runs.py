"""Ingest runs: when articles were read, in which way, and what came of it."""

from __future__ import annotations

from .paging import Key
from .select import Select


def page(after: Key | None, limit: int) -> Select:
    """One page of runs with the seconds each took, the latest first; `after` is the last id of the page before."""
    sql = """
select id, started, finished, strftime('%s', finished) - strftime('%s', started) as seconds, undone,
  model, model_version, newsactors_version, options, n_articles, n_quotes, n_errors
from runs where :before is null or id < :before order by id desc limit :limit"""
    return Select(sql, {"before": after[0] if after else None, "limit": limit})
