"""What is in the database, at a glance.

Quotes are what the quote search finds, and are counted twice: all of them, and (`…_once`) without those in syndicated
copies. What can be is read from the stored counts.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ..models import QUOTE_TYPES
from . import tallies
from .filters import QuoteFilters, conditions
from .select import Select
from .tallies import SAID

WINDOW = 30  # days
# The filters of the quote search that find what `sources` counts.
SOURCES: Mapping[str, Mapping[str, str]] = {
    "quotes": {},
    "named": {"named": "yes"},
    "anonymous": {"anonymous": "yes"},
    "unresolved": {"named": "no", "anonymous": "no"},
    **{quote_type: {"type": quote_type} for quote_type in QUOTE_TYPES},
}
BOTH = "sum(n_quotes) as {0}, sum(iif(copy, 0, n_quotes)) as {0}_once"


def totals() -> Select:
    """How many articles, publications and actors there are, and the dates between which the articles lie."""
    return Select(
        """
select coalesce(sum(n_articles), 0) as articles, coalesce(sum(iif(copy, 0, n_articles)), 0) as articles_once,
  (select count(*) from publications) as publications,
  (select count(*) from actors) - (select count(*) from actors where status = 'rejected') as actors,
  (select min(published) from articles) as first, (select max(published) from articles) as last
from article_counts""",
        {},
    )


def most_quoted(actor_type: str, limit: int) -> Select:
    """The actors of a type with most quotes: slug, name, type, n_quotes, n_quotes_once."""
    sql = tallies.most_quoted(SAID, "n_quotes", "actors.status <> 'rejected'")
    return Select(sql, {"type": actor_type, "limit": limit})


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


def changed(windows: Windows, limit: int) -> Select:
    """Who is quoted more, and who less, in the later window than in the earlier one: so many of each, those first."""
    said = conditions(QuoteFilters(since=windows.before.since, until=windows.now.until))
    one = """
select * from (
  select actors.slug, actors.name, actors.type, now, now_once, before, before_once
  from counts join actors on actors.id = counts.speaker_id
  where now {sign} before and actors.status <> 'rejected'
  order by abs(now - before) desc, max(now, before) desc, actors.id limit :limit
)"""
    return Select(
        f"""
with said as (
  select speaker_id, published >= :now as is_now,
    article_id not in (select id from articles where syndicated_from is not null) as original
  from quotes where speaker_id is not null and {said.where}
),
counts as materialized (
  select speaker_id, sum(is_now) as now, sum(is_now and original) as now_once,
    sum(not is_now) as before, sum(not is_now and original) as before_once
  from said group by speaker_id
){one.format(sign=">")}
union all{one.format(sign="<")}""",
        {**said.params, "now": windows.now.since, "limit": limit},
    )


def publications(limit: int) -> Select:
    """The publications with most articles."""
    return Select(
        """
with counted as (
  select publication_id, sum(n_articles) as n_articles, sum(iif(copy, 0, n_articles)) as n_articles_once
  from article_counts group by publication_id
)
select publications.name, publications.domain, n_articles, n_articles_once,
  (select min(published) from articles where publication_id = publications.id) as first,
  (select max(published) from articles where publication_id = publications.id) as last
from counted join publications on publications.id = counted.publication_id
order by n_articles desc, publications.name limit :limit""",
        {"limit": limit},
    )


def publication_names(limit: int) -> Select:
    """The names of the publications, in their order."""
    return Select("select name from publications order by name limit :limit", {"limit": limit})


def articles_by_month() -> Select:
    """How many articles there are in each month."""
    return Select(
        """
select month, sum(n_articles) as articles
from article_counts where month <> ''
group by month order by month""",
        {},
    )


def copied_by_month() -> Select:
    """How many quotes of each month are in syndicated copies."""
    sql = f"""
select month, sum(n_quotes) as copied from quote_counts
where copy and month <> '' and {SAID}
group by month"""
    return Select(sql, {})


def sources() -> Select:
    """How many quotes have a named source, an anonymous one or none that is known, and how many are of each type."""
    measures = {
        "quotes": "true",
        "named": "spoken and not anonymous",
        "anonymous": "anonymous",
        "unresolved": "not spoken and not anonymous",
        **{quote_type: f"quote_type = '{quote_type}'" for quote_type in QUOTE_TYPES},
    }
    columns = ",\n  ".join(
        f"coalesce(sum(iif({counted}, n_quotes, 0)), 0) as {name}{suffix}"
        for name, condition in measures.items()
        for suffix, counted in {"": condition, "_once": f"{condition} and not copy"}.items()
    )
    return Select(f"select {columns}\nfrom quote_counts where {SAID}", {})


def errors(limit: int) -> Select:
    """The latest inputs that could not be ingested, each with the reason."""
    return Select(
        'select run_id, source, error, "when" from ingest_errors order by id desc limit :limit',
        {"limit": limit},
    )


def months_by_publication(limit: int) -> Select:
    """How many quotes the publications with most articles have in each month, and how many of anonymous sources."""
    return Select(
        f"""
with most as (
  select publication_id from article_counts where publication_id
  group by 1 order by sum(n_articles) desc, 1 limit :limit
),
counted as (
  select publication_id, month, {BOTH.format("quotes")}, sum(n_quotes * anonymous) as anonymous,
    sum(n_quotes * (anonymous and not copy)) as anonymous_once
  from publication_counts
  where publication_id in (select publication_id from most) and {SAID}
  group by publication_id, month
)
select publications.name as publication, nullif(month, '') as month, quotes, quotes_once, anonymous, anonymous_once
from counted join publications on publications.id = publication_id
order by 1, 2""",
        {"limit": limit},
    )
