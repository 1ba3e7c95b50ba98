"""Counts of quotes that are stored by month, publication, kind and speaker: which filters they answer, and how."""

from __future__ import annotations

from typing import NamedTuple

from .filters import QuoteFilters
from .select import Conditions

MONTH = 7  # characters of an ISO 8601 date
NARROWER = ("text", "about", "about_any", "speaker_type", "gender", "role", "lacking", "min_confidence")
CONDITIONS = {
    "quote_type": "quote_type = :quote_type",
    "anonymous": "anonymous = :anonymous",
    "named": "(spoken and not anonymous) = :named",
    "copies": "copy = :copies",
    "publication": "publication_id = (select id from publications where name = :publication)",
    # Where there is no date the month is empty; '~' sorts after all that a date is written with.
    "since": "month >= :since",
    "until": "month <> '' and month <= :until || '~'",
}


class Tally(NamedTuple):
    """A table of stored counts, and what of it is asked for."""

    table: str
    asked: Conditions


def tally(filters: QuoteFilters, by_publication: bool = False) -> Tally | None:
    """The stored counts of the quotes that the filters let through, or None where they are not counted so."""
    if filters.speaker or any(getattr(filters, name) not in (None, "", ()) for name in NARROWER):
        return None
    if any(day and len(day) > MONTH for day in (filters.since, filters.until)):
        return None
    table = "publication_counts" if by_publication or filters.publication else "quote_counts"
    values: dict[str, object] = {name: getattr(filters, name) for name in CONDITIONS}
    params = {name: value for name, value in values.items() if value is not None}
    return Tally(table, _of_classes(filters, Conditions(tuple(CONDITIONS[name] for name in params), params)))


def by_speaker(filters: QuoteFilters) -> Conditions | None:
    """What to ask of speaker_counts for the quotes that the filters let through, or None where it does not tell."""
    if filters != QuoteFilters(cue_classes=filters.cue_classes, anonymous=filters.anonymous, copies=filters.copies):
        return None
    values = {"anonymous": filters.anonymous, "copies": filters.copies}
    params: dict[str, object] = {name: value for name, value in values.items() if value is not None}
    return _of_classes(filters, Conditions(tuple(CONDITIONS[name] for name in params), params))


def most_quoted(asked: str, n: str, who: str = "true") -> str:
    """SQL for the actors of `:type` with most of the quotes that are asked of speaker_counts, `:limit` at most.

    n: what their number is called; `…_once` is that without copies. who: a condition on actors. Nobody has more of
    these quotes than of all, by which actors are indexed: who has fewer of all than the last of the first few has of
    these is not looked at.
    """
    return f"""
with first as (
  select id from actors where type = :type and {who} order by n_quotes desc limit :limit
),
least as (
  select min(coalesce((select sum(n_quotes) from speaker_counts where speaker_id = first.id and {asked}), 0)) as n
  from first
)
select actors.slug, actors.name, actors.type, sum(counts.n_quotes) as {n},
  sum(iif(copy, 0, counts.n_quotes)) as {n}_once
from actors cross join speaker_counts as counts on counts.speaker_id = actors.id
where actors.type = :type and {who} and actors.n_quotes >= (select n from least) and {asked}
group by actors.id order by {n} desc, actors.id limit :limit"""


def _of_classes(filters: QuoteFilters, asked: Conditions) -> Conditions:
    if not filters.cue_classes:
        return asked
    classes: dict[str, object] = {f"cue_class_{n}": name for n, name in enumerate(filters.cue_classes)}
    return asked.also([f"cue_class in ({', '.join(f':{name}' for name in classes)})"], **classes)
