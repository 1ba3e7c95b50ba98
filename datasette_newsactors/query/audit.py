"""Whose words a publication prints: how many people, how concentrated, named or not, and who they are.

Every count is given twice: of all quotes, and (`…_once`) without those in syndicated copies, so that a text that many
publications print counts once, where it appeared first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from ..models import ACTOR_TYPES
from . import tallies
from .filters import GENDERS, QuoteFilters, chosen, conditions
from .paging import Key
from .parameters import PAGING, Parameter, Parameters, choice, one_of
from .profile import PARAMETERS as PERIOD
from .profile import profile_filters, published
from .select import Conditions, Select
from .tallies import CONDITIONS, MONTH, SAID, by_speaker, tally

LENGTHS = {"year": 4, "month": 7}  # characters of an ISO 8601 date
PARAMETERS = (*PERIOD, Parameter("by", "in which periods: year, or month", one_of(*LENGTHS)), *PAGING)
SORT = "audit"
KEY_TYPES: tuple[tuple[type, ...], ...] = ((str,), (str,))
TEN = 10
ALL = QuoteFilters()
FEW = 50_000  # quotes whose roles are sooner found from the quotes than from the roles
BUDGET = 10_000  # quotes that one page of cells reads, unless a single cell has more

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
COUNTED = "sum(n_quotes) as n, sum(iif(copy, 0, n_quotes)) as n_once"
# How many quotes a cell of `page` has, at most: whole months, also where a day begins or ends the period.
SIZE = """
  select coalesce(sum(n_quotes), 0) from publication_counts
  where publication_id = coalesce(page.publication_id, 0)
    and month between max(page.period, :from_month) and iif(page.period = '', '', min(page.period || '~', :to_month))
"""
# Who said what is in `said`, with how many quotes in all and without copies, and which place that is among people.
SPEAKERS = """
speakers as materialized (
  select said.*, actors.type, coalesce(actors.gender, 'unknown') as gender, actors.gender_basis,
    actors.id is not null and not anonymous as named,
    actors.type is 'person' and not anonymous as person
  from said left join actors on actors.id = said.speaker_id
)"""
# The quotes of the ten people with most in each cell.
TENS = f""",
tens as (
  select cell, sum(iif(rank <= {TEN}, n, 0)) as n, sum(iif(rank_once <= {TEN}, n_once, 0)) as n_once
  from (
    select cell, n, n_once, row_number() over (partition by cell order by n desc) as rank,
      row_number() over (partition by cell order by n_once desc) as rank_once
    from speakers where person
  )
  group by cell
)"""
# The same speakers put together by what is measured, so that each measure adds up a few rows.
KINDS = """,
kinds as materialized (
  select cell, named, anonymous, type, gender, gender_basis, person, sum(n) as n, sum(n_once) as n_once,
    sum(n > 0) as heads, sum(n_once > 0) as heads_once
  from speakers group by cell, anonymous, type, gender, gender_basis
)"""
TEN_OF_ALL = f"(select sum({{n}}) from (select {{n}} from speakers where person order by {{n}} desc limit {TEN}))"
TEN_OF_CELL = "max(tens.{n})"
# The same of all quotes: what actors say by name stands beside their names, the rest is counted by month.
STORED = f"""
with speakers as (
  select n_by_name as n, n_by_name_once as n_once, true as person from actors where type = 'person'
),
kinds as (
  select true as named, false as anonymous, type, coalesce(gender, 'unknown') as gender, gender_basis,
    type = 'person' as person, sum(n_by_name) as n, sum(n_by_name_once) as n_once,
    sum(n_by_name > 0) as heads, sum(n_by_name_once > 0) as heads_once
  from actors group by type, actors.gender, gender_basis
  union all
  select false, anonymous, null, 'unknown', null, false, {COUNTED}, 0, 0
  from quote_counts where (anonymous or not spoken) and {SAID} group by anonymous
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
    if asked.filters == ALL:
        kinds, params = STORED, dict[str, object]()
    else:
        said, params = _said(asked.filters)
        kinds = f"with said as materialized (select 1 as cell, * from ({said})),{SPEAKERS}{KINDS}"
    return Select(f"{kinds}\nselect {_measured(TEN_OF_ALL)}\nfrom kinds", params)


def _said(filters: QuoteFilters) -> Select:
    """Who said how many of all quotes, from the stored counts where they tell it."""
    stored, unspoken = by_speaker(filters), tally(filters)
    if stored and unspoken:
        sql = f"""
  select speaker_id, anonymous, {COUNTED} from {stored.table}
  where {stored.asked.where} group by speaker_id, anonymous
  union all
  select null, anonymous, {COUNTED} from {unspoken.table}
  where not spoken and {unspoken.asked.where} group by anonymous
"""
        return Select(sql, {**stored.asked.params, **unspoken.asked.params})
    tables, where = _quotes(filters)
    sql = f"""
  select speaker_id, anonymous, count(*) as n, sum({ORIGINAL}) as n_once
  from {tables}
  where {where.where}
  group by speaker_id, anonymous
"""
    return Select(sql, where.params)


def _quotes(filters: QuoteFilters) -> tuple[str, Conditions]:
    """Where quotes are read from: of a publication between two dates by way of the articles of these."""
    if filters.since and filters.until:
        tables, where, *_ = chosen(filters, more=True)
        return tables, where
    return "quotes", conditions(filters)


def cells(asked: Asked, after: Key | None, limit: int) -> Select:
    """The counts of each publication and period that has articles, by name and date, after a key of both.

    As many as BUDGET quotes allow; `left` is how many cells there are from this page on. The articles tell which cells
    a page has, so that the quotes of those alone are read.
    """
    where = conditions(replace(asked.filters, publication=None, since=None, until=None))
    articles = _articles(asked.filters)
    name, period = after or ("", "")
    sql = f"""
with dated as ({articles.sql}),
page as materialized (
  select row_number() over by_name as cell, dated.*, publications.name, count(*) over () as "left"
  from dated left join publications on publications.id = dated.publication_id
  where :first or (coalesce(publications.name, ''), dated.period) > (:name, :period)
  window by_name as (order by coalesce(publications.name, ''), dated.period)
  order by cell limit :limit
),
sized as (select page.*, ({SIZE}) as size from page),
counted as materialized (
  select * from (select *, sum(size) over (order by cell) - size as before from sized) where before < :budget
),
said as materialized (
  select counted.cell, quotes.speaker_id, quotes.anonymous, count(*) as n,
    sum(articles.syndicated_from is null) as n_once
  from counted cross join articles on articles.publication_id is counted.publication_id
    and articles.published between max(counted.period, :from) and min(counted.period || '~', :to)
  cross join quotes on quotes.article_id = articles.id
  where counted.period <> '' and {where.where}
  group by 1, 2, 3
  union all
  select counted.cell, quotes.speaker_id, quotes.anonymous, count(*), sum(articles.syndicated_from is null)
  from counted cross join articles on articles.publication_id is counted.publication_id
    and coalesce(articles.published, '') = ''
  cross join quotes on quotes.article_id = articles.id
  where counted.period = '' and {where.where}
  group by 1, 2, 3
),{SPEAKERS}{KINDS}{TENS}
select counted.name as publication, nullif(counted.period, '') as period, counted.articles, counted.articles_once,
  counted."left", {_measured(TEN_OF_CELL)}
from counted left join kinds on kinds.cell = counted.cell left join tens on tens.cell = counted.cell
group by counted.cell order by counted.cell"""
    params = {"length": LENGTHS[asked.by], "name": name, "period": period, "first": after is None, "limit": limit}
    since, until = asked.filters.since or "", asked.filters.until or ""
    dates = {"from": since, "to": f"{until}~", "from_month": since[:MONTH], "to_month": f"{until[:MONTH]}~"}
    return Select(sql, {**where.params, **articles.params, **params, **dates, "budget": BUDGET})


def _articles(filters: QuoteFilters) -> Select:
    """How many articles each cell has, from the stored counts where they tell it."""
    if stored := tally(replace(filters, cue_classes=())):
        sql = f"""
  select nullif(publication_id, 0) as publication_id, substr(month, 1, :length) as period, sum(n_articles) as articles,
    sum(iif(copy, 0, n_articles)) as articles_once
  from article_counts where {stored.asked.where}
  group by 1, 2
"""
        return Select(sql, stored.asked.params)
    articles = published(filters)
    sql = f"""
  select publication_id, coalesce(substr(published, 1, :length), '') as period, count(*) as articles,
    sum(syndicated_from is null) as articles_once
  from articles where {articles.where}
  group by 1, 2
"""
    return Select(sql, articles.params)


def _measured(ten: str) -> str:
    """The columns of both ways to count; ten: the quotes of the ten with most."""
    columns = []
    for n, suffix in (("n", ""), ("n_once", "_once")):
        counted = {name: f"sum(iif({condition}, kinds.{n}, 0))" for name, condition in MEASURES.items()}
        counted |= {"people": f"sum(iif(person, heads{suffix}, 0))", "ten": ten.format(n=n)}
        columns += [f'coalesce({value}, 0) as "{name}{suffix}"' for name, value in counted.items()]
    return ",\n  ".join(columns)


def most_quoted(asked: Asked, limit: int) -> Select:
    """The people with most quotes: slug, name, type, n, n_once."""
    stored = by_speaker(asked.filters)
    if stored and asked.filters.publication is None:
        sql = tallies.most_quoted(f"not anonymous and {stored.asked.where}", "n")
        return Select(sql, {**stored.asked.params, "type": "person", "limit": limit})
    tables, where = stored or _quotes(asked.filters)
    sql = f"""
with said as (
  select speaker_id, {COUNTED if stored else f"count(*) as n, sum({ORIGINAL}) as n_once"}
  from {tables} where speaker_id is not null and not anonymous and {where.where}
  group by speaker_id
)
select actors.slug, actors.name, actors.type, n, n_once
from said join actors on actors.id = said.speaker_id
where actors.type = 'person'
order by n desc, actors.id limit :limit"""
    return Select(sql, {**where.params, "limit": limit})


def roles(asked: Asked, limit: int, n_quotes: int | None = None) -> Select:
    """The roles that the quotes' own articles give their speakers, as they word them: role, n, n_once, speakers.

    n_quotes: of how many quotes, where that is known. Stored counts tell those of all and of a publication. Of a period
    the roles of few quotes are read from these on; else they are found from the roles, since most quotes have none.
    """
    if stored := stored_roles(asked.filters, limit):
        return stored
    spoken = "quotes.speaker_id is not null and not quotes.anonymous"
    if n_quotes is not None and n_quotes <= FEW:
        tables, where = _quotes(asked.filters)
        said = f"""
  select distinct quotes.id, chain_roles.role, quotes.speaker_id, quotes.article_id
  from {tables} cross join chain_roles on chain_roles.chain_id = quotes.speaker_chain_id
  where {spoken} and {where.where}
"""
    else:
        where = conditions(asked.filters)
        said = f"""
  select given.role, quotes.speaker_id, quotes.article_id
  from (select distinct chain_id, role from chain_roles) as given
  join quotes on quotes.speaker_chain_id = given.chain_id
  where {spoken} and {where.where}
"""
    sql = f"""
with said as ({said})
select role, count(*) as n, sum({ORIGINAL.replace("quotes.", "")}) as n_once, count(distinct speaker_id) as speakers
from said group by role order by n desc, role limit :limit"""
    return Select(sql, {**where.params, "limit": limit})


def stored_roles(filters: QuoteFilters, limit: int) -> Select | None:
    """The roles of all or of a publication, None for what is narrowed otherwise."""
    if filters != QuoteFilters(publication=filters.publication):
        return None
    printed = {"publication": filters.publication} if filters.publication else {}
    sql = f"""
select role, {COUNTED}, count(distinct speaker_id) as speakers from role_counts
where {CONDITIONS["publication"] if printed else "true"}
group by role order by n desc, role limit :limit"""
    return Select(sql, {**printed, "limit": limit})
