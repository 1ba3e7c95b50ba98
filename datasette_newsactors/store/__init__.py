"""Annotations to SQLite, through sqlite-utils: the only part that writes."""

from .counts import recount
from .database import explained, open_database, open_to_read
from .runs import finish_run, record_failures, start_run
from .writer import Saved, known, place, save

__all__ = [
    "Saved",
    "explained",
    "finish_run",
    "known",
    "open_database",
    "open_to_read",
    "place",
    "record_failures",
    "recount",
    "save",
    "start_run",
]
