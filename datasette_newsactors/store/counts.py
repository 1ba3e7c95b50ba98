"""Materialised counts: what pages and facets read, always equal to a recount of mentions, quotes, roles."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from . import relations, tallies, voices
from .database import transaction

# Each statement brings one table up to date for the actors in `touched_actors`, article_actors only in the
# articles in `touched_articles`. A full recount is the same with everybody touched. The plus sign keeps SQLite
# from going through all that the actors have ever said.
# A cross join keeps SQLite to the order given: few of the chains have roles, so their articles come last.
ARTICLE_ACTORS = (
    "delete from article_actors where article_id in touched_articles and +actor_id in touched_actors",
    """
    insert into article_actors
        (article_id, actor_id, published, publication_id, n_mentions, n_quotes, n_said, n_quotes_about)
    select article_id, actor_id, published, publication_id, sum(n_mentions), sum(n_quotes), sum(n_said), sum(n_about)
    from (
        select article_id, actor_id, count(*) as n_mentions, 0 as n_quotes, 0 as n_said, 0 as n_about from mentions
        where article_id in touched_articles and +actor_id in touched_actors group by 1, 2
        union all
        select article_id, speaker_id, 0, count(*), sum(cue_class in ('speech', 'writing')), 0 from quotes
        where article_id in touched_articles and +speaker_id in touched_actors group by 1, 2
        union all
        select article_id, actor_id, 0, 0, 0, count(*) from quotes cross join quote_actors on quote_id = quotes.id
        where article_id in touched_articles and +actor_id in touched_actors group by 1, 2
    ) join articles on articles.id = article_id group by 1, 2
    """,
)
STATEMENTS = (
    "delete from aliases where actor_id in touched_actors",
    """
    insert into aliases (actor_id, name, n_mentions)
    select actor_id, text, count(*) from mentions
    where kind = 'name' and actor_id in touched_actors group by 1, 2
    """,
    "delete from roles where actor_id in touched_actors",
    """
    insert into roles (actor_id, role, organization_actor_id, n_articles, first_seen, last_seen)
    select chains.actor_id, chain_roles.role, min(organizations.actor_id), count(distinct chains.article_id),
        min(articles.published), max(articles.published)
    from chains cross join chain_roles on chain_roles.chain_id = chains.id
    cross join articles on articles.id = chains.article_id
    left join chains as organizations on organizations.id = chain_roles.organization_chain_id
    where chains.actor_id in touched_actors group by 1, 2
    """,
    """
    update actors set n_articles = seen.n_articles, n_mentions = seen.n_mentions, n_quotes = seen.n_quotes,
        n_articles_about = seen.n_about, first_seen = seen.first, last_seen = seen.last
    from (
        select touched_actors.id as actor_id, count(article_id) as n_articles,
            coalesce(sum(n_mentions), 0) as n_mentions, coalesce(sum(n_quotes), 0) as n_quotes,
            coalesce(sum(n_quotes_about > 0), 0) as n_about, min(published) as first, max(published) as last
        from touched_actors left join article_actors on actor_id = touched_actors.id
        group by 1
    ) as seen
    where actors.id = seen.actor_id
    """,
    """
    update actors set
        n_quotes_about = (select count(*) from quote_actors where actor_id = actors.id),
        (gender, gender_basis) = (
            select case when count(distinct gender) = 1 then min(gender) end,
                case when count(distinct gender) = 1 then max(gender_basis) end
            from chains where actor_id = actors.id and gender is not null)
    where id in touched_actors
    """,
    """
    delete from actors where id in touched_actors and not exists
        (select 1 from chains where chains.actor_id = actors.id)
    """,
)


def refresh(db: Database, actor_ids: Iterable[int], article_ids: Iterable[int]) -> None:
    """Bring all counts of these actors and articles up to date; actors left without a chain are removed."""
    _touch(db, "touched_actors", actor_ids)
    _touch(db, "touched_articles", article_ids)
    relations.before(db)
    for statement in ARTICLE_ACTORS:
        db.execute(statement)
    relations.after(db)
    relations.freshen(db)
    for statement in STATEMENTS:
        db.execute(statement)


def recount(db: Database) -> None:
    """Compute every materialised count anew from mentions, quotes, roles and chains."""
    with transaction(db):
        tallies.count(db)
        voices.count(db)
        voices.count_by_name(db)
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
