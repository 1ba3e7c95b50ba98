"""What is in the database, at a glance.

Quotes are what the quote search finds, and are counted twice: all of them, and (`…_once`) without those in syndicated
copies. Copies are few and have an index of their own, so what is in them is counted alone and taken off.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ..models import QUOTE_TYPES
from .filters import QuoteFilters, conditions
from .select import Select

WINDOW = 30  # days
# The filters of the quote search that find what `sources` counts.
SOURCES: Mapping[str, Mapping[str, str]] = {
    "quotes": {},
    "named": {"named": "yes"},
    "anonymous": {"anonymous": "yes"},
    "unresolved": {"named": "no", "anonymous": "no"},
    **{quote_type: {"type": quote_type} for quote_type in QUOTE_TYPES},
}
COPIED = "articles cross join quotes on quotes.article_id = articles.id"


def totals() -> Select:
    """How many articles, publications and actors there are, and the dates between which the articles lie."""
    return Select(
        """
select articles, articles - copies as articles_once, publications, actors, first, last
from (
  select (select count(*) from articles) as articles,
    (select count(*) from articles where syndicated_from is not null) as copies,
    (select count(*) from publications) as publications,
    (select count(*) from actors where status <> 'rejected') as actors,
    (select min(published) from articles) as first, (select max(published) from articles) as last
)""",
        {},
    )


def most_quoted(actor_type: str, limit: int) -> Select:
    """The actors of a type with most quotes: slug, name, type, n_quotes, n_quotes_once."""
    said = conditions(QuoteFilters())
    sql = f"""
with said as (
  select speaker_id, count(*) as n from quotes where speaker_id is not null and {said.where} group by speaker_id
),
most as materialized (
  select actors.id, actors.slug, actors.name, actors.type, said.n
  from said join actors on actors.id = said.speaker_id
  where actors.type = :type and actors.status <> 'rejected'
  order by said.n desc, actors.id limit :limit
),
copied as (
  select quotes.speaker_id, count(*) as n from {COPIED}
  where articles.syndicated_from is not null and quotes.speaker_id in (select id from most) and {said.where}
  group by quotes.speaker_id
)
select most.slug, most.name, most.type, most.n as n_quotes, most.n - coalesce(copied.n, 0) as n_quotes_once
from most left join copied on copied.speaker_id = most.id
order by n_quotes desc, most.id"""
    return Select(sql, {**said.params, "type": actor_type, "limit": limit})


class Window(NamedTuple):
    """The days from `since` to `until`, both included."""

    since: str
    until: str


class Windows(NamedTuple):
    """The last thirty days of the collection, and the thirty before."""

    before: Window
    now: Window


def latest() -> Select:
    """When the newest quote was published."""
    return Select("select max(published) as day from quotes", {})


def windows(latest: str) -> Windows:
    """The two periods that are compared, by the date of the newest quote. A year or a month alone counts to its end."""
    year, month = int(latest[:4]), int(latest[5:7] or 12)
    until = date(year, month, int(latest[8:10] or calendar.monthrange(year, month)[1]))
    days = [until - timedelta(days=days) for days in (2 * WINDOW - 1, WINDOW, WINDOW - 1, 0)]
    first, last_before, since, _ = [day.isoformat() for day in days]
    return Windows(Window(first, last_before), Window(since, until.isoformat()))


def rising(windows: Windows, limit: int) -> Select:
    """Who is quoted more in the later window than in the earlier one."""
    return _changed(windows, "now > before", "now - before desc, now desc", limit)


def falling(windows: Windows, limit: int) -> Select:
    """Who is quoted less in the later window than in the earlier one."""
    return _changed(windows, "now < before", "before - now desc, before desc", limit)


def _changed(windows: Windows, condition: str, order: str, limit: int) -> Select:
    said = conditions(QuoteFilters(since=windows.before.since, until=windows.now.until))
    return Select(
        f"""
with said as (
  select speaker_id, published >= :now as is_now,
    article_id not in (select id from articles where syndicated_from is not null) as original
  from quotes where speaker_id is not null and {said.where}
),
counts as (
  select speaker_id, sum(is_now) as now, sum(is_now and original) as now_once,
    sum(not is_now) as before, sum(not is_now and original) as before_once
  from said group by speaker_id
)
select actors.slug, actors.name, actors.type, now, now_once, before, before_once
from counts join actors on actors.id = counts.speaker_id
where {condition} and actors.status <> 'rejected'
order by {order}, actors.id limit :limit""",
        {**said.params, "now": windows.now.since, "limit": limit},
    )


def publications(limit: int) -> Select:
    """The publications with most articles."""
    return Select(
        """
with copied as (
  select publication_id, count(*) as n from articles where syndicated_from is not null group by publication_id
)
select publications.name, publications.domain, count(*) as n_articles,
  count(*) - coalesce(copied.n, 0) as n_articles_once,
  min(articles.published) as first, max(articles.published) as last
from publications join articles on articles.publication_id = publications.id
left join copied on copied.publication_id = publications.id
group by publications.id order by n_articles desc, publications.name limit :limit""",
        {"limit": limit},
    )


def publication_names(limit: int) -> Select:
    """The names of the publications, in their order."""
    return Select("select name from publications order by name limit :limit", {"limit": limit})


def articles_by_month() -> Select:
    """How many articles there are in each month."""
    return Select(
        """
select substr(published, 1, 7) as month, count(*) as articles
from articles where published is not null
group by month order by month""",
        {},
    )


def copied_by_month() -> Select:
    """How many quotes of each month are in syndicated copies."""
    said = conditions(QuoteFilters())
    sql = f"""
select substr(quotes.published, 1, 7) as month, count(*) as copied from {COPIED}
where articles.syndicated_from is not null and quotes.published is not null and {said.where}
group by month"""
    return Select(sql, said.params)


def sources() -> Select:
    """How many quotes have a named source, an anonymous one or none that is known, and how many are of each type."""
    said = conditions(QuoteFilters())
    groups = "speaker_id is not null and not anonymous as named, anonymous, quote_type"
    measures = {
        "quotes": "true",
        "named": "named",
        "anonymous": "anonymous",
        "unresolved": "not named and not anonymous",
        **{quote_type: f"quote_type = '{quote_type}'" for quote_type in QUOTE_TYPES},
    }
    columns = ",\n  ".join(
        f"coalesce(sum(iif({counted}, {n}, 0)), 0) as {name}{suffix}"
        for name, counted in measures.items()
        for suffix, n in {"": "n", "_once": "n - copied"}.items()
    )
    sql = f"""
with said as (
  select {groups}, count(*) as n, 0 as copied from quotes where {said.where} group by 1, 2, 3
  union all
  select {groups}, 0, count(*) from {COPIED}
  where articles.syndicated_from is not null and {said.where} group by 1, 2, 3
)
select {columns}
from said"""
    return Select(sql, said.params)


def runs(limit: int) -> Select:
    """The latest ingest runs."""
    return Select(
        """
select id, started, finished, model, model_version, newsactors_version, n_articles, n_quotes, n_errors
from runs order by id desc limit :limit""",
        {"limit": limit},
    )


def errors(limit: int) -> Select:
    """The latest inputs that could not be ingested, each with the reason."""
    return Select(
        'select run_id, source, error, "when" from ingest_errors order by id desc limit :limit',
        {"limit": limit},
    )


def months_by_publication(limit: int) -> Select:
    """How many quotes the publications with most articles have in each month, and how many of anonymous sources."""
    said = conditions(QuoteFilters())
    return Select(
        f"""
with most as (
  select publication_id from articles where publication_id is not null
  group by 1 order by count(*) desc, 1 limit :limit
)
select publications.name as publication, substr(articles.published, 1, 7) as month,
  count(*) as quotes, sum(articles.syndicated_from is null) as quotes_once,
  sum(quotes.anonymous) as anonymous, sum(quotes.anonymous and articles.syndicated_from is null) as anonymous_once
from most join articles on articles.publication_id = most.publication_id
join publications on publications.id = most.publication_id
join quotes on quotes.article_id = articles.id
where {said.where}
group by 1, 2 order by 1, 2""",
        {**said.params, "limit": limit},
    )
