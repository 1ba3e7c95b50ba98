"""Undoing a run: what it added goes, what it replaced comes back, and what people decided stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlite_utils import Database

from ..models import NewsactorsError
from ..resolve import Unit
from .annotations import Stored, clear
from .copies import unlink
from .database import transaction
from .resolution import Affected
from .runs import now
from .versions import Version, read_version
from .writer import article_row, settle

# What a run has a part in: articles as they are (version null) and former versions, each with the version before it.
PARTS = """
with parts as (
    select id as article_id, null as version, null as next_run, first_run_id from articles where run_id = :run
    union all
    select article_id, article_versions.id, replaced_by, first_run_id
    from article_versions join articles on articles.id = article_id where article_versions.run_id = :run
)
select article_id, version, next_run, first_run_id, (
    select max(id) from article_versions as former
    where former.article_id = parts.article_id and (version is null or former.id < version)
) as before
from parts
"""
# Articles that a later run has changed or read again are that run's own now.
FIRST_RUNS = """
update articles set first_run_id = coalesce(
    (select run_id from article_versions where article_id = articles.id order by id limit 1), run_id)
where first_run_id = ?
"""
UNUSED_PUBLICATIONS = """
delete from publications where not exists (select 1 from articles where publication_id = publications.id)
"""
READ_AGAIN = (
    "Run {} read {:,} articles again that were stored as they are, and what had been found in them before is not "
    "kept. Ingest them with the pipeline of the run before it; --model and --quotes choose it."
)


@dataclass(frozen=True)
class Undoing:
    """What undoing a run comes to.

    removed: ids of articles that it added. restored: the version to put back, by the article's id. forgotten:
    former versions that it stored, each with the run that replaced it and the version before it, or none.
    n_later: how many runs came after it.
    """

    run_id: int
    removed: list[int]
    restored: dict[int, int]
    forgotten: list[Forgotten]
    n_later: int


class Forgotten(NamedTuple):
    """A version of a run that a later run replaced."""

    version: int
    next_run: int
    before: int | None


def plan_undo(db: Database, run_id: int) -> Undoing:
    """What undoing a run would do. Raises NewsactorsError where there is no such run, or it cannot be undone."""
    run = db.execute("select undone from runs where id = ?", [run_id]).fetchone()
    if not run:
        raise NewsactorsError(f"There is no run {run_id} here; the table runs lists them.")
    if run[0]:
        raise NewsactorsError(f"Run {run_id} was undone already, at {run[0]}.")
    removed, restored, forgotten, read_again = [], {}, [], 0
    for article_id, version, next_run, first_run, before in db.execute(PARTS, {"run": run_id}).fetchall():
        replaced = before and db.execute("select replaced_by from article_versions where id = ?", [before]).fetchone()
        before = before if replaced and replaced[0] == run_id else None
        if before is None and first_run != run_id:
            read_again += 1
        elif version is not None:
            forgotten.append(Forgotten(version, next_run, before))
        elif before is not None:
            restored[article_id] = before
        else:
            removed.append(article_id)
    if read_again:
        raise NewsactorsError(READ_AGAIN.format(run_id, read_again))
    (n_later,) = db.execute("select count(*) from runs where id > ? and undone is null", [run_id]).fetchone()
    return Undoing(run_id, removed, restored, forgotten, n_later)


def undo_run(db: Database, run_id: int) -> Undoing:
    """Take back what a run stored, in one transaction, and bring actors, links of copies and counts up to date.

    Its errors and its row stay, which says when it was undone. Raises NewsactorsError as `plan_undo` does.
    """
    with transaction(db):
        undoing = plan_undo(db, run_id)
        _forget(db, undoing)
        _put_back(db, undoing)
        db.execute(UNUSED_PUBLICATIONS)
        db.execute(FIRST_RUNS, [run_id])
        db.execute("update runs set undone = ?, n_articles = 0, n_quotes = 0 where id = ?", [now(), run_id])
    return undoing


def _forget(db: Database, undoing: Undoing) -> None:
    """Take the run's versions out of the history: the run that replaced them has replaced what was before."""
    for version, next_run, before in undoing.forgotten:
        db.execute("delete from article_versions where id = ?", [version])
        db.execute("update article_versions set replaced_by = ? where id = ?", [next_run, before])


def _put_back(db: Database, undoing: Undoing) -> None:
    affected = Affected()
    stored: dict[int, Stored] = {}
    names: set[Unit] = set()
    left: set[int] = set()
    versions = {article_id: read_version(db, version) for article_id, version in undoing.restored.items()}
    held = {article_id for article_id, version in versions.items() if _held_elsewhere(db, version, undoing)}
    for article_id in (*undoing.removed, *versions):
        left |= unlink(db, article_id)
        bearers = clear(db, article_id, affected)
        names |= bearers.keys()
        if article_id in versions and article_id not in held:
            stored[article_id] = Stored(*versions[article_id][:2], bearers)
            # its text may have stood elsewhere in between
            db.execute("update articles set content_hash = 'former ' || id where id = ?", [article_id])
        else:
            db.execute("delete from articles where id = ?", [article_id])
    for article_id in stored:
        version = versions[article_id]
        row = article_row(db, version.article, version.run_id) | {"ingested_at": version.ingested_at}
        db.table("articles").update(article_id, row)
        db.execute("delete from article_versions where id = ?", [undoing.restored[article_id]])
    gone = {*undoing.removed, *held}
    settle(db, stored, affected, left - gone, names)


def _held_elsewhere(db: Database, version: Version, undoing: Undoing) -> bool:
    """Whether an article that stays has the text of a version: the same content is stored once."""
    row = db.execute("select id from articles where content_hash = ?", [version.article.content_hash]).fetchone()
    return row is not None and row[0] not in {*undoing.removed, *undoing.restored}
