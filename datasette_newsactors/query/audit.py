"""Whose words a publication prints: how many people, how concentrated, named or not, and who they are.

Every count is given twice: of all quotes, and (`…_once`) without those in syndicated copies, so that a text that many
publications print counts once, where it appeared first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..models import ACTOR_TYPES
from .filters import GENDERS, QuoteFilters, conditions
from .paging import Key
from .parameters import PAGING, Parameter, Parameters, choice, one_of
from .profile import PARAMETERS as PERIOD
from .profile import profile_filters
from .select import Select

LENGTHS = {"year": 4, "month": 7}  # characters of an ISO 8601 date
PARAMETERS = (*PERIOD, Parameter("by", "in which periods: year, or month", one_of(*LENGTHS)), *PAGING)
SORT = "audit"
KEY_TYPES: tuple[tuple[type, ...], ...] = ((str,), (str,))
TEN = 10

# What is counted, by name: the condition on a speaker (or on what has none) whose quotes count.
MEASURES = {
    "quotes": "true",
    "named": "named",
    "anonymous": "anonymous",
    "unresolved": "not named and not anonymous",
    **{kind: f"named and type = '{kind}'" for kind in ACTOR_TYPES},
    **{gender: f"named and type = 'person' and gender = '{gender}'" for gender in GENDERS},
    "by_title": "named and type = 'person' and gender <> 'unknown' and gender_basis = 'title'",
    "by_pronoun": "named and type = 'person' and gender <> 'unknown' and gender_basis = 'pronoun'",
}
COUNTS = (*MEASURES, "people", "ten")
# The filters of the quote search that find what a measure counts.
FILTERS: Mapping[str, Mapping[str, str]] = {
    "quotes": {},
    "named": {"named": "yes"},
    "anonymous": {"anonymous": "yes"},
    "unresolved": {"named": "no", "anonymous": "no"},
    **{kind: {"named": "yes", "speaker_type": kind} for kind in ACTOR_TYPES},
    **{gender: {"named": "yes", "gender": gender} for gender in GENDERS},
}


class Asked(NamedTuple):
    """What is audited: quotes of a period and publication, counted by year or month."""

    filters: QuoteFilters
    by: str = "year"


def asked(params: Parameters) -> Asked:
    """The audit that URL parameters ask for. Raises BadParameter."""
    return Asked(profile_filters(params), choice(params, "by", tuple(LENGTHS)) or "year")


def counts(asked: Asked, after: Key | None, limit: int) -> Select:
    """The counts of all (`total`), then of each publication and period, by name and date, after a key of both."""
    where = conditions(asked.filters)
    name, period = after or ("", "")
    sql = f"""
with said as materialized (
  select articles.publication_id, substr(quotes.published, 1, :length) as period, quotes.speaker_id,
    quotes.anonymous, count(*) as n, sum(articles.syndicated_from is null) as n_once
  from quotes join articles on articles.id = quotes.article_id
  where {where.where}
  group by 1, 2, 3, 4
),
grouped as (
  select 0 as total, publication_id, period, speaker_id, anonymous, n, n_once from said
  union all
  select 1, null, null, speaker_id, anonymous, sum(n), sum(n_once) from said group by 4, 5
),
speakers as (
  select grouped.*, actors.type, coalesce(actors.gender, 'unknown') as gender, actors.gender_basis,
    actors.id is not null and not anonymous as named,
    actors.type is 'person' and not anonymous as person
  from grouped left join actors on actors.id = grouped.speaker_id
),
ranked as (
  select *,
    row_number() over (partition by total, publication_id, period, person order by n desc) as rank,
    row_number() over (partition by total, publication_id, period, person order by n_once desc) as rank_once
  from speakers
)
select ranked.total, publications.name as publication, ranked.period,
  {_measured("n", "")},
  {_measured("n_once", "_once")}
from ranked left join publications on publications.id = ranked.publication_id
where total or (coalesce(publications.name, ''), coalesce(period, '')) > (:name, :period) or :first
group by ranked.total, ranked.publication_id, ranked.period
order by total desc, coalesce(publications.name, ''), coalesce(period, '') limit :limit"""
    params = {"length": LENGTHS[asked.by], "name": name, "period": period, "first": after is None, "limit": limit}
    return Select(sql, {**where.params, **params})


def _measured(n: str, suffix: str) -> str:
    """The columns of one way to count."""
    sums = [f'sum(iif({condition}, {n}, 0)) as "{name}{suffix}"' for name, condition in MEASURES.items()]
    people = f"sum(person and {n} > 0) as people{suffix}"
    ten = f"sum(iif(person and rank{suffix} <= {TEN}, {n}, 0)) as ten{suffix}"
    return ",\n  ".join([*sums, people, ten])


def most_quoted(asked: Asked, limit: int) -> Select:
    """The people with most quotes: slug, name, type, n, n_once."""
    where = conditions(asked.filters)
    sql = f"""
select actors.slug, actors.name, actors.type, count(*) as n, sum(articles.syndicated_from is null) as n_once
from quotes join actors on actors.id = quotes.speaker_id join articles on articles.id = quotes.article_id
where actors.type = 'person' and not quotes.anonymous and {where.where}
group by actors.id order by n desc, actors.id limit :limit"""
    return Select(sql, {**where.params, "limit": limit})


def roles(asked: Asked, limit: int) -> Select:
    """The roles that the quotes' own articles give their speakers, as they word them: role, n, n_once, speakers."""
    where = conditions(asked.filters)
    sql = f"""
with given as (select distinct chain_id, role from chain_roles)
select given.role, count(*) as n, sum(articles.syndicated_from is null) as n_once,
  count(distinct quotes.speaker_id) as speakers
from given join quotes on quotes.speaker_chain_id = given.chain_id
join articles on articles.id = quotes.article_id
where quotes.speaker_id is not null and not quotes.anonymous and {where.where}
group by given.role order by n desc, given.role limit :limit"""
    return Select(sql, {**where.params, "limit": limit})
