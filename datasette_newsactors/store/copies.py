"""Syndicated copies: each is linked to the earliest article that it is a copy of.

An article is an original unless it is a copy of an earlier original; then it is linked to the earliest of
these. That is a function of all articles, not of the order in which they came, and nobody is linked to an
article that is not like it. A new article is compared with its candidates only: those in a band of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlite_utils import Database

from ..resolve import are_copies, bands, seniority, shingles

Key = tuple[str, int, str]


@dataclass(frozen=True)
class _Text:
    """An article as it is compared."""

    id: int
    key: Key
    shingles: frozenset[str]
    original: int | None  # whose copy it is


@dataclass
class _Waiting:
    """Articles whose link is to be found, the most senior one first."""

    heap: list[tuple[Key, int]] = field(default_factory=list)

    def add(self, db: Database, article_ids: Iterable[int]) -> None:
        for article_id in article_ids:
            row = db.execute("select published, n_words, content_hash from articles where id = ?", [article_id])
            heapq.heappush(self.heap, (seniority(*row.fetchone()), article_id))

    def __iter__(self) -> Iterator[int]:
        last = None
        while self.heap:
            _, article_id = heapq.heappop(self.heap)
            if article_id != last:
                yield article_id
            last = article_id


def unlink(db: Database, article_id: int) -> set[int]:
    """Forget that an article is like others, before its row changes or goes; returns the articles it leaves behind.

    They were its copies, and are to be linked anew.
    """
    (text,) = db.execute("select text from articles where id = ?", [article_id]).fetchone()
    db.conn.executemany(
        "delete from article_bands where band = ? and article_id = ?",
        [(band, article_id) for band in bands(shingles(text))],
    )
    left = _copies(db, article_id)
    db.execute("update articles set syndicated_from = null where id = ? or syndicated_from = ?", [article_id] * 2)
    return left


def link(db: Database, new: Iterable[int], left: Iterable[int] = ()) -> None:
    """Link articles to the ones that they copy, and copies to them.

    new: articles whose rows were just written. left: what `unlink` left behind, as far as it is still there.
    """
    for article_id in new:
        _index(db, article_id)
    waiting = _Waiting()
    waiting.add(db, {*new, *left})
    for article_id in waiting:
        article = _read(db, article_id)
        was_original = article.original is None
        original = _original(db, article)
        if original != article.original:
            db.execute("update articles set syndicated_from = ? where id = ?", [original, article_id])
        if original is None:
            waiting.add(db, _juniors(db, article))
        elif was_original:
            waiting.add(db, _copies(db, article_id))


def _index(db: Database, article_id: int) -> None:
    (text,) = db.execute("select text from articles where id = ?", [article_id]).fetchone()
    db.conn.executemany(
        "insert or ignore into article_bands (band, article_id) values (?, ?)",
        [(band, article_id) for band in bands(shingles(text))],
    )


def _read(db: Database, article_id: int) -> _Text:
    row = db.execute(
        "select text, published, n_words, content_hash, syndicated_from from articles where id = ?", [article_id]
    ).fetchone()
    return _Text(article_id, seniority(*row[1:4]), shingles(row[0]), row[4])


def _original(db: Database, article: _Text) -> int | None:
    """The most senior original that an article is a copy of."""
    seniors = (c for c in _candidates(db, article, "syndicated_from is null") if c[0] < article.key)
    return next((c for _, c in sorted(seniors) if are_copies(article.shingles, _read(db, c).shingles)), None)


def _juniors(db: Database, article: _Text) -> set[int]:
    """The articles that an original could take from a junior original, or make its copies."""
    found = set()
    for key, candidate_id in _candidates(db, article, "true"):
        if key > article.key:
            candidate = _read(db, candidate_id)
            held = candidate.original is not None and _read(db, candidate.original).key <= article.key
            if not held and are_copies(article.shingles, candidate.shingles):
                found.add(candidate_id)
    return found


def _candidates(db: Database, article: _Text, condition: str) -> list[tuple[Key, int]]:
    wanted = bands(article.shingles)
    rows = db.execute(
        f"""
        select published, n_words, content_hash, id from articles
        where id in (select article_id from article_bands where band in ({", ".join("?" * len(wanted))}))
        and id <> ? and {condition}
        """,
        [*wanted, article.id],
    )
    return [(seniority(*key), article_id) for *key, article_id in rows]


def _copies(db: Database, article_id: int) -> set[int]:
    return {row[0] for row in db.execute("select id from articles where syndicated_from = ?", [article_id])}
