"""The facets beside a quote search: from stored counts where those tell, else from the quotes, read once for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .filters import Chosen, QuoteFilters, chosen
from .relations import edges_of, slugs_of
from .select import Conditions, Select
from .tallies import by_speaker, tally


class Facet(NamedTuple):
    """What is read of each quote, and the values with their labels and counts among what was read.

    stored: the same from stored counts. joined: the table that is read besides.
    """

    column: str
    counted: str
    stored: str
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
        """
with counted as (select speaker_id, sum(n_quotes) as n from {table} where {where} group by speaker_id)
select actors.slug as value, actors.name as label, n as count
from counted join actors on actors.id = speaker_id
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
        """
with counted as (select publication_id, sum(n_quotes) as n from {table} where {where} group by publication_id)
select publications.name as value, publications.name as label, n as count
from counted join publications on publications.id = publication_id
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
        """
select quote_type as value, quote_type as label, sum(n_quotes) as count
from {table} where {where}
group by value order by count desc, label limit :limit
""",
    ),
    "year": Facet(
        "substr({published}, 1, 4) as year",
        """
select year as value, year as label, count(*) as count
from found where year is not null group by value order by value desc limit :limit
""",
        """
select substr(month, 1, 4) as value, substr(month, 1, 4) as label, sum(n_quotes) as count
from {table} where {where} and month <> ''
group by value order by value desc limit :limit
""",
    ),
}
# Few anonymous sources are known: an index has those alone.
BEHIND = "quotes.anonymous and quotes.speaker_id is not null"
COUNT = "count"  # how many quotes there are, beside the facets
BY_EDGES = """
select actors.slug as value, actors.name as label, edges.n_quotes as count
from edges join actors on actors.id = speaker_id
where {where}
order by count desc, label, value limit :limit
"""
ALL_SPEAKERS = """
select slug as value, name as label, n_quotes as count
from actors where n_quotes > 0
order by n_quotes desc, name limit :limit
"""


def facets(names: Sequence[str], filters: QuoteFilters, limit: int) -> list[tuple[tuple[str, ...], Select]]:
    """The questions to ask for facets (keys of FACETS), each with the names of those that it answers.

    An answer has value, label and count, the most frequent first; with several names also `facet`, which of them. What
    is counted from all of the quotes tells as a facet COUNT how many there are.
    """
    stored = {name: _stored(name, filters, limit) for name in names}
    found: list[tuple[tuple[str, ...], Select]] = [((name,), select) for name, select in stored.items() if select]
    others = [name for name, select in stored.items() if select is None]
    if not others:
        return found
    counted = () if _behind(others, filters) else (COUNT,)
    return [*found, ((*others, *counted), _counted(others, filters, limit))]


def facet(name: str, filters: QuoteFilters, limit: int) -> Select:
    """The most frequent values of one facet among the quotes: value, label, count."""
    if stored := _stored(name, filters, limit):
        return stored
    counted = _counted([name], filters, limit)
    return counted._replace(sql=f"select value, label, count from ({counted.sql}) where facet = '{name}'")


def _stored(name: str, filters: QuoteFilters, limit: int) -> Select | None:
    if name == "speaker":
        if filters == QuoteFilters(cue_classes=()):
            return Select(ALL_SPEAKERS, {"limit": limit})
        if filters.about and (edge := edges_of(filters)):
            return Select(BY_EDGES.format(where=" and ".join(edge)), {**slugs_of(filters), "limit": limit})
        counted = by_speaker(filters)
    else:
        counted = tally(filters, by_publication=name == "publication")
    if counted is None:
        return None
    table, asked = counted
    return Select(FACETS[name].stored.format(table=table, where=asked.where), {**asked.params, "limit": limit})


def _in_their_order(filters: QuoteFilters) -> Chosen:
    """The quotes as `chosen` gives them, but those about somebody by their ids, as they lie together."""
    if not filters.about or filters.speaker or filters.match:
        return chosen(filters, more=True)
    tables, asked, quote_id, _ = chosen(filters)
    return Chosen(
        "quotes", Conditions((f"quotes.id in (select {quote_id} from {tables} where {asked.where})",), asked.params)
    )


def _behind(names: Sequence[str], filters: QuoteFilters) -> bool:
    """Whether only those of anonymous sources are read behind whom an actor is known to stand."""
    return list(names) == ["speaker"] and bool(filters.anonymous)


def _counted(names: Sequence[str], filters: QuoteFilters, limit: int) -> Select:
    """Facets from the quotes themselves."""
    tables, asked, _, published = chosen(filters) if list(names) == ["year"] else _in_their_order(filters)
    behind = _behind(names, filters)
    if behind:
        asked = asked.also([BEHIND])
    read = [FACETS[name] for name in names]
    columns = ", ".join(facet.column.format(published=published) for facet in read)
    parts = [facet.counted for facet in read]
    sql = f"""
with found as materialized (
select {columns}
from {" ".join([tables, *filter(None, (facet.joined for facet in read))])}
where {asked.where}
)"""
    counted = [f"select *, '{facet}' as facet from ({words})" for facet, words in zip(names, parts, strict=True)]
    if not behind:
        counted.append(f"select null, null, count(*), '{COUNT}' from found")
    return Select(sql + "\nunion all\n".join(counted), {**asked.params, "limit": limit})
