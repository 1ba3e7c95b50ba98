"""Who said each quote: the actor of the chain that the article names, unless people decided otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from sqlite_utils import Database

from ..resolve import Unit
from .counts import change_speakers
from .evidence import empty
from .held import changing, held
from .log import Log, Said
from .resolution import FROM_OTHERS, Affected

# Into `settled`: quotes whose speaker may have changed, with the one that follows from the chains. Who is
# rejected is no actor, and has said nothing.
SETTLE = """
insert or ignore into settled (quote_id, speaker_id)
select quotes.id, actors.id from quotes left join chains on chains.id = speaker_chain_id
left join actors on actors.id = chains.actor_id and status <> 'rejected'
where quotes.id in ({})
"""
OF_MOVED_CHAINS = f"select id from quotes where speaker_chain_id in ({FROM_OTHERS})"
OF_REJECTED = """
select quotes.id from quotes join actors on actors.id = speaker_id where article_id = ? and status = 'rejected'
"""
OF_ACTOR = "select id from quotes where speaker_chain_id in (select id from chains where actor_id = ?)"
OF_CONTENT = """
select quotes.id from articles join quotes on quotes.article_id = articles.id
where content_hash = ? and start = ? and end = ? and content = ?
"""
CHANGED = "from settled cross join quotes on quotes.id = quote_id where settled.speaker_id is not quotes.speaker_id"


def settle_speakers(db: Database, article_ids: Iterable[int], log: Log, affected: Affected) -> None:
    """Give each quote its speaker: in these articles, of chains that moved, and where people decided.

    Goes after `resolve`. Notes in `affected` whose counts are out of date.
    """
    empty(db, "settled", "quote_id integer primary key, speaker_id integer")
    db.execute(SETTLE.format(OF_MOVED_CHAINS))
    db.conn.executemany(SETTLE.format(OF_REJECTED), [(article_id,) for article_id in article_ids])
    db.conn.executemany(SETTLE.format(OF_ACTOR), [(actor_id,) for actor_id in affected.turned])
    db.conn.executemany(SETTLE.format(OF_CONTENT), [said[:4] for said in log.unsaid + log.said])
    for said in log.said:
        _settle(db, said)
    for actor_id, speaker_id, article_id in db.execute(
        f"select distinct settled.speaker_id, quotes.speaker_id, article_id {CHANGED}"
    ):
        affected.actors |= {a for a in (actor_id, speaker_id) if a is not None}
        affected.articles.add(article_id)
    changing(db, f"select quote_id {CHANGED}")
    change_speakers(db, "old")
    with held(db):
        db.execute(
            """
            update quotes set speaker_id = (select speaker_id from settled where quote_id = quotes.id)
            where id in (select id from changing)
            """
        )
    change_speakers(db, "new")


def _settle(db: Database, said: Said) -> None:
    speaker = actor_of(db, said.speaker) if said.speaker else None
    db.execute(
        f"""
        update settled set speaker_id = (select id from actors where id = ? and status <> 'rejected')
        where quote_id in ({OF_CONTENT})
        """,
        [speaker, *said[:4]],
    )


def actor_of(db: Database, unit: Unit) -> int | None:
    """The id of the actor that a unit belongs to, None where no article has it; `blocks.pin` goes before."""
    if unit.article:
        condition, values = "id in (select id from pinned where article = ?)", [unit.article]
    else:
        condition, values = "id not in (select id from pinned)", []
    row = db.execute(
        f"select actor_id from chains where block = ? and type = ? and name_key = ? and {condition} limit 1",
        [unit.block, unit.type, unit.key, *values],
    ).fetchone()
    return int(row[0]) if row else None
