"""What a decision is about, in words that hold in every database: names and contents, never row ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database


def actor_target(db: Database, slug: str) -> dict[str, Any]:
    """An actor as a decision names it: {"type", "name_key", "slug"}, one of its names and its slug now.

    An actor that was split from another by article has the content hash of an "article" besides. Former
    slugs lead to the actor of today. Raises NewsactorsError where there is no such actor.
    """
    raise NotImplementedError


def quote_target(db: Database, quote_id: int) -> dict[str, Any]:
    """A quote as a decision names it: {"content_hash", "start", "end", "content"}.

    Raises NewsactorsError where there is no such quote.
    """
    raise NotImplementedError


def split_value(
    db: Database, slug: str, *, articles: Sequence[int] = (), name: str | None = None
) -> list[dict[str, Any]]:
    """What "split" takes off an actor: all that bears a name, or the chains in these articles (ids).

    Raises NewsactorsError where the actor has not that name, is not in one of the articles, or would be left
    with nothing.
    """
    raise NotImplementedError
