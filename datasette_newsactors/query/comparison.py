"""Actors side by side: where they appear, whom they meet, and who of them speaks about whom."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .filters import QuoteFilters, conditions
from .parameters import TEXTS, BadParameter, Parameter, Parameters, texts
from .profile import PARAMETERS as PERIOD
from .profile import published
from .relations import REJECTED
from .select import Select

PARAMETERS = (
    Parameter("actor", "whom to compare, by slug; repeated: two to four actors", TEXTS),
    Parameter("with", "one more, by a name as people type it, which leads to the actors who may be meant"),
    *PERIOD,
)
MOST = 4


def compared(params: Parameters) -> list[str]:
    """The slugs of the actors to compare, each once. Raises BadParameter for more than four."""
    slugs = list(texts(params, "actor"))
    if len(slugs) > MOST:
        raise BadParameter(f"actor is given {len(slugs)} times: at most {MOST} actors can be compared")
    return slugs


def publications(actor_ids: Sequence[int], filters: QuoteFilters, limit: int) -> Select:
    """The publications with most articles about any of the actors: name, and per actor_id articles and quotes."""
    asked = published(filters, "article_actors")
    sql = f"""
with counted as (
  select publication_id, actor_id, count(*) as n_articles, sum(n_said) as n_quotes
  from article_actors
  where article_actors.actor_id in (select value from json_each(:actor_ids)) and {asked.where}
  group by 1, 2
),
most as (
  select publication_id, sum(n_articles) as n from counted where publication_id is not null
  group by 1 order by n desc, publication_id limit :limit
)
select publications.name, counted.actor_id, counted.n_articles, counted.n_quotes
from most join counted on counted.publication_id = most.publication_id
join publications on publications.id = most.publication_id
order by most.n desc, publications.name, counted.actor_id"""
    return Select(sql, {**asked.params, "actor_ids": json.dumps(list(actor_ids)), "limit": limit})


def met_by_all(actor_ids: Sequence[int], filters: QuoteFilters, limit: int) -> Select:
    """The actors that stand in articles with each of these, by the smallest of the counts: slug, name, type, count.

    It is fastest where the first of the actors has fewest articles.
    """
    asked = published(filters)
    if not asked.clauses:
        return _met_in_pairs(actor_ids, limit)
    params = {"actor_ids": json.dumps(list(actor_ids)), "n_actors": len(actor_ids), "limit": limit}
    sql = f"""
with met as (
  select own.actor_id as who, others.actor_id as met, count(*) as n
  from article_actors as own join articles on articles.id = own.article_id
  join article_actors as others on others.article_id = own.article_id
  where own.actor_id in (select value from json_each(:actor_ids))
    and others.actor_id not in (select value from json_each(:actor_ids)) and {asked.where}
  group by 1, 2
)
select actors.slug, actors.name, actors.type, min(met.n) as count
from met join actors on actors.id = met.met and actors.status <> 'rejected'
group by met.met having count(*) = :n_actors
order by count desc, actors.name, actors.id limit :limit"""
    return Select(sql, {**asked.params, **params})


def _met_in_pairs(actor_ids: Sequence[int], limit: int) -> Select:
    """The same from the stored pairs: those of the first actor, and of each who is in one the pairs of the others.

    Who meets the first actor in fewer articles than the last of the most frequent meets them all is left out; that is
    told by those whom the first meets most.
    """
    params: dict[str, object] = {f"actor_{n}": actor_id for n, actor_id in enumerate(actor_ids)}
    named = ", ".join(f":{name}" for name in params)
    others = range(1, len(actor_ids))
    joined = "".join(
        f"\n  cross join actor_pairs as pair_{n} on (pair_{n}.actor_id, pair_{n}.other_id) = (:actor_{n}, own.other_id)"
        for n in others
    )
    least = f"min({', '.join(['own.n_articles', *(f'pair_{n}.n_articles' for n in others)])})"
    sql = f"""
with own as not materialized (
  select * from actor_pairs where actor_id = :actor_0 and other_id not in ({named}) and other_id not in ({REJECTED})
),
first as (
  select {least} as n from (select * from own order by n_articles desc limit {10 * limit}) as own{joined}
  order by n desc limit :limit
),
met as materialized (
  select own.other_id, {least} as n from own{joined}
  where own.n_articles >= (select iif(count(*) < :limit, 0, min(n)) from first)
)
select actors.slug, actors.name, actors.type, n as count
from met join actors on actors.id = other_id
order by count desc, actors.name, actors.id limit :limit"""
    return Select(sql, {**params, "limit": limit})


def shared_articles(actor_ids: Sequence[int], filters: QuoteFilters, limit: int) -> Select:
    """The newest articles that mention all of the actors; each row has `count`, how many there are of them.

    Those of each actor lie in the order asked for, in which they are merged: no further than to the last that is shown
    where a stored pair tells how many there are.
    """
    asked = published(filters, "article_actors")
    in_pairs = len(actor_ids) == 2 and not asked.clauses
    pair = "select n_articles from actor_pairs where (actor_id, other_id) = (:actor_0, :actor_1)"
    params: dict[str, object] = {f"actor_{n}": actor_id for n, actor_id in enumerate(actor_ids)}
    each = "\n  intersect\n".join(
        f"  select published, article_id from article_actors where actor_id = :{name} and {asked.where}"
        for name in params
    )
    sql = f"""
with shared as materialized (
{each}
  order by published desc, article_id desc limit {":limit" if in_pairs else "-1"}
),
newest as (select * from shared order by published desc, article_id desc limit :limit)
select articles.id, articles.title, articles.published, publications.name as publication,
  ({pair if in_pairs else "select count(*) from shared"}) as count
from newest join articles on articles.id = newest.article_id
left join publications on publications.id = articles.publication_id
order by articles.published desc, articles.id desc"""
    return Select(sql, {**asked.params, **params, "limit": limit})


def among(actor_ids: Sequence[int], filters: QuoteFilters) -> Select:
    """How often one of the actors speaks about another of them: speaker and about (slugs), count."""
    if filters == QuoteFilters():
        sql = """
select speakers.slug as speaker, subjects.slug as about, edges.n_quotes as count
from edges join actors as speakers on speakers.id = speaker_id join actors as subjects on subjects.id = about_id
where speaker_id in (select value from json_each(:actor_ids)) and about_id in (select value from json_each(:actor_ids))
  and speaker_id <> about_id
order by 1, 2"""
        return Select(sql, {"actor_ids": json.dumps(list(actor_ids))})
    asked = conditions(filters)
    sql = f"""
select speakers.slug as speaker, subjects.slug as about, count(*) as count
from quotes join quote_actors on quote_actors.quote_id = quotes.id and quote_actors.actor_id <> quotes.speaker_id
join actors as speakers on speakers.id = quotes.speaker_id
join actors as subjects on subjects.id = quote_actors.actor_id
where quotes.speaker_id in (select value from json_each(:actor_ids))
  and quote_actors.actor_id in (select value from json_each(:actor_ids)) and {asked.where}
group by 1, 2 order by 1, 2"""
    return Select(sql, {**asked.params, "actor_ids": json.dumps(list(actor_ids))})
