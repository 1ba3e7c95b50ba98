"""Two to four actors side by side."""

from __future__ import annotations

import asyncio

from ..query import comparison, profile, quotes
from ..query.filters import QuoteFilters
from ..query.parameters import last
from ..query.select import Select
from .known import likely, named_actors
from .rows import about_url, link_actors, only, period
from .timeline import merged, without_gaps
from .visit import Page, Row, Visit

SHORT_LIST = 6
LONG_LIST = 10
SERIES = ("articles", "mentions", "quotes")


async def compare_page(visit: Visit) -> Page:
    """The actors that `actor` names, and whom `with` may mean as one more."""
    slugs = comparison.compared(visit.params)
    filters = profile.profile_filters(visit.params)

    def path(now: list[str]) -> str:
        return visit.link("compare", query={**visit.params, "actor": now}, format=visit.extension)

    actors = await named_actors(visit, slugs, path)
    ids = [actor["id"] for actor in actors]
    (answers, late), *found = await asyncio.gather(
        visit.sections(_of_all(actors, filters)), *(visit.sections(_of_one(actor, filters)) for actor in actors)
    )
    each = [_one(visit, actor, filters, own) for actor, (own, _) in zip(actors, found, strict=True)]
    _on_one_scale(each)
    return {
        "actors": each,
        "filters": {name: value for name, value in period(filters).items() if value},
        **_together(visit, filters, answers, ids),
        **await _choices(visit, slugs, ids, filters),
        "timed_out": list(dict.fromkeys([*late, *(name for _, own in found for name in own)])),
    }


def _of_all(actors: list[Row], filters: QuoteFilters) -> dict[str, Select]:
    """What to ask of several actors together."""
    if len(actors) < 2:
        return {}
    ids = [actor["id"] for actor in actors]
    rarest_first = [actor["id"] for actor in sorted(actors, key=lambda actor: actor["n_articles"])]
    return {
        "publications": comparison.publications(ids, filters, LONG_LIST),
        "met_by_all": comparison.met_by_all(rarest_first, filters, LONG_LIST),
        "shared_articles": comparison.shared_articles(ids, filters, LONG_LIST),
        "among": comparison.among(ids, filters),
    }


def _of_one(actor: Row, filters: QuoteFilters) -> dict[str, Select]:
    """What to ask of each."""
    by, about = profile.said_by(filters, actor["slug"]), profile.said_about(filters, actor["slug"])
    return {
        "presence": profile.presence(actor["id"], filters),
        "n_quotes": quotes.count(by),
        "n_quotes_about": quotes.count(about),
        "presence_by_month": profile.presence_by_month(actor["id"], filters),
        "quotes_by_month": profile.quotes_by_month(by),
        "speaks_about": profile.spoken_about(by, SHORT_LIST),
        "spoken_about_by": profile.speakers(about, SHORT_LIST),
    }


def _one(visit: Visit, actor: Row, filters: QuoteFilters, answers: dict[str, list[Row] | None]) -> Row:
    """An actor with its counts, timeline, and those it speaks about and who speak about it."""
    timeline = merged(SERIES, answers["presence_by_month"], answers["quotes_by_month"])
    for name in ("speaks_about", "spoken_about_by"):
        link_actors(visit, answers[name])
        for other in answers[name] or ():
            pair = (actor["slug"], other["slug"]) if name == "speaks_about" else (other["slug"], actor["slug"])
            other["quotes_url"] = about_url(visit, *pair, filters)
    counts = {name: only(answers[name]) for name in ("n_quotes", "n_quotes_about")}
    presence = (answers["presence"] or [{}])[0]
    shown = {name: actor[name] for name in ("slug", "name", "type", "url")}
    lists = {name: answers[name] for name in ("speaks_about", "spoken_about_by")}
    return {**shown, **presence, **counts, "timeline": timeline, **lists}


def _on_one_scale(actors: list[Row]) -> None:
    """Give all timelines the same months."""
    months = without_gaps(sorted({row["month"] for actor in actors for row in actor["timeline"]}))
    for actor in actors:
        counted = {row["month"]: row for row in actor["timeline"]}
        actor["timeline"] = [counted.get(month) or {"month": month, **dict.fromkeys(SERIES, 0)} for month in months]


def _together(visit: Visit, filters: QuoteFilters, answers: dict[str, list[Row] | None], ids: list[int]) -> Page:
    """What concerns the actors together; None for what took too long, or where there is but one."""
    link_actors(visit, answers.get("met_by_all"))
    for row in answers.get("among") or ():
        row["url"] = about_url(visit, row["speaker"], row["about"], filters)
    shared = answers.get("shared_articles")
    n_shared = shared[0]["count"] if shared else 0
    for article in shared or ():
        article["url"] = visit.link("articles", article["id"])
        del article["count"]
    return {
        "publications": _by_name(answers.get("publications"), ids),
        "among": answers.get("among"),
        "met_by_all": answers.get("met_by_all"),
        "n_shared_articles": None if shared is None else n_shared,
        "shared_articles": shared,
    }


def _by_name(rows: list[Row] | None, ids: list[int]) -> list[Row] | None:
    """One row a publication, with the counts of each actor in the actors' order."""
    if rows is None:
        return None
    found: dict[str, dict[int, Row]] = {}
    for row in rows:
        found.setdefault(row["name"], {})[row["actor_id"]] = row
    return [
        {
            "name": name,
            "n_articles": [counted[i]["n_articles"] if i in counted else 0 for i in ids],
            "n_quotes": [counted[i]["n_quotes"] if i in counted else 0 for i in ids],
        }
        for name, counted in found.items()
    ]


async def _choices(visit: Visit, slugs: list[str], ids: list[int], filters: QuoteFilters) -> Page:
    """Whom to add: those that `with` may mean, or who are often in articles with the first actor."""
    text = last(visit.params, "with")
    if len(slugs) == comparison.MOST:
        return {"choices": []}
    if text:
        found = await likely(visit, text, LONG_LIST)
    elif len(slugs) == 1:
        answers, _ = await visit.sections({"met": profile.mentioned_together(ids[0], filters, LONG_LIST)})
        found = answers["met"] or []
    else:
        found = []
    choices = [{name: row[name] for name in ("slug", "name", "type")} for row in found if row["slug"] not in slugs]
    for choice in choices:
        choice["url"] = visit.link("compare", query={**period(filters), "actor": [*slugs, choice["slug"]]})
    return {"choices": choices}
