"""The database: one migration a change, applied by `open_database` and never edited after a release.

Every table is browsable in Datasette, so foreign keys are declared and names are the field's own.
"""

from __future__ import annotations

import re
from functools import cache

from sqlite_utils import Migrations
from sqlite_utils.db import Database

from . import held, names, relations, tallies, voices
from .tables import (
    ABOUT,
    AUDITED,
    COPIES,
    COUNTED,
    COVERING,
    DECISIONS,
    HISTORY,
    INDEXES,
    LINKS,
    NAME_INDEXES,
    NAMESAKES,
    NARROW,
    PRINTED,
    SPEECH_INDEXES,
    TABLES,
)

migrations = Migrations("newsactors")

OWN = re.findall(r"create table (\w+)", TABLES + DECISIONS + COPIES + HISTORY)
TABLE_NAMES = sorted({*OWN, *tallies.TALLIES, *relations.NAMES, *voices.TABLES, *names.NAMES, "held"})


@migrations()
def m001_first_schema(db: Database) -> None:
    """Tables, indexes and full-text search of the first release."""
    _execute(db, TABLES + INDEXES)
    _enable_search(db, "quotes", ["content"], "porter unicode61")
    _enable_search(db, "articles", ["title", "text"], "porter unicode61")
    _enable_search(db, "actors", ["name"], "trigram")


@migrations()
def m002_decisions(db: Database) -> None:
    """What people decide about actors and quotes: its log, an actor's status, and addresses of former actors."""
    _execute(db, DECISIONS)


@migrations()
def m003_copies(db: Database) -> None:
    """What syndicated copies are found by; links those among the articles that are there."""
    from .copies import link

    _execute(db, COPIES)
    link(db, [row[0] for row in db.execute("select id from articles order by id").fetchall()])


@migrations()
def m004_speech(db: Database) -> None:
    """The class of a quote's cue, in the indexes by which quotes are listed and counted."""
    _execute(db, SPEECH_INDEXES)


@migrations()
def m005_history(db: Database) -> None:
    """Former versions of articles, the run that stored each first, and when a run was undone."""
    _execute(db, HISTORY)


@cache
def migration_names() -> frozenset[str]:
    """Every migration that a database of this version has gone through."""
    return frozenset(migration.name for migration in migrations.pending(Database(memory=True)))


@migrations()
def m007_namesakes(db: Database) -> None:
    """What tells people of one name apart: their fields of work, and whether the name has several bearers."""
    _execute(db, NAMESAKES)


@migrations()
def m008_links(db: Database) -> None:
    """Whom an actor is in Wikidata, as a decision among the others."""
    _execute(db, LINKS)


@migrations()
def m009_tallies(db: Database) -> None:
    """What makes pages fast at a million quotes: counts that triggers keep, and indexes that are read alone."""
    _execute(db, COVERING)
    tallies.create(db)


@migrations()
def m010_relations(db: Database) -> None:
    """Who is in the news with whom, who speaks about whom, and in how many articles something is said about whom."""
    _execute(db, ABOUT)
    relations.create(db)


@migrations()
def m011_narrow(db: Database) -> None:
    """Two indexes that are read alone."""
    _execute(db, NARROW)


@migrations()
def m012_voices(db: Database) -> None:
    """Whose words each publication prints, and in which roles."""
    voices.create(db)


@migrations()
def m013_by_name(db: Database) -> None:
    """What each actor says by name, and two indexes that are read alone."""
    voices.create_by_name(db)
    _execute(db, PRINTED)


@migrations()
def m014_names(db: Database) -> None:
    """What resolution looks up, so that it need not read all names that could be one."""
    _execute(db, NAME_INDEXES)
    names.create(db)


@migrations()
def m015_held(db: Database) -> None:
    """Triggers that leave the counting to the store where it writes many rows at once."""
    held.create(db)
    for statement in (*tallies.triggers(), *voices.triggers(), *relations.TRIGGERS):
        (name,) = re.findall(r"create trigger (\w+)", statement)
        db.execute(f"drop trigger if exists {name}")
        db.execute(statement)


@migrations()
def m016_audited(db: Database) -> None:
    """Three indexes that the audit, the facets and the network read alone."""
    _execute(db, AUDITED)


@migrations()
def m017_counted(db: Database) -> None:
    """What is counted beside a search, and of the commonest actors, is read from indexes alone."""
    _execute(db, COUNTED)


def _execute(db: Database, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            db.execute(statement)


def _enable_search(db: Database, table: str, columns: list[str], tokenize: str) -> None:
    """Full-text search that is indexed anew only when the text changes, not with every count beside it."""
    db.table(table).enable_fts(columns, tokenize=tokenize, create_triggers=True)
    (trigger,) = db.execute("select sql from sqlite_master where name = ?", [f"{table}_au"]).fetchone()
    db.execute(f"drop trigger {table}_au")
    db.execute(trigger.replace("AFTER UPDATE ON", f"AFTER UPDATE OF {', '.join(columns)} ON"))
