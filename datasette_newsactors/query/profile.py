"""What one actor's page shows, within a period and a publication."""

from __future__ import annotations

from dataclasses import replace

from .filters import QuoteFilters, conditions
from .parameters import PUBLICATION, SINCE, UNTIL, Parameters, day, last
from .select import Conditions, Select

PARAMETERS = (SINCE, UNTIL, PUBLICATION)


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


def names(actor_id: int) -> Select:
    """The names articles use for the actor, the most frequent first."""
    sql = "select name, n_mentions from aliases where actor_id = :actor_id order by n_mentions desc, name"
    return Select(sql, {"actor_id": actor_id})


def roles(actor_id: int) -> Select:
    """Titles, posts and affiliations that articles give the actor, with the organization where known."""
    sql = """
select roles.role, roles.n_articles, roles.first_seen, roles.last_seen,
  organizations.slug as organization, organizations.name as organization_name
from roles left join actors as organizations on organizations.id = roles.organization_actor_id
where roles.actor_id = :actor_id
order by roles.n_articles desc, roles.last_seen desc, roles.role"""
    return Select(sql, {"actor_id": actor_id})


def quotes_by_month(filters: QuoteFilters) -> Select:
    """How many quotes there are in each month."""
    asked = conditions(filters)
    sql = f"""
select substr(quotes.published, 1, 7) as month, count(*) as count
from quotes
where {asked.where} and quotes.published is not null
group by month order by month"""
    return Select(sql, asked.params)


def spoken_about(filters: QuoteFilters, limit: int) -> Select:
    """The actors that these quotes are about, the most frequent first."""
    asked = conditions(filters)
    sql = f"""
select actors.slug, actors.name, actors.type, count(*) as count
from quotes
join quote_actors on quote_actors.quote_id = quotes.id
join actors on actors.id = quote_actors.actor_id
where {asked.where} and actors.status <> 'rejected'
group by actors.id order by count desc, actors.name, actors.id limit :limit"""
    return Select(sql, {**asked.params, "limit": limit})


def speakers(filters: QuoteFilters, limit: int) -> Select:
    """The actors who say these quotes, the most frequent first."""
    asked = conditions(filters)
    sql = f"""
select actors.slug, actors.name, actors.type, count(*) as count
from quotes join actors on actors.id = quotes.speaker_id
where {asked.where} and actors.status <> 'rejected'
group by actors.id order by count desc, actors.name, actors.id limit :limit"""
    return Select(sql, {**asked.params, "limit": limit})


def _articles(actor_id: int, filters: QuoteFilters) -> Conditions:
    """The articles that mention the actor, within the period and publication."""
    clauses = {
        "publication": "articles.publication_id = (select id from publications where name = :publication)",
        "since": "articles.published >= :since",
        "until": "articles.published <= :until || '~'",
    }
    values = {"publication": filters.publication, "since": filters.since, "until": filters.until}
    params = {name: value for name, value in values.items() if value is not None}
    asked = ("article_actors.actor_id = :actor_id", *(clauses[name] for name in params))
    return Conditions(asked, {"actor_id": actor_id, **params})


def articles_by_month(actor_id: int, filters: QuoteFilters) -> Select:
    """How many articles mention the actor in each month."""
    asked = _articles(actor_id, filters)
    sql = f"""
select substr(articles.published, 1, 7) as month, count(*) as count
from article_actors join articles on articles.id = article_actors.article_id
where {asked.where} and articles.published is not null
group by month order by month"""
    return Select(sql, asked.params)


def mentioned_together(actor_id: int, filters: QuoteFilters, limit: int) -> Select:
    """The actors that stand in the same articles, by the number of those articles."""
    asked = _articles(actor_id, filters)
    sql = f"""
select actors.slug, actors.name, actors.type, count(*) as count
from article_actors
join articles on articles.id = article_actors.article_id
join article_actors as others on others.article_id = article_actors.article_id
  and others.actor_id <> article_actors.actor_id
join actors on actors.id = others.actor_id
where {asked.where} and actors.status <> 'rejected'
group by actors.id order by count desc, actors.name, actors.id limit :limit"""
    return Select(sql, {**asked.params, "limit": limit})


def publications(actor_id: int, filters: QuoteFilters, limit: int) -> Select:
    """The publications that mention the actor, with their articles and the quotes of the actor in them."""
    asked = _articles(actor_id, filters)
    sql = f"""
select publications.name, count(*) as n_articles, sum(article_actors.n_quotes) as n_quotes
from article_actors
join articles on articles.id = article_actors.article_id
join publications on publications.id = articles.publication_id
where {asked.where}
group by publications.id order by n_articles desc, publications.name limit :limit"""
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
order by articles.published desc, articles.id desc limit :limit"""
    return Select(sql, {**asked.params, "limit": limit})
