"""What one actor says about another, over time: every quote in order, each with its place in its article."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from ..query import profile, quotes
from ..query.parameters import PAGING, Parameter, choice, one_of
from .known import named_actors
from .listings import following, quotes_from, rows_a_page
from .rows import about_url, only, period
from .timeline import merged
from .visit import Page, Visit

SORTS = ("oldest", "newest")
PARAMETERS = (*profile.PARAMETERS, Parameter("_sort", "in which order", one_of(*SORTS)), *PAGING)
SERIES = ("quotes", "about")


async def about_page(visit: Visit, slug: str, other: str) -> Page:
    """One page of the quotes, all of them by month beside all that the speaker says, and the way to the reverse."""
    filters = profile.profile_filters(visit.params)

    def path(slugs: list[str]) -> str:
        return visit.link("actors", slugs[0], "about", slugs[1], query=visit.params, format=visit.extension)

    speaker, about = await named_actors(visit, [slug, other], path)
    said = profile.said_by(filters, slug)
    asked, reverse = replace(said, about=(other,)), replace(profile.said_by(filters, other), about=(slug,))
    sort = choice(visit.params, "_sort", SORTS) or "oldest"
    beside = {
        "count": quotes.count(asked),
        "reverse": quotes.count(reverse),
        "quotes_by_month": profile.quotes_by_month(said),
        "about_by_month": profile.quotes_by_month(asked, "about"),
    }
    (rows, token), (answers, timed_out) = await asyncio.gather(
        quotes_from(visit, asked, sort, visit.params, rows_a_page(visit)), visit.sections(beside)
    )
    timeline = merged(SERIES, answers["quotes_by_month"], answers["about_by_month"])
    return {
        "speaker": speaker,
        "about": about,
        "filters": {name: value for name, value in period(filters).items() if value},
        "rows": rows,
        "truncated": False,
        "count": only(answers["count"]),
        "sort": sort,
        "reverse": {"count": only(answers["reverse"]), "url": about_url(visit, other, slug, filters)},
        "timeline": timeline,
        "timed_out": timed_out,
        **following(visit, ("actors", slug, "about", other), token),
    }
