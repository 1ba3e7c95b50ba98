"""Writing: a batch of annotated articles in one transaction, so that a kill leaves whole articles or none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlite_utils import Database

from ..models import Annotation, Article, Failure, Pipeline, Quote, Span, cut
from ..resolve import block_of, name_key
from .counts import refresh
from .resolution import Affected, resolve_blocks
from .runs import now

Pair = tuple[Article, Annotation]


@dataclass(frozen=True)
class Saved:
    """What a batch came to: how many articles were new or replaced another one, how many quotes they hold."""

    new: int = 0
    changed: int = 0
    n_quotes: int = 0
    failures: tuple[Failure, ...] = ()


def known(db: Database, hashes: Iterable[str], pipeline: Pipeline) -> set[str]:
    """Which of these content hashes are stored and were annotated by this very pipeline."""
    found: set[str] = set()
    waiting = iter(hashes)
    while chunk := list(islice(waiting, 500)):
        rows = db.execute(
            f"""
            select content_hash from articles join runs on runs.id = articles.run_id
            where model = ? and model_version = ? and newsactors_version = ?
            and content_hash in ({", ".join("?" * len(chunk))})
            """,
            [pipeline.model, pipeline.model_version, pipeline.newsactors_version, *chunk],
        )
        found |= {row[0] for row in rows}
    return found


def save(db: Database, batch: Sequence[Pair], run_id: int) -> Saved:
    """Store annotated articles, each in place of its former version, and bring actors and counts up to date.

    The same content is stored once. Another content at the same URL, or at the same path where there is no URL,
    replaces the article and keeps its id. An annotation whose spans leave the text becomes a failure.
    """
    failures = [f for article, annotation in batch if (f := _misplaced(article, annotation))]
    sound = {a.content_hash: (a, n) for a, n in batch if not _misplaced(a, n)}
    with db.atomic():
        affected, blocks = Affected(), _blocks(sound.values())
        former = {h: _former_id(db, article) for h, (article, _) in sound.items()}
        for article_id in filter(None, former.values()):
            blocks |= _clear(db, article_id, affected)
        ids = {h: _store_article(db, article, former[h], run_id) for h, (article, _) in sound.items()}
        _store_chains(db, [(ids[h], annotation) for h, (_, annotation) in sound.items()])
        resolve_blocks(db, blocks, affected)
        for content_hash, (article, annotation) in sound.items():
            _store_annotation(db, ids[content_hash], article, annotation)
        refresh(db, affected.actors | _actors_of(db, ids.values()), affected.articles.union(ids.values()))
    return Saved(
        new=sum(f is None for f in former.values()),
        changed=sum(f is not None for f in former.values()),
        n_quotes=sum(len(n.quotes) for _, n in sound.values()),
        failures=tuple(failures),
    )


def _misplaced(article: Article, annotation: Annotation) -> Failure | None:
    """A failure where a span does not lie inside the text: such an annotation is not of this text."""
    length = len(article.text)
    spans: list[Span] = [m.span for m in annotation.mentions]
    spans += [s for q in annotation.quotes for s in (*q.content, q.source, q.cue) if s]
    spans += [r.span for a in annotation.actors for r in a.roles]
    if all(0 <= start < end <= length for start, end in spans):
        return None
    source = article.path or article.url or article.title or "article"
    return Failure(source, "the annotation has spans outside of the text; annotate this article again")


def _former_id(db: Database, article: Article) -> int | None:
    """The stored article that this one takes the place of: same content, else same URL, else same path."""
    for column, value in (("content_hash", article.content_hash), ("url", article.url)):
        if value:
            row = db.execute(
                f"select id from articles where {column} = ? order by id limit 1", [value]
            ).fetchone()
            if row:
                return int(row[0])
    if article.path and not article.url:
        row = db.execute(
            "select id from articles where path = ? and url is null order by id limit 1", [article.path]
        ).fetchone()
        return int(row[0]) if row else None
    return None


def _clear(db: Database, article_id: int, affected: Affected) -> set[str]:
    """Remove what was found in an article, whose row stays; returns the blocks that lose names by it."""
    blocks = set()
    for actor_id, block in db.execute(
        "select actor_id, block from chains where article_id = ?", [article_id]
    ):
        affected.actors.add(actor_id)
        blocks.add(block)
    for table in ("quotes", "mentions", "chains", "article_actors"):
        db.execute(f"delete from {table} where article_id = ?", [article_id])
    return blocks


def _store_article(db: Database, article: Article, former: int | None, run_id: int) -> int:
    row = {
        "url": article.url,
        "title": article.title,
        "byline": article.byline,
        "publication_id": _publication_id(db, article),
        "published": article.published,
        "language": article.language,
        "text": article.text,
        "content_hash": article.content_hash,
        "n_words": len(article.text.split()),
        "path": article.path,
        "ingested_at": now(),
        "run_id": run_id,
    }
    if former is not None:
        db["articles"].update(former, row)
        return former
    return int(db["articles"].insert(row).last_pk)  # type: ignore[arg-type]


def _publication_id(db: Database, article: Article) -> int | None:
    if not article.publication:
        return None
    row = db.execute("select id from publications where name = ?", [article.publication]).fetchone()
    if row:
        return int(row[0])
    domain = (
        article.url.split("/")[2].removeprefix("www.")
        if article.url and article.url.count("/") >= 2
        else None
    )
    return int(db["publications"].insert({"name": article.publication, "domain": domain}).last_pk)  # type: ignore[arg-type]


def _blocks(pairs: Iterable[Pair]) -> set[str]:
    return {block_of(name_key(a.name, a.type), a.type) for _, annotation in pairs for a in annotation.actors}


def _store_chains(db: Database, articles: Iterable[tuple[int, Annotation]]) -> None:
    rows = []
    for article_id, annotation in articles:
        for actor in annotation.actors:
            key = name_key(actor.name, actor.type)
            rows.append(
                (
                    article_id,
                    actor.key,
                    actor.name,
                    actor.type,
                    key,
                    block_of(key, actor.type),
                    actor.gender,
                    actor.gender_basis,
                )
            )
    db.conn.executemany(
        """
        insert into chains (article_id, key, name, type, name_key, block, gender, gender_basis)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        rows,
    )


def _store_annotation(db: Database, article_id: int, article: Article, annotation: Annotation) -> None:
    """Roles, mentions and quotes of one article, whose chains have their actors by now."""
    rows = db.execute("select key, id, actor_id from chains where article_id = ?", [article_id])
    chains: dict[str, tuple[int, int]] = {key: (chain_id, actor_id) for key, chain_id, actor_id in rows}
    db.conn.executemany(
        "insert or ignore into chain_roles (chain_id, role, start, end, organization_chain_id) values (?, ?, ?, ?, ?)",
        [
            (chains[a.key][0], r.role, *r.span, chains[r.organization][0] if r.organization else None)
            for a in annotation.actors
            for r in a.roles
        ],
    )
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
    for quote in annotation.quotes:
        _store_quote(db, article_id, article, quote, chains)


def _store_quote(
    db: Database, article_id: int, article: Article, quote: Quote, chains: dict[str, tuple[int, int]]
) -> None:
    speaker = chains[quote.speaker] if quote.speaker else (None, None)
    row: dict[str, Any] = {
        "article_id": article_id,
        "speaker_id": speaker[1],
        "speaker_chain_id": speaker[0],
        "source_text": cut(article.text, [quote.source]) if quote.source else None,
        "source_start": quote.source[0] if quote.source else None,
        "source_end": quote.source[1] if quote.source else None,
        "source_form": quote.source_form,
        "anonymous": int(quote.anonymous),
        "cue": cut(article.text, [quote.cue]) if quote.cue else None,
        "cue_lemma": quote.cue_lemma or None,
        "cue_class": quote.cue_class,
        "cue_start": quote.cue[0] if quote.cue else None,
        "cue_end": quote.cue[1] if quote.cue else None,
        "content": cut(article.text, quote.content),
        "start": quote.span[0],
        "end": quote.span[1],
        "quote_type": quote.quote_type,
        "published": article.published,
        "confidence": quote.confidence,
        "method": quote.method,
    }
    columns = ", ".join(row)
    cursor = db.execute(f"insert into quotes ({columns}) values ({', '.join(':' + c for c in row)})", row)
    quote_id = cursor.lastrowid
    db.conn.executemany(
        "insert into quote_spans (quote_id, part, start, end) values (?, ?, ?, ?)",
        [(quote_id, part, start, end) for part, (start, end) in enumerate(quote.content)],
    )
    about = [chains[key] for key in quote.about]
    db.conn.executemany(
        "insert or ignore into quote_chains (quote_id, chain_id) values (?, ?)",
        [(quote_id, c) for c, _ in about],
    )
    db.conn.executemany(
        "insert or ignore into quote_actors (quote_id, actor_id) values (?, ?)",
        [(quote_id, a) for _, a in about],
    )


def _actors_of(db: Database, article_ids: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for article_id in article_ids:
        found |= {
            row[0] for row in db.execute("select actor_id from chains where article_id = ?", [article_id])
        }
    return found
