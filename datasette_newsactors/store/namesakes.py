"""Reading what tells namesakes apart, and noting whose chains are not all one person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from ..resolve import Context, Unit, namesakes
from .log import Log


def part_namesakes(db: Database, blocks: Iterable[str], log: Log) -> list[list[Unit]]:
    """The people of these blocks who share a full name with another, each by its units; notes their chains in `apart`.

    A name on which people decided as a whole stays one, but for a link, which says nothing of who else bears it; where
    they decided on one of its bearers, there are several.
    The articles that do not tell whom they mean are the last list of each name.
    """
    decided = {unit for d in log.decisions for unit in d.units if unit.article or d.action != "link"}
    several = {unit._replace(article=None) for unit in decided if unit.article}
    found: list[list[Unit]] = []
    for block in blocks:
        db.execute("update chains set apart = 0 where block = ? and apart", [block])
        for name in _of_several_fields(db, block):
            if name not in decided:
                contexts = _contexts(db, name)
                people = namesakes(contexts, known=name in several)
                if people:
                    told = {context for person in people for context in person}
                    people += [rest] if (rest := [context for context in contexts if context not in told]) else []
                    found += [[name._replace(article=context.article) for context in person] for person in people]
                    db.execute(
                        "update chains set apart = 1 where block = ? and type = ? and name_key = ?",
                        [block, name.type, name.key],
                    )
    return found


def _of_several_fields(db: Database, block: str) -> list[Unit]:
    rows = db.execute(
        """
        select type, name_key from chains where block = ? and fields is not null
        group by type, name_key having count(distinct fields) > 1
        """,
        [block],
    )
    return [Unit(*row) for row in rows]


def _contexts(db: Database, name: Unit) -> list[Context]:
    """What each article with a name says of its bearer; two chains of the name in one article are one."""
    fields: dict[str, set[str]] = defaultdict(set)
    company: dict[str, set[str]] = defaultdict(set)
    days: dict[str, str | None] = {}
    for article, day, said, other in _rows(db, name):
        days[article] = day
        fields[article].update((said or "").split())
        company[article].update([other] if other else [])
    return [Context(a, frozenset(fields[a]), days[a], frozenset(company[a])) for a in days]


def _rows(db: Database, name: Unit) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    return db.execute(
        """
        select content_hash, published, chains.fields, others.name_key
        from chains join articles on articles.id = chains.article_id
        left join chains as others on others.article_id = chains.article_id and others.name_key <> chains.name_key
            and (others.type = 'organization' or others.type = 'person' and others.name_key like '% %')
        where chains.block = ? and chains.type = ? and chains.name_key = ?
        """,
        [name.block, name.type, name.key],
    )
