"""Invented articles with their annotations, and what a database holds of them, for the tests of the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hypothesis import strategies as st
from sqlite_utils import Database

from datasette_newsactors import store
from datasette_newsactors.models import Actor, Alias, Annotation, Article, Mention, Pipeline, Quote, Role, Span, cut
from datasette_newsactors.store import names as names_of_all
from datasette_newsactors.store.relations import NAMES
from datasette_newsactors.store.tallies import TALLIES
from datasette_newsactors.store.voices import TABLES as VOICES

PIPELINE = Pipeline("test_model", "1.0", "0.1")
PEOPLE = ["Mara Velden", "Mara Veldon", "Velden", "M. Velden", "Jon Velden", "Tess Okoro", "Okoro", "King Charles"]
ORGANIZATIONS = ["Fisheries Safety Office", "FSO", "Foreign Service Office", "Harbour Board"]

Sentence = tuple[str, str | None, str | None]  # who says it, the organization they head, whom it is about
Pair = tuple[Article, Annotation]


def report(*sentences: Sentence, **article: Any) -> Pair:
    """An article of sentences such as "Mara Velden, head of FSO, said that Tess Okoro slept." and its annotation."""
    text, mentions, quotes, roles = "", [], [], {}
    keys: dict[str, str] = {}

    def write(words: str) -> Span:
        nonlocal text
        start, text = len(text), text + words
        return start, len(text)

    def name(words: str) -> str:
        key = keys.setdefault(words, f"a{len(keys) + 1}")
        mentions.append(Mention(write(words), "name", key, "PERSON"))
        return key

    for speaker, organization, about in sentences:
        start = len(text)
        speaker_key = name(speaker)
        source = (start, len(text))
        if organization:
            write(", ")
            start = write("head of ")[0]
            organization_key = name(organization)
            roles.setdefault(speaker_key, []).append(Role(text[start:], (start, len(text)), organization_key))
            write(",")
        write(" ")
        cue = write("said")
        write(" that ")
        start = len(text)
        about_keys = (name(about),) if about else (write("nobody"), ())[1]
        write(" slept")
        quotes.append(
            Quote(
                ((start, len(text)),), "indirect", source, cue, "say", source_form="name", speaker=speaker_key,
                about=about_keys, confidence=0.9, method="test",
            )
        )  # fmt: skip
        write(". ")
    actors = tuple(
        Actor(key, words, _type_of(words), (Alias(words, 1),), tuple(roles.get(key, ()))) for words, key in keys.items()
    )
    return Article(text=text, **article), Annotation(actors, tuple(mentions), tuple(quotes), PIPELINE)


def _type_of(name: str) -> str:
    return "organization" if name in ORGANIZATIONS else "person"


sentences = st.tuples(
    st.sampled_from(PEOPLE + ORGANIZATIONS),
    st.none() | st.sampled_from(ORGANIZATIONS),
    st.none() | st.sampled_from(PEOPLE),
)
days = st.none() | st.dates().map(str)
reports = st.builds(
    lambda said, url, published: report(*said, url=url, published=published),
    st.lists(sentences, min_size=1, max_size=4),
    st.none() | st.sampled_from(["https://example.org/a", "https://example.org/b"]),
    days,
)


def new_database(path: str = ":memory:") -> Database:
    """A database with our tables and one run."""
    db = store.open_database(path)
    store.start_run(db, PIPELINE, {})
    return db


def save_all(db: Database, batches: Iterable[Sequence[Pair]]) -> None:
    """Store batch after batch in a run."""
    for batch in batches:
        store.save(db, batch, 1)


COMPUTED = ("actors", "aliases", "roles", "article_actors", *TALLIES, *VOICES, *NAMES, *names_of_all.NAMES)
VOLATILE = {"run_id", "first_run_id", "ingested_at"}


def rows_of(db: Database, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of tables, in order, without what differs from run to run."""
    found = {}
    for table in tables:
        columns = ", ".join(f'"{c}"' for c in db[table].columns_dict if c not in VOLATILE)
        found[table] = sorted(db.execute(f"select {columns} from {table}").fetchall(), key=repr)
    return found


CONTENT = (*COMPUTED, "articles", "publications", "chains", "chain_roles", "mentions", "quotes", "quote_spans",
           "quote_chains", "quote_actors")  # fmt: skip


def partition(db: Database) -> set[frozenset[tuple[str, str]]]:
    """Which chains are one actor: independent of the ids of articles and actors."""
    parts: dict[int, set[tuple[str, str]]] = {}
    rows = db.execute("select actor_id, content_hash, key from chains join articles on articles.id = article_id")
    for actor_id, content_hash, key in rows:
        parts.setdefault(actor_id, set()).add((content_hash, key))
    return {frozenset(part) for part in parts.values()}


def chains_of(db: Database) -> dict[int, frozenset[tuple[str, str]]]:
    """The chains of each actor, in words that hold in every database."""
    rows = db.execute("select actor_id, content_hash, key from chains join articles on articles.id = article_id")
    found: dict[int, set[tuple[str, str]]] = {}
    for actor_id, content_hash, key in rows:
        found.setdefault(actor_id, set()).add((content_hash, key))
    return {actor_id: frozenset(chains) for actor_id, chains in found.items()}


def state(db: Database, *columns: str) -> tuple[Any, ...]:
    """Who is who, with these columns of each actor, and who said what: without the ids of a database."""
    chains = chains_of(db)
    rows = db.query("select * from actors")
    actors = {chains[row["id"]]: tuple(row[column] for column in ("name", "type", "status", *columns)) for row in rows}
    quotes = db.execute(
        """
        select content_hash, start, end, content, cue_start, speaker_id from quotes
        join articles on articles.id = article_id
        """
    )
    return actors, {tuple(quote): chains.get(speaker_id) for *quote, speaker_id in quotes}


def assert_sound(db: Database) -> None:
    """What must hold of every database: references, full-text indexes, spans, counts."""
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("pragma integrity_check").fetchone()[0] == "ok"
    for index in ("quotes_fts", "articles_fts", "actors_fts"):
        db.execute(f"insert into {index}({index}) values('integrity-check')")
    assert_spans_exact(db)
    assert_counts_true(db)


def assert_spans_exact(db: Database) -> None:
    """Every stored span is the text at its offsets."""
    texts = dict(db.execute("select id, text from articles"))
    for article_id, start, end, words in db.execute("select article_id, start, end, text from mentions"):
        assert texts[article_id][start:end] == words
    for part in ("source", "cue"):
        words = "source_text" if part == "source" else "cue"
        for article_id, start, end, expected in db.execute(
            f"select article_id, {part}_start, {part}_end, {words} from quotes where {words} is not null"
        ):
            assert texts[article_id][start:end] == expected
    for quote_id, article_id, start, end, content in db.execute(
        "select id, article_id, start, end, content from quotes"
    ):
        spans = db.execute("select start, end from quote_spans where quote_id = ? order by part", [quote_id]).fetchall()
        assert cut(texts[article_id], spans) == content
        assert (spans[0][0], spans[-1][1]) == (start, end)


ARTICLES_OF = """
select article_id from chains where actor_id = actors.id union
select article_id from quotes where speaker_id = actors.id
"""

DIFFERENT_ABOUT = """
select quote_id from quote_actors as about join quotes on quotes.id = quote_id
where (about.published, about.cue_class, about.quote_type) is not
    (quotes.published, quotes.cue_class, quotes.quote_type)
"""
SAID_ABOUT = """
select article_id, actor_id, n_said_about from article_actors where n_said_about <> (
    select count(*) from quotes join quote_actors on quote_id = quotes.id
    where quotes.article_id = article_actors.article_id and quote_actors.actor_id = article_actors.actor_id
        and quotes.cue_class in ('speech', 'writing'))
"""


def assert_counts_true(db: Database) -> None:
    """Counts are what a plain count of the rows gives, and a full recount changes nothing."""
    for counted, by_hand in {
        "n_mentions": "select count(*) from mentions where actor_id = actors.id",
        "n_quotes": "select count(*) from quotes where speaker_id = actors.id",
        "n_quotes_about": "select count(*) from quote_actors where actor_id = actors.id",
        "n_articles": f"select count(*) from ({ARTICLES_OF})",
        "first_seen": f"select min(published) from articles where id in ({ARTICLES_OF})",
    }.items():
        wrong = db.execute(f"select name, {counted}, ({by_hand}) from actors where {counted} is not ({by_hand})")
        assert wrong.fetchall() == [], counted
    assert db.execute(DIFFERENT_ABOUT).fetchall() == []
    assert db.execute(SAID_ABOUT).fetchall() == []
    before = rows_of(db, *COMPUTED)
    store.recount(db)
    assert rows_of(db, *COMPUTED) == before
