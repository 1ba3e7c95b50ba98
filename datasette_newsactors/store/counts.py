"""Materialised counts: what pages and facets read, always equal to a recount of mentions, quotes, roles."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from . import names, relations, tallies, voices
from .database import transaction

FEW = 100  # articles an actor, up to which they are gone through by article
# Where SQLite looks first, which a plus sign keeps it from elsewhere.
BY_ARTICLE = "", "+", "quotes cross join quote_actors"
BY_ACTOR = "+", "", "quote_actors cross join quotes"
# First the actors in `touched_actors` in each of the articles in `touched_articles`.
# Then what is counted of the actors over all articles: of some anew, of the rest what is in `new_articles` is added.
# A full recount is the same with everybody touched.
# A cross join keeps SQLite to the order given: few of the chains have roles, so their articles come last.
ARTICLE_ACTORS = (
    "delete from article_actors where {0}article_id in touched_articles and {1}actor_id in touched_actors",
    """
    insert into article_actors
        (article_id, actor_id, published, publication_id, n_mentions, n_quotes, n_said, n_quotes_about,
            n_said_about)
    select article_id, actor_id, published, publication_id, sum(n_mentions), sum(n_quotes), sum(n_said), sum(n_about),
        sum(n_said_about)
    from (
        select article_id, actor_id, count(*) as n_mentions, 0 as n_quotes, 0 as n_said, 0 as n_about,
            0 as n_said_about
        from mentions
        where {0}article_id in touched_articles and {1}actor_id in touched_actors group by 1, 2
        union all
        select article_id, speaker_id, 0, count(*), sum({said}), 0, 0 from quotes
        where {0}article_id in touched_articles and {1}speaker_id in touched_actors group by 1, 2
        union all
        select article_id, actor_id, 0, 0, 0, count(*), sum(quotes.{said}) from {2} on quote_id = quotes.id
        where {0}article_id in touched_articles and {1}actor_id in touched_actors group by 1, 2
    ) join articles on articles.id = article_id group by 1, 2
    """,
)
ALIASES = """
insert into aliases (actor_id, name, n_mentions)
select actor_id, text, count(*) from mentions where kind = 'name' and {which} group by 1, 2
on conflict do update set n_mentions = n_mentions + excluded.n_mentions
"""
ROLES = """
insert into roles (actor_id, role, organization_actor_id, n_articles, first_seen, last_seen)
select chains.actor_id, chain_roles.role, min(organizations.actor_id), count(distinct chains.article_id),
    min(articles.published), max(articles.published)
from {found} cross join chain_roles on chain_roles.chain_id = chains.id
cross join articles on articles.id = chains.article_id
left join chains as organizations on organizations.id = chain_roles.organization_chain_id
where {which} group by 1, 2
on conflict do update set n_articles = n_articles + excluded.n_articles,
    organization_actor_id = min(coalesce(organization_actor_id, excluded.organization_actor_id),
        coalesce(excluded.organization_actor_id, organization_actor_id)),
    first_seen = min(coalesce(first_seen, excluded.first_seen), coalesce(excluded.first_seen, first_seen)),
    last_seen = max(coalesce(last_seen, excluded.last_seen), coalesce(excluded.last_seen, last_seen))
"""
RECOUNT = (
    "delete from aliases where actor_id in recounted",
    ALIASES.format(which="actor_id in recounted"),
    "delete from roles where actor_id in recounted",
    ROLES.format(which="chains.actor_id in recounted", found="chains"),
    """
    update actors set n_articles = seen.n_articles, n_mentions = seen.n_mentions, n_quotes = seen.n_quotes,
        n_quotes_about = seen.n_quotes_about, n_articles_about = seen.n_about,
        first_seen = seen.first, last_seen = seen.last
    from (
        select recounted.id as actor_id, count(article_id) as n_articles,
            coalesce(sum(n_mentions), 0) as n_mentions, coalesce(sum(n_quotes), 0) as n_quotes,
            coalesce(sum(n_quotes_about), 0) as n_quotes_about,
            coalesce(sum(n_quotes_about > 0), 0) as n_about, min(published) as first, max(published) as last
        from recounted left join article_actors on actor_id = recounted.id
        group by 1
    ) as seen
    where actors.id = seen.actor_id
    """,
    """
    delete from actors where id in recounted and not exists
        (select 1 from chains where chains.actor_id = actors.id)
    """,
)
ADD = (
    ALIASES.format(which="article_id in new_articles and actor_id not in recounted"),
    ROLES.format(
        found="new_articles cross join chains on chains.article_id = new_articles.id",
        which="chains.actor_id not in recounted",
    ),
    """
    update actors set
        n_articles = actors.n_articles + seen.n_articles, n_mentions = actors.n_mentions + seen.n_mentions,
        n_quotes = actors.n_quotes + seen.n_quotes, n_quotes_about = actors.n_quotes_about + seen.n_quotes_about,
        n_articles_about = n_articles_about + seen.n_about,
        first_seen = min(coalesce(first_seen, first), coalesce(first, first_seen)),
        last_seen = max(coalesce(last_seen, last), coalesce(last, last_seen))
    from (
        select actor_id, count(*) as n_articles, sum(n_mentions) as n_mentions, sum(n_quotes) as n_quotes,
            sum(n_quotes_about) as n_quotes_about, sum(n_quotes_about > 0) as n_about,
            min(published) as first, max(published) as last
        from article_actors where article_id in new_articles and +actor_id not in recounted
        group by 1
    ) as seen
    where actors.id = seen.actor_id
    """,
)
# The gender that all agree on is the first and the last of them by the index.
GENDER = (
    """
    update actors set (gender, gender_basis) = (
        select last.gender, last.gender_basis
        from (
            select gender from chains where actor_id = actors.id and gender is not null order by gender limit 1
        ) as first join (
            select gender, gender_basis from chains where actor_id = actors.id and gender is not null
            order by gender desc, gender_basis desc limit 1
        ) as last using (gender))
    where id in touched_actors
    """,
)


def refresh(
    db: Database,
    actor_ids: Iterable[int],
    article_ids: Iterable[int],
    new: Iterable[int] = (),
    gained: Iterable[int] = (),
) -> None:
    """Bring all counts of these actors and articles up to date; actors left without a chain are removed.

    new: further articles, which were just written. gained: the actors in these; of those that are not among the first
    what they had before is counted already.
    """
    actors, articles = {*actor_ids, *gained}, {*article_ids, *new}
    _touch(db, "recounted", actor_ids)
    _touch(db, "touched_actors", actors)
    _touch(db, "touched_articles", articles)
    _touch(db, "new_articles", new)
    order = BY_ACTOR if len(articles) > FEW * len(actors) else BY_ARTICLE
    relations.before(db, *order)
    for statement in ARTICLE_ACTORS:
        db.execute(statement.format(*order, said=relations.SAID))
    relations.after(db, *order)
    relations.freshen(db)
    for statement in (*RECOUNT, *ADD, *GENDER):
        db.execute(statement)


def change(db: Database, row: str) -> None:
    """Count the quotes in `changing` everywhere, as `new`, or take them away, as `old`."""
    tallies.change(db, row)
    voices.change(db, row)
    relations.change_edges(db, row)


def change_speakers(db: Database, row: str) -> None:
    """The same, where only who speaks goes into the counts."""
    tallies.change(db, row, ["speaker_counts"])
    voices.change(db, row)
    relations.change_edges(db, row)


def recount(db: Database) -> None:
    """Compute every materialised count anew from mentions, quotes, roles and chains."""
    with transaction(db):
        tallies.count(db)
        voices.count(db)
        voices.count_by_name(db)
        names.count(db)
        relations.count_edges(db)
        for table in ("actor_pairs", "article_actors"):
            db.execute(f"delete from {table}")
        refresh(
            db,
            [row[0] for row in db.execute("select id from actors")],
            [row[0] for row in db.execute("select id from articles")],
        )


def _touch(db: Database, table: str, ids: Iterable[int]) -> None:
    db.execute(f"create temp table if not exists {table} (id integer primary key)")
    db.execute(f"delete from {table}")
    db.conn.executemany(f"insert or ignore into {table} values (?)", [(i,) for i in ids])
