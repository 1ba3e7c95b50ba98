"""A small database for the tests of query and web: invented news with everything that is awkward about news.

Two people of one surname, a name that is an attack, anonymous and unresolved sources, split quotes, mentions
inside quotes, a syndicated copy, an undated article. Offsets are found in the texts, so they are right.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils

from datasette_newsactors.resolve import block_of, name_key
from datasette_newsactors.store.schema import migrations

HOSTILE_NAME = """<script>alert(1)</script> O'Brien & "Co\""""

ACTORS = {
    "mara-lind": ("Mara Lind", "person"),
    "jon-lind": ("Jon Lind", "person"),
    "obrien": (HOSTILE_NAME, "person"),
    "tess-okoro": ("Tess Okoro", "person"),
    "harbour-board": ("Harbour Board", "organization"),
    "velden": ("Velden", "place"),
    "dockers": ("the dockers", "group"),
}

FERRY = """Ferry line to close in spring

The ferry between Velden and the islands will stop in March, Mara Lind said on Monday. \
“We have run out of money,” she said, “and out of patience with the Harbour Board.”

Jon Lind, who is not related to her, called the plan “a scandal”. He told reporters that Mara Lind had \
never asked the dockers.

An official close to the talks said the decision was final."""

# (title, publication, published, text, mentions, quotes): a mention is (words, actor, kind, which
# occurrence), a quote is (contents, type, source, cue, speaker, about, more columns).
ARTICLES: list[dict[str, Any]] = [
    {
        "title": "Ferry line to close in spring",
        "publication": "Velden Post",
        "published": "2024-01-15",
        "text": FERRY,
        "mentions": [
            ("Velden", "velden", "name", 0),
            ("Mara Lind", "mara-lind", "name", 0),
            ("she", "mara-lind", "pronoun", 0),
            ("Harbour Board", "harbour-board", "name", 0),
            ("Jon Lind", "jon-lind", "name", 0),
            ("He", "jon-lind", "pronoun", 0),
            ("Mara Lind", "mara-lind", "name", 1),
            ("the dockers", "dockers", "nominal", 0),
        ],
        "quotes": [
            (
                ["The ferry between Velden and the islands will stop in March"],
                "indirect",
                "Mara Lind",
                "said",
                "mara-lind",
                ["velden"],
                {},
            ),
            (
                ["We have run out of money,", "and out of patience with the Harbour Board."],
                "direct",
                "she",
                "said",
                "mara-lind",
                ["harbour-board"],
                {"source_form": "pronoun"},
            ),
            (["a scandal"], "mixed", "Jon Lind", "called", "jon-lind", [], {}),
            (
                ["Mara Lind had never asked the dockers"],
                "indirect",
                "He",
                "told",
                "jon-lind",
                ["mara-lind", "dockers"],
                {"source_form": "pronoun"},
            ),
            (
                ["the decision was final"],
                "indirect",
                "An official close to the talks",
                "said",
                None,
                [],
                {"anonymous": 1, "source_form": "nominal"},
            ),
        ],
    },
    {
        "title": "Ferry line to close",
        "publication": "Island Courier",
        "published": "2024-01-16",
        "text": FERRY.replace("in spring", "soon"),
        "syndicated_from": 1,
        "mentions": [("Mara Lind", "mara-lind", "name", 0)],
        "quotes": [(["a scandal"], "mixed", "Jon Lind", "called", "jon-lind", [], {})],
    },
    {
        "title": '<b>Harbour</b> accounts & "gaps"',
        "publication": "Island Courier",
        "published": "2024-03-02T08:30:00",
        "url": "javascript:alert(1)",
        "text": f"""“The books are <em>open</em>,” {HOSTILE_NAME} wrote. Tess Okoro doubted it: \
“Mara Lind told me that ‘nobody has seen them’.”

“Nobody knows who signed.\"""",
        "mentions": [
            (HOSTILE_NAME, "obrien", "name", 0),
            ("Tess Okoro", "tess-okoro", "name", 0),
            ("Mara Lind", "mara-lind", "name", 0),
            ("nobody has seen them’", "dockers", "nominal", 0),
        ],
        "quotes": [
            (
                ["The books are <em>open</em>,"],
                "direct",
                HOSTILE_NAME,
                "wrote",
                "obrien",
                [],
                {"cue_class": "writing"},
            ),
            (
                ["Mara Lind told me that ‘nobody has seen them’."],
                "direct",
                "Tess Okoro",
                "doubted",
                "tess-okoro",
                ["mara-lind"],
                {"cue_class": "thought"},
            ),
            (["nobody has seen them"], "direct", "Mara Lind", "told", "mara-lind", [], {}),
            (["Nobody knows who signed."], "direct", None, None, None, ["obrien"], {}),
        ],
    },
    *(
        {
            "title": f"Council notes {month}",
            "publication": "Velden Post" if month % 2 else "The Undertow",
            "published": f"2024-{month:02}-10",
            "url": f"https://example.org/notes/{month}",
            "text": f"Tess Okoro said the council met {month} times. Velden was quiet.",
            "mentions": [("Tess Okoro", "tess-okoro", "name", 0), ("Velden", "velden", "name", 0)],
            "quotes": [([f"the council met {month} times"], "indirect", "Tess Okoro", "said", "tess-okoro", [], {})],
        }
        for month in range(4, 13)
    ),
    {
        "title": None,
        "publication": None,
        "published": None,
        "text": "Nobody dated this note. “Ferries sail,” a passenger said.",
        "mentions": [],
        "quotes": [
            (
                ["Ferries sail,"],
                "direct",
                "a passenger",
                "said",
                None,
                [],
                {"anonymous": 1, "source_form": "nominal"},
            )
        ],
    },
]

COUNTS = """
insert into article_actors(article_id, actor_id, published, publication_id, n_mentions, n_quotes, n_said, n_said_about)
  select article_id, actor_id, published, publication_id, count(*),
    (select count(*) from quotes where quotes.article_id = mentions.article_id and speaker_id = actor_id),
    (select count(*) from quotes where quotes.article_id = mentions.article_id and speaker_id = actor_id
      and cue_class in ('speech', 'writing')),
    (select count(*) from quotes join quote_actors on quote_id = quotes.id
      where quotes.article_id = mentions.article_id and quote_actors.actor_id = mentions.actor_id
      and quotes.cue_class in ('speech', 'writing'))
  from mentions join articles on articles.id = article_id group by article_id, actor_id;
insert into actor_pairs(actor_id, other_id, n_articles)
  select a.actor_id, b.actor_id, count(*) from article_actors as a join article_actors as b using (article_id)
  where a.actor_id <> b.actor_id group by 1, 2;
update actors set
  n_articles = (select count(*) from article_actors where actor_id = actors.id),
  n_mentions = (select count(*) from mentions where actor_id = actors.id),
  n_quotes = (select count(*) from quotes where speaker_id = actors.id),
  n_quotes_about = (select count(*) from quote_actors where actor_id = actors.id),
  n_articles_about = (
    select count(distinct article_id) from quotes join quote_actors on quote_id = quotes.id
    where actor_id = actors.id),
  first_seen = (
    select min(published) from articles join mentions on article_id = articles.id where actor_id = actors.id),
  last_seen = (
    select max(published) from articles join mentions on article_id = articles.id where actor_id = actors.id);
insert into roles(actor_id, role, organization_actor_id, n_articles, first_seen, last_seen)
  select chains.actor_id, role, min(organizations.actor_id), count(distinct articles.id), min(published), max(published)
  from chain_roles join chains on chains.id = chain_id join articles on articles.id = chains.article_id
  left join chains as organizations on organizations.id = organization_chain_id group by 1, 2;
insert into aliases(actor_id, name, n_mentions)
  select actor_id, text, count(*) from mentions where kind = 'name' group by actor_id, text;
"""


@pytest.fixture(scope="session")
def newsroom_path(tmp_path_factory) -> Path:
    """The newsroom's database, to be read only; copy it to change it."""
    return build(tmp_path_factory.mktemp("newsroom") / "news.db")


def build(path: Path | str) -> Path:
    """Make the database at the path."""
    db = sqlite_utils.Database(str(path))
    migrations.apply(db)
    db["runs"].insert(
        {"id": 1, "started": "2024-12-31T10:00:00", "newsactors_version": "0.1", "model": "en_core_web_sm"}
    )
    db["ingest_errors"].insert(
        {"run_id": 1, "source": "bad<file>.txt", "error": "The file is empty", "when": "2024-12-31T10:00:01"}
    )
    for slug, (name, actor_type) in ACTORS.items():
        db["actors"].insert({"slug": slug, "name": name, "type": actor_type})
    for article in ARTICLES:
        add_article(db, **article)
    db["actors"].update(actor_id(db, "mara-lind"), {"gender": "female", "gender_basis": "pronoun"})
    add_role(db, 1, "mara-lind", "minister of <ferries>", "Mara Lind", "harbour-board")
    add_role(db, 3, "mara-lind", "former minister", "Mara Lind")
    db.conn.executescript(COUNTS)
    db.conn.commit()
    db.close()
    return Path(path)


def add_role(db, article_id, slug, role, words, organization=None) -> None:
    """Let the article give the actor a role, as if it stood where the words do."""
    start, end = find(db["articles"].get(article_id)["text"], words)
    organization_id = chain_id(db, article_id, organization) if organization else None
    row = {"chain_id": chain_id(db, article_id, slug), "role": role, "organization_chain_id": organization_id}
    db["chain_roles"].insert({**row, "start": start, "end": end})


def chain_id(db, article_id, slug) -> int:
    return next(db["chains"].rows_where("article_id = ? and key = ?", [article_id, slug]))["id"]


def actor_id(db: sqlite_utils.Database, slug: str) -> int:
    return next(db.query("select id from actors where slug = ?", [slug]))["id"]


def find(text: str, words: str, occurrence: int = 0) -> tuple[int, int]:
    """Where the words stand in the text."""
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def nearest(text: str, words: str, spans: list[tuple[int, int]]) -> tuple[int, int]:
    """Where the words stand next to the content, outside it."""
    found = [(match.start(), match.end()) for match in re.finditer(re.escape(words), text)]
    outside = [f for f in found if all(f[1] <= start or f[0] >= end for start, end in spans)]
    return min(outside or found, key=lambda f: min(abs(f[0] - spans[0][1]), abs(f[1] - spans[0][0])))


def add_article(db, *, title, publication, published, text, mentions, quotes, **more) -> int:
    """Insert one article with its mentions and quotes, and their offsets."""
    publication_id = db["publications"].lookup({"name": publication}) if publication else None
    number = db["articles"].count + 1
    db["articles"].insert(
        {
            "id": number,
            "title": title,
            "publication_id": publication_id,
            "published": published,
            "text": text,
            "content_hash": f"hash-{number}",
            "n_words": len(text.split()),
            "ingested_at": "2024-12-31T10:00:00",
            "run_id": 1,
            **more,
        }
    )
    chains = {
        slug: db["chains"]
        .insert(
            {
                "article_id": number,
                "key": slug,
                "name": ACTORS[slug][0],
                "type": ACTORS[slug][1],
                "name_key": name_key(*ACTORS[slug]),
                "block": block_of(name_key(*ACTORS[slug]), ACTORS[slug][1]),
                "actor_id": actor_id(db, slug),
            }
        )
        .last_pk
        for slug in dict.fromkeys(slug for _, slug, *_ in mentions)
    }
    for words, slug, kind, occurrence in mentions:
        start, end = find(text, words, occurrence)
        db["mentions"].insert(
            {
                "article_id": number,
                "actor_id": actor_id(db, slug),
                "chain_id": chains[slug],
                "start": start,
                "end": end,
                "text": words,
                "kind": kind,
            }
        )
    for quote in quotes:
        add_quote(db, number, published, text, chains, *quote)
    return number


def add_quote(db, article_id, published, text, chains, contents, quote_type, source, cue, speaker, about, more) -> int:
    """Insert one quote with its spans."""
    spans = [find(text, content) for content in contents]
    source_span = nearest(text, source, spans) if source else (None, None)
    cue_span = nearest(text, cue, spans) if cue else (None, None)
    quote_id = (
        db["quotes"]
        .insert(
            {
                "article_id": article_id,
                "speaker_id": actor_id(db, speaker) if speaker else None,
                "speaker_chain_id": chains.get(speaker),
                "source_text": source,
                "source_start": source_span[0],
                "source_end": source_span[1],
                "source_form": "name" if source else "missing",
                "cue": cue,
                "cue_lemma": cue or "",
                "cue_start": cue_span[0],
                "cue_end": cue_span[1],
                "content": " ".join(contents),
                "start": spans[0][0],
                "end": spans[-1][1],
                "quote_type": quote_type,
                "published": published,
                "confidence": 0.9,
                "method": "test",
                **more,
            }
        )
        .last_pk
    )
    for part, (start, end) in enumerate(spans):
        db["quote_spans"].insert({"quote_id": quote_id, "part": part, "start": start, "end": end})
    for slug in about:
        told = {"published": published, "cue_class": more.get("cue_class", "speech"), "quote_type": quote_type}
        db["quote_actors"].insert({"quote_id": quote_id, "actor_id": actor_id(db, slug), **told})
    return quote_id
