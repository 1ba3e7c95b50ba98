"""What a person cannot decide, said before it is written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from ..models import NewsactorsError
from ..resolve import Decision, Unit, slug_of
from .evidence import pin
from .faults import UNSTORABLE
from .log import Log, Said, Target, parse, read_log
from .speakers import actor_of


def check(db: Database, action: str, target: Target, value: Any) -> None:
    """Raise NewsactorsError where a decision is none, or its actors or quote are not in this database."""
    log = read_log(db)
    pin(db, log)
    decision = parse(action, target, value)
    if isinstance(decision, Said):
        _check_quote(db, decision)
    elif decision is None:
        raise NewsactorsError("To take back a decision, name its number to undo.")
    else:
        actor_id = _present(db, decision.unit)
        if action == "merge":
            _check_merge(db, actor_id, decision.others)
        elif action == "distinct":
            _check_distinct(db, actor_id, decision.others)
        elif action == "split":
            _check_split(db, actor_id, decision.others)
        elif action == "rename":
            _check_name(db, actor_id, decision, log)
        elif action in ("reject", "confirm"):
            _check_status(db, actor_id, action + "ed")


def _present(db: Database, unit: Unit) -> int:
    """The id of the actor that bears a name."""
    actor_id = actor_of(db, unit)
    if actor_id is None:
        where = " in the article that it was split by" if unit.article else ""
        raise NewsactorsError(f"There is no {unit.type} named {unit.key!r} here{where}.")
    return actor_id


def _check_merge(db: Database, actor_id: int, others: Iterable[Unit]) -> None:
    for unit in others:
        if _present(db, unit) == actor_id:
            raise NewsactorsError(f"{_name(db, actor_id)} cannot be merged with itself: both are one actor.")


def _check_distinct(db: Database, actor_id: int, others: Iterable[Unit]) -> None:
    for unit in others:
        if _present(db, unit) == actor_id:
            raise NewsactorsError(f"{_name(db, actor_id)} is one actor; split it to have two.")


def _check_split(db: Database, actor_id: int, units: Iterable[Unit]) -> None:
    taken: set[int] = set()
    for unit in units:
        rows = db.execute(
            """
            select chains.id, pinned.article from chains left join pinned on pinned.id = chains.id
            join articles on articles.id = chains.article_id
            where actor_id = ? and chains.type = ? and chains.name_key = ? and content_hash = coalesce(?, content_hash)
            """,
            [actor_id, unit.type, unit.key, unit.article],
        )
        found = {row_id for row_id, article in rows if unit.article or article is None}
        if not found:
            raise NewsactorsError(f"{_name(db, actor_id)} has not the name {unit.key!r} that is to be split off.")
        taken |= found
    if taken >= {row[0] for row in db.execute("select id from chains where actor_id = ?", [actor_id])}:
        raise NewsactorsError(f"Nothing of {_name(db, actor_id)} would be left: this is all there is.")


def _check_name(db: Database, actor_id: int, decision: Decision, log: Log) -> None:
    if UNSTORABLE.search(decision.name or ""):
        raise NewsactorsError("The name has a character that no database can hold; remove it.")
    if not (slug := decision.slug):
        return
    if slug_of(slug) != slug:
        raise NewsactorsError(f"{slug!r} is no address: use lower-case letters, digits and hyphens: {slug_of(slug)}.")
    holder = db.execute("select id, name from actors where slug = ?", [slug]).fetchone()
    if holder and holder[0] != actor_id:
        raise NewsactorsError(f"The address {slug} is that of {holder[1]}; choose another.")
    former = {actor_of(db, unit) for unit, address in log.addresses if address == slug} - {actor_id}
    if former:
        raise NewsactorsError(f"The address {slug} is a former one of another actor; choose another.")


def _check_status(db: Database, actor_id: int, status: str) -> None:
    if db.execute("select status from actors where id = ?", [actor_id]).fetchone()[0] == status:
        raise NewsactorsError(f"{_name(db, actor_id)} is {status} already.")


def _check_quote(db: Database, said: Said) -> None:
    row = db.execute(
        """
        select 1 from articles join quotes on quotes.article_id = articles.id
        where content_hash = ? and start = ? and end = ? and content = ?
        """,
        said[:4],
    ).fetchone()
    if not row:
        raise NewsactorsError(f"There is no quote {said.content!r} at this place of an article here.")
    if said.speaker:
        speaker = _present(db, said.speaker)
        if db.execute("select 1 from actors where id = ? and status = 'rejected'", [speaker]).fetchone():
            raise NewsactorsError(f"{_name(db, speaker)} is rejected as an actor; confirm it first.")


def _name(db: Database, actor_id: int) -> str:
    return str(db.execute("select name from actors where id = ?", [actor_id]).fetchone()[0])
