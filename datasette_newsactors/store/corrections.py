"""People's decisions: an append-only log, from which together with the chains all else follows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from sqlite_utils import Database

from ..models import NewsactorsError
from ..resolve import Decision
from .checks import check
from .counts import refresh
from .database import insert, large_cache, transaction
from .log import Correction, Target, corrections, parse, read_log
from .resolution import Affected, resolve
from .runs import now
from .speakers import settle_speakers

FIELDS = ("uuid", "action", "target", "value", "who", "when", "why")


def correct(
    db: Database,
    action: str,
    target: Target,
    value: Any = None,
    *,
    who: str | None = None,
    why: str | None = None,
) -> int:
    """Decide something about an actor or a quote, and bring actors, speakers and counts up to date; its id.

    action, with the target and value that it takes (an actor is what `actor_target` gives, a quote what
    `quote_target` gives):

    - "merge", actor, other actor: both are one, who keeps the name, type, status and slug of the first; the
      other's slug goes to `old_slugs`
    - "distinct", actor, other actor: they are two, which nothing but a later decision joins
    - "split", actor, what `split_value` gives: these names, or chains of these articles, are another actor
    - "rename", actor, {"name": name} or {"name": name, "slug": slug}: the slug stays unless one is given
    - "retype", actor, one of `models.ACTOR_TYPES`
    - "reject", actor: is no actor. `actors.status` is "rejected": lists and facets leave it out. Its mentions
      and their counts stay; its quotes are left without a speaker
    - "confirm", actor: `actors.status` is "confirmed"
    - "link", actor, {"wikidata_id": "Q42", "basis": words}: it is this item of Wikidata, as the basis says
    - "reattribute", quote, actor or None: who said it, or that nobody known did

    One transaction. Raises NewsactorsError where the target is not there, or the decision cannot be.
    """
    with transaction(db):
        check(db, action, target, value)
        correction_id = _append(db, _record(action, target, value) | {"who": who, "why": why})
        _apply(db, [(action, target, value)])
    return correction_id


def decide_all(db: Database, decisions: Sequence[tuple[str, Target, Any]], *, who: str | None = None) -> None:
    """Append many decisions, which are known to be possible, and apply them at once."""
    with transaction(db):
        for decision in decisions:
            _append(db, _record(*decision) | {"who": who, "why": None})
        _apply(db, decisions)


def undo(db: Database, correction_id: int, *, who: str | None = None, why: str | None = None) -> int:
    """Take a decision back, or an undo, which brings the decision back; the id of the new row.

    Raises NewsactorsError where there is no such correction, or it is undone already.
    """
    with transaction(db):
        log = {c.id: c for c in corrections(db)}
        if correction_id not in log:
            raise NewsactorsError(f"There is no correction {correction_id} here; the list of corrections has them all.")
        if log[correction_id].undone:
            raise NewsactorsError(f"Correction {correction_id} is undone already.")
        undo_id = _append(db, _record("undo", {"uuid": log[correction_id].uuid}, None) | {"who": who, "why": why})
        _apply(db, [(c.action, c.target, c.value) for c in _undone_by(log[correction_id], log.values())])
    return undo_id


def _undone_by(correction: Correction, log: Iterable[Correction]) -> Iterator[Correction]:
    """What an undo is in the end about: of an undo, what that one had undone."""
    by_uuid = {c.uuid: c for c in log}
    while correction.action == "undo" and correction.target["uuid"] in by_uuid:
        correction = by_uuid[correction.target["uuid"]]
    yield correction


def export_corrections(db: Database) -> Iterator[dict[str, Any]]:
    """The log as records for JSON lines: uuid, action, target, value, who, when, why; none names a row id."""
    for correction in corrections(db):
        yield {name: value for name, value in asdict(correction).items() if name in FIELDS}


def import_corrections(db: Database, records: Iterable[Mapping[str, Any]]) -> int:
    """Append the decisions of an exported log that are not there yet, and apply them; how many were new.

    They may come before the articles that they are about. Raises NewsactorsError where a record is none.
    """
    checked = [_checked(record, number) for number, record in enumerate(records, 1)]
    with transaction(db):
        known = {c.uuid for c in corrections(db)}
        new = [record for record in checked if record["uuid"] not in known]
        for record in new:
            _append(db, record)
        _apply(db, [(c.action, c.target, c.value) for c in corrections(db)] if new else [])
    return len(new)


def _checked(record: Mapping[str, Any], number: int) -> dict[str, Any]:
    try:
        parse(record["action"], record["target"], record["value"])
        return {name: record[name] for name in FIELDS}
    except (KeyError, TypeError) as error:
        raise NewsactorsError(f"Record {number} is no correction: {error!r}") from error
    except NewsactorsError as error:
        raise NewsactorsError(f"Record {number}: {error}") from error


def _record(action: str, target: Target, value: Any) -> dict[str, Any]:
    return {"uuid": str(uuid4()), "action": action, "target": target, "value": value, "when": now()}


def _append(db: Database, record: Mapping[str, Any]) -> int:
    """Add a row to the log."""
    as_json = {name: json.dumps(record[name], ensure_ascii=False, sort_keys=True) for name in ("target", "value")}
    return insert(db, "corrections", {**record, **as_json})


def _apply(db: Database, decisions: Sequence[tuple[str, Target, Any]]) -> None:
    """Bring up to date what these decisions, now in the log, are about."""
    affected = Affected()
    parsed = [parse(*decision) for decision in decisions]
    names = {unit._replace(article=None) for d in parsed if isinstance(d, Decision) for unit in d.units}
    log = read_log(db)
    with large_cache(db):
        resolve(db, names, log, affected)
        settle_speakers(db, (), log, affected)
        refresh(db, affected.actors, affected.articles)
