"""What one actor's page shows, within a period and a publication."""

from __future__ import annotations

from dataclasses import replace

from .filters import QuoteFilters, chosen, conditions
from .parameters import PUBLICATION, SINCE, UNTIL, Parameters, day, last
from .relations import REJECTED, edges_of, most, slugs_of
from .select import Conditions, Select
from .tallies import tally

PARAMETERS = (SINCE, UNTIL, PUBLICATION)
# Each with the first article that gives it, which is one of the day on which it was first seen.
STORED_ROLES = """most as materialized (
  select role, n_articles, first_seen, last_seen, organization_actor_id as organization_id
  from roles where actor_id = :actor_id
  order by n_articles desc, last_seen desc, role limit :limit
),
sourced as (
  select most.*, (
    select article_actors.article_id from article_actors
    cross join chains on chains.article_id = article_actors.article_id and +chains.actor_id = article_actors.actor_id
    cross join chain_roles on chain_roles.chain_id = chains.id and chain_roles.role = most.role
    where article_actors.actor_id = :actor_id and article_actors.published is most.first_seen
    order by article_actors.article_id limit 1
  ) as article_id
  from most
)"""
# Counts by day, which an index has in order, become counts by month.
BY_MONTH = """
with by_day as (
{by_day}
)
select substr(day, 1, 7) as month, {counts}
from by_day
group by month order by month"""


def profile_filters(params: Parameters) -> QuoteFilters:
    """The period and publication that an actor's page is narrowed to. Raises BadParameter."""
    return QuoteFilters(
        publication=last(params, "publication") or None,
        since=day(params, "since"),
        until=day(params, "until"),
    )


def said_by(filters: QuoteFilters, slug: str) -> QuoteFilters:
    """The filters narrowed to what the actor says."""
    return replace(filters, speaker=slug)


def said_about(filters: QuoteFilters, slug: str) -> QuoteFilters:
    """The filters narrowed to what is said about the actor."""
    return replace(filters, about=(slug,))


def actor(slug: str) -> Select:
    """The actor's own row, or none."""
    return Select("select * from actors where slug = :slug", {"slug": slug})


def actor_by_id(actor_id: int) -> Select:
    """The actor's own row, by its id."""
    return Select("select * from actors where id = :actor_id", {"actor_id": actor_id})


def former_slug(slug: str) -> Select:
    """The slug that an actor has now who once had this one, or none."""
    sql = """
select actors.slug from old_slugs join actors on actors.id = old_slugs.actor_id where old_slugs.slug = :slug"""
    return Select(sql, {"slug": slug})


def names(actor_id: int, filters: QuoteFilters, limit: int) -> Select:
    """The names articles use for the actor, the most frequent first."""
    params: dict[str, object] = {"actor_id": actor_id, "limit": limit}
    asked = _articles(actor_id, filters)
    if not published(filters).clauses:
        sql = """
select name, n_mentions from aliases
where actor_id = :actor_id
order by n_mentions desc, name limit :limit"""
        return Select(sql, params)
    sql = f"""
select mentions.text as name, count(*) as n_mentions
from article_actors cross join mentions
  on mentions.actor_id = article_actors.actor_id and mentions.article_id = article_actors.article_id
where {asked.where} and mentions.kind = 'name'
group by name order by n_mentions desc, name limit :limit"""
    return Select(sql, {**asked.params, **params})


def roles(actor_id: int, filters: QuoteFilters, limit: int) -> Select:
    """Titles, posts and affiliations that articles give the actor, each with the first article that does.

    The organization of a role is there where it is known. Stored counts tell where nothing narrows; else a cross join
    keeps to the order given: few chains have roles.
    """
    asked = published(filters)
    sql = f"""with {_roles_given(filters) if asked.clauses else STORED_ROLES}
select sourced.role, sourced.n_articles, sourced.first_seen, sourced.last_seen,
  organizations.slug as organization, organizations.name as organization_name,
  articles.id as article_id, articles.title as article_title
from sourced join articles on articles.id = sourced.article_id
left join actors as organizations on organizations.id = sourced.organization_id
order by sourced.n_articles desc, sourced.last_seen desc, sourced.role"""
    return Select(sql, {**asked.params, "actor_id": actor_id, "limit": limit})


def _roles_given(filters: QuoteFilters) -> str:
    """The roles in the articles that are asked for, each with the first of these."""
    own = published(filters, "article_actors")
    return f"""given as materialized (
  select chain_roles.role, chains.article_id, articles.published, organizations.actor_id as organization_id
  from chains cross join chain_roles on chain_roles.chain_id = chains.id
  cross join articles on articles.id = chains.article_id
  left join chains as organizations on organizations.id = chain_roles.organization_chain_id
  where chains.actor_id = :actor_id
    and chains.article_id in (select article_id from article_actors where actor_id = :actor_id and {own.where})
),
most as (
  select role, count(distinct article_id) as n_articles, min(published) as first_seen, max(published) as last_seen,
    min(organization_id) as organization_id
  from given group by role
  order by n_articles desc, last_seen desc, role limit :limit
),
sourced as (
  select most.*, (
    select article_id from given where given.role = most.role
    order by published is null, published, article_id limit 1
  ) as article_id
  from most
)"""


def quotes_by_month(filters: QuoteFilters, series: str = "quotes") -> Select:
    """How many quotes there are in each month; series: the name of the count."""
    if stored := tally(filters):
        table, asked = stored
        sql = f"""
select month, sum(n_quotes) as {series}
from {table}
where {asked.where} and month <> ''
group by month order by month"""
        return Select(sql, asked.params)
    tables, asked, _, published, _ = chosen(filters)
    by_day = f"""
  select {published} as day, count(*) as n from {tables}
  where {asked.where} and {published} is not null group by day"""
    return Select(BY_MONTH.format(by_day=by_day, counts=f"sum(n) as {series}"), asked.params)


def spoken_about(filters: QuoteFilters, limit: int) -> Select:
    """The actors that these quotes are about, the most frequent first."""
    if filters.speaker and not filters.about and (stored := edges_of(filters)):
        return _from_edges("about_id", stored, filters, limit)
    asked = conditions(filters)
    counted = f"""
  select quote_actors.actor_id as other_id, count(*) as n
  from quotes cross join quote_actors on quote_actors.quote_id = quotes.id
  where {asked.where} and quote_actors.actor_id not in ({REJECTED})
  group by other_id
"""
    return Select(most(counted, kept=True), {**asked.params, "limit": limit})


def speakers(filters: QuoteFilters, limit: int) -> Select:
    """The actors who say these quotes, the most frequent first."""
    if filters.about and (stored := edges_of(filters)):
        return _from_edges("speaker_id", stored, filters, limit)
    tables, asked, *_ = chosen(filters, more=True)
    counted = f"""
  select quotes.speaker_id as other_id, count(*) as n
  from {tables}
  where {asked.where} and quotes.speaker_id is not null and quotes.speaker_id not in ({REJECTED})
  group by other_id
"""
    return Select(most(counted, kept=True), {**asked.params, "limit": limit})


def _from_edges(other: str, asked: list[str], filters: QuoteFilters, limit: int) -> Select:
    """The other ends of stored edges."""
    where = " and ".join([*asked, f"{other} not in ({REJECTED})"])
    sql = most(f"select {other} as other_id, n_quotes as n from edges where {where}")
    return Select(sql, {**slugs_of(filters), "limit": limit})


def published(filters: QuoteFilters, table: str = "articles") -> Conditions:
    """The articles within the period and publication, or the rows of article_actors, which tell both as well."""
    clauses = {
        "publication": f"{table}.publication_id = (select id from publications where name = :publication)",
        "since": f"{table}.published >= :since",
        "until": f"{table}.published <= :until || '~'",
    }
    values = {"publication": filters.publication, "since": filters.since, "until": filters.until}
    params: dict[str, object] = {name: value for name, value in values.items() if value is not None}
    return Conditions(tuple(clauses[name] for name in params), params)


def _articles(actor_id: int, filters: QuoteFilters) -> Conditions:
    """The articles that mention the actor, within the period and publication."""
    return published(filters, "article_actors").also(["article_actors.actor_id = :actor_id"], actor_id=actor_id)


def presence(actor_id: int, filters: QuoteFilters) -> Select:
    """How many articles mention the actor, how often, and between which dates; stored counts where nothing narrows."""
    asked = _articles(actor_id, filters)
    if not published(filters).clauses:
        sql = "select n_articles, n_mentions, first_seen, last_seen from actors where id = :actor_id"
        return Select(sql, {"actor_id": actor_id})
    sql = f"""
select count(*) as n_articles, coalesce(sum(n_mentions), 0) as n_mentions,
  min(published) as first_seen, max(published) as last_seen
from article_actors
where {asked.where}"""
    return Select(sql, asked.params)


def presence_by_month(actor_id: int, filters: QuoteFilters) -> Select:
    """How many articles mention the actor in each month, and how often."""
    asked = _articles(actor_id, filters)
    by_day = f"""
  select published as day, count(*) as articles, sum(n_mentions) as mentions from article_actors
  where {asked.where} and published is not null group by day"""
    counts = "sum(articles) as articles, sum(mentions) as mentions"
    return Select(BY_MONTH.format(by_day=by_day, counts=counts), asked.params)


def mentioned_together(actor_id: int, filters: QuoteFilters, limit: int) -> Select:
    """The actors that stand in the same articles, by the number of those articles."""
    asked = _articles(actor_id, filters)
    stored = not published(filters).clauses
    if stored:
        pairs = f"""
  select other_id, n_articles as n from actor_pairs where actor_id = :actor_id and other_id not in ({REJECTED})
"""
    else:
        pairs = f"""
  select others.actor_id as other_id, count(*) as n
  from article_actors cross join article_actors as others on others.article_id = article_actors.article_id
  where {asked.where} and others.actor_id <> article_actors.actor_id and others.actor_id not in ({REJECTED})
  group by others.actor_id
"""
    return Select(most(pairs, kept=not stored), {**asked.params, "limit": limit})


def publications(actor_id: int, filters: QuoteFilters, limit: int) -> Select:
    """The publications that mention the actor, with their articles and the quotes of the actor in them."""
    asked = _articles(actor_id, filters)
    sql = f"""
with counted as (
  select publication_id, count(*) as n_articles, sum(n_said) as n_quotes
  from article_actors
  where {asked.where}
  group by publication_id
)
select publications.name, n_articles, n_quotes
from counted join publications on publications.id = publication_id
order by n_articles desc, publications.name limit :limit"""
    return Select(sql, {**asked.params, "limit": limit})


def newest_articles(actor_id: int, filters: QuoteFilters, limit: int) -> Select:
    """The latest articles that mention the actor."""
    asked = _articles(actor_id, filters)
    sql = f"""
select articles.id, articles.title, articles.published, publications.name as publication,
  article_actors.n_mentions, article_actors.n_quotes
from article_actors
join articles on articles.id = article_actors.article_id
left join publications on publications.id = articles.publication_id
where {asked.where}
order by article_actors.published desc, article_actors.article_id desc limit :limit"""
    return Select(sql, {**asked.params, "limit": limit})
