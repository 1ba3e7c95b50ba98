"""How certain it is that all that a page shows is one actor, and what that rests on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from ..query import duplicates, identity
from ..resolve import Evidence, reasons
from .review import different
from .rows import link_actors
from .visit import Page, Row, Visit

SHORT_LIST = 5
LONG_LIST = 50
CROWD = 500  # actors of a block that are compared with one; a block of more has its rare ones left out


async def rests_on(visit: Visit, actor: Row, corrections: Sequence[Row] | None) -> tuple[Page, list[str]]:
    """The evidence for the identity of an actor, and which parts of it took too long.

    corrections: the latest decisions on it, None for those who may not see them; then candidates are none as well.
    """
    answers, timed_out = await visit.sections(
        {
            "names": identity.names(actor["id"], LONG_LIST),
            "references": identity.references(actor["id"]),
            "namesakes": identity.namesakes(actor["id"], SHORT_LIST),
            **({"candidates": duplicates.neighbours(actor["id"], CROWD)} if corrections is not None else {}),
        }
    )
    link_actors(visit, answers["namesakes"])
    near = answers.get("candidates")
    return {
        "names": _with_rules(answers["names"], actor["name"]),
        "references": next(iter(answers["references"] or ()), None),
        "namesakes": answers["namesakes"],
        "candidates": None if near is None else await _candidates(visit, actor["id"], near),
        "decisions": None if corrections is None else _holding(corrections),
    }, timed_out


def _with_rules(names: list[Row] | None, shown: str) -> list[Row] | None:
    """Each name with the rule by which it belongs to the actor."""
    if names is None:
        return None
    evidence = [Evidence(row["name_key"], row["type"], row["name"], row["n_articles"]) for row in names]
    return [
        {name: row[name] for name in ("name", "type", "n_articles")} | {"apart": bool(row["apart"]), "rule": rule}
        for row, rule in zip(names, reasons(evidence, shown), strict=True)
    ]


def _holding(corrections: Sequence[Row]) -> list[Row]:
    """The decisions that hold."""
    return [
        {name: row[name] for name in ("id", "action", "value", "who", "when", "why")}
        for row in corrections
        if row["action"] != "undo" and not row["undone"]
    ]


async def _candidates(visit: Visit, actor_id: int, near: list[Row]) -> list[Row]:
    """Those whom a person may take for the same, the likeliest first."""
    found = await asyncio.to_thread(
        duplicates.likely_pairs, duplicates.as_namesakes(near), await different(visit), CROWD * SHORT_LIST
    )
    pairs = {next(iter(pair.ids - {actor_id})): pair for pair in found if actor_id in pair.ids}
    likeliest = dict(list(pairs.items())[:SHORT_LIST])
    rows = {row.pop("id"): row for row in await visit.rows(identity.named(tuple(likeliest)))}
    link_actors(visit, list(rows.values()))
    return [{**rows[key], "reason": pair.reason, "score": round(pair.score, 2)} for key, pair in likeliest.items()]
