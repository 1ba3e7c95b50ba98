"""The overview: the whole collection at a glance, each number with the way to the quotes behind it."""

from __future__ import annotations

from typing import Any

from ..query import overview, profile, runs
from ..query.filters import QuoteFilters
from .pages import how_to_begin
from .rows import ONCE, both_ways, link_actors
from .runs import shown_runs
from .timeline import merged
from .visit import Page, Row, Visit

FEW = 5
SHORT_LIST = 10
LONG_LIST = 20


async def overview_page(visit: Visit) -> Page:
    """Who is quoted most, who more and who less than before, by whom, when, and what was read."""
    newest = await visit.row(overview.latest())
    windows = overview.windows(newest["day"]) if newest and newest["day"] else None
    asked = {
        "totals": overview.totals(),
        "most_quoted": overview.most_quoted("person", LONG_LIST),
        "publications": overview.publications(LONG_LIST),
        "sources": overview.sources(),
        "articles_by_month": overview.articles_by_month(),
        "quotes_by_month": profile.quotes_by_month(QuoteFilters()),
        "copied_by_month": overview.copied_by_month(),
        "by_publication": overview.months_by_publication(LONG_LIST),
    }
    if windows:
        asked["changed"] = overview.changed(windows, SHORT_LIST)
    answers, timed_out = await visit.sections(asked)
    page: Page = {name: answers[name] for name in ("most_quoted", "publications")}
    changed = answers.get("changed", [])
    page["rising"] = None if changed is None else [row for row in changed if row["now"] > row["before"]]
    page["falling"] = None if changed is None else [row for row in changed if row["now"] < row["before"]]
    page["totals"] = next(iter(answers["totals"] or ()), None)
    page["sources"] = _sources(visit, answers["sources"])
    page["windows"] = windows and {name: window._asdict() for name, window in windows._asdict().items()}
    page["timeline"] = _timeline(answers)
    for name in ("most_quoted", "rising", "falling"):
        link_actors(visit, page[name])
    for row in page["most_quoted"] or ():
        row["urls"] = both_ways(visit, "n_quotes", {"speaker": row["slug"]})
    for row in (*(page["rising"] or ()), *(page["falling"] or ())):
        row["urls"] = _changes(visit, row["slug"], page["windows"])
    _add_quotes(visit, page["publications"], answers["by_publication"], [row["month"] for row in page["timeline"]])
    if visit.format == "html" and page["totals"] and not page["totals"]["articles"]:
        page["command"] = how_to_begin(visit)
    late = [name for part in timed_out for name in (("rising", "falling") if part == "changed" else (part,))]
    return {**page, **await _ingest(visit), "timed_out": late}


def _sources(visit: Visit, rows: list[Row] | None) -> Row | None:
    """Who stands behind the quotes, with the ways to the quotes; None where counting took too long."""
    if not rows:
        return None
    urls: dict[str, str] = {}
    for name, query in overview.SOURCES.items():
        urls |= both_ways(visit, name, query)
    return {**rows[0], "urls": urls}


def _timeline(answers: dict[str, list[Row] | None]) -> list[Row]:
    """Articles and quotes by month; quotes without copies where those could be counted."""
    timeline = merged(("articles", "quotes"), answers["articles_by_month"], answers["quotes_by_month"])
    if answers["copied_by_month"] is None or answers["quotes_by_month"] is None:
        return timeline
    copied = {row["month"]: row["copied"] for row in answers["copied_by_month"]}
    return [{**row, "quotes_once": row["quotes"] - copied.get(row["month"], 0)} for row in timeline]


def _changes(visit: Visit, slug: str, windows: dict[str, Any]) -> dict[str, str]:
    """The ways to what somebody said in each of the two periods."""
    urls: dict[str, str] = {}
    for name, window in windows.items():
        urls |= both_ways(visit, name, {"speaker": slug, **window})
    return urls


def _add_quotes(visit: Visit, publications: list[Row] | None, counts: list[Row] | None, months: list[str]) -> None:
    """Give each publication its quotes, in all and by month; None where counting them took too long."""
    names = {"n_quotes": "quotes", "anonymous": "anonymous"}
    by_publication: dict[str, list[Row]] = {}
    for row in counts or ():
        by_publication.setdefault(row["publication"], []).append(row)
    for publication in publications or ():
        own = None if counts is None else by_publication.get(publication["name"], [])
        for name, counted in names.items():
            for suffix in ("", ONCE):
                publication[name + suffix] = None if own is None else sum(row[counted + suffix] for row in own)
        by_month = own and {row["month"]: row["quotes"] for row in own}
        publication["by_month"] = None if own is None else [(by_month or {}).get(month, 0) for month in months]
        query = {"publication": publication["name"]}
        publication["urls"] = both_ways(visit, "n_quotes", query) | both_ways(
            visit, "anonymous", {**query, "anonymous": "yes"}
        )


async def _ingest(visit: Visit) -> Page:
    """The latest runs and errors, each None to those who may not see its table."""
    latest, failed = runs.page(None, FEW), overview.errors(SHORT_LIST)
    return {
        "runs": await shown_runs(visit, await visit.rows(latest)) if await visit.may_see("runs") else None,
        "errors": await visit.rows(failed) if await visit.may_see("ingest_errors") else None,
    }
