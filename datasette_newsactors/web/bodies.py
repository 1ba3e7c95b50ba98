"""What a POST carries: the fields of a form, or of a JSON object, as strings that a decision can be read from."""

from __future__ import annotations

import json
import urllib.parse
from collections.abc import Sequence
from typing import Any

from ..models import NewsactorsError

LONGEST = 2_000  # characters of a value: a name, or a reason in words
BACK = "back"  # the field of a form that says where to go afterwards


def is_json(request: Any) -> bool:
    """Whether the body of the request says that it is JSON."""
    return str(request.headers.get("content-type") or "").partition(";")[0].strip() == "application/json"


async def fields(request: Any, names: Sequence[str], lists: Sequence[str] = ()) -> dict[str, str]:
    """The fields that are there, of these names and `back`. Raises NewsactorsError for others.

    lists: names that may have several values, a list in JSON; they are given with commas between.
    """
    body = await request.post_body()
    given = _object(body or b"{}", lists) if is_json(request) else _form(body, lists)
    for name, value in given.items():
        if name not in (*names, BACK):
            raise NewsactorsError(f"There is no field {name!r}: use {', '.join(names)}")
        if len(value) > LONGEST:
            raise NewsactorsError(f"{name} is too long: {LONGEST:,} characters at most")
        if not value.isprintable():
            raise NewsactorsError(f"{name} has a line break or another character that cannot be shown: leave it out")
    return {name: value.strip() for name, value in given.items()}


def _form(body: bytes, lists: Sequence[str]) -> dict[str, str]:
    try:
        pairs = urllib.parse.parse_qsl(body.decode("utf-8"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise NewsactorsError(f"The form cannot be read: {error}") from None
    several = {name: ",".join(value for key, value in pairs if key == name) for name in lists}
    return {name: several.get(name, value) for name, value in pairs if name != "csrftoken"}


def _object(body: bytes, lists: Sequence[str]) -> dict[str, str]:
    try:
        posted = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NewsactorsError(f"The body is not JSON: {error}") from None
    if not isinstance(posted, dict):
        raise NewsactorsError('The body is to be a JSON object, as {"action": "confirm", "actor": "mara-lind"}')
    for name, value in posted.items():
        if name in lists and isinstance(value, list) and all(type(item) in (int, str) for item in value):
            posted[name] = ",".join(map(str, value))
        elif isinstance(value, (bool, float, list, dict)):
            raise NewsactorsError(
                f"{name} is to be a string, a whole number or null" + " or a list of them" * (name in lists)
            )
    return {name: "" if value is None else str(value) for name, value in posted.items()}
