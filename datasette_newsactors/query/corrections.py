"""The log of people's decisions: who changed what, and what still holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from .paging import Key
from .select import Select
from .slugs import ids_of

COLUMNS = """
select corrections.id, uuid, action, target, value, who, "when", why,
  (select undone.id from corrections as undone where undone.uuid = json_extract(corrections.target, '$.uuid')) as undoes
from corrections"""


def page(after: Key | None, limit: int) -> Select:
    """One page of decisions, the latest first; `after` is the last id of the page before."""
    before = after[0] if after else None
    sql = f"{COLUMNS}\nwhere :before is null or id < :before\norder by id desc limit :limit"
    return Select(sql, {"before": before, "limit": limit})


def one(correction_id: int) -> Select:
    """A decision by its id, or none."""
    return Select(f"{COLUMNS}\nwhere id = :id", {"id": correction_id})


def about_actor(actor_id: int, limit: int) -> Select:
    """The decisions in which an actor has a part, under its slug or a former one, the latest first."""
    sql = f"""
with slugs as (
  select slug from actors where id = :actor_id union select slug from old_slugs where actor_id = :actor_id
)
{COLUMNS}
where json_extract(target, '$.slug') in slugs
  or (action in ('merge', 'distinct', 'reattribute') and json_extract(value, '$.slug') in slugs)
order by id desc limit :limit"""
    return Select(sql, {"actor_id": actor_id, "limit": limit})


def undos() -> Select:
    """Every undo, the latest first: what `undone` reads."""
    sql = """
select uuid, json_extract(target, '$.uuid') as undoes from corrections
where action = 'undo' order by id desc"""
    return Select(sql, {})


def undone(undos: Iterable[Mapping[str, str]]) -> set[str]:
    """The uuids of decisions, and of undos, that were taken back and not brought back."""
    taken_back: set[str] = set()
    for undo in undos:
        if undo["uuid"] not in taken_back:
            taken_back.add(undo["undoes"])
    return taken_back


def distinct() -> Select:
    """The decisions that two actors are different, each with the ids that the two have now."""
    sql = f"""
select uuid, one, other from (
  select uuid, ({ids_of("json_extract(target, '$.slug')")}) as one, ({ids_of("json_extract(value, '$.slug')")}) as other
  from corrections where action = 'distinct'
) where one is not null and other is not null"""
    return Select(sql, {})


def actors(slugs: Iterable[str]) -> Select:
    """Who is known under these slugs today: slug (as asked), then the actor's own slug, name and type."""
    sql = """
with asked as (select value as slug from json_each(:slugs))
select asked.slug as asked, actors.slug, actors.name, actors.type
from asked join actors on actors.slug = asked.slug
union all
select asked.slug, actors.slug, actors.name, actors.type
from asked join old_slugs on old_slugs.slug = asked.slug join actors on actors.id = old_slugs.actor_id"""
    return Select(sql, {"slugs": json.dumps(sorted(slugs))})


def quotes(targets: Iterable[Mapping[str, object]]) -> Select:
    """The quotes that decisions are about, where they still are: content_hash, start, end, id, article_id."""
    sql = """
select articles.content_hash, quotes.start, quotes.end, quotes.id, quotes.article_id
from json_each(:targets) as asked
join articles on articles.content_hash = json_extract(asked.value, '$.content_hash')
join quotes on quotes.article_id = articles.id and quotes.start = json_extract(asked.value, '$.start')
  and quotes.end = json_extract(asked.value, '$.end')"""
    return Select(sql, {"targets": json.dumps(list(targets))})


def quote(quote_id: int) -> Select:
    """A quote's id and article, or none."""
    return Select("select id, article_id from quotes where id = :id", {"id": quote_id})
