"""The best SQL known for what the requests of benchmarks/mix.py answer: literal, and with nothing to spare.

It reads the same stored counts and indexes as the pages do, without their filters, permissions and forms.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from .mix import COMMON, MIDDLING, RARE, SPEECH, Known

SAID = "cue_class in ('speech', 'writing')"
BY_NAME = "n_by_name as n, n_by_name_once as n_once"
SHOWN = """
join articles on articles.id = quotes.article_id left join publications on publications.id = articles.publication_id
left join actors on actors.id = quotes.speaker_id"""
PAGE = f"select quotes.*, title, publications.name, actors.name from page join quotes using (id) {SHOWN}"
# Quotes found by words, as the index on what is counted of them has them.
WITH_WORDS = "quotes_fts cross join quotes indexed by idx_quotes_counted on quotes.id = quotes_fts.rowid"
N_SPEECH = f"select sum(n_quotes) from quote_counts where {SAID}"


def best(db: sqlite3.Connection, k: Known) -> dict[str, tuple[str, ...]]:
    """The statements for each request by its name; at least one of each kind that asks for something substantial."""
    ids = dict(db.execute("select slug, id from actors").fetchall())
    top, second, third, middling, rare = (ids[slug] for slug in (k.top, k.second, k.third, k.middling, k.rare))
    (publication,) = db.execute("select id from publications where name = ?", [k.publication]).fetchone() or (0,)
    return {
        **_whole(),
        **_lists(k, top, second, middling, publication),
        **_words(top),
        **_actors(db, k, (top, second, third, middling, rare)),
        **_audit(publication, top),
    }


def _page(where: str, order: str = "published desc, id desc") -> str:
    return f"with page as (select id from quotes where {where} order by {order} limit 51) {PAGE}"


def _matches(word: str) -> str:
    """The page of the best among the 10,000 newest quotes with a word."""
    return f"""
with found as materialized (
  select quotes.id from {WITH_WORDS}
  where quotes_fts match '{word}' and +{SAID} order by quotes_fts.rowid desc limit 10000
),
page as (
  select rowid as id from quotes_fts where quotes_fts match '{word}' and rowid >= (select min(id) from found)
    and +rowid in (select id from found) order by bm25(quotes_fts), rowid limit 51
)
{PAGE}"""


def _n_matches(word: str) -> str:
    return f"select count(*) from {WITH_WORDS} where quotes_fts match '{word}' and +{SAID}"


def _years(table: str, where: str) -> str:
    """How many quotes of each type there are in each year, which an index has by day."""
    types = ", ".join(f"sum(quote_type = '{name}') as {name}" for name in ("direct", "mixed", "indirect"))
    return f"""select substr(day, 1, 4), sum(n), sum(direct), sum(mixed), sum(indirect)
    from (select published as day, count(*) as n, {types} from {table} where {where} group by 1) group by 1"""


def _about(actor: int, one: str = "quotes", quote_id: str = "quotes.id") -> str:
    """The condition that a quote is about an actor, where quotes are read in the order of their dates."""
    return f"""exists (select 1 from quote_actors as other indexed by idx_quote_actors_actor
    where other.actor_id = {actor} and other.published is {one}.published and other.quote_id = {quote_id})"""


def _facets(tables: str, where: str) -> str:
    """Counts by speaker, publication, type and year of quotes that are read once."""
    columns = {"publication_id": "publication_id", "quote_type": "quote_type", "year": "year"}
    columns |= {"speaker_id": "speaker_id"}
    counted = "\nunion all\n".join(
        f"select * from (select '{name}', {name}, count(*) as n from found group by 2 order by n desc limit 11)"
        for name in columns
    )
    return f"""
with found as materialized (
  select quotes.speaker_id, publication_id, quote_type, substr(quotes.published, 1, 4) as year
  from {tables} cross join articles indexed by idx_articles_printed on articles.id = quotes.article_id where {where}
)
{counted}"""


def _whole() -> dict[str, tuple[str, ...]]:
    """The overview, the list of actors and of edges."""
    kinds = ("true", "anonymous", "spoken and not anonymous", *(f"quote_type = '{t}'" for t in ("direct", "mixed")))
    sources = ", ".join(f"sum(iif({kind}, n_quotes, 0)), sum(iif({kind} and not copy, n_quotes, 0))" for kind in kinds)
    publications = "(select publication_id from article_counts group by 1 order by sum(n_articles) desc limit 20)"
    overview = (
        "select publication_id, sum(n_articles), sum(iif(copy, 0, n_articles)) from article_counts group by 1",
        f"""select publication_id, month, sum(n_quotes), sum(iif(copy, 0, n_quotes)), sum(iif(anonymous, n_quotes, 0)),
        sum(iif(anonymous and not copy, n_quotes, 0)) from publication_counts
        where publication_id in {publications} and {SAID} group by 1, 2""",
        f"select month, sum(n_quotes), sum(iif(copy, 0, n_quotes)) from quote_counts where {SAID} group by 1",
        "select month, sum(n_articles) from article_counts group by 1",
        f"select {sources} from quote_counts where {SAID}",
        f"""select speaker_id, sum(late), count(*), sum(original), sum(late and original) from (
          select speaker_id, published > date((select max(published) from quotes), '-30 days') as late,
            article_id not in (select id from articles where syndicated_from is not null) as original
          from quotes
          where published > date((select max(published) from quotes), '-60 days') and {SAID}
          and speaker_id > 0 limit -1)
        group by 1""",
        f"""select actors.*, {BY_NAME} from actors where type = 'person' order by n_quotes desc limit 20""",
        "select (select count(*) from actors) - (select count(*) from actors where status = 'rejected')",
    )
    actors = "select * from actors order by n_quotes desc, id limit 51"
    edge = """with page as (select * from edges where speaker_id <> about_id order by {} limit {})
    select * from page join actors as a on a.id = speaker_id join actors as b on b.id = about_id"""
    return {
        "overview": overview,
        "overview.json": overview,
        "actors": (actors,),
        "actors.json": (actors,),
        "edges": (edge.format("speaker_id, about_id", 51), edge.format("n_quotes desc", 30)),
        "edges.json": (edge.format("speaker_id, about_id", 51),),
    }


def _lists(k: Known, top: int, second: int, middling: int, publication: int) -> dict[str, tuple[str, ...]]:
    """Quotes by date, with their numbers and what stands beside them."""
    newest = (_page(SPEECH), N_SPEECH)
    speakers = (
        f"select speaker_id, sum(n_quotes) as n from speaker_counts where {SAID} group by 1 order by 2 desc limit 11"
    )
    beside = (
        speakers,
        f"select publication_id, sum(n_quotes) as n from publication_counts where {SAID} group by 1 order by 2 desc",
        f"select quote_type, sum(n_quotes) as n from quote_counts where {SAID} group by 1",
        f"select substr(month, 1, 4), sum(n_quotes) as n from quote_counts where {SAID} group by 1",
    )
    mixed = f"{SPEECH} and quote_type = 'mixed' and anonymous"
    sure = f"{SPEECH} and quote_type = 'direct' and confidence >= 0.95"
    women = f"{SPEECH} and speaker_id in (select id from actors where type = 'person' and gender = 'female')"
    role = f"{SPEECH} and speaker_chain_id in (select chain_id from chain_roles where role = '{k.role}')"
    of_top, about = (
        f"speaker_id = {top} and {SPEECH}",
        f"actor_id = {top} and {SAID}",
    )
    both = f"""select published, quote_id as id from quote_actors as one
    where actor_id = {second} and {SAID} and {_about(top, "one", "one.quote_id")}"""
    printed = f"articles.publication_id = {publication} and {SPEECH}"
    pair = f"speaker_id = {top} and {_about(second)} and {SPEECH}"
    return {
        "quotes": (*newest, *beside),
        "quotes.json": newest,
        "quotes.json, deep": (_page(f"(published, id) < {k.newest} and {SPEECH}"), N_SPEECH),
        "quotes, mixed anonymous": (
            _page(mixed),
            f"""select publication_id, quote_type, month, sum(n_quotes) from publication_counts
            where quote_type = 'mixed' and anonymous and {SAID} group by 1, 2, 3""",
            f"select speaker_id, count(*) from quotes where {mixed} and speaker_id > 0 group by 1 order by 2 desc",
        ),
        "quotes.json, mixed anonymous": (_page(mixed),),
        "quotes.json, direct, sure": (_page(sure), f"select count(*) from quotes where {sure}"),
        "quotes, a publication": (
            f"""with page as (select quotes.id from articles cross join quotes on quotes.article_id = articles.id
            where {printed} order by articles.published desc, quotes.id desc limit 51) {PAGE}""",
            f"select speaker_id, sum(n_quotes) as n from voice_counts where publication_id = {publication} group by 1",
            f"""select quote_type, month, sum(n_quotes) from publication_counts where publication_id = {publication}
            and {SAID} group by 1, 2""",
        ),
        "quotes, commonest speaker": (
            _page(of_top),
            _years("quotes", of_top),
            f"""select name, (select sum(n_quotes) from voice_counts where publication_id = publications.id
            and speaker_id = {top}) from publications""",
        ),
        "quotes.json, commonest speaker": (_page(of_top), f"select count(*) from quotes where {of_top}"),
        "quotes, about the commonest": (
            f"""with page as (select quote_id as id from quote_actors where {about}
            order by published desc, quote_id desc limit 51) {PAGE}""",
            _years("quote_actors", about),
            f"select publication_id, sum(n_said_about) from article_actors where actor_id = {top} group by 1",
            f"select * from edges where about_id = {top} order by n_quotes desc limit 11",
        ),
        "quotes.json, about two": (
            f"with page as (select * from ({both}) order by published desc, id desc limit 51) {PAGE}",
            f"""select count(*) from (select published, quote_id from quote_actors where actor_id = {top} and {SAID}
            intersect select published, quote_id from quote_actors where actor_id = {second} and {SAID}
            order by 1, 2 limit -1)""",
        ),
        "quotes.json, common by about": (_page(pair),),
        "quotes.json, women": (_page(women), f"select count(*) from quotes where {women}"),
        "quotes.json, a role": (_page(role), f"select count(*) from quotes where {role}"),
    }


def _words(top: int) -> dict[str, tuple[str, ...]]:
    """Quotes with words."""
    where = "quotes_fts match '{}' and +" + SPEECH
    common = f"+id in (select rowid from quotes_fts where quotes_fts match '{COMMON}') and {SPEECH}"
    return {
        "quotes, common word": (_matches(COMMON), _facets(WITH_WORDS, where.format(COMMON))),
        "quotes.json, common word": (_matches(COMMON), _n_matches(COMMON)),
        "quotes.json, common word, newest": (_page(common), _n_matches(COMMON)),
        "quotes, middling word": (_matches(MIDDLING), _facets(WITH_WORDS, where.format(MIDDLING))),
        "quotes.json, rare word": (_matches(RARE), _n_matches(RARE)),
        "quotes.json, words of a speaker": (
            f"""with page as (select rowid as id from quotes_fts where quotes_fts match '{COMMON}'
            and +rowid in (select id from quotes where speaker_id = {top} and {SPEECH})
            order by bm25(quotes_fts), rowid limit 51) {PAGE}""",
            f"select count(*) from quotes where speaker_id = {top} and {common}",
        ),
    }


def _actors(db: sqlite3.Connection, k: Known, ids: Sequence[int]) -> dict[str, tuple[str, ...]]:
    """What is shown of actors, alone and together, and of an article."""
    top, second, third, middling, rare = ids

    def months(actor: int) -> str:
        return f"""select substr(day, 1, 7), sum(n), sum(m) from (select published as day, count(*) as n,
        sum(n_mentions) as m from article_actors where actor_id = {actor} group by 1) group by 1"""

    def said(actor: int) -> str:
        return f"""select substr(day, 1, 7), sum(n) from (select published as day, count(*) as n from quotes
        where speaker_id = {actor} and {SPEECH} group by 1) group by 1"""

    def printed(actor: int) -> str:
        return f"""select publication_id, count(*) as n, sum(n_said) from article_actors where actor_id = {actor}
        group by 1 order by n desc limit 10"""

    def others(table: str, own: str, other: str, n: str, actor: int) -> str:
        return f"select {other}, {n} from {table} where {own} = {actor} order by {n} desc limit 10"

    def met(actor: int) -> tuple[str, ...]:
        return (
            others("edges", "speaker_id", "about_id", "n_quotes", actor),
            others("edges", "about_id", "speaker_id", "n_quotes", actor),
        )

    def alike(actor: int) -> str:
        (name,) = db.execute("select name_key from names where actor_id = ?", [actor]).fetchone()
        first, _, surname = name.rpartition(" ")
        return f"""select names.* from name_links join names using (type, name_key)
        where link between 'ends {surname} ' and 'ends {surname} ~' or link = 'begins {first}'"""

    def page(actor: int) -> tuple[str, ...]:
        return (
            months(actor),
            said(actor),
            printed(actor),
            *met(actor),
            others("actor_pairs", "actor_id", "other_id", "n_articles", actor),
            _page(f"speaker_id = {actor} and {SPEECH}"),
            f"""with page as (select quote_id as id from quote_actors where actor_id = {actor} and {SAID}
            order by published desc, quote_id desc limit 11) {PAGE}""",
            f"select count(*) from quote_actors where actor_id = {actor} and {SAID}",
            f"select * from roles where actor_id = {actor} order by n_articles desc limit 20",
            f"select * from aliases where actor_id = {actor} order by n_mentions desc limit 20",
            alike(actor),
            f"""select type, name_key, name, count(distinct article_id) from chains where actor_id = {actor}
            group by block, type, name_key, name""",
        )

    def compared(*actors: int) -> tuple[str, ...]:
        rarest, *rest = actors
        shared = " intersect ".join(
            f"select published, article_id from article_actors where actor_id = {actor}" for actor in actors
        )
        shared += f" order by 1 desc, 2 desc limit {10 if len(rest) == 1 else -1}"
        joined = "".join(
            f" cross join actor_pairs as p{n} on p{n}.actor_id = {actor} and p{n}.other_id = one.other_id"
            for n, actor in enumerate(rest)
        )
        return (
            f"with shared as materialized ({shared}) select * from (select * from shared order by 1 desc limit 10), "
            "(select count(*) from shared)",
            f"""select one.other_id, min(one.n_articles, {", ".join(f"p{n}.n_articles" for n in range(len(rest)))}) as n
            from actor_pairs as one {joined} where one.actor_id = {rarest} order by n desc limit 10""",
            *(statement for actor in actors for statement in (months(actor), said(actor), printed(actor), *met(actor))),
        )

    about = f"speaker_id = {top} and {_about(second)} and {SPEECH}"
    return {
        "actor, commonest": page(top),
        "actor.json, commonest": page(top),
        "actor, middling": page(middling),
        "actor, rare": page(rare),
        "speaker × about": (
            _page(about),
            f"select substr(published, 1, 7), count(*) from quotes where {about} group by 1",
            said(top),
        ),
        "compare two commonest": compared(second, top),
        "compare common and rare": compared(rare, middling, third),
        "article": (
            f"""select * from articles left join publications on publications.id = publication_id
            where articles.id = {k.article}""",
            f"select * from mentions join actors on actors.id = actor_id where article_id = {k.article}",
            f"select * from quotes where article_id = {k.article} order by start",
            f"select * from article_actors join actors on actors.id = actor_id where article_id = {k.article}",
        ),
        "quote.json": (f"select * from quotes join articles on articles.id = article_id where quotes.id = {k.quote}",),
    }


def _audit(publication: int, top: int) -> dict[str, tuple[str, ...]]:
    """The source audit and its sample."""
    roles = """select role, sum(n_quotes) as n, sum(iif(copy, 0, n_quotes)), count(distinct speaker_id)
    from role_counts where {} group by 1 order by 2 desc limit 12"""
    named = (
        "select type, gender, gender_basis, sum(n), sum(n_once), sum(n > 0), sum(n_once > 0) from ({}) group by 1, 2, 3"
    )
    people = f"select id, {BY_NAME} from actors where type = 'person' order by n desc limit 10"
    rest = f"""select anonymous, sum(n_quotes), sum(iif(copy, 0, n_quotes)) from quote_counts where {SAID}
    group by 1, spoken"""
    voices = f"""select speaker_id, sum(n_quotes) as n, sum(iif(copy, 0, n_quotes)) as n_once from voice_counts
    where publication_id = {publication} and not anonymous group by 1"""
    of_period = f"""select 0 as cell, speaker_id, anonymous, count(*) as n,
    sum(articles.syndicated_from is null) as n_once from articles cross join quotes on quotes.article_id = articles.id
    where {SPEECH} and {{}} group by 2, 3"""
    ranked = """with said as ({}) select cell, type, gender, gender_basis, anonymous, sum(n), sum(n_once), sum(n > 0),
    sum(iif(rank <= 10, n, 0)) from (select said.*, type, gender, gender_basis,
    row_number() over (partition by cell, type order by n desc) as rank
    from said left join actors on actors.id = speaker_id) group by 1, 2, 3, 4, 5"""
    month = "quotes.published between '2020-03' and '2020-03~'"
    of_month = f"""select {{0}} as cell, speaker_id, anonymous, count(*) as n, 0 as n_once from {{1}}
    where {month} and {SPEECH} group by 1, 2, 3"""
    printed = "quotes cross join articles indexed by idx_articles_printed on articles.id = quotes.article_id"
    one_period = "publication_id = 1 and articles.published between '{0}' and '{0}~'"
    return {
        "audit": (
            ranked.format(of_period.format(one_period.format("2015"))),
            ranked.format(of_period.format(one_period.format("2016"))),
            named.format(f"select type, gender, gender_basis, {BY_NAME} from actors"),
            people,
            rest,
            roles.format("true"),
        ),
        "audit, a publication": (
            ranked.format(of_period.format(one_period.format("2015"))),
            ranked.format(of_period.format(one_period.format("2016"))),
            named.format(f"select * from ({voices}) join actors on actors.id = speaker_id"),
            f"""select * from ({voices}) join actors on actors.id = speaker_id where type = 'person'
            order by n desc limit 10""",
            roles.format(f"publication_id = {publication}"),
        ),
        "audit, a month": (
            ranked.format(of_month.format("0", "quotes")),
            ranked.format(of_month.format("articles.publication_id", printed)),
            f"""select role, count(*) as n, count(distinct speaker_id) from quotes cross join chain_roles
            on chain_id = speaker_chain_id where {month} and {SAID} and not anonymous
            group by 1 order by 2 desc limit 12""",
        ),
        "sample": (
            f"""select id from (select id, cue_class, (id * 48271 + 7 * 69621) % 2147483647 as once from quotes)
            where once * once % 2147483647 < 900000 and {SAID} order by once * once % 2147483647 limit 50""",
        ),
        "table articles of one": (
            f"""select * from articles where id in (select article_id from article_actors where actor_id = {top})
            order by id limit 21""",
        ),
    }
