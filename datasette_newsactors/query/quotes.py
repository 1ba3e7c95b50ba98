"""Quote search: one page of quotes, and how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from .filters import PARAMETERS as FILTERS
from .filters import Chosen, QuoteFilters, chosen, conditions, matching, of_subject
from .paging import Key, encode
from .parameters import NUMBER_OR_MAX, PAGING, Parameter, Parameters, choice, one_of
from .quote_facets import FACETS
from .relations import edges_of, slugs_of
from .select import Select
from .slugs import ids_of
from .tallies import of_speaker, tally

SORTS = ("relevance", "newest", "oldest")
RANKED = 10_000  # quotes among which the best matches are found: those stored last
MANY = 20_000  # matches that are met in the order of dates
KEY_TYPES: dict[str, tuple[tuple[type, ...], ...]] = {
    "relevance": ((int,), (int,)),
    "newest": ((str, type(None)), (int,)),
    "oldest": ((str, type(None)), (int,)),
}

# What a page of results shows of each quote; `page` gives its ids in order.
COLUMNS = """
select quotes.id, quotes.article_id, articles.title as article_title, publications.name as publication,
  quotes.published, speakers.slug as speaker, speakers.name as speaker_name, speakers.type as speaker_type,
  quotes.source_text, quotes.source_form, quotes.anonymous, quotes.cue, quotes.cue_class, quotes.quote_type,
  quotes.content, quotes.start, quotes.end, quotes.confidence, quotes.method,
  (select json_group_array(json_object('slug', slug, 'name', name, 'type', type))
    from (select actors.slug, actors.name, actors.type from quote_actors
      join actors on actors.id = quote_actors.actor_id
      where quote_actors.quote_id = quotes.id order by actors.name, actors.id)) as about{highlight}
from page
join quotes on quotes.id = page.id
join articles on articles.id = quotes.article_id
left join publications on publications.id = articles.publication_id
left join actors as speakers on speakers.id = quotes.speaker_id
"""
HIGHLIGHT = """,
  (select highlight(quotes_fts, 0, char(2), char(3)) from quotes_fts
    where quotes_fts match :match and quotes_fts.rowid = quotes.id) as highlighted"""

# An undated quote sorts as older than every dated one, which is where SQLite keeps nulls in an index.
DIRECTION = {"newest": "desc", "oldest": "asc"}
AFTER = {
    ("newest", "dated"): (
        "{published} <= :published and ({published}, {id}) < (:published, :id)",
        "{published} is null",
    ),
    ("newest", "undated"): ("{published} is null and {id} < :id",),
    ("oldest", "dated"): ("{published} >= :published and ({published}, {id}) > (:published, :id)",),
    ("oldest", "undated"): ("{published} is null and {id} > :id", "{published} is not null"),
}

PARAMETERS = (
    *FILTERS,
    Parameter(
        "_facet",
        "count the quotes by this; repeated: by each",
        {"type": "array", "items": one_of(*FACETS)},
    ),
    Parameter("_facet_size", "how many values a facet has: from 1 to max_returned_rows, or max", NUMBER_OR_MAX),
    Parameter(
        "_sort",
        f"relevance (with q only, where it is the default; of the {RANKED:,} matches stored last), newest, oldest",
        one_of(*SORTS),
    ),
    *PAGING,
)


def sort_order(params: Parameters, filters: QuoteFilters) -> str:
    """The `_sort` asked for, or relevance; newest where no words are searched. Raises BadParameter."""
    asked = choice(params, "_sort", SORTS) or "relevance"
    return "newest" if asked == "relevance" and filters.match is None else asked


def newest_id() -> Select:
    """The highest id of a quote: where the set that a relevance search pages through ends."""
    return Select("select coalesce(max(id), 0) as id from quotes", {})


def place(quote_id: int) -> Select:
    """The article in which a quote stands, or none."""
    return Select("select id, article_id from quotes where id = :quote_id", {"quote_id": quote_id})


def origins(ids: Sequence[int]) -> Select:
    """What tells quotes from all others in any database, and since when they are in this one."""
    params: dict[str, object] = {f"id_{n}": quote_id for n, quote_id in enumerate(ids)}
    sql = f"""
select quotes.id, articles.content_hash, quotes.start, quotes.end, articles.ingested_at
from quotes join articles on articles.id = quotes.article_id
where quotes.id in ({", ".join(f":{name}" for name in params)})"""
    return Select(sql, params)


def n_matching(filters: QuoteFilters) -> Select:
    """How many quotes have the words, whatever else is asked: the full-text index alone tells."""
    return Select("select count(*) as n from quotes_fts where quotes_fts match :match", {"match": filters.match})


def search(filters: QuoteFilters, sort: str, after: Key | None, limit: int, n_matching: int = 0) -> Select:
    """One page of quotes, in order.

    sort: as `sort_order` gives it. after: the key of a token, or None for the first page. limit: rows at
    most; ask for one more than the page holds to learn whether there is another. n_matching: how many quotes have
    the words, where that is known; by date many of them are sooner met in the order of dates than put in it.

    By date the key is the last quote's (published, id), so a page costs the same however deep it is. By
    relevance it is (newest id at the first page, offset): bm25 changes with every quote that is added, so a
    quote's rank cannot be a key, but the set paged through stays what it was. Of very many matches only those stored
    last are ranked; by date all are listed.
    """
    if sort == "relevance":
        return _by_relevance(filters, after, limit)
    found = matching(filters) if n_matching > MANY else chosen(filters)
    if after is None:
        branches: tuple[str, ...] = ("true",)
    else:
        published, quote_id = after
        branches = AFTER[sort, "undated" if published is None else "dated"]
        found = found._replace(asked=found.asked.also([], published=published, id=quote_id))
    sql = _by_date(found, branches, DIRECTION[sort])
    return Select(sql, _with_match(filters, {**found.asked.params, "limit": limit}))


def _by_date(found: Chosen, branches: Sequence[str], direction: str) -> str:
    tables, asked, quote_id, published, _ = found
    parts = "\nunion all\n".join(
        f"select {quote_id} as id, {published} as published from {tables}\nwhere {asked.where}\n"
        f"  and {branch.format(id=quote_id, published=published)}"
        for branch in branches
    )
    columns = COLUMNS.format(highlight=HIGHLIGHT if "match" in asked.params else "")
    order = f"published {direction}, id {direction}"
    return (
        f"with page as (\n{parts}\norder by {order} limit :limit\n)"
        f"{columns}order by quotes.published {direction}, quotes.id {direction}"
    )


def _by_relevance(filters: QuoteFilters, after: Key | None, limit: int) -> Select:
    tables, asked, *_ = matching(filters) if filters.speaker else chosen(filters)
    newest, offset = after or (None, 0)
    sql = f"""with candidates as materialized (
select quotes.id from {tables}
where {asked.where}
  and {"quotes.id" if filters.speaker else "quotes_fts.rowid"} <= coalesce(:newest, 9223372036854775807)
order by {"quotes.id" if filters.speaker else "quotes_fts.rowid"} desc limit {RANKED}
),
page as (
select quotes_fts.rowid as id, bm25(quotes_fts) as score
from quotes_fts
where quotes_fts match :match
  and quotes_fts.rowid between (select min(id) from candidates) and (select max(id) from candidates)
  and +quotes_fts.rowid in (select id from candidates)
order by score, id limit :limit offset :offset
){COLUMNS.format(highlight=HIGHLIGHT)}order by page.score, page.id"""
    params = {**asked.params, "newest": newest, "offset": offset, "limit": limit}
    return Select(sql, _with_match(filters, params))


def _with_match(filters: QuoteFilters, params: dict[str, object]) -> dict[str, object]:
    return params if filters.match is None else {**params, "match": filters.match}


def next_token(rows: Sequence[Mapping[str, object]], sort: str, after: Key, size: int) -> str | None:
    """The token of the page after this one, or None where it is the last.

    rows: what `search` gave for size + 1. after: the key this page began at (for the first page by
    relevance: the newest id, and offset 0).
    """
    if len(rows) <= size:
        return None
    if sort == "relevance":
        newest, offset = after
        return encode(sort, (newest, int(offset or 0) + size))
    return encode(sort, (rows[size - 1]["published"], rows[size - 1]["id"]))  # type: ignore[arg-type]


def count(filters: QuoteFilters) -> Select:
    """How many quotes the filters let through."""
    if stored := tally(filters) or of_speaker(filters):
        table, asked = stored
        return Select(f"select coalesce(sum(n_quotes), 0) as count from {table}\nwhere {asked.where}", asked.params)
    if filters.speaker and filters.about and (edge := edges_of(filters)):
        return Select(
            f"select coalesce(sum(n_quotes), 0) as count from edges\nwhere {' and '.join(edge)}", slugs_of(filters)
        )
    if len(filters.about) > 1 and filters == QuoteFilters(about=filters.about, cue_classes=filters.cue_classes):
        return _about_all(filters)
    tables, asked, *_ = chosen(filters)
    return Select(f"select count(*) as count from {tables}\nwhere {asked.where}", asked.params)


def _about_all(filters: QuoteFilters) -> Select:
    """How many quotes are about all of some actors: those about each lie in one order, in which they are merged."""
    asked = conditions(replace(filters, about=()))
    each = "\nintersect\n".join(
        f"select subject.published, subject.quote_id from quote_actors as subject\n"
        f"where subject.actor_id = ({ids_of(f':about_{n}')}) and {of_subject(asked.where)}"
        for n in range(len(filters.about))
    )
    slugs = {f"about_{n}": slug for n, slug in enumerate(filters.about)}
    sql = f"select count(*) as count from (\n{each}\norder by published, quote_id limit -1\n)"
    return Select(sql, {**asked.params, **slugs})
