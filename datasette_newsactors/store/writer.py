"""Writing: a batch of annotated articles in one transaction, so that a kill leaves whole articles or none."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from ..models import Annotation, Article, Failure, Pipeline
from ..resolve import Unit
from .annotations import Stored, clear, insert_chains, insert_found
from .copies import link, unlink
from .counts import change, refresh
from .database import insert, transaction
from .faults import fault
from .held import changing, held
from .log import read_log
from .names import add
from .resolution import Affected, resolve
from .runs import now
from .speakers import settle_speakers
from .versions import keep_version

Pair = tuple[Article, Annotation]
METADATA = ("url", "path", "byline", "published", "language")
STANDARD_INPUT = re.compile(r"-(#\d+)?")  # a path that says nothing of where an article comes from


@dataclass(frozen=True)
class Saved:
    """What a batch came to: how many articles were new or took another one's place, and their quotes."""

    new: int = 0
    changed: int = 0
    n_quotes: int = 0
    failures: tuple[Failure, ...] = ()


def known(db: Database, articles: Iterable[Article], pipeline: Pipeline) -> set[str]:
    """The content hashes of those articles that are stored as they are, and annotated by this very pipeline."""
    found: set[str] = set()
    waiting = iter(articles)
    while chunk := {a.content_hash: a for a in islice(waiting, 500)}:
        rows = db.execute(
            f"""
            select content_hash, {", ".join(f"articles.{c}" for c in METADATA)}, publications.name
            from articles join runs on runs.id = run_id
            left join publications on publications.id = publication_id
            where model = ? and model_version = ? and newsactors_version = ?
            and content_hash in ({", ".join("?" * len(chunk))})
            """,
            [pipeline.model, pipeline.model_version, pipeline.newsactors_version, *chunk],
        )
        found |= {row[0] for row in rows if _is_stored(chunk[row[0]], row[1:])}
    return found


def _is_stored(article: Article, row: Sequence[str | None]) -> bool:
    """Whether a stored row holds all that is known of the article; a copy from elsewhere adds nothing to it."""
    stored = dict(zip((*METADATA, "publication"), row, strict=True))
    given = {name: getattr(article, name) for name in stored}
    same_place = stored["url"] == given["url"] and (given["url"] or stored["path"] == given["path"])
    return not same_place or all(stored[name] == given[name] for name in stored if name != "path")


def save(db: Database, batch: Sequence[Pair], run_id: int, unchanged: Collection[str] = ()) -> Saved:
    """Store annotated articles, each in place of its former version, and bring actors and counts up to date.

    The same content is stored once. Another content at the same place replaces the article and keeps its id,
    unless the article is one of those in `unchanged`, content hashes of what was found again elsewhere. An
    annotation that does not fit its text becomes a failure.
    """
    faults = [fault(article, annotation) for article, annotation in batch]
    sound = [pair for pair, reason in zip(batch, faults, strict=True) if reason is None]
    with transaction(db):
        new = _replace(db, sound, run_id, unchanged)
    return Saved(
        new=new,
        changed=len(sound) - new,
        n_quotes=sum(len(annotation.quotes) for _, annotation in sound),
        failures=tuple(
            Failure(article.origin, reason) for (article, _), reason in zip(batch, faults, strict=True) if reason
        ),
    )


def _replace(db: Database, batch: Iterable[Pair], run_id: int, unchanged: Collection[str]) -> int:
    """Store each article in place of its former version, which is kept; returns how many had none."""
    affected, new = Affected(), 0
    stored: dict[int, Stored] = {}
    left: set[int] = set()
    for article, annotation in batch:
        former = _former_id(db, article, unchanged)
        row = article_row(db, article, run_id)
        if former is None:
            article_id = insert(db, "articles", row | {"first_run_id": run_id})
            new, bearers = new + 1, {}
        else:
            article_id = former
            left |= unlink(db, article_id)
            if article_id in stored:
                bearers = stored[article_id].bearers
            else:
                keep_version(db, article_id, article, run_id)
                bearers = clear(db, article_id, affected)
            db.table("articles").update(article_id, row)
        stored[article_id] = Stored(article, annotation, bearers)
    settle(db, stored, affected, left)
    return new


def settle(
    db: Database, stored: Mapping[int, Stored], affected: Affected, left: Iterable[int], names: Collection[Unit] = ()
) -> None:
    """Bring all that follows up to date once the rows of articles are written and others are gone.

    stored: what was written, by the articles' ids. left: the copies that `unlink` left behind. names: which
    went besides.
    """
    log = read_log(db)
    seeds = insert_chains(db, stored).union(names)
    add(db, stored)
    resolve(db, seeds, log, affected)
    with held(db):
        gained = insert_found(db, stored)
    changing(db, "select id from quotes where article_id in (select value from json_each(?))", json.dumps([*stored]))
    change(db, "new")
    settle_speakers(db, stored, log, affected)
    link(db, stored, left)
    refresh(db, affected.actors, affected.articles, stored.keys(), gained)


def place(article: Article) -> tuple[str, str] | None:
    """Where an article stands, as column and value: a later one there is its new version. None if unknown."""
    if article.url:
        return "url", article.url
    if article.path and not STANDARD_INPUT.fullmatch(article.path):
        return "path", article.path
    return None


def _former_id(db: Database, article: Article, unchanged: Collection[str]) -> int | None:
    """The article whose place this one takes: one of the same content, else one that stood where it stands."""
    same = db.execute("select id from articles where content_hash = ?", [article.content_hash]).fetchone()
    if same:
        return int(same[0])
    match place(article):
        case "url", value:
            condition = "url = ?"
        case "path", value:
            condition = "url is null and path = ?"
        case _:
            return None
    rows = db.execute(f"select id, content_hash from articles where {condition} order by id", [value])
    return next((row_id for row_id, content_hash in rows if content_hash not in unchanged), None)


def article_row(db: Database, article: Article, run_id: int) -> dict[str, Any]:
    """The columns of an article as a run stores it."""
    return {
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


def _publication_id(db: Database, article: Article) -> int | None:
    if not article.publication:
        return None
    row = db.execute("select id from publications where name = ?", [article.publication]).fetchone()
    if row:
        return int(row[0])
    return insert(db, "publications", {"name": article.publication, "domain": _domain(article.url)})


def _domain(url: str | None) -> str | None:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
