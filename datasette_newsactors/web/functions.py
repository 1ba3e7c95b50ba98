"""SQL functions for those who write their own queries: a passage of a text with what stands around it, or marked."""

from __future__ import annotations

import html
import re
import sqlite3
from typing import Any

WIDEST = 10_000  # characters of context


def register(connection: sqlite3.Connection) -> None:
    """Give a connection our functions."""
    connection.create_function("newsactors_context", 4, context, deterministic=True)
    connection.create_function("newsactors_highlight", 3, highlight, deterministic=True)


def context(text: Any, start: Any, end: Any, width: Any) -> str | None:
    """A passage with up to `width` characters before and after it, on one line; … stands where the text goes on.

    start, end: in characters of the text, as our tables have them. None where that is no passage.
    """
    if not _is_passage(text, start, end):
        return None
    if not isinstance(width, int) or not 0 <= width <= WIDEST:
        return None
    first, final = max(start - width, 0), min(end + width, len(text))
    before, after = "…" if first else "", "…" if final < len(text) else ""
    return before + re.sub(r"\s+", " ", text[first:final]) + after


def highlight(text: Any, start: Any, end: Any) -> str | None:
    """The text as HTML, escaped, with a passage in <mark>; None where that is no passage."""
    if not _is_passage(text, start, end):
        return None
    before, passage, after = (html.escape(part) for part in (text[:start], text[start:end], text[end:]))
    return f"{before}<mark>{passage}</mark>{after}"


def _is_passage(text: Any, start: Any, end: Any) -> bool:
    return isinstance(text, str) and isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= len(text)
