"""Counts of quotes that are stored by month, publication, kind and speaker: which filters they answer, and how."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from ..models import SPEECH
from .filters import QuoteFilters
from .select import Conditions
from .slugs import ids_of

SAID = f"cue_class in ({', '.join(map(repr, SPEECH))})"
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


def by_speaker(filters: QuoteFilters) -> Tally | None:
    """The stored counts of the quotes by speaker, of those who are known, or None where they are not counted so.

    Of one publication only what is said or written is counted.
    """
    told = ("cue_classes", "anonymous", "copies", "publication")
    if filters != QuoteFilters(**{name: getattr(filters, name) for name in told}):
        return None
    values = {name: getattr(filters, name) for name in told[1:]}
    params: dict[str, object] = {name: value for name, value in values.items() if value is not None}
    asked = Conditions(tuple(CONDITIONS[name] for name in params), params)
    if filters.publication is None:
        return Tally("speaker_counts", _of_classes(filters, asked))
    return Tally("voice_counts", asked) if set(filters.cue_classes) == set(SPEECH) else None


def of_speaker(filters: QuoteFilters) -> Tally | None:
    """The stored counts of the quotes of the one speaker who is asked for, or None where they are not counted so."""
    told = by_speaker(replace(filters, speaker=None)) if filters.speaker else None
    if told is None:
        return None
    return told._replace(asked=told.asked.also([f"speaker_id = ({ids_of(':speaker')})"], speaker=filters.speaker))


def most_quoted(asked: str, n: str, who: str = "true") -> str:
    """SQL for the actors of `:type` with most of the quotes that are asked of speaker_counts, `:limit` at most.

    n: what their number is called; `…_once` is that without copies. who: a condition on actors. Nobody has more of
    these quotes than of all, by which actors are indexed: who has fewer of all than the last of the first few has of
    these is not looked at.
    """
    return f"""
with {least(f"type = :type and {who}", asked)}
select actors.slug, actors.name, actors.type, sum(counts.n_quotes) as {n},
  sum(iif(copy, 0, counts.n_quotes)) as {n}_once
from actors cross join speaker_counts as counts on counts.speaker_id = actors.id
where actors.type = :type and {who} and actors.n_quotes >= (select n from least) and {asked}
group by actors.id order by {n} desc, actors.id limit :limit"""


def least(who: str, asked: str) -> str:
    """SQL for a table `least`: how many of the quotes that are asked for the last of the most quoted `:limit` has."""
    return f"""first as (
  select id from actors where {who} order by n_quotes desc limit :limit
),
least as (
  select min(coalesce((select sum(n_quotes) from speaker_counts where speaker_id = first.id and {asked}), 0)) as n
  from first
)"""


def _of_classes(filters: QuoteFilters, asked: Conditions) -> Conditions:
    if not filters.cue_classes:
        return asked
    classes: dict[str, object] = {f"cue_class_{n}": name for n, name in enumerate(filters.cue_classes)}
    return asked.also([f"cue_class in ({', '.join(f':{name}' for name in classes)})"], **classes)
