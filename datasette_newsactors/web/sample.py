"""A random sample of quotes to review by hand: one a page, with what was found so far in the address itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from ..query import quotes, sample
from ..query.filters import in_words
from ..query.parameters import Parameters
from .exports import QUOTE_COLUMNS, stream
from .listings import quotes_asked
from .rows import quote_row
from .visit import Page, Row, Visit

COLUMNS = ("n", "verdict", "note", *QUOTE_COLUMNS, "url")
PATH = ("newsactors", "audit", "sample")


async def sample_page(visit: Visit) -> Page:
    """The sample with what was found; on the page for people, one of its quotes with the text around it."""
    filters = await quotes_asked(visit)
    asked = sample.sampling(visit.params)
    rows = await _drawn(visit)
    page: Page = {
        "rows": rows,
        "truncated": False,
        "filters": in_words(filters),
        "sample": asked.seed,
        "size": asked.size,
        "marks": asked.marks[: len(rows)],
        "result": _result([row["verdict"] for row in rows]),
        "next": None,
        "next_url": None,
    }
    return page | (await _shown(visit, asked, rows) if visit.format == "html" else {})


async def sample_csv(visit: Visit) -> Any:
    """The sample with an empty column for what is found, and one for notes."""

    async def fetch(params: Parameters, size: int) -> tuple[list[Row], str | None]:
        return await _drawn(visit), None

    return await stream(visit, COLUMNS, fetch)


async def _drawn(visit: Visit) -> list[Row]:
    """The quotes of the sample, numbered, each with its verdict or None."""
    asked = sample.sampling(visit.params)
    filters = await quotes_asked(visit)
    newest = await visit.row(quotes.newest_id())
    below = sample.enough(asked.size, newest["id"] if newest else 0)
    rows = await visit.rows(sample.drawn(filters, asked, below))
    if len(rows) < asked.size and below < sample.PLACES:
        rows = await visit.rows(sample.drawn(filters, asked))
    marks = asked.marks.ljust(len(rows), sample.OPEN)
    return [
        {"n": n, "verdict": sample.VERDICTS.get(mark), "note": None, **quote_row(visit, row)}
        for n, (row, mark) in enumerate(zip(rows, marks, strict=False), 1)
    ]


def _result(verdicts: list[str | None]) -> Page:
    """How many are judged, and the share that is right of those that were clear, with its 95 % interval."""
    counts = Counter(verdict for verdict in verdicts if verdict)
    clear = counts.total() - counts["unclear"]
    low, high = sample.interval(counts["right"], clear)
    return {
        "judged": counts.total(),
        "counts": {word: counts[word] for word in sample.VERDICTS.values()},
        "right": round(counts["right"] / clear, 4) if clear else None,
        "interval": [round(low, 4), round(high, 4)] if clear else None,
    }


async def _shown(visit: Visit, asked: sample.Sampling, rows: list[Row]) -> Page:
    """The quote that is to be judged, in its text, and the address that each verdict leads to."""
    n = min(asked.n, len(rows))
    query: dict[str, object] = {**visit.params, "sample": asked.seed, "size": asked.size}
    page: Page = {"n": n, "quote": rows[n - 1] if rows else None, "verdicts": sample.VERDICTS}
    page["at"] = [visit.link(*PATH, query={**query, "n": number}) for number in range(1, len(rows) + 1)]
    page["after"] = {
        letter: sample.marked(asked.marks, n, letter) for letter in (*sample.VERDICTS, sample.OPEN) if rows
    }
    more = min(2 * asked.size, sample.LARGEST)
    if asked.size <= len(rows) < more:  # the larger sample begins with the same quotes, so the marks stay right
        page["more"] = visit.link(*PATH, query={**query, "size": more, "n": len(rows) + 1})
    if rows:
        context = await visit.row(sample.in_context(rows[n - 1]["id"]))
        page["context"] = context and _from_its_start(context)
    return page


def _from_its_start(context: Row) -> Row:
    """The part of the article in whole words, with all offsets counted from where the part begins."""
    text, offset = context["text"], context["offset"]
    cut = 0 if offset == 0 else re.search(r"\s|$", text).end()  # type: ignore[union-attr]
    if offset + len(text) < context["length"]:
        text = re.sub(r"\s\S*$", " …", text)
    before = "… " if cut else ""
    moved = offset + cut - len(before)
    places = {
        name: context[name] if context[name] is None else context[name] - moved
        for name in ("source_start", "source_end", "cue_start", "cue_end")
    }
    spans = [[start - moved, end - moved] for start, end in json.loads(context["spans"])]
    return {**context, **places, "spans": spans, "text": before + text[cut:]}
