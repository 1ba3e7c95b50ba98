"""Reading what tells namesakes apart, and noting whose chains are not all one person's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from ..resolve import TOO_WELL_KNOWN, Context, Unit, namesakes
from .log import Log
from .names import ASKED, as_json

APART = f"{ASKED} cross join chains using (type, name_key) where apart"
# The first and the last are found by index, however many there are.
FIELDS = "from chains where type = asked.type and name_key = asked.name_key and fields is not null"
OF_SEVERAL_FIELDS = f"""
select type, name_key from {ASKED} where (select min(fields) {FIELDS}) < (select max(fields) {FIELDS})
"""


def part_namesakes(db: Database, names: Iterable[Unit], log: Log) -> list[list[Unit]]:
    """The people of these names who share theirs with another, each by its units; notes their chains in `apart`.

    A name on which people decided as a whole stays one, but for a link, which says nothing of who else bears it; where
    they decided on one of its bearers, there are several.
    The articles that do not tell whom they mean are the last list of each name.
    """
    decided = {unit for d in log.decisions for unit in d.units if unit.article or d.action != "link"}
    several = {unit._replace(article=None) for unit in decided if unit.article}
    found: list[list[Unit]] = []
    asked = [as_json(names)]
    db.execute(f"update chains set apart = 0 where id in (select id from {APART})", asked)
    for name in [Unit(*row) for row in db.execute(OF_SEVERAL_FIELDS, asked)]:
        known = name in several
        if name not in decided and (known or not _is_too_well_known(db, name)):
            contexts = _contexts(db, name)
            people = namesakes(contexts, known=known)
            if people:
                told = {context for person in people for context in person}
                people += [rest] if (rest := [context for context in contexts if context not in told]) else []
                found += [[name._replace(article=context.article) for context in person] for person in people]
                db.execute(
                    "update chains set apart = 1 where block = ? and type = ? and name_key = ?",
                    [name.block, name.type, name.key],
                )
    return found


def _is_too_well_known(db: Database, name: Unit) -> bool:
    """Whether so many articles have a name that they are not read to tell its bearers apart."""
    rows = db.execute(
        "select distinct article_id from chains where block = ? and type = ? and name_key = ? limit ?",
        [name.block, name.type, name.key, TOO_WELL_KNOWN + 1],
    )
    return len(rows.fetchall()) > TOO_WELL_KNOWN


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
