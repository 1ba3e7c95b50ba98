"""Actors by their slugs: the one that an actor has, and those that it had before people merged or renamed it."""

from __future__ import annotations


def ids_of(marks: str) -> str:
    """SQL for the ids of the actors who have or had the slugs that these placeholders stand for."""
    known_now = f"select id from actors where slug in ({marks})"
    return f"{known_now} union all select actor_id from old_slugs where slug in ({marks})"
