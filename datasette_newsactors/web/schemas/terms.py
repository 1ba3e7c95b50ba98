"""The words that our schemas are written in: records, lists, pages, and what several of them have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ...models import ACTOR_TYPES

Schema = Mapping[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES_OR_NO: Schema = {"type": "boolean"}
NULL: Schema = {"type": "null"}


def record(**fields: Schema) -> Schema:
    """An object with these fields."""
    return {"type": "object", "required": list(fields), "properties": fields}


def optional(schema: Schema, *names: str) -> Schema:
    """An object that can lack some of its fields."""
    return {**schema, "required": [name for name in schema["required"] if name not in names]}


def described(schema: Schema, says: str) -> Schema:
    """A schema with words that tell what it is."""
    return {**schema, "description": says}


def many(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def one_of(values: Sequence[str]) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": list(values)}


def or_null(schema: Schema, says: str = "") -> Schema:
    """This or null. says: what null means."""
    nullable = {"anyOf": [schema, NULL]}
    return described(nullable, says) if says else nullable


def counts(schema: Schema) -> Schema:
    """A part of a page that is null where counting it took longer than Datasette allows."""
    return or_null(schema, "null where it took longer than Datasette allows, and then named in timed_out")


MAYBE_TEXT = or_null(TEXT)
MAYBE_NUMBER = or_null(NUMBER)
PATH: Schema = {"type": "string", "description": "path on this site"}
MAYBE_PATH = or_null(PATH)
TYPE = one_of(ACTOR_TYPES)
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
SPAN: Schema = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
TIMED_OUT = many(TEXT)
# A count is of all quotes, the one that ends in _once of those that are in no syndicated copy.
URLS = described({"type": "object", "additionalProperties": PATH}, "paths to the quotes behind the counts, by name")
PERIOD = described({"type": "object", "additionalProperties": TEXT}, "the period and publication, where asked for")
NAMED_ACTOR = record(slug=TEXT, name=TEXT, type=TYPE, url=PATH)


def page(**fields: Schema) -> Schema:
    """A page of its own: an object that says ok."""
    return record(ok={"const": True}, **fields)


def listing(row: Schema, **fields: Schema) -> Schema:
    """A page of rows: an object with the way to the next page, or what _shape asks for."""
    shared: dict[str, Schema] = {"ok": {"const": True}, "truncated": YES_OR_NO, **fields}
    shared |= {"next": MAYBE_TEXT, "next_url": MAYBE_TEXT}
    return {
        "anyOf": [
            described(record(rows=many(row), **shared), "_shape=objects, the default"),
            described(many(row), "_shape=array"),
            described(record(rows=many({"type": "array"}), columns=many(TEXT), **shared), "_shape=arrays"),
        ]
    }


ANSWER = record(ok={"const": True})
ERROR = record(ok={"const": False}, error=TEXT, errors=many(TEXT), status=NUMBER)
