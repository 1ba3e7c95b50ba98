"""The OpenAPI document of our JSON API, made from the table of routes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from ..query.parameters import Parameter
from . import schemas
from .decisions import ACTIONS

if TYPE_CHECKING:
    from .routes import Route

IN_PATH: dict[str, schemas.Schema] = {
    "database": {"type": "string", "pattern": "^[A-Za-z0-9_~+-]+$", "description": "as in Datasette's own URLs"},
    "slug": {"type": "string", "pattern": "^[a-z0-9-]+$", "description": "an actor's slug"},
    "other": {"type": "string", "pattern": "^[a-z0-9-]+$", "description": "another actor's slug"},
    "id": {"type": "integer", "minimum": 1, "description": "the id of a row"},
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "atom": "application/atom+xml",
    "txt": "text/plain",
    "jsonld": "application/ld+json",
    "annotation.json": "application/ld+json",
}
ERRORS = {
    "400": "A parameter means nothing, or the query took too long",
    "403": "The signed-in user may not see a table that this is made of",
    "404": "There is no such database, actor, article or quote",
}
DECISION = {
    "type": "object",
    "properties": {
        "action": {"type": "string", "enum": list(ACTIONS)},
        **{name: {"type": ["string", "integer", "null"]} for name in ("actor", "quote", "value", "why")},
        "articles": {"type": "array", "items": {"type": "integer"}, "description": "what split takes off, by ids"},
    },
    "required": ["action"],
    "additionalProperties": False,
}
REASON = {"type": "object", "properties": {"why": {"type": ["string", "null"]}}, "additionalProperties": False}


def document(routes: Iterable[Route], base_url: str) -> dict[str, Any]:
    """All that may be asked of our routes, as OpenAPI 3.1. base_url: what every path begins with."""
    paths: dict[str, Any] = {}
    for route in routes:
        for format in route.formats:
            operations = {}
            if route.page:
                operations["get"] = _read(route, format)
            if route.change and format == "json":
                operations["post"] = _change(route)
            if operations:
                paths[f"/{{database}}/-/{route.path}.{format}"] = operations
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "datasette-newsactors",
            "version": version("datasette-newsactors"),
            "description": "Who is in the news, and who said what. Every path without its extension is a page.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": base_url.rstrip("/") or "/"}],
        "paths": paths,
        "components": {"schemas": {"Error": schemas.ERROR}},
    }


def _read(route: Route, format: str) -> dict[str, Any]:
    """What a GET takes and gives."""
    given = [parameter for parameter in route.parameters if format == "json" or parameter.name not in ("_shape", "_nl")]
    return {
        "operationId": _operation(route, format),
        "summary": route.says,
        "description": "Reads " + ", ".join(route.tables),
        "parameters": [*_in_path(route), *map(_in_query, given)],
        "responses": {"200": {"description": route.says, "content": _content(route, format)}, **_errors(ERRORS)},
    }


def _change(route: Route) -> dict[str, Any]:
    """What a POST takes and gives."""
    body = REASON if "{id}" in route.path else DECISION
    return {
        "operationId": _operation(route, "post"),
        "summary": route.says,
        "description": "Takes the permission newsactors-edit",
        "parameters": _in_path(route),
        "requestBody": {"required": True, "content": {"application/json": {"schema": body}}},
        "responses": {
            "201": {
                "description": "The row of the log that it made",
                "content": {"application/json": {"schema": schemas.CORRECTION}},
            },
            **_errors(ERRORS),
        },
    }


def _operation(route: Route, what: str) -> str:
    return "_".join([*re.findall(r"\w+", route.path), *re.findall(r"\w+", what)])


def _content(route: Route, format: str) -> dict[str, Any]:
    if format != "json":
        return {MEDIA_TYPES[format]: {"schema": schemas.TEXT if format in ("csv", "atom", "txt") else {}}}
    lines = {"text/plain": {"schema": schemas.TEXT}} if "_nl" in [p.name for p in route.parameters] else {}
    return {"application/json": {"schema": route.answer}, **lines}


def _in_path(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": IN_PATH[name]}
        for name in ("database", *re.findall(r"\{(\w+)\}", route.path))
    ]


def _in_query(parameter: Parameter) -> dict[str, Any]:
    return {"name": parameter.name, "in": "query", "description": parameter.says, "schema": parameter.schema}


def _errors(errors: dict[str, str]) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    return {status: {"description": says, "content": content} for status, says in errors.items()}
