"""The facets beside a quote search: from stored counts where those tell, else from the quotes, read once for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..models import QUOTE_TYPES
from .filters import Chosen, QuoteFilters, by_id, chosen
from .select import Conditions, Select
from .stored_facets import stored


class Facet(NamedTuple):
    """What is read of each quote, and the values with their labels and counts among what was read.

    joined: the table that is read besides.
    """

    column: str
    counted: str
    joined: str = ""


FACETS = {
    "speaker": Facet(
        "quotes.speaker_id",
        """
select actors.slug as value, actors.name as label, n as count
from (select speaker_id, count(*) as n from found where speaker_id is not null group by speaker_id)
join actors on actors.id = speaker_id
order by count desc, label, value limit :limit
""",
    ),
    "publication": Facet(
        "articles.publication_id",
        """
select publications.name as value, publications.name as label, n as count
from (select publication_id, count(*) as n from found group by publication_id)
join publications on publications.id = publication_id
order by count desc, label limit :limit
""",
        "join articles indexed by idx_articles_printed on articles.id = quotes.article_id",
    ),
    "type": Facet(
        "quotes.quote_type",
        """
select quote_type as value, quote_type as label, count(*) as count
from found group by value order by count desc, label limit :limit
""",
    ),
    "year": Facet(
        "substr(quotes.published, 1, 4) as year",
        """
select year as value, year as label, count(*) as count
from found where year is not null group by value order by value desc limit :limit
""",
    ),
}
# The same of quotes that are read in the order of their dates: what is put together by day takes no sorting.
BY_DAY = {
    "type": "\nunion all\n".join(
        f"select '{t}' as value, '{t}' as label, sum({t}) as count from days" for t in QUOTE_TYPES
    ),
    "year": """
select substr(day, 1, 4) as value, substr(day, 1, 4) as label, sum(n) as count
from days where day is not null group by value""",
}
ORDER = {"type": "where count > 0 order by count desc, label", "year": "order by value desc"}
# Few anonymous sources are known: an index has those alone.
BEHIND = "quotes.anonymous and quotes.speaker_id is not null"
COUNT = "count"  # how many quotes there are, beside the facets


def facets(names: Sequence[str], filters: QuoteFilters, limit: int) -> list[tuple[tuple[str, ...], Select]]:
    """The questions to ask for facets (keys of FACETS), each with the names of those that it answers.

    An answer has value, label and count, the most frequent first; with several names also `facet`, which of them. What
    is counted from all of the quotes tells as a facet COUNT how many there are.
    """
    told = {name: stored(name, filters, limit) for name in names}
    found: list[tuple[tuple[str, ...], Select]] = [((name,), select) for name, select in told.items() if select]
    others = [name for name, select in told.items() if select is None]
    if not others:
        return found
    counted = () if _behind(others, filters) else (COUNT,)
    return [*found, ((*others, *counted), _counted(others, filters, limit))]


def facet(name: str, filters: QuoteFilters, limit: int) -> Select:
    """The most frequent values of one facet among the quotes: value, label, count."""
    if told := stored(name, filters, limit):
        return told
    counted = _counted([name], filters, limit)
    return counted._replace(sql=f"select value, label, count from ({counted.sql}) where facet = '{name}'")


def _in_order(filters: QuoteFilters) -> bool:
    """Whether the quotes are read in the order of their dates, as an index has them."""
    scattered = filters.about and not filters.speaker and " join " in chosen(filters).tables
    return not filters.match and not scattered


def _gathered(filters: QuoteFilters) -> Chosen:
    """The quotes as `chosen` gives them, but those about somebody by their ids, as they lie together."""
    if not filters.about or filters.speaker or filters.match:
        return chosen(filters, more=True)
    tables, asked, quote_id, *_ = chosen(filters)
    found = f"quotes.id in (select {quote_id} from {tables} where {asked.where})"
    return Chosen(by_id(QuoteFilters()), Conditions((found,), asked.params))


def _behind(names: Sequence[str], filters: QuoteFilters) -> bool:
    """Whether only those of anonymous sources are read behind whom an actor is known to stand."""
    return list(names) == ["speaker"] and bool(filters.anonymous)


def _counted(names: Sequence[str], filters: QuoteFilters, limit: int) -> Select:
    """Facets from the quotes themselves."""
    if set(names) <= set(BY_DAY) and _in_order(filters):
        return _by_day(names, filters, limit)
    tables, asked, *_ = _gathered(filters)
    behind = _behind(names, filters)
    if behind:
        asked = asked.also([BEHIND])
    read = [FACETS[name] for name in names]
    sql = f"""
with found as materialized (
select {", ".join(facet.column for facet in read)}
from {" ".join([tables, *filter(None, (facet.joined for facet in read))])}
where {asked.where}
)"""
    counted = [f"select *, '{name}' as facet from ({facet.counted})" for name, facet in zip(names, read, strict=True)]
    if not behind:
        counted.append(f"select null, null, count(*), '{COUNT}' from found")
    return Select(sql + "\nunion all\n".join(counted), {**asked.params, "limit": limit})


def _by_day(names: Sequence[str], filters: QuoteFilters, limit: int) -> Select:
    """Facets from the quotes of each day."""
    tables, asked, _, published, quote_type = chosen(filters)
    types = ", ".join(f"sum({quote_type} = '{name}') as {name}" for name in QUOTE_TYPES)
    sql = f"""
with days as materialized (
select {published} as day, count(*) as n, {types}
from {tables}
where {asked.where}
group by day
)"""
    parts = [
        f"select * from (select *, '{name}' as facet from ({BY_DAY[name]}) {ORDER[name]} limit :limit)"
        for name in names
    ]
    parts.append(f"select null, null, coalesce(sum(n), 0), '{COUNT}' from days")
    return Select(sql + "\nunion all\n".join(parts), {**asked.params, "limit": limit})
