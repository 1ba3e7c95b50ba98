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
from .profile import profile_filters, published
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


ORIGINAL = "quotes.article_id not in (select id from articles where syndicated_from is not null)"
# Who said what is in `said`, with how many quotes in all and without copies, and which place that is among people.
SPEAKERS = """
speakers as (
  select said.*, actors.type, coalesce(actors.gender, 'unknown') as gender, actors.gender_basis,
    actors.id is not null and not anonymous as named,
    actors.type is 'person' and not anonymous as person
  from said left join actors on actors.id = said.speaker_id
),
ranked as (
  select *,
    row_number() over (partition by cell, person order by n desc) as rank,
    row_number() over (partition by cell, person order by n_once desc) as rank_once
  from speakers
)"""


class Asked(NamedTuple):
    """What is audited: quotes of a period and publication, counted by year or month."""

    filters: QuoteFilters
    by: str = "year"


def asked(params: Parameters) -> Asked:
    """The audit that URL parameters ask for. Raises BadParameter."""
    return Asked(profile_filters(params), choice(params, "by", tuple(LENGTHS)) or "year")


def total(asked: Asked) -> Select:
    """The counts of all quotes that are audited, as one row."""
    where = conditions(asked.filters)
    sql = f"""
with said as materialized (
  select 0 as cell, speaker_id, anonymous, count(*) as n, sum({ORIGINAL}) as n_once
  from quotes
  where {where.where}
  group by speaker_id, anonymous
),{SPEAKERS}
select {_measured()}
from ranked"""
    return Select(sql, where.params)


def cells(asked: Asked, after: Key | None, limit: int) -> Select:
    """The counts of each publication and period that has articles, by name and date, after a key of both.

    The articles tell which cells a page has, so that the quotes of those alone are read.
    """
    where, articles = conditions(asked.filters), published(asked.filters)
    name, period = after or ("", "")
    sql = f"""
with dated as (
  select publication_id, coalesce(substr(published, 1, :length), '') as period, count(*) as articles,
    sum(syndicated_from is null) as articles_once
  from articles where {articles.where}
  group by 1, 2
),
page as materialized (
  select row_number() over (order by coalesce(publications.name, ''), period) as cell, dated.*, publications.name
  from dated left join publications on publications.id = dated.publication_id
  where :first or (coalesce(publications.name, ''), period) > (:name, :period)
  order by cell limit :limit
),
said as materialized (
  select page.cell, quotes.speaker_id, quotes.anonymous, count(*) as n, sum({ORIGINAL}) as n_once
  from (select distinct publication_id from page) as own
  cross join articles on articles.publication_id is own.publication_id
  cross join page on page.publication_id is own.publication_id
    and page.period = coalesce(substr(articles.published, 1, :length), '')
  cross join quotes on quotes.article_id = articles.id
  where {where.where}
  group by 1, 2, 3
),{SPEAKERS}
select page.name as publication, nullif(page.period, '') as period, page.articles, page.articles_once,
  {_measured()}
from page left join ranked on ranked.cell = page.cell
group by page.cell order by page.cell"""
    params = {"length": LENGTHS[asked.by], "name": name, "period": period, "first": after is None, "limit": limit}
    return Select(sql, {**where.params, **articles.params, **params})


def _measured() -> str:
    """The columns of both ways to count."""
    columns = []
    for n, suffix in (("n", ""), ("n_once", "_once")):
        counted = {name: f"iif({condition}, {n}, 0)" for name, condition in MEASURES.items()}
        counted |= {"people": f"person and {n} > 0", "ten": f"iif(person and rank{suffix} <= {TEN}, {n}, 0)"}
        columns += [f'coalesce(sum({value}), 0) as "{name}{suffix}"' for name, value in counted.items()]
    return ",\n  ".join(columns)


def most_quoted(asked: Asked, limit: int) -> Select:
    """The people with most quotes: slug, name, type, n, n_once."""
    where = conditions(asked.filters)
    sql = f"""
with said as (
  select speaker_id, count(*) as n, sum({ORIGINAL}) as n_once
  from quotes where speaker_id is not null and not anonymous and {where.where}
  group by speaker_id
)
select actors.slug, actors.name, actors.type, n, n_once
from said join actors on actors.id = said.speaker_id
where actors.type = 'person'
order by n desc, actors.id limit :limit"""
    return Select(sql, {**where.params, "limit": limit})


def roles(asked: Asked, limit: int) -> Select:
    """The roles that the quotes' own articles give their speakers, as they word them: role, n, n_once, speakers."""
    where = conditions(asked.filters)
    sql = f"""
with given as (select distinct chain_id, role from chain_roles)
select given.role, count(*) as n, sum({ORIGINAL}) as n_once,
  count(distinct quotes.speaker_id) as speakers
from given join quotes on quotes.speaker_chain_id = given.chain_id
where quotes.speaker_id is not null and not quotes.anonymous and {where.where}
group by given.role order by n desc, given.role limit :limit"""
    return Select(sql, {**where.params, "limit": limit})
