"""What the identity of an actor rests on: the names that were joined, and who else bears them."""

from __future__ import annotations

from .select import Select


def names(actor_id: int, limit: int) -> Select:
    """The names under which articles know the actor, as resolution compared them, with the commonest spelling.

    apart: the name has several bearers here, who are told apart by article. Stored counts of chains tell the articles
    where each has but one of the actor; else the chains do, by the index that they are counted from alone.
    """
    sql = """
with own as materialized (select type, name_key, name, n_chains from names where actor_id = :actor_id),
one_each as (select 1 from actors where id = :actor_id and n_articles = (select sum(n_chains) from own)),
spelled as (
  select type, name_key, name, n_chains as n from own where exists (select 1 from one_each)
  union all
  select type, name_key, name, count(distinct article_id)
  from (select 1 where not exists (select 1 from one_each)) cross join chains
  where actor_id = :actor_id group by block, type, name_key, name
),
shared as materialized (select type, name_key from chains where apart and +actor_id = :actor_id)
select type, name_key, name, max(n) as n_spelled, sum(n) as n_articles,
  (type, name_key) in (select type, name_key from shared) as apart
from spelled group by type, name_key order by n_articles desc, name limit :limit"""
    return Select(sql, {"actor_id": actor_id, "limit": limit})


def references(actor_id: int) -> Select:
    """How many mentions name the actor, and how many are pronouns and descriptions."""
    sql = """
select named.n as by_name, actors.n_mentions - named.n as otherwise
from actors, (select coalesce(sum(n_mentions), 0) as n from aliases where actor_id = :actor_id) as named
where actors.id = :actor_id"""
    return Select(sql, {"actor_id": actor_id})


def namesakes(actor_id: int, limit: int) -> Select:
    """Other actors that bear a name of this one in other articles."""
    sql = """
with own as (select distinct type, name_key from names where actor_id = :actor_id)
select actors.slug, actors.name, actors.type, actors.n_articles
from own cross join names using (type, name_key) join actors on actors.id = names.actor_id
where names.actor_id <> :actor_id and actors.status <> 'rejected'
group by actors.id order by actors.n_articles desc, actors.name, actors.id limit :limit"""
    return Select(sql, {"actor_id": actor_id, "limit": limit})


def named(ids: tuple[int, ...]) -> Select:
    """Actors by their ids."""
    marks = ", ".join(f":id{n}" for n in range(len(ids)))
    sql = f"select id, slug, name, type, n_articles from actors where id in ({marks})"
    return Select(sql, {f"id{n}": actor_id for n, actor_id in enumerate(ids)})
