"""The rows of an annotation: chains (an actor as one article has it), mentions, quotes and their parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlite_utils import Database

from ..models import Annotation, Article, Quote, cut
from ..resolve import Unit, fields_of, name_key
from . import names
from .counts import change
from .held import changing, held
from .relations import part
from .resolution import Affected

Chains = Mapping[str, tuple[int, int]]  # key of an actor in its article → ids of chain and actor
Bearers = dict[Unit, int]  # who bears a name


class Stored(NamedTuple):
    """An article whose row is written, with its annotation and who bore the names of its former version."""

    article: Article
    annotation: Annotation
    bearers: Bearers


def clear(db: Database, article_id: int, affected: Affected) -> Bearers:
    """Remove what was found in an article, whose row stays; returns who bore each name."""
    rows = db.execute("select type, name_key, actor_id from chains where article_id = ?", [article_id])
    bearers = {Unit(kind, key): actor_id for kind, key, actor_id in rows}
    affected.actors |= set(bearers.values())
    speakers = db.execute("select speaker_id from quotes where article_id = ? and speaker_id is not null", [article_id])
    affected.actors |= {row[0] for row in speakers}
    part(db, article_id)
    names.remove(db, article_id)
    changing(db, "select id from quotes where article_id = ?", article_id)
    change(db, "old")
    with held(db):
        for table in ("quotes", "mentions", "chains"):
            db.execute(f"delete from {table} where article_id = ?", [article_id])
    return bearers


def insert_chains(db: Database, articles: Mapping[int, Stored]) -> set[Unit]:
    """Store the actors of articles, by the articles' ids; returns the names that are to be resolved.

    A name that stood in the former version of its article goes on with the actor it had: so an actor who is
    in one article only keeps id and slug when it is annotated again.
    """
    rows, found = [], set()
    for article_id, (_, annotation, bearers) in articles.items():
        for actor in annotation.actors:
            name = Unit(actor.type, name_key(actor.name, actor.type))
            identity = (article_id, actor.key, actor.name, actor.type, name.key, name.block, bearers.get(name))
            fields = " ".join(sorted(fields_of(role.role for role in actor.roles))) if _is_full(name) else ""
            rows.append((*identity, actor.gender, actor.gender_basis, fields or None))
            found.add(name)
        found |= bearers.keys()
    db.conn.executemany(
        """
        insert into chains (article_id, key, name, type, name_key, block, actor_id, gender, gender_basis, fields)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows,
    )
    return found


def _is_full(name: Unit) -> bool:
    """Whether a name is a person's first name and surname, which several people may bear."""
    return name.type == "person" and " " in name.key


def insert_found(db: Database, articles: Mapping[int, Stored]) -> set[int]:
    """Store roles, mentions and quotes of articles whose chains have their actors; returns these actors."""
    actors: set[int] = set()
    for article_id, (article, annotation, _) in articles.items():
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
    columns = "quote_id, actor_id, published, cue_class, quote_type"
    db.conn.executemany(
        f"insert or ignore into quote_actors ({columns}) values (?, ?, ?, ?, ?)",
        [(*a[::2], article.published, quote.cue_class, row["quote_type"]) for a in about],
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
