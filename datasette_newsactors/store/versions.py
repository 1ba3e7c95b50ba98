"""Former versions of articles, each with all that was found in it, so that it can be put back."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any, NamedTuple

from sqlite_utils import Database

from ..models import Actor, Alias, Annotation, Article, Mention, Pipeline, Quote, Role
from ..records import from_record, to_record
from .runs import now

ARTICLE = """
select text, null as id, path, url, title, byline, publications.name as publication, published, language
from articles left join publications on publications.id = publication_id where articles.id = ?
"""
KEEP = """
insert into article_versions
    (article_id, content_hash, title, text, published, n_words, run_id, ingested_at, replaced_by, replaced_at, record)
select id, content_hash, title, text, published, n_words, run_id, ingested_at, ?, ?, ? from articles where id = ?
"""


class Version(NamedTuple):
    """What an article was before."""

    article: Article
    annotation: Annotation
    run_id: int
    ingested_at: str


def keep_version(db: Database, article_id: int, by: Article, run_id: int) -> None:
    """Put an article into the history before another one takes its place, unless only what is found in it changes.

    by: what replaces it. A run that replaces what it stored itself leaves one version.
    """
    article = read_article(db, article_id)
    (stored_by,) = db.execute("select run_id from articles where id = ?", [article_id]).fetchone()
    if stored_by == run_id or article == Article(**{**vars(by), "id": None}):
        return
    record = to_record(article, read_annotation(db, article_id))
    del record["article"]["title"], record["article"]["text"]  # they have columns of their own
    db.execute(KEEP, [run_id, now(), json.dumps(record, ensure_ascii=False, sort_keys=True), article_id])


def read_version(db: Database, version_id: int) -> Version:
    """A former version as it was stored."""
    row = next(db.query("select * from article_versions where id = ?", [version_id]))
    record = json.loads(row["record"])
    record["article"] |= {"title": row["title"], "text": row["text"]}
    return Version(*from_record(record), row["run_id"], row["ingested_at"])


def read_article(db: Database, article_id: int) -> Article:
    """An article as it is stored."""
    return Article(**next(db.query(ARTICLE, [article_id])))


def read_annotation(db: Database, article_id: int) -> Annotation:
    """What was found in an article, without what people decided about it."""
    keys = dict(db.execute("select id, key from chains where article_id = ? order by id", [article_id]).fetchall())
    return Annotation(
        actors=tuple(_actors(db, article_id, keys)),
        mentions=tuple(
            Mention((start, end), kind, keys[chain], label)
            for start, end, kind, chain, label in db.execute(
                "select start, end, kind, chain_id, label from mentions where article_id = ? order by id", [article_id]
            )
        ),
        quotes=tuple(_quotes(db, article_id, keys)),
        pipeline=_pipeline(db, article_id),
    )


def _pipeline(db: Database, article_id: int) -> Pipeline | None:
    row = db.execute(
        """
        select model, model_version, newsactors_version from runs
        where id = (select run_id from articles where id = ?)
        """,
        [article_id],
    ).fetchone()
    return Pipeline(*row) if row else None


def _actors(db: Database, article_id: int, keys: dict[int, str]) -> list[Actor]:
    aliases: dict[int, Counter[str]] = defaultdict(Counter)
    for chain, text in db.execute(
        "select chain_id, text from mentions where article_id = ? and kind = 'name'", [article_id]
    ):
        aliases[chain][text] += 1
    roles: dict[int, list[Role]] = defaultdict(list)
    for chain, role, start, end, organization in db.execute(
        """
        select chain_id, role, chain_roles.start, chain_roles.end, organization_chain_id
        from chain_roles join chains on chains.id = chain_id where article_id = ? order by chain_roles.rowid
        """,
        [article_id],
    ):
        roles[chain].append(Role(role, (start, end), keys.get(organization)))
    rows = db.execute(
        "select id, name, type, gender, gender_basis from chains where article_id = ? order by id", [article_id]
    )
    return [
        Actor(
            keys[chain],
            name,
            kind,
            tuple(Alias(*alias) for alias in sorted(aliases[chain].items(), key=lambda a: (-a[1], a[0]))),
            tuple(roles[chain]),
            gender,
            basis,
        )
        for chain, name, kind, gender, basis in rows
    ]


def _quotes(db: Database, article_id: int, keys: dict[int, str]) -> list[Quote]:
    def gathered(sql: str) -> dict[int, list[Any]]:
        found = defaultdict(list)
        for quote_id, *values in db.execute(sql, [article_id]):
            found[quote_id].append(tuple(values))
        return found

    of_article = "in (select id from quotes where article_id = ?)"
    spans = gathered(f"select quote_id, start, end from quote_spans where quote_id {of_article} order by 1, part")
    about = gathered(f"select quote_id, chain_id from quote_chains where quote_id {of_article} order by 1, 2")
    rows = db.query("select * from quotes where article_id = ? order by id", [article_id])
    return [
        Quote(
            content=tuple(spans[row["id"]]),
            quote_type=row["quote_type"],
            source=_span(row["source_start"], row["source_end"]),
            cue=_span(row["cue_start"], row["cue_end"]),
            cue_lemma=row["cue_lemma"] or "",
            cue_class=row["cue_class"],
            source_form=row["source_form"],
            speaker=keys.get(row["speaker_chain_id"]),
            anonymous=bool(row["anonymous"]),
            about=tuple(keys[chain] for (chain,) in about[row["id"]]),
            confidence=row["confidence"],
            method=row["method"],
        )
        for row in rows
    ]


def _span(start: int | None, end: int | None) -> tuple[int, int] | None:
    return None if start is None or end is None else (start, end)
