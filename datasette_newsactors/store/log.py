"""The log of decisions as it stands: which of them hold, and what they come to."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from sqlite_utils import Database

from ..models import ACTOR_TYPES, NewsactorsError
from ..resolve import Decision, Unit

ACTIONS = ("merge", "distinct", "split", "rename", "retype", "reject", "confirm", "link", "reattribute", "undo")
WIKIDATA_ID = r"Q[1-9][0-9]{0,11}"
Target = Mapping[str, Any]
Address = tuple[Unit, str]  # a slug, and the name for which it stood


@dataclass(frozen=True)
class Correction:
    """One decision: what was done to whom, by whom, when (UTC) and why.

    `target` and `value` are as `correct` takes them; `undone` tells whether a later undo holds. `uuid` names
    the decision in every database that it is imported into, `id` in this one only.
    """

    id: int
    uuid: str
    action: str
    target: Target
    value: Any
    who: str | None
    when: str
    why: str | None
    undone: bool


class Said(NamedTuple):
    """A decision on a quote: which quote, and who said it, or None for nobody known."""

    content_hash: str
    start: int
    end: int
    content: str
    speaker: Unit | None


@dataclass(frozen=True)
class Log:
    """What a log comes to.

    decisions: those on actors that hold, in order. said: those on quotes that hold, in order; unsaid: those
    that are undone. addresses: under which slug each unit stood when something was decided on it, undone or
    not; lasting: the same for what holds. given: the slugs that people gave, undone or not. ties: the units
    that one decision spoke of, undone or not.
    """

    decisions: tuple[Decision, ...]
    said: tuple[Said, ...]
    unsaid: tuple[Said, ...]
    addresses: tuple[Address, ...]
    lasting: tuple[Address, ...]
    given: frozenset[str]
    ties: tuple[tuple[Unit, ...], ...]

    @cached_property
    def by_name(self) -> dict[Unit, list[tuple[int, Decision]]]:
        """The decisions on the actors of each name, numbered in order."""
        found: dict[Unit, list[tuple[int, Decision]]] = defaultdict(list)
        for n, decision in enumerate(self.decisions):
            found[_name(decision.unit)].append((n, decision))
        return found

    @cached_property
    def tied(self) -> dict[Unit, set[Unit]]:
        """The names that one decision spoke of beside each name."""
        found: dict[Unit, set[Unit]] = defaultdict(set)
        for names in (set(map(_name, units)) for units in self.ties):
            for name in names:
                found[name] |= names
        return found

    @cached_property
    def addressed(self) -> dict[str, set[Unit]]:
        """The names that stood under each slug."""
        found: dict[str, set[Unit]] = defaultdict(set)
        for unit, slug in self.addresses:
            found[slug].add(_name(unit))
        return found

    @cached_property
    def owned(self) -> dict[Unit, list[tuple[int, str]]]:
        """The slugs of each unit, numbered in order: each is that of the unit for which it was first written down."""
        seen = set(self.given)
        owned: dict[Unit, list[tuple[int, str]]] = defaultdict(list)
        for n, (unit, slug) in enumerate(self.addresses):
            if slug not in seen:
                seen.add(slug)
                owned[unit].append((n, slug))
        return owned

    @cached_property
    def reserved(self) -> frozenset[str]:
        """All slugs that stand in the log."""
        return self.given.union(slug for _, slug in self.addresses)


def _name(unit: Unit) -> Unit:
    return unit._replace(article=None)


_last: tuple[str | None, Log | None] = None, None  # the uuids of a log, which name its decisions everywhere


def read_log(db: Database) -> Log:
    """What the log of a database comes to; the one read last is kept, since every batch and decision asks for it."""
    global _last
    (uuids,) = db.execute("select group_concat(uuid) from (select uuid from corrections order by id)").fetchone()
    known, log = _last
    if log is None or known != uuids:
        log = _read(db)
        _last = uuids, log
    return log


def _read(db: Database) -> Log:
    parsed = [(c, parse(c.action, c.target, c.value)) for c in corrections(db)]
    on_actors = [(c, d) for c, d in parsed if isinstance(d, Decision)]
    on_quotes = [(c, s) for c, s in parsed if isinstance(s, Said)]
    return Log(
        decisions=tuple(d for c, d in on_actors if not c.undone),
        said=tuple(s for c, s in on_quotes if not c.undone),
        unsaid=tuple(s for c, s in on_quotes if c.undone),
        addresses=tuple(address for c, _ in on_actors for address in _addresses(c)),
        lasting=tuple(address for c, _ in on_actors if not c.undone for address in _addresses(c)),
        given=frozenset(d.slug for _, d in on_actors if d.slug),
        ties=tuple(d.units for _, d in on_actors),
    )


def corrections(db: Database) -> list[Correction]:
    """All decisions, the first one first, undos and what they undid included."""
    rows = db.execute('select id, uuid, action, target, value, who, "when", why from corrections order by id')
    log = [
        Correction(row_id, uuid, action, json.loads(target), json.loads(value), who, when, why, undone=False)
        for row_id, uuid, action, target, value, who, when, why in rows
    ]
    undone = _undone(log)
    return [replace(c, undone=True) if c.uuid in undone else c for c in log]


def _undone(log: Sequence[Correction]) -> set[str]:
    """The uuids of what is undone: the last undo holds, and so decides whether an earlier one does."""
    undone: set[str] = set()
    for correction in reversed(log):
        if correction.action == "undo" and correction.uuid not in undone:
            undone.add(correction.target["uuid"])
    return undone


def _addresses(correction: Correction) -> list[Address]:
    """The slugs that a decision names or gives, each with its unit."""
    unit = unit_of(correction.target)
    found = [(unit, correction.target.get("slug"))]
    if correction.action in ("merge", "distinct"):
        found.append((unit_of(correction.value), correction.value.get("slug")))
    if correction.action == "rename":
        found.append((unit, correction.value.get("slug")))
    return [(unit, slug) for unit, slug in found if slug]


def parse(action: str, target: Target, value: Any) -> Decision | Said | None:
    """A decision in the terms of resolution; None for an undo. Raises NewsactorsError where it is none."""
    try:
        return _parse(action, target, value)
    except (KeyError, TypeError, AttributeError) as error:
        raise NewsactorsError(f"is no decision to {action}: {error!r} in {target} or {value}") from error


def _parse(action: str, target: Target, value: Any) -> Decision | Said | None:
    match action:
        case "undo":
            target["uuid"]
            return None
        case "reattribute":
            speaker = None if value is None else unit_of(value)
            return Said(target["content_hash"], target["start"], target["end"], target["content"], speaker)
        case "merge" | "distinct":
            return Decision(action, unit_of(target), (unit_of(value),))
        case "split" if value:
            return Decision(action, unit_of(target), tuple(map(unit_of, value)))
        case "rename" if value["name"].strip():
            return Decision(action, unit_of(target), name=value["name"].strip(), slug=value.get("slug"))
        case "retype" if value in ACTOR_TYPES:
            return Decision(action, unit_of(target), type=value)
        case "link" if re.fullmatch(WIKIDATA_ID, value["wikidata_id"]):
            return Decision(action, unit_of(target), wikidata_id=value["wikidata_id"])
        case "reject" | "confirm":
            return Decision(action, unit_of(target))
    raise NewsactorsError(f"{action} with {value!r}: {_wanted(action)}")


def _wanted(action: str) -> str:
    return {
        "split": "name what is to be taken off.",
        "rename": "give a name that is not empty.",
        "link": "the wikidata_id must be like Q42.",
        "retype": f"the type must be one of: {', '.join(ACTOR_TYPES)}.",
    }.get(action, f"the action must be one of: {', '.join(ACTIONS)}.")


def unit_of(target: Target) -> Unit:
    """The unit that a target names."""
    return Unit(target["type"], target["name_key"], target.get("article"))
