"""People's decisions: an append-only log, from which together with the chains all else follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database


@dataclass(frozen=True)
class Correction:
    """One decision: what was done to whom, by whom, when (UTC) and why.

    `target` and `value` are as `correct` takes them; `undone` tells whether a later undo holds. `uuid` names
    the decision in every database that it is imported into, `id` in this one only.
    """

    id: int
    uuid: str
    action: str
    target: Mapping[str, Any]
    value: Any
    who: str | None
    when: str
    why: str | None
    undone: bool


def correct(
    db: Database,
    action: str,
    target: Mapping[str, Any],
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
    - "split", actor, what `split_value` gives: these names, or chains of these articles, are another actor
    - "rename", actor, {"name": name} or {"name": name, "slug": slug}: the slug stays unless one is given
    - "retype", actor, one of `models.ACTOR_TYPES`
    - "reject", actor: is no actor. `actors.status` is "rejected": lists and facets leave it out. Its mentions
      and their counts stay; its quotes are left without a speaker
    - "confirm", actor: `actors.status` is "confirmed"
    - "reattribute", quote, actor or None: who said it, or that nobody known did

    One transaction. Raises NewsactorsError where the target is not there or the decision changes nothing.
    """
    raise NotImplementedError


def undo(db: Database, correction_id: int, *, who: str | None = None, why: str | None = None) -> int:
    """Take a decision back, or an undo, which brings the decision back; the id of the new row.

    Raises NewsactorsError where there is no such correction, or it is undone already.
    """
    raise NotImplementedError


def corrections(db: Database) -> list[Correction]:
    """All decisions, the first one first, undos and what they undid included."""
    raise NotImplementedError


def export_corrections(db: Database) -> Iterator[dict[str, Any]]:
    """The log as records for JSON lines: uuid, action, target, value, who, when, why; none names a row id."""
    raise NotImplementedError


def import_corrections(db: Database, records: Iterable[Mapping[str, Any]]) -> int:
    """Append the decisions of an exported log that are not there yet, and apply them; how many were new.

    They may come before the articles that they are about. Raises NewsactorsError where a record is none.
    """
    raise NotImplementedError
