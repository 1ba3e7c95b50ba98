"""The rows of an annotation: chains (an actor as one article has it), mentions, quotes and their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlite_utils import Database

from ..models import Annotation, Article, Quote, Span, cut
from ..resolve import block_of, name_key
from .resolution import Affected

Chains = Mapping[str, tuple[int, int]]  # key of an actor in its article → ids of chain and actor


def fault(article: Article, annotation: Annotation) -> str | None:
    """Why an annotation cannot be one of this article's text, or None where it can."""
    spans: list[Span] = [m.span for m in annotation.mentions]
    spans += [s for q in annotation.quotes for s in (*q.content, q.source, q.cue) if s]
    spans += [r.span for a in annotation.actors for r in a.roles]
    for start, end in spans:
        if not 0 <= start < end <= len(article.text):
            return (
                f"its annotation has a span from {start} to {end}, but the text has {len(article.text)} "
                "characters; annotate the article again"
            )
    keys = {a.key for a in annotation.actors}
    used = {m.actor for m in annotation.mentions} | {k for q in annotation.quotes for k in q.about}
    used |= {q.speaker for q in annotation.quotes if q.speaker is not None}
    used |= {r.organization for a in annotation.actors for r in a.roles if r.organization is not None}
    if used <= keys:
        return None
    return f"its annotation refers to the actor {min(used - keys)!r}, which it does not list; annotate it again"


def clear(db: Database, article_id: int, affected: Affected) -> set[str]:
    """Remove what was found in an article, whose row stays; returns the blocks that lose names by it."""
    chains = db.execute("select actor_id, block from chains where article_id = ?", [article_id]).fetchall()
    affected.actors |= {actor_id for actor_id, _ in chains}
    for table in ("quotes", "mentions", "chains", "article_actors"):
        db.execute(f"delete from {table} where article_id = ?", [article_id])
    return {block for _, block in chains}


def insert_chains(db: Database, articles: Mapping[int, tuple[Article, Annotation]]) -> set[str]:
    """Store the actors of articles, as yet without identity; returns the blocks that gain names by it."""
    rows = []
    for article_id, (_, annotation) in articles.items():
        for actor in annotation.actors:
            key = name_key(actor.name, actor.type)
            block = block_of(key, actor.type)
            identity = (article_id, actor.key, actor.name, actor.type, key, block)
            rows.append((*identity, actor.gender, actor.gender_basis))
    db.conn.executemany(
        """
        insert into chains (article_id, key, name, type, name_key, block, gender, gender_basis)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows,
    )
    return {row[5] for row in rows}


def insert_found(db: Database, articles: Mapping[int, tuple[Article, Annotation]]) -> set[int]:
    """Store roles, mentions and quotes of articles whose chains have their actors; returns these actors."""
    actors: set[int] = set()
    for article_id, (article, annotation) in articles.items():
        rows = db.execute("select key, id, actor_id from chains where article_id = ?", [article_id])
        chains = {key: (chain_id, actor_id) for key, chain_id, actor_id in rows}
        _insert_roles(db, annotation, chains)
        _insert_mentions(db, article_id, article, annotation, chains)
        for quote in annotation.quotes:
            _insert_quote(db, article_id, article, quote, chains)
        actors |= {actor_id for _, actor_id in chains.values()}
    return actors


def _insert_roles(db: Database, annotation: Annotation, chains: Chains) -> None:
    db.conn.executemany(
        """
        insert or ignore into chain_roles (chain_id, role, start, end, organization_chain_id)
        values (?, ?, ?, ?, ?)
        """,
        [
            (chains[actor.key][0], r.role, *r.span, chains[r.organization][0] if r.organization else None)
            for actor in annotation.actors
            for r in actor.roles
        ],
    )


def _insert_mentions(db: Database, article_id: int, article: Article, annotation: Annotation, chains: Chains) -> None:
    db.conn.executemany(
        """
        insert into mentions (article_id, chain_id, actor_id, start, end, text, kind, label)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [
            (article_id, *chains[m.actor], *m.span, cut(article.text, [m.span]), m.kind, m.label)
            for m in annotation.mentions
        ],
    )


def _insert_quote(db: Database, article_id: int, article: Article, quote: Quote, chains: Chains) -> None:
    row = _quote_row(article, quote) | {"article_id": article_id}
    row["speaker_chain_id"], row["speaker_id"] = chains[quote.speaker] if quote.speaker else (None, None)
    columns, values = ", ".join(row), ", ".join(f":{column}" for column in row)
    quote_id = db.execute(f"insert into quotes ({columns}) values ({values})", row).lastrowid
    db.conn.executemany(
        "insert into quote_spans (quote_id, part, start, end) values (?, ?, ?, ?)",
        [(quote_id, part, start, end) for part, (start, end) in enumerate(quote.content)],
    )
    about = [(quote_id, *chains[key]) for key in quote.about]
    db.conn.executemany("insert or ignore into quote_chains (quote_id, chain_id) values (?, ?)", [a[:2] for a in about])
    db.conn.executemany(
        "insert or ignore into quote_actors (quote_id, actor_id) values (?, ?)", [a[::2] for a in about]
    )


def _quote_row(article: Article, quote: Quote) -> dict[str, Any]:
    source_start, source_end = quote.source or (None, None)
    cue_start, cue_end = quote.cue or (None, None)
    start, end = quote.span
    return {
        "source_text": cut(article.text, [quote.source]) if quote.source else None,
        "source_start": source_start,
        "source_end": source_end,
        "source_form": quote.source_form,
        "anonymous": quote.anonymous,
        "cue": cut(article.text, [quote.cue]) if quote.cue else None,
        "cue_lemma": quote.cue_lemma or None,
        "cue_class": quote.cue_class,
        "cue_start": cue_start,
        "cue_end": cue_end,
        "content": cut(article.text, quote.content),
        "start": start,
        "end": end,
        "quote_type": quote.quote_type,
        "published": article.published,
        "confidence": quote.confidence,
        "method": quote.method,
    }
