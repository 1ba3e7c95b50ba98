"""A random sample of quotes that anybody can draw again: the same seed and filters give the same quotes."""

from __future__ import annotations

import re
from math import sqrt
from typing import NamedTuple

from .filters import PARAMETERS as FILTERS
from .filters import QuoteFilters, all_conditions
from .parameters import BadParameter, Parameter, Parameters, last
from .quotes import COLUMNS
from .select import Select

LARGEST = 200
SEEDS = 2**31 - 1
USUAL = 50
PLACES = 2**31 - 1  # in which a sample is shuffled
SPARE = 8  # times a sample that are looked at, of which the filters let through some
AROUND = 400  # characters of the article before and after
VERDICTS = {
    "r": "right",
    "s": "wrong speaker",
    "w": "wrong words",
    "x": "not a quote",
    "u": "unclear",
}
OPEN = "-"
PARAMETERS = (
    *FILTERS,
    Parameter(
        "sample", "the seed: the same one draws the same quotes", {"type": "integer", "minimum": 1, "maximum": SEEDS}
    ),
    Parameter("size", f"how many quotes, {LARGEST} at most", {"type": "integer", "minimum": 1, "maximum": LARGEST}),
    Parameter("n", "which of them is on the page, from 1 on", {"type": "integer", "minimum": 1, "maximum": LARGEST}),
    Parameter(
        "marks",
        "what was found so far, a letter a quote: "
        + ", ".join(f"{letter} {word}" for letter, word in VERDICTS.items())
        + f", {OPEN} not judged",
        {"type": "string", "pattern": f"^[{''.join(VERDICTS)}{OPEN}]*$"},
    ),
)


class Sampling(NamedTuple):
    """What is drawn (seed, size), where somebody is (n, from 1 on), and what they found (a letter a quote)."""

    seed: int
    size: int
    n: int
    marks: str


def sampling(params: Parameters) -> Sampling:
    """The sample that URL parameters ask for. Raises BadParameter."""
    size = _number(params, "size", USUAL, LARGEST)
    marks = last(params, "marks")
    if not re.fullmatch(f"[{''.join(VERDICTS)}{OPEN}]{{0,{size}}}", marks):
        raise BadParameter.value("marks", marks, f"{size} letters at most of {', '.join((*VERDICTS, OPEN))}")
    return Sampling(_number(params, "sample", 1, SEEDS), size, _number(params, "n", 1, LARGEST), marks)


def _number(params: Parameters, name: str, usual: int, largest: int) -> int:
    value = last(params, name) or str(usual)
    if not re.fullmatch(r"[0-9]{1,10}", value) or not 1 <= int(value) <= largest:
        raise BadParameter.value(name, value, f"a whole number from 1 to {largest}")
    return int(value)


def drawn(filters: QuoteFilters, sampling: Sampling, below: int = PLACES) -> Select:
    """The sample, in the order in which it was drawn.

    The quotes are shuffled: their id and the seed alone give each a place, so that a sample stays what it was while
    articles are added, but for the new quotes that are drawn into it. below: only what has a place below this one,
    which is a whole sample where it has as many quotes as were asked for.
    """
    asked = all_conditions(filters)
    sql = f"""
with shuffled as (
  select quotes.*, ((:square * quotes.id + :double) % {PLACES} * quotes.id + :rest) % {PLACES} as place from quotes
),
page as (
  select quotes.id, place from shuffled as quotes
  where place < :below and {asked.where}
  order by place, quotes.id limit :size
){COLUMNS.format(highlight="")}order by page.place, page.id"""
    return Select(sql, {**asked.params, **_shuffle(sampling.seed), "size": sampling.size, "below": below})


def _shuffle(seed: int) -> dict[str, object]:
    """What gives each id its place: the square of (48271 id + own), told apart so that a million cost little."""
    own = seed * 69621 + 12345
    return {"square": 48271**2 % PLACES, "double": 2 * 48271 * own % PLACES, "rest": own**2 % PLACES}


def enough(size: int, n: int) -> int:
    """Below which place as many of `n` quotes lie as a sample of this size needs, and some to spare."""
    return min(PLACES, PLACES * SPARE * size // max(n, 1))


def in_context(quote_id: int) -> Select:
    """The part of the article around a quote: `text`, which begins at character `offset`, and where the marks are."""
    sql = """
with places as (
  select quotes.*, min(quotes.start, coalesce(source_start, quotes.start), coalesce(cue_start, quotes.start)) as low,
    max(quotes.end, coalesce(source_end, quotes.end), coalesce(cue_end, quotes.end)) as high
  from quotes where id = :id
)
select max(low - :around, 0) as "offset", length(articles.text) as length,
  substr(articles.text, max(low - :around, 0) + 1, high - low + 2 * :around) as text,
  places.id, places.quote_type, places.source_start, places.source_end, places.cue_start, places.cue_end,
  (select json_group_array(json_array(start, end)) from (
    select start, end from quote_spans where quote_id = places.id order by part)) as spans
from places join articles on articles.id = places.article_id"""
    return Select(sql, {"id": quote_id, "around": AROUND})


def marked(marks: str, n: int, letter: str) -> str:
    """The marks with this letter for the quote n."""
    filled = marks.ljust(n - 1, OPEN)
    return filled[: n - 1] + letter + filled[n:]


def interval(hits: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n, after Wilson (1927), "Probable inference"."""
    if n == 0:
        return (0.0, 1.0)
    z = 1.959964
    share = hits / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return (max(0.0, middle - half), min(1.0, middle + half))
