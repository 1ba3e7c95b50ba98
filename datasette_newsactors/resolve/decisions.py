"""What people decided, played in the order of their decisions on the actors that the names alone would give.

A decision outlives its names: it says nothing of who else is in the actor, and where a name that it speaks of
is in no article yet, it holds for the day when one comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .cluster import Evidence, display_name
from .normalise import block_of


class Unit(NamedTuple):
    """The least that a decision can take hold of: a name everywhere, or in the article of this content hash."""

    type: str
    key: str
    article: str | None = None

    @property
    def block(self) -> str:
        """The block in which the name is compared."""
        return block_of(self.key, self.type)


@dataclass(frozen=True)
class Decision:
    """A correction of actors. `others`: who is merged into or kept apart from the actor of `unit`, or split from it."""

    action: str
    unit: Unit
    others: tuple[Unit, ...] = ()
    name: str | None = None
    slug: str | None = None
    type: str | None = None
    wikidata_id: str | None = None

    @property
    def units(self) -> tuple[Unit, ...]:
        """All that it speaks of."""
        return (self.unit, *self.others)


@dataclass(eq=False)
class Part:
    """The names of one actor, and what people said of it.

    `shown`: the units that name it, where these are not all; `lead`: the unit whose actor goes on in it;
    `apart`: it was split from another, who keeps the old address.
    """

    units: set[Unit]
    shown: set[Unit] = field(default_factory=set)
    lead: Unit | None = None
    apart: bool = False
    name: str | None = None
    type: str | None = None
    slug: str | None = None
    status: str = "candidate"
    wikidata_id: str | None = None


Holders = dict[Unit, Part]


def decided(
    clusters: Iterable[Sequence[Evidence]], decisions: Iterable[Decision], apart: Iterable[Iterable[Unit]] = ()
) -> list[Part]:
    """The actors that clusters of names are after these decisions, in an order that does not depend on theirs.

    apart: people who share a name with others, each by the units of it that are theirs.
    """
    parts = [Part({Unit(e.type, e.key) for e in names}) for names in clusters]
    parts += [Part(set(units)) for units in apart]
    holders = {unit: part for part in parts for unit in part.units}
    for decision in decisions:
        PLAY[decision.action](decision, holders)
    return sorted({part for part in holders.values() if part.units}, key=lambda part: sorted(map(_order, part.units)))


def shown_as(part: Part, evidence: Mapping[Unit, Evidence]) -> tuple[str, str]:
    """The name and type under which an actor stands: those that people gave it, else those of its names."""
    names = [evidence[unit] for unit in sorted(part.shown, key=_order) if unit in evidence]
    name, kind = display_name(names or [evidence[unit] for unit in sorted(part.units, key=_order) if unit in evidence])
    return part.name or name, part.type or kind


def _order(unit: Unit) -> tuple[str, str, str]:
    return unit.type, unit.key, unit.article or ""


def _part(unit: Unit, holders: Holders) -> Part:
    """Who holds a unit; one that is in no article is alone."""
    return holders.setdefault(unit, Part({unit}))


def _merge(decision: Decision, holders: Holders) -> None:
    """Both are one, which goes by the names of the first."""
    part = _part(decision.unit, holders)
    part.lead = decision.unit
    for other in (_part(unit, holders) for unit in decision.others):
        if other is not part:
            part.shown = part.shown or set(part.units)
            part.units |= other.units
            part.wikidata_id = part.wikidata_id or other.wikidata_id
            holders.update(dict.fromkeys(other.units, part))


def _split(decision: Decision, holders: Holders) -> None:
    """What is taken off is an actor of its own; nobody has said anything of it yet."""
    taken = Part(set(decision.others), apart=True)
    for unit in decision.others:
        if unit in holders:
            holders[unit].units.discard(unit)
            holders[unit].shown.discard(unit)
        holders[unit] = taken


def _distinct(decision: Decision, holders: Holders) -> None:
    """Two they stay, also where their names alone would make them one."""
    part = _part(decision.unit, holders)
    if any(_part(unit, holders) is part for unit in decision.others):
        _split(decision, holders)


def _rename(decision: Decision, holders: Holders) -> None:
    part = _part(decision.unit, holders)
    part.name, part.slug = decision.name, decision.slug or part.slug


def _retype(decision: Decision, holders: Holders) -> None:
    _part(decision.unit, holders).type = decision.type


def _reject(decision: Decision, holders: Holders) -> None:
    _part(decision.unit, holders).status = "rejected"


def _confirm(decision: Decision, holders: Holders) -> None:
    _part(decision.unit, holders).status = "confirmed"


def _link(decision: Decision, holders: Holders) -> None:
    _part(decision.unit, holders).wikidata_id = decision.wikidata_id


PLAY = {
    "merge": _merge,
    "distinct": _distinct,
    "split": _split,
    "rename": _rename,
    "retype": _retype,
    "reject": _reject,
    "confirm": _confirm,
    "link": _link,
}
