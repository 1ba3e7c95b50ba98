"""The source audit: what a publication prints of whom, and the quotes behind each number."""

from __future__ import annotations

import asyncio
import urllib.parse
from dataclasses import replace
from typing import Any

from ..query import audit, paging
from ..query.filters import QuoteFilters
from ..query.parameters import Parameters
from .exports import stream
from .listings import following, rows_a_page
from .rows import ONCE, both_ways, link_actors, period
from .visit import Page, Row, Visit

MOST = 10
ROLES = 12
# The search that counts people leads to: its facet has as many speakers.
EACH_SPEAKER = {"_facet": "speaker", "_facet_size": "max"}
# What a link to the quotes behind a count asks besides, as a URL has it: a page has a thousand such links.
NARROWED = {
    name + suffix: urllib.parse.urlencode({**narrowing, **copies})
    for name, narrowing in {**audit.FILTERS, "people": {**audit.FILTERS["person"], **EACH_SPEAKER}}.items()
    for suffix, copies in {"": {}, ONCE: {"copies": "no"}}.items()
}
COLUMNS = ("publication", "period", *(name + suffix for name in ("articles", *audit.COUNTS) for suffix in ("", ONCE)))


async def audit_page(visit: Visit) -> Page:
    """The counts of all that was asked, of each publication and period, and who and what is behind them."""
    asked = audit.asked(visit.params)
    (rows, token), (total, answers, timed_out) = await asyncio.gather(
        _cells(visit, asked, visit.params, rows_a_page(visit)), _behind(visit, asked)
    )
    within = period(asked.filters)
    link_actors(visit, answers["most_quoted"])
    for row in answers["most_quoted"] or ():
        row["urls"] = both_ways(visit, "n", {**within, "speaker": row["slug"], "named": "yes"})
    for row in answers["roles"] or ():
        row["urls"] = both_ways(visit, "n", {**within, "role": row["role"], "named": "yes"})
    return {
        "rows": rows,
        "truncated": False,
        "ends_early": token is not None and len(rows) < rows_a_page(visit),
        "total": total and {**total, "urls": _urls(visit, asked.filters)},
        "coverage": total and {suffix or "all": _coverage(total, suffix) for suffix in ("", ONCE)},
        "filters": {name: value for name, value in period(asked.filters).items() if value} | {"by": asked.by},
        **answers,
        "timed_out": timed_out,
        **following(visit, ("newsactors", "audit"), token),
    }


async def _behind(visit: Visit, asked: audit.Asked) -> tuple[Row | None, dict[str, list[Row] | None], list[str]]:
    """The counts of all, who is quoted most and in which roles, and what took too long."""
    selects = {"total": audit.total(asked), "most_quoted": audit.most_quoted(asked, MOST)}
    if stored := audit.stored_roles(asked.filters, ROLES):
        selects["roles"] = stored
    answers, late = await visit.sections(selects)
    total = next(iter(answers.pop("total") or ()), None)
    if stored:
        return total, answers, late
    roles, later = await visit.sections({"roles": audit.roles(asked, ROLES, total["quotes"] if total else None)})
    return total, answers | roles, late + later


async def audit_csv(visit: Visit) -> Any:
    """The counts of each publication and period."""
    asked = audit.asked(visit.params)

    async def fetch(params: Parameters, size: int) -> tuple[list[Row], str | None]:
        return await _cells(visit, asked, params, size)

    return await stream(visit, COLUMNS, fetch)


async def _cells(visit: Visit, asked: audit.Asked, params: Parameters, size: int) -> tuple[list[Row], str | None]:
    """The counts of the page of cells that `_next` in the parameters begins, and the token of the page after."""
    after = paging.decode(params, audit.SORT, audit.KEY_TYPES)
    rows = await visit.rows(audit.cells(asked, after, size))
    left = [row.pop("left") for row in rows]
    token = None
    if rows and left[0] > len(rows):
        final = rows[-1]
        token = paging.encode(audit.SORT, (final["publication"] or "", final["period"] or ""))
    return [_cell(visit, asked, row) for row in rows], token


def _cell(visit: Visit, asked: audit.Asked, row: Row) -> Row:
    """The counts of a publication in a period with the ways to its quotes, and to the audit of it alone.

    There is no audit of what has no date or no publication alone.
    """
    filters = _narrowed(asked.filters, row["publication"], row["period"])
    if filters.lacking:
        return {**row, "url": None, "urls": _urls(visit, filters)}
    url = visit.link("newsactors", "audit", query={**period(filters), "by": "month"})
    return {**row, "url": url, "urls": _urls(visit, filters)}


def _narrowed(filters: QuoteFilters, publication: str | None, date: str | None) -> QuoteFilters:
    """The filters for one publication and one of the periods, of which part can lie outside what was asked."""
    lacking = tuple(name for name, value in (("publication", publication), ("date", date)) if value is None)
    filters = replace(filters, publication=publication, lacking=lacking)
    if date is None:
        return filters
    since = max(filters.since or "", date)
    until = min(filters.until + "~", date + "~").rstrip("~") if filters.until else date
    return replace(filters, since=since, until=until)


def _urls(visit: Visit, filters: QuoteFilters) -> dict[str, str]:
    """The way to the quotes behind each count, by the count's name."""
    within = visit.link("quotes", query={**period(filters), "lacking": filters.lacking})
    mark = "&" if "?" in within else "?"
    return {name: within + mark + asked if asked else within for name, asked in NARROWED.items()}


def _coverage(total: Row, suffix: str) -> dict[str, float | None]:
    """How much of it is known, as shares: sources that are told of, speakers named, people whose gender is shown."""

    def share(part: int, whole: int) -> float | None:
        return round(part / whole, 4) if whole else None

    count = {name: total[name + suffix] for name in audit.COUNTS}
    return {
        "attributed": share(count["named"] + count["anonymous"], count["quotes"]),
        "named": share(count["named"], count["quotes"]),
        "gender_known": share(count["female"] + count["male"], count["person"]),
        "ten": share(count["ten"], count["person"]),
    }
