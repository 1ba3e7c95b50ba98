"""How long it takes to merge two actors of 100,000 mentions each, and to undo it.

usage: python benchmarks/merge.py [MENTIONS_IN_AN_ARTICLE]     by default 4; with 1 they are in 200,000 articles
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.store import actor_target, correct, undo

MENTIONS = 100_000  # of each actor
IN_ARTICLE = int(sys.argv[1]) if sys.argv[1:] else 4  # mentions of an actor in one article, one a quote's source
OTHERS = 6  # other actors in each article
LIMIT = 2.0  # seconds

ROWS = """
insert into runs (id, started, newsactors_version) values (1, 'now', '0');
insert into actors (id, slug, name, type) values (1, 'mara-velden', 'Mara Velden', 'person'),
    (2, 'tess-okoro', 'Tess Okoro', 'person');
with recursive n(i) as (select 3 union all select i + 1 from n where i < 5002)
insert into actors (id, slug, name, type) select i, 'body-' || i, 'Body ' || i, 'organization' from n;
with recursive n(i) as (select 1 union all select i + 1 from n where i < {articles})
insert into articles (id, text, content_hash, published, ingested_at, run_id)
select i, 'text', 'hash ' || i, date('2000-01-01', '+' || (i % 9000) || ' days'), 'now', 1 from n;
insert into chains (article_id, key, name, type, name_key, block, actor_id)
select id, 'a1', 'Mara Velden', 'person', 'mara velden', 'person:vn', 1 from articles where id % 2;
insert into chains (article_id, key, name, type, name_key, block, actor_id)
select id, 'a1', 'Tess Okoro', 'person', 'tess okoro', 'person:oo', 2 from articles where not id % 2;
with recursive n(i) as (select 1 union all select i + 1 from n where i < {others})
insert into chains (article_id, key, name, type, name_key, block, actor_id)
select articles.id, 'o' || i, 'Body ' || a, 'organization', 'body ' || a, 'other:b' || a, a
from (select id, i, 3 + (id * 7 + i * 811) % 5000 as a from articles, n) as o join articles using (id);
with recursive n(i) as (select 1 union all select i + 1 from n where i < {mentions})
insert into mentions (article_id, actor_id, chain_id, start, end, text, kind, label)
select article_id, actor_id, id, i, i + 1, name, case i when 1 then 'name' else 'pronoun' end, '' from chains, n
where i = 1 or actor_id < 3;
insert into quotes (id, article_id, speaker_id, speaker_chain_id, source_form, content, start, end, quote_type,
    published, confidence, method)
select chains.id, article_id, actor_id, chains.id, 'name', 'It holds.', 1, 2, 'direct', published, 1, 'test'
from chains join articles on articles.id = article_id where actor_id < 3;
insert into quote_chains
select quotes.id, min(chains.id) from quotes
join chains on chains.article_id = quotes.article_id and chains.actor_id > 2
group by quotes.id union all select id, speaker_chain_id from quotes;
insert or ignore into quote_actors (quote_id, actor_id, published, cue_class)
select quote_id, chains.actor_id, published, cue_class from quote_chains join chains on chains.id = chain_id
join quotes on quotes.id = quote_id;
"""


def database(path: Path) -> Database:
    """A database in which two actors have their mentions in articles of their own, among other actors."""
    db = store.open_database(str(path))
    articles = 2 * MENTIONS // IN_ARTICLE
    db.conn.executescript(ROWS.format(articles=articles, others=OTHERS, mentions=IN_ARTICLE))
    store.recount(db)
    return db


def main() -> None:
    """Merge, undo, and compare the counts with a recount; exit code 1 if it is slow."""
    with tempfile.TemporaryDirectory() as folder:
        db = database(Path(folder) / "news.db")
        before = counts(db)
        print({table: db[table].count for table in ("articles", "chains", "mentions", "quotes")})
        began, work = time.perf_counter(), time.process_time()
        merged = correct(db, "merge", actor_target(db, "mara-velden"), actor_target(db, "tess-okoro"))
        to_merge, work = time.perf_counter() - began, time.process_time() - work
        assert db["actors"].get(1)["n_mentions"] == 2 * MENTIONS
        began = time.perf_counter()
        undo(db, merged)
        to_undo = time.perf_counter() - began
        assert counts(db) == before
    print(f"merge {to_merge:.2f} s (of the processor {work:.2f} s), undo {to_undo:.2f} s")
    sys.exit(to_merge > LIMIT)


def counts(db: Database) -> list[tuple[object, ...]]:
    """Every count of every actor."""
    return db.execute(
        "select slug, n_articles, n_mentions, n_quotes, n_quotes_about, first_seen, last_seen from actors order by slug"
    ).fetchall()


if __name__ == "__main__":
    main()
