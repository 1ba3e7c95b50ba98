"""What people change through the web: a decision about an actor or a quote, and its undoing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import NotFound, Response

from ..models import ACTOR_TYPES, NewsactorsError
from ..query import corrections
from ..query.parameters import row_id
from . import bodies, responses
from .corrections import with_links
from .visit import Visit

FIELDS = ("action", "actor", "quote", "value", "articles", "why")
ABOUT_ACTORS = ("merge", "distinct", "split", "rename", "retype", "reject", "confirm", "link")
ACTIONS = (*ABOUT_ACTORS, "reattribute")
WITHOUT_VALUE = ("reject", "confirm")

DONE = {
    "merge": "Merged.",
    "distinct": "Kept apart.",
    "split": "Split.",
    "rename": "Renamed.",
    "retype": "The type is changed.",
    "reject": "Rejected: lists and facets leave it out.",
    "confirm": "Confirmed.",
    "link": "Linked.",
    "reattribute": "The speaker is changed.",
    "undo": "Undone.",
}


async def decide(visit: Visit) -> Any:
    """A decision from a form or from JSON: the row of the log that it made, or the way back to the form."""
    given = await bodies.fields(visit.request, FIELDS, lists=("articles",))
    asked = dict.fromkeys(FIELDS, "") | given
    await _check(visit, asked)
    if "value" not in given and asked["action"] == "reattribute":
        raise NewsactorsError("reattribute takes a value: the slug of an actor, or null for nobody known")

    def write(store: Any, db: Any) -> int:
        target, value = _terms(store, db, asked)
        decided: int = store.correct(db, asked["action"], target, value, who=_who(visit), why=asked["why"] or None)
        return decided

    return await _answer(visit, asked, await _written(visit, write))


async def take_back(visit: Visit, key: str) -> Any:
    """The undoing of a decision, or of an undo."""
    asked = await bodies.fields(visit.request, ("why",))
    if await visit.row(corrections.one(row_id(key))) is None:
        raise NotFound(f"There is no correction {key}")

    def write(store: Any, db: Any) -> int:
        undoing: int = store.undo(db, row_id(key), who=_who(visit), why=asked.get("why") or None)
        return undoing

    return await _answer(visit, asked, await _written(visit, write))


async def _check(visit: Visit, asked: dict[str, str]) -> None:
    """Raise NewsactorsError for what means nothing, NotFound for whom or what is not there."""
    action = asked["action"]
    if action not in ACTIONS:
        raise NewsactorsError(f"action={action!r} is not understood: use one of {', '.join(ACTIONS)}")
    subject, other = ("actor", "quote") if action in ABOUT_ACTORS else ("quote", "actor")
    if not asked[subject] or asked[other]:
        raise NewsactorsError(f"{action} is about a single {subject}: give {subject}, and no {other}")
    if action == "split":
        if bool(asked["value"]) is bool(asked["articles"]):
            raise NewsactorsError("split takes either a value, which is a name, or articles")
    elif asked["articles"]:
        raise NewsactorsError(f"{action} takes no articles")
    elif bool(asked["value"]) is (action in WITHOUT_VALUE) and action != "reattribute":
        raise NewsactorsError(f"{action} takes {'no value' if asked['value'] else 'a value'}")
    if action == "retype" and asked["value"] not in ACTOR_TYPES:
        raise NewsactorsError(f"value={asked['value']!r} is no type: use one of {', '.join(ACTOR_TYPES)}")
    named = {asked["actor"]} | ({asked["value"]} if action in ("merge", "distinct", "reattribute") else set())
    known = {row["asked"] for row in await visit.rows(corrections.actors(named))}
    for slug in sorted(named - known - {""}):
        raise NotFound(f"There is no actor {slug}")
    if asked["quote"] and await visit.row(corrections.quote(row_id(asked["quote"]))) is None:
        raise NotFound(f"There is no quote {asked['quote']}")


def _terms(store: Any, db: Any, asked: dict[str, str]) -> tuple[dict[str, Any], Any]:
    """Target and value as the log keeps them: in words that hold in every database."""
    value = asked["value"]
    match asked["action"]:
        case "reattribute":
            return store.quote_target(db, int(asked["quote"])), store.actor_target(db, value) if value else None
        case "merge" | "distinct":
            terms = store.actor_target(db, value)
        case "split":
            articles = [row_id(key) for key in asked["articles"].split(",") if key]
            terms = store.split_value(db, asked["actor"], articles=articles, name=value or None)
        case "rename":
            terms = {"name": value}
        case "link":
            terms = {"wikidata_id": value, "basis": "given by a person"}
        case _:
            terms = value or None
    return store.actor_target(db, asked["actor"]), terms


def _who(visit: Visit) -> str | None:
    """Who decides: the id of the signed-in user, None where a plugin allows those without one."""
    actor = visit.request.actor or {}
    return str(actor["id"]) if actor.get("id") is not None else None


async def _written(visit: Visit, write: Callable[[Any, Any], int]) -> int:
    """What `write` gives, called with the store and the database on Datasette's own write connection."""
    from sqlite_utils import Database

    from .. import store

    def on_connection(connection: Any) -> int:
        db = Database(connection)
        with store.transaction(db):
            return write(store, db)

    with store.explained(visit.db.name):
        written: int = await visit.db.execute_write_fn(on_connection)
    return written


async def _answer(visit: Visit, asked: dict[str, str], correction_id: int) -> Any:
    """201 with the decision for those who sent JSON, else back to the page that had the form."""
    rows = await visit.rows(corrections.one(correction_id))
    [row] = await with_links(visit, rows)
    if visit.format == "json" or bodies.is_json(visit.request):
        return responses.json_page(visit, {"correction": row}, status=201)
    visit.datasette.add_message(visit.request, DONE[row["action"]])
    return Response.redirect(_way_back(visit, asked.get(bodies.BACK, "")))


def _way_back(visit: Visit, path: str) -> str:
    """The path that a form named, if it is one of our pages; else the log."""
    return path if path.startswith(visit.link("")) else visit.link("newsactors", "corrections")
