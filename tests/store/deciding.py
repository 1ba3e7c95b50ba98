"""Decisions as tests make them: by slugs, and any kind at random."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from datasette_newsactors.models import ACTOR_TYPES, NewsactorsError
from datasette_newsactors.store import actor_target, correct, quote_target, split_value

PLAIN = ("reject", "confirm")
ACTIONS = (
    "merge", "distinct", "split name", "split article", "rename", "readdress", "retype", "link", "reattribute", *PLAIN,
)  # fmt: skip
CHAINS = "select chains.* from chains join actors on actors.id = actor_id where slug = ? order by chains.id"


def merge(db: Database, keep: str, other: str) -> int:
    return correct(db, "merge", actor_target(db, keep), actor_target(db, other))


def split(db: Database, slug: str, **what: Any) -> int:
    return correct(db, "split", actor_target(db, slug), split_value(db, slug, **what))


def decide(db: Database, action: str, slug: str, value: Any = None) -> int:
    return correct(db, action, actor_target(db, slug), value)


def reattribute(db: Database, quote_id: int, slug: str | None) -> int:
    return correct(db, "reattribute", quote_target(db, quote_id), actor_target(db, slug) if slug else None)


def attempt(db: Database, action: str, slug: str, other: str, number: int) -> int | None:
    """Make a decision of a kind, its particulars chosen by a number from 0 to 9; None where it is refused."""
    try:
        return _attempt(db, action, slug, other, number)
    except NewsactorsError:
        return None


def _attempt(db: Database, action: str, slug: str, other: str, number: int) -> int:
    match action:
        case "merge":
            return merge(db, slug, other)
        case "distinct":
            return decide(db, "distinct", slug, actor_target(db, other))
        case "split name":
            found = [chain["name"] for chain in db.query(CHAINS, [slug])]
            return split(db, slug, name=found[number % len(found)])
        case "split article":
            ids = [chain["article_id"] for chain in db.query(CHAINS, [slug])]
            return split(db, slug, articles=[ids[number % len(ids)]])
        case "rename":
            return decide(db, "rename", slug, {"name": f"Name {number}"})
        case "readdress":
            return decide(db, "rename", slug, {"name": f"Name {number}", "slug": f"name-{number}"})
        case "retype":
            return decide(db, "retype", slug, ACTOR_TYPES[number % 4])
        case "link":
            return decide(db, "link", slug, {"wikidata_id": f"Q{number + 1}"})
        case "reattribute":
            quotes = sorted(row["id"] for row in db.query("select id from quotes"))
            return reattribute(db, quotes[number % len(quotes)], other if number else None)
    return decide(db, action, slug)
