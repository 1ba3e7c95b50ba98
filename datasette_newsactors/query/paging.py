"""Opaque tokens that say where the next page begins."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence

from .parameters import BadParameter, Parameters, last

Key = tuple[str | int | None, ...]


def encode(sort: str, key: Sequence[str | int | None]) -> str:
    """A token for URLs that `decode` reads back; it holds for one sort order only."""
    text = json.dumps([sort, *key], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(params: Parameters, sort: str, types: Sequence[tuple[type, ...]]) -> Key | None:
    """The key in the parameter `_next`, or None for the first page. Raises BadParameter for a broken token.

    types: for each value of the key, what Python types it may have.
    """
    token = last(params, "_next")
    if not token:
        return None
    try:
        padded = token + "=" * (-len(token) % 4)
        token_sort, *key = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        fits = len(key) == len(types) and all(
            type(value) in allowed and not (isinstance(value, int) and abs(value) >= 2**63)
            for value, allowed in zip(key, types, strict=True)
        )
    except (ValueError, TypeError, RecursionError):
        fits, token_sort = False, None
    if not fits or token_sort != sort:
        raise BadParameter.value("_next", token, f"the token of the page before, under the same _sort ({sort})")
    return tuple(key)
