"""Annotations to SQLite, through sqlite-utils: the only part that writes."""

from .database import open_database
from .runs import finish_run, record_failure, start_run
from .writer import Saved, known, save

__all__ = ["Saved", "finish_run", "known", "open_database", "record_failure", "save", "start_run"]
