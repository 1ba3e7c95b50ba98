"""What a decision is about, in words that hold in every database: names and contents, never row ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlite_utils import Database

from ..models import NewsactorsError
from ..resolve import Unit, name_key
from .evidence import pin
from .log import read_log


def actor_target(db: Database, slug: str) -> dict[str, Any]:
    """An actor as a decision names it: {"type", "name_key", "slug"}, one of its names and its slug now.

    The name is the one by which people decided on it before, so that what they decided stays together when a
    merger is undone; else the one that it goes by. An actor that was split from another by article has the
    content hash of an "article" besides. Former slugs lead to the actor of today. Raises NewsactorsError where
    there is no such actor.
    """
    return next(actor_targets(db, [slug]))


def actor_targets(db: Database, slugs: Iterable[str]) -> Iterator[dict[str, Any]]:
    """For each slug what `actor_target` gives."""
    log = read_log(db)
    pin(db, log)
    decided: dict[str, list[Unit]] = defaultdict(list)
    for unit, address in log.addresses:
        decided[address].append(unit)
    for slug in slugs:
        actor_id, now = _find(db, slug)
        units = _units(db, actor_id)
        yield _unit(*([unit for unit in decided[now] if unit in units] or units)[0]) | {"slug": now}


def _units(db: Database, actor_id: int) -> list[Unit]:
    """The units of an actor, first the one that it goes by; `pin` goes before."""
    rows = db.execute(
        """
        select chains.type, chains.name_key, pinned.article
        from chains join actors on actors.id = actor_id left join pinned on pinned.id = chains.id
        where actor_id = ? group by 1, 2, 3
        order by pinned.article is null desc, max(chains.name = actors.name) desc, count(*) desc, 1, 2, 3
        """,
        [actor_id],
    )
    return [Unit(*row) for row in rows]


def quote_target(db: Database, quote_id: int) -> dict[str, Any]:
    """A quote as a decision names it: {"content_hash", "start", "end", "content"}.

    Raises NewsactorsError where there is no such quote.
    """
    row = db.execute(
        """
        select content_hash, start, end, content from quotes join articles on articles.id = article_id
        where quotes.id = ?
        """,
        [quote_id],
    ).fetchone()
    if not row:
        raise NewsactorsError(f"There is no quote {quote_id} here.")
    return dict(zip(("content_hash", "start", "end", "content"), row, strict=True))


def split_value(
    db: Database, slug: str, *, articles: Sequence[int] = (), name: str | None = None
) -> list[dict[str, Any]]:
    """What "split" takes off an actor: all that bears a name, and the chains in these articles (ids).

    Raises NewsactorsError where the actor has not that name, or is not in one of the articles.
    """
    actor_id, slug = _find(db, slug)
    value = [unit for article_id in articles for unit in _in_article(db, actor_id, article_id, slug)]
    if name is not None:
        value += _named(db, actor_id, name, slug)
    return value


def _find(db: Database, slug: str) -> tuple[int, str]:
    """Id and slug of the actor with a slug, or with a former one."""
    row = db.execute(
        """
        select id, slug from actors where slug = :slug
        or id = (select actor_id from old_slugs where slug = :slug)
        order by slug = :slug desc
        """,
        {"slug": slug},
    ).fetchone()
    if not row:
        raise NewsactorsError(f"There is no actor {slug!r} here; the command actors and its page list them.")
    return row[0], row[1]


def _in_article(db: Database, actor_id: int, article_id: int, slug: str) -> list[dict[str, Any]]:
    rows = db.execute(
        """
        select distinct type, name_key, content_hash from chains join articles on articles.id = article_id
        where actor_id = ? and article_id = ? order by 1, 2
        """,
        [actor_id, article_id],
    ).fetchall()
    if not rows:
        raise NewsactorsError(f"Article {article_id} does not mention {slug}.")
    return [_unit(*row) for row in rows]


def _named(db: Database, actor_id: int, name: str, slug: str) -> list[dict[str, Any]]:
    """The names of an actor that are this name: compared as resolution does, for each type it has."""
    rows = db.execute("select distinct type, name_key from chains where actor_id = ? order by 1, 2", [actor_id])
    names = rows.fetchall()
    found = [_unit(kind, key) for kind, key in names if key == name_key(name, kind)]
    if not found:
        known = ", ".join(key for _, key in names)
        raise NewsactorsError(f"{slug} has not the name {name!r}; its names are: {known}.")
    return found


def _unit(kind: str, key: str, article: str | None = None) -> dict[str, Any]:
    return {"type": kind, "name_key": key} | ({"article": article} if article else {})
