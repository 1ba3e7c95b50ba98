"""The facets beside a quote search, where stored counts tell them: no quote is read."""

from __future__ import annotations

from dataclasses import replace

from ..models import SPEECH
from .filters import QuoteFilters
from .relations import edges_of, slugs_of
from .select import Select
from .slugs import ids_of
from .tallies import Tally, by_speaker, least, of_speaker, tally

# What a table of counts tells of each facet: value, label, count.
COUNTS = {
    "speaker": """
with counted as (select speaker_id, sum(n_quotes) as n from {table} where {where} group by speaker_id)
select actors.slug as value, actors.name as label, n as count
from counted join actors on actors.id = speaker_id
order by count desc, label, value limit :limit
""",
    "publication": """
with counted as (select publication_id, sum(n_quotes) as n from {table} where {where} group by publication_id)
select publications.name as value, publications.name as label, n as count
from counted join publications on publications.id = publication_id
order by count desc, label limit :limit
""",
    "type": """
select quote_type as value, quote_type as label, sum(n_quotes) as count
from {table} where {where}
group by value order by count desc, label limit :limit
""",
    "year": """
select substr(month, 1, 4) as value, substr(month, 1, 4) as label, sum(n_quotes) as count
from {table} where {where} and month <> ''
group by value order by value desc limit :limit
""",
}
ALL_SPEAKERS = """
select slug as value, name as label, n_quotes as count
from actors where n_quotes > 0
order by n_quotes desc, name limit :limit
"""
MOST_SPEAKERS = """
with {least}
select actors.slug as value, actors.name as label, sum(counts.n_quotes) as count
from actors cross join speaker_counts as counts on counts.speaker_id = actors.id
where actors.n_quotes >= (select n from least) and {where}
group by actors.id order by count desc, label, value limit :limit
"""
BY_EDGES = """
select actors.slug as value, actors.name as label, edges.n_quotes as count
from edges join actors on actors.id = speaker_id
where {where}
order by count desc, label, value limit :limit
"""
# There are few publications: each is looked up for a speaker.
OF_SPEAKER = """
select name as value, name as label, n as count
from (
  select name, (select sum(n_quotes) from voice_counts where publication_id = publications.id and {where}) as n
  from publications
)
where n > 0 order by count desc, label limit :limit
"""
OF_SUBJECT = """
with counted as (
  select publication_id, sum(n_said_about) as n from article_actors where actor_id = ({about}) group by publication_id
)
select publications.name as value, publications.name as label, n as count
from counted join publications on publications.id = publication_id
where n > 0 order by count desc, label limit :limit
"""


def stored(name: str, filters: QuoteFilters, limit: int) -> Select | None:
    """The most frequent values of a facet (value, label, count) from stored counts, or None where none tell them."""
    if name == "speaker":
        return _speakers(filters, limit)
    if name == "publication" and (filters.speaker or filters.about):
        return _publications(filters, limit)
    return _of(name, tally(filters, by_publication=name == "publication"), limit)


def _of(name: str, counted: Tally | None, limit: int) -> Select | None:
    if counted is None:
        return None
    table, asked = counted
    return Select(COUNTS[name].format(table=table, where=asked.where), {**asked.params, "limit": limit})


def _speakers(filters: QuoteFilters, limit: int) -> Select | None:
    if filters == QuoteFilters(cue_classes=()):
        return Select(ALL_SPEAKERS, {"limit": limit})
    if filters.about and (edge := edges_of(filters)):
        return Select(BY_EDGES.format(where=" and ".join(edge)), {**slugs_of(filters), "limit": limit})
    if filters.speaker:
        return _of("speaker", of_speaker(filters), limit)
    told = by_speaker(filters)
    if told is None or told.table != "speaker_counts" or filters.anonymous:  # behind which few are known to stand
        return _of("speaker", told, limit)
    where = told.asked.where
    return Select(MOST_SPEAKERS.format(least=least("true", where), where=where), {**told.asked.params, "limit": limit})


def _publications(filters: QuoteFilters, limit: int) -> Select | None:
    """Where a speaker is printed, or what is said about somebody."""
    if set(filters.cue_classes) != set(SPEECH):
        return None
    if filters == QuoteFilters(about=filters.about, cue_classes=filters.cue_classes) and len(filters.about) == 1:
        about = OF_SUBJECT.format(about=ids_of(":about_0"))
        return Select(about, {"about_0": filters.about[0], "limit": limit})
    told = of_speaker(replace(filters, cue_classes=())) if filters.publication is None else None
    if told is None:
        return None
    return Select(OF_SPEAKER.format(where=told.asked.where), {**told.asked.params, "limit": limit})
