"""Annotations to SQLite, through sqlite-utils: the only part that writes."""

from .corrections import correct, export_corrections, import_corrections, undo
from .counts import recount
from .database import explained, open_database, open_to_read, transaction
from .links import known_actors, link
from .log import Correction, corrections
from .rollback import Undoing, plan_undo, undo_run
from .runs import finish_run, record_failures, start_run
from .schema import migration_names
from .targets import actor_target, quote_target, split_value
from .writer import Saved, known, place, save

__all__ = [
    "Correction",
    "Saved",
    "Undoing",
    "actor_target",
    "correct",
    "corrections",
    "explained",
    "export_corrections",
    "finish_run",
    "import_corrections",
    "known",
    "known_actors",
    "link",
    "migration_names",
    "open_database",
    "open_to_read",
    "place",
    "plan_undo",
    "quote_target",
    "record_failures",
    "recount",
    "save",
    "split_value",
    "start_run",
    "transaction",
    "undo",
    "undo_run",
]
