"""URL-like parameters → values that a query can trust; an odd one is named in a BadParameter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ..models import NewsactorsError

Parameters = Mapping[str, Sequence[str]]

DATES = "a date as 2024, 2024-03 or 2024-03-15"
TEXT: Mapping[str, object] = {"type": "string"}
TEXTS: Mapping[str, object] = {"type": "array", "items": TEXT}
DATE: Mapping[str, object] = {
    "type": "string",
    "anyOf": [{"pattern": "^[1-9][0-9]{3}$"}, {"pattern": "^[1-9][0-9]{3}-(0[1-9]|1[0-2])$"}, {"format": "date"}],
    "examples": ["2024", "2024-03", "2024-03-15"],
}
NUMBER_OR_MAX: Mapping[str, object] = {"anyOf": [{"type": "integer", "minimum": 1}, {"const": "max"}]}


class Parameter(NamedTuple):
    """A URL parameter: what it asks for in words, and what values it takes, as JSON Schema (an array: repeatable)."""

    name: str
    says: str
    schema: Mapping[str, object] = TEXT


def one_of(*values: str) -> Mapping[str, object]:
    """The schema of a parameter that takes one of some values."""
    return {"type": "string", "enum": list(values)}


PUBLICATION = Parameter("publication", "in this publication, by name")
SINCE = Parameter("since", "published then or later: 2024, 2024-03 or 2024-03-15", DATE)
UNTIL = Parameter("until", "published then or earlier, all of that year, month or day included", DATE)
SIZE = Parameter("_size", "how many rows a page has: from 1 to Datasette's max_returned_rows, or max", NUMBER_OR_MAX)
NEXT = Parameter("_next", "the page that a token leads to: the field next of the page before")
SHAPE = Parameter("_shape", "how JSON gives the rows", one_of("objects", "array", "arrays"))
LINES = Parameter("_nl", "on: a JSON object a line, without anything around", one_of("on"))
PAGING = (SIZE, NEXT, SHAPE, LINES)


class BadParameter(NewsactorsError):
    """A parameter that means nothing: the message has its name, the value, and what is allowed."""

    @classmethod
    def value(cls, name: str, value: str, allowed: str) -> BadParameter:
        """The error for a value that the parameter does not take."""
        return cls(f"{name}={value!r} is not understood: {name} takes {allowed}")


def check_names(params: Parameters, allowed: Sequence[Parameter]) -> None:
    """Refuse a misspelt filter, which would otherwise answer a wider question than was asked.

    Names that start with an underscore are the host's own and pass. Raises BadParameter.
    """
    names = [parameter.name for parameter in allowed if not parameter.name.startswith("_")]
    for name in params:
        if not name.startswith("_") and name not in names:
            known = f"use {', '.join(names)}" if names else "none is known here"
            raise BadParameter(f"There is no parameter {name!r}: {known}")


def last(params: Parameters, name: str) -> str:
    """The value of a parameter, the last one where it is repeated, empty where it is absent."""
    values = params.get(name) or [""]
    return values[-1].strip()


def texts(params: Parameters, name: str) -> tuple[str, ...]:
    """The values of a parameter that can be repeated, each once and none empty."""
    return tuple(dict.fromkeys(value.strip() for value in params.get(name, ()) if value.strip()))


def choice(params: Parameters, name: str, allowed: Sequence[str]) -> str | None:
    """One of the allowed values, or None where the parameter is absent or empty. Raises BadParameter."""
    value = last(params, name)
    if value and value not in allowed:
        raise BadParameter.value(name, value, "one of " + ", ".join(allowed))
    return value or None


def yes_or_no(params: Parameters, name: str) -> bool | None:
    """True for yes, False for no, None where the parameter is absent or empty. Raises BadParameter."""
    value = choice(params, name, ("yes", "no"))
    return None if value is None else value == "yes"


def day(params: Parameters, name: str) -> str | None:
    """A year, month or day in ISO 8601, or None where absent or empty. Raises BadParameter."""
    value = last(params, name)
    if not value:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
            raise ValueError(value)
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise BadParameter.value(name, value, DATES) from None
    return value


def share(params: Parameters, name: str) -> float | None:
    """A number from 0 to 1, or None where the parameter is absent or empty. Raises BadParameter."""
    value = last(params, name)
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise BadParameter.value(name, value, "a number from 0 to 1, as 0.9")
    return number


def row_id(text: str) -> int:
    """The id of a row; 0, which no row has, where the text is none."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else 0


def page_size(params: Parameters, default: int, largest: int, name: str = "_size") -> int:
    """How many rows a page, or a facet, has: from 1 to the largest allowed, or `max`. Raises BadParameter."""
    value = last(params, name)
    if not value:
        return min(default, largest)
    if value == "max":
        return largest
    if not re.fullmatch(r"[0-9]{1,9}", value) or not 1 <= int(value) <= largest:
        raise BadParameter.value(name, value, f"a number from 1 to {largest}, or max")
    return int(value)
