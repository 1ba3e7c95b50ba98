"""Facets and filters by actor on the ordinary pages of the tables articles and quotes."""

from __future__ import annotations

from collections.abc import Sequence

from .m2m import quoted
from .select import Select
from .slugs import ids_of

LOOKED_AT = 100  # rows by which it is told whether a column has dates

# kind of facet → table → the counts among the rows of {rows}, a statement that gives the filtered table.
COUNTS = {
    ("actor", "articles"): """
select actors.slug as value, actors.name as label, count(*) as count
from article_actors join actors on actors.id = article_actors.actor_id
where actors.status <> 'rejected' and article_actors.article_id in (select id from ({rows}))
  and (:newsactors_type = 'all' or actors.type = :newsactors_type)
group by actors.id order by count desc, label, value limit :newsactors_limit offset :newsactors_offset""",
    ("actor", "quotes"): """
select actors.slug as value, actors.name as label, count(*) as count
from ({rows}) as chosen join actors on actors.id = chosen.speaker_id
where actors.status <> 'rejected' and (:newsactors_type = 'all' or actors.type = :newsactors_type)
group by actors.id order by count desc, label, value limit :newsactors_limit offset :newsactors_offset""",
    ("about", "articles"): """
select actors.slug as value, actors.name as label, count(distinct quotes.article_id) as count
from quotes join quote_actors on quote_actors.quote_id = quotes.id
join actors on actors.id = quote_actors.actor_id
where actors.status <> 'rejected' and quotes.article_id in (select id from ({rows}))
  and (:newsactors_type = 'all' or actors.type = :newsactors_type)
group by actors.id order by count desc, label, value limit :newsactors_limit offset :newsactors_offset""",
    ("about", "quotes"): """
select actors.slug as value, actors.name as label, count(*) as count
from quote_actors join actors on actors.id = quote_actors.actor_id
where actors.status <> 'rejected' and quote_actors.quote_id in (select id from ({rows}))
  and (:newsactors_type = 'all' or actors.type = :newsactors_type)
group by actors.id order by count desc, label, value limit :newsactors_limit offset :newsactors_offset""",
}

# Where no row is filtered out, the counts that are stored with each actor say the same at once.
STORED = {
    ("actor", "articles"): "n_articles",
    ("actor", "quotes"): "n_quotes",
    ("about", "quotes"): "n_quotes_about",
    ("about", "articles"): "n_articles_about",
}

# The rows of a table that belong to one of some actors, whose ids {} gives.
FILTERS = {
    ("actor", "articles"): "articles.id in (select article_id from article_actors where actor_id in ({}))",
    ("actor", "quotes"): "quotes.speaker_id in ({})",
    ("about", "articles"): """articles.id in (
  select quotes.article_id from quote_actors join quotes on quotes.id = quote_actors.quote_id
  where quote_actors.actor_id in ({}))""",
    ("about", "quotes"): "quotes.id in (select quote_id from quote_actors where actor_id in ({}))",
}

# How a page says in words what it is narrowed to.
DESCRIPTIONS = {
    ("actor", "articles"): "mentioning {}",
    ("actor", "quotes"): "said by {}",
    ("about", "articles"): "with a quote about {}",
    ("about", "quotes"): "about {}",
}


def counts(facet: str, table: str, actor_type: str, rows: str | None, limit: int, offset: int) -> Select:
    """The actors of a facet with their counts: value (slug), label (name), count.

    actor_type: one of ACTOR_TYPES, or all. rows: the statement that gives the filtered table, None where
    nothing is filtered; its own parameters are the caller's to add.
    """
    params: dict[str, object] = {
        "newsactors_type": actor_type,
        "newsactors_limit": limit,
        "newsactors_offset": offset,
    }
    column = STORED.get((facet, table))
    if rows is None and column:
        sql = f"""
select slug as value, name as label, {column} as count
from actors
where {column} > 0 and status <> 'rejected' and (:newsactors_type = 'all' or type = :newsactors_type)
order by count desc, label, value limit :newsactors_limit offset :newsactors_offset"""
        return Select(sql, params)
    return Select(COUNTS[facet, table].format(rows=rows or f"select * from {table}"), params)


def by_date(rows: str, column: str, length: int, limit: int, offset: int) -> Select:
    """The rows by the first characters of a date, the newest first; what begins with no year and month is left out."""
    name = quoted(column)
    sql = f"""
select substr({name}, 1, {length}) as value, substr({name}, 1, {length}) as label, count(*) as count
from ({rows})
where {name} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]*'
group by value order by value desc limit :newsactors_limit offset :newsactors_offset"""
    return Select(sql, {"newsactors_limit": limit, "newsactors_offset": offset})


# Where the dates of all rows are counted by month: of which table, where, in which column.
DATES = {"articles": ("article_counts", "n_articles"), "quotes": ("quote_counts", "n_quotes")}


def by_stored_date(table: str, length: int, limit: int, offset: int) -> Select:
    """All rows of a table by the first characters of `published`, as `by_date` gives them, from the stored counts."""
    counts, n = DATES[table]
    sql = f"""
select substr(month, 1, {length}) as value, substr(month, 1, {length}) as label, sum({n}) as count
from {counts}
where month glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]'
group by value order by value desc limit :newsactors_limit offset :newsactors_offset"""
    return Select(sql, {"newsactors_limit": limit, "newsactors_offset": offset})


def spread(rows: str, columns: Sequence[str], length: int) -> str:
    """SQL that counts, for each column, how many months or years there are among the first values, if all are dates."""
    parts = [
        f"""
  case when sum({name} is not null and not {name} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]*') then 0
    else count(distinct substr({name}, 1, {length})) end"""
        for name in map(quoted, columns)
    ]
    return f"select {', '.join(parts) or 'null'} from (select * from ({rows}) limit {LOOKED_AT})"


def in_period(column: str, name: str, periods: int) -> str:
    """What a date must be to lie in one of some months or years, which are the parameters `name_0`, `name_1`, …"""
    # '~' sorts after all that a date or time is written with.
    one = "({0} >= :{1} and {0} < :{1} || '~')"
    return "(" + " or ".join(one.format(quoted(column), f"{name}_{n}") for n in range(periods)) + ")"


def belongs(facet: str, table: str, marks: str) -> str:
    """What a row of a table must be to belong to one of the actors whose slugs these placeholders stand for."""
    return FILTERS[facet, table].format(ids_of(marks))


def labels(slugs: list[str]) -> Select:
    """The names behind slugs, which may be former ones."""
    params: dict[str, object] = {f"slug_{n}": slug for n, slug in enumerate(slugs)}
    marks = ", ".join(f":{name}" for name in params)
    sql = f"""
select slug, name from actors where slug in ({marks})
union all
select old_slugs.slug, name from old_slugs join actors on actors.id = actor_id where old_slugs.slug in ({marks})"""
    return Select(sql, params)
