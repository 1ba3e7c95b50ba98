"""Who stands in the news with whom, and who speaks about whom: tables that follow every change."""

from __future__ import annotations

from sqlite_utils import Database

from ..models import SPEECH
from .held import CHANGING, FREE

# Both directions of each pair. Of edges what is said or written, also of oneself; `stale` where the first or the
# last quote went, until `freshen` finds which it is now.
TABLES = (
    """
    create table actor_pairs (
        actor_id integer not null references actors(id) on delete cascade,
        other_id integer not null references actors(id) on delete cascade,
        n_articles integer not null,
        primary key (actor_id, other_id)
    ) without rowid
    """,
    """
    create table edges (
        speaker_id integer not null references actors(id) on delete cascade,
        about_id integer not null references actors(id) on delete cascade,
        n_quotes integer not null,
        first text,
        last text,
        stale integer not null default 0,
        primary key (speaker_id, about_id)
    ) without rowid
    """,
    "create index idx_actor_pairs_other on actor_pairs(other_id)",
    "create index idx_edges_about on edges(about_id, speaker_id)",
    "create index idx_actors_rejected on actors(id) where status = 'rejected'",
    "create index idx_edges_stale on edges(stale) where stale",
)
NAMES = ("actor_pairs", "edges")
SAID = f"cue_class in ({', '.join(map(repr, SPEECH))})"
ADDED = """
    on conflict do update set n_quotes = n_quotes + excluded.n_quotes,
        first = min(coalesce(first, excluded.first), coalesce(excluded.first, first)),
        last = max(coalesce(last, excluded.last), coalesce(excluded.last, last));
"""
TAKEN = "update edges set n_quotes = n_quotes - 1, stale = stale or coalesce({published} in (first, last), 0)"
TRIGGERS = (
    """
    create trigger actor_pairs_none after update of n_articles on actor_pairs when new.n_articles = 0
    begin delete from actor_pairs where (actor_id, other_id) = (new.actor_id, new.other_id); end
    """,
    """
    create trigger edges_none after update of n_quotes on edges when new.n_quotes = 0
    begin delete from edges where (speaker_id, about_id) = (new.speaker_id, new.about_id); end
    """,
    f"""
    create trigger edges_about_ai after insert on quote_actors when {FREE} begin
        insert into edges (speaker_id, about_id, n_quotes, first, last)
        select speaker_id, new.actor_id, 1, published, published from quotes
        where id = new.quote_id and speaker_id is not null and {SAID} {ADDED}
    end
    """,
    f"""
    create trigger edges_about_ad after delete on quote_actors when {FREE} begin
        {TAKEN.format(published="(select published from quotes where id = old.quote_id)")}
        where about_id = old.actor_id
            and speaker_id = (select speaker_id from quotes where id = old.quote_id and {SAID});
    end
    """,
    # Whom a quote is about goes while the quote is still there to say who spoke.
    """
    create trigger edges_quotes_bd before delete on quotes
    begin delete from quote_actors where quote_id = old.id; end
    """,
    f"""
    create trigger edges_quotes_au after update of speaker_id, cue_class, published on quotes when {FREE} begin
        {TAKEN.format(published="old.published")}
        where speaker_id = old.speaker_id and about_id in (select actor_id from quote_actors where quote_id = old.id)
            and old.{SAID};
        insert into edges (speaker_id, about_id, n_quotes, first, last)
        select new.speaker_id, actor_id, 1, new.published, new.published from quote_actors
        where quote_id = new.id and new.speaker_id is not null and new.{SAID} {ADDED}
    end
    """,
)
BETWEEN = f"""
select speaker_id, actor_id, count(*) as n, min(quotes.published) as first, max(quotes.published) as last
from {CHANGING} cross join quote_actors on quote_id = quotes.id
where speaker_id is not null and quotes.{SAID} group by 1, 2
"""
ADD = f"insert into edges (speaker_id, about_id, n_quotes, first, last) select * from ({BETWEEN}) where true {ADDED}"
TAKE = f"""
update edges set n_quotes = n_quotes - n,
    stale = stale or coalesce(taken.first = edges.first, 0) or coalesce(taken.last = edges.last, 0)
from ({BETWEEN}) as taken where edges.speaker_id = taken.speaker_id and about_id = actor_id
"""
ALL_EDGES = f"""
insert into edges (speaker_id, about_id, n_quotes, first, last)
select speaker_id, actor_id, count(*), min(quotes.published), max(quotes.published)
from quotes join quote_actors on quote_id = quotes.id
where speaker_id is not null and quotes.{SAID} group by 1, 2
"""
FRESH = f"""
update edges set stale = 0, (first, last) = (
    select min(quotes.published), max(quotes.published)
    from quotes cross join quote_actors on quote_id = quotes.id and actor_id = edges.about_id
    where quotes.speaker_id = edges.speaker_id and quotes.{SAID})
where stale
"""
MET = """
from article_actors as one join article_actors as other
    on other.article_id = one.article_id and other.actor_id <> one.actor_id
"""
# Into changed_pairs, from whoever is in touched_actors in touched_articles; the other direction of what an actor
# who is not touched has with them comes after.
CHANGED = f"""
insert into changed_pairs select one.actor_id, other.actor_id, {{sign}} count(*) {MET}
where {{0}}one.article_id in touched_articles and {{1}}one.actor_id in touched_actors group by 1, 2
"""
MIRRORED = """
insert into changed_pairs select other_id, actor_id, n from changed_pairs where other_id not in touched_actors
"""
APPLIED = """
insert into actor_pairs (actor_id, other_id, n_articles)
select actor_id, other_id, sum(n) from changed_pairs group by 1, 2 having sum(n) <> 0
on conflict do update set n_articles = n_articles + excluded.n_articles
"""


def create(db: Database) -> None:
    """Make the tables and their triggers, and fill them."""
    for statement in (*TABLES, *TRIGGERS):
        db.execute(statement)
    count_edges(db)
    db.execute(f"insert into actor_pairs select one.actor_id, other.actor_id, count(*) {MET} group by 1, 2")


def count_edges(db: Database) -> None:
    """Find all edges anew."""
    db.execute("delete from edges")
    db.execute(ALL_EDGES)


def change_edges(db: Database, row: str) -> None:
    """Add the quotes in `changing`, as `new`, or take them away, as `old`."""
    db.execute(TAKE if row == "old" else ADD)


def part(db: Database, article_id: int) -> None:
    """Take the actors of an article from it, and their pairs."""
    db.execute(
        f"""
        insert into actor_pairs (actor_id, other_id, n_articles)
        select one.actor_id, other.actor_id, -1 {MET} where one.article_id = ?
        on conflict do update set n_articles = n_articles - 1
        """,
        [article_id],
    )
    db.execute("delete from article_actors where article_id = ?", [article_id])


def before(db: Database, *order: str) -> None:
    """Note the pairs in which the touched actors are in the touched articles; `after` goes when they have changed."""
    db.execute("create temp table if not exists changed_pairs (actor_id integer, other_id integer, n integer)")
    db.execute("delete from changed_pairs")
    db.execute(CHANGED.format(*order, sign="-"))


def after(db: Database, *order: str) -> None:
    """Bring the pairs up to date."""
    db.execute(CHANGED.format(*order, sign="+"))
    db.execute(MIRRORED)
    db.execute(APPLIED)


def freshen(db: Database) -> None:
    """Find the first and the last quote of the edges that lost theirs."""
    db.execute(FRESH)
