"""The review of likely duplicates: one pair at a time, with the evidence for and against, side by side."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from ..query import comparison, corrections, duplicates, profile, quotes
from ..query.filters import QuoteFilters
from ..query.parameters import BadParameter, Parameter, last
from . import access
from .rows import link_actors, quote_row
from .visit import Page, Row, Visit

PAIRS = 200
SHORT_LIST = 5
EXAMPLES = 2
SKIP = Parameter("skip", "pass over so many pairs", {"type": "integer", "minimum": 0, "maximum": 9999})


async def review_page(visit: Visit) -> Page:
    """The likeliest pair that nobody has decided, or the one after those that `skip` leaves out."""
    await access.require_edit(visit.datasette, visit.request.actor, visit.db)
    skip = _skip(last(visit.params, "skip"))
    pairs = await _pairs(visit)
    return {
        "pair": await _pair(visit, pairs[skip]) if skip < len(pairs) else None,
        "skip": skip,
        "n_pairs": len(pairs),
        "next_url": _at(visit, skip + 1) if skip + 1 < len(pairs) else None,
    }


def _skip(value: str) -> int:
    if not re.fullmatch(r"[0-9]{0,4}", value):
        raise BadParameter.value("skip", value, f"a number from 0 to {PAIRS}")
    return int(value or 0)


def _at(visit: Visit, skip: int) -> str:
    return visit.absolute(visit.link("newsactors", "review", query={"skip": skip or None}, format=visit.extension))


async def _pairs(visit: Visit) -> list[duplicates.Pair]:
    """The likeliest pairs, found beside the event loop, since they are many names to compare."""
    actors = duplicates.as_namesakes(await visit.rows(duplicates.namesakes()))
    return await asyncio.to_thread(duplicates.likely_pairs, actors, await different(visit), PAIRS)


async def different(visit: Visit) -> set[frozenset[int]]:
    """The pairs of actors, by their ids, that people said are two."""
    undone = corrections.undone(await visit.rows(corrections.undos()))
    decided = [row for row in await visit.rows(corrections.distinct()) if row["uuid"] not in undone]
    return {frozenset((row["one"], row["other"])) for row in decided}


async def _pair(visit: Visit, pair: duplicates.Pair) -> Page:
    """Two actors with what is known of each, and what they have in common."""
    ids = (pair.keep.id, pair.other.id)
    answers, timed_out = await visit.sections(
        {
            "shared_articles": duplicates.shared_articles(*ids, SHORT_LIST),
            "met_by_both": comparison.met_by_all(ids, QuoteFilters(), SHORT_LIST),
        }
    )
    link_actors(visit, answers["met_by_both"])
    for article in answers["shared_articles"] or ():
        article["url"] = visit.link("articles", article["id"])
    return {
        "reason": pair.reason,
        "score": round(pair.score, 2),
        "keep": await _evidence(visit, pair.keep.id),
        "other": await _evidence(visit, pair.other.id),
        **answers,
        "timed_out": timed_out,
    }


async def _evidence(visit: Visit, actor_id: int) -> Row:
    """An actor's names, roles, publications, dates, and examples of what it says."""
    actor: dict[str, Any] = await visit.row(profile.actor_by_id(actor_id)) or {}
    link_actors(visit, [actor])
    everything = QuoteFilters()
    answers, _ = await visit.sections(
        {
            "names": profile.names(actor_id, everything, SHORT_LIST),
            "roles": profile.roles(actor_id, everything, SHORT_LIST),
            "publications": profile.publications(actor_id, everything, SHORT_LIST),
            "quotes": quotes.search(profile.said_by(everything, actor["slug"]), "newest", None, EXAMPLES),
            "articles": profile.newest_articles(actor_id, everything, EXAMPLES),
        }
    )
    answers["quotes"] = [quote_row(visit, row) for row in answers["quotes"] or ()]
    for article in answers["articles"] or ():
        article["url"] = visit.link("articles", article["id"])
    for name in ("names", "roles"):
        answers[name] = answers[name] or []
    return {**actor, **answers}
