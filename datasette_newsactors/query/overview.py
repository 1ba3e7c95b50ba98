"""What is in the database, at a glance."""

from __future__ import annotations

from .filters import QuoteFilters, conditions
from .select import Select

RISING_DAYS = 30


def totals() -> Select:
    """How many articles, publications, actors and quotes there are, and the dates between which they lie."""
    return Select(
        """
select (select count(*) from articles) as articles, (select count(*) from publications) as publications,
  (select count(*) from actors where status <> 'rejected') as actors, (select count(*) from quotes) as quotes,
  (select min(published) from articles) as first, (select max(published) from articles) as last""",
        {},
    )


def most_quoted(actor_type: str | None, limit: int) -> Select:
    """The actors with most quotes."""
    condition = "type = :type and n_quotes > 0" if actor_type else "n_quotes > 0"
    return Select(
        f"""
select slug, name, type, n_articles, n_quotes, n_quotes_about
from actors where {condition}
order by n_quotes desc, id limit :limit""",
        {"limit": limit} | ({"type": actor_type} if actor_type else {}),
    )


def rising(limit: int) -> Select:
    """Who is quoted more in the last thirty days of the collection than in the thirty before them."""
    return _changed("counts.now > counts.before", "counts.now - counts.before desc, counts.now desc", limit)


def falling(limit: int) -> Select:
    """Who is quoted less in the last thirty days of the collection than in the thirty before them."""
    return _changed("counts.now < counts.before", "counts.before - counts.now desc, counts.before desc", limit)


def _changed(condition: str, order: str, limit: int) -> Select:
    return Select(
        f"""
with latest as (select max(published) as day from quotes),
counts as (
  select quotes.speaker_id,
    sum(quotes.published > date(latest.day, :recent)) as now,
    sum(quotes.published <= date(latest.day, :recent)) as before
  from latest join quotes on quotes.published > date(latest.day, :earlier)
  where quotes.speaker_id is not null
  group by quotes.speaker_id
)
select actors.slug, actors.name, actors.type, counts.now, counts.before
from counts join actors on actors.id = counts.speaker_id
where {condition} and actors.status <> 'rejected'
order by {order}, actors.id limit :limit""",
        {"recent": f"-{RISING_DAYS} days", "earlier": f"-{2 * RISING_DAYS} days", "limit": limit},
    )


def publications(limit: int) -> Select:
    """The publications with most articles."""
    return Select(
        """
select publications.name, publications.domain, count(*) as n_articles,
  min(articles.published) as first, max(articles.published) as last
from publications join articles on articles.publication_id = publications.id
group by publications.id order by n_articles desc, publications.name limit :limit""",
        {"limit": limit},
    )


def articles_by_month() -> Select:
    """How many articles there are in each month."""
    return Select(
        """
select substr(published, 1, 7) as month, count(*) as articles
from articles where published is not null
group by month order by month""",
        {},
    )


def sources() -> Select:
    """How many quotes have a speaker, how many an anonymous source, and how many of each type there are."""
    return Select(
        """
select count(*) as quotes, coalesce(sum(speaker_id is not null), 0) as with_speaker,
  coalesce(sum(anonymous), 0) as anonymous,
  coalesce(sum(speaker_id is null and not anonymous), 0) as unresolved,
  coalesce(sum(quote_type = 'direct'), 0) as direct, coalesce(sum(quote_type = 'mixed'), 0) as mixed,
  coalesce(sum(quote_type = 'indirect'), 0) as indirect
from quotes""",
        {},
    )


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
  count(*) as quotes, sum(quotes.anonymous) as anonymous
from most join articles on articles.publication_id = most.publication_id
join publications on publications.id = most.publication_id
join quotes on quotes.article_id = articles.id
where {said.where}
group by 1, 2 order by 1, 2""",
        {**said.params, "limit": limit},
    )
