"""Dates as articles write them, in ISO 8601; what is no whole date is None, never completed from today."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from functools import lru_cache
from typing import cast

REDUCED = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")
EPOCH = re.compile(r"\d{10}(\d{3})?")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
COMPACT = re.compile(r"\d{8}(T|$)")
# A day, a month and a year, or nothing: "Monday" and "14:30" must not become dates of this week.
STRICT = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}


@lru_cache(maxsize=4096)
def iso_date(value: str) -> str | None:
    """The date or time that the words name, as `2019-01-04` or `2019-01-04T10:30:00+00:00`, or None.

    ISO 8601 is tried first (a year or a month alone stays what it is), then seconds or milliseconds since
    1970, then dateparser in its default order: 03/04/2019 is 4 March, and 13/01/2019, which can only be that,
    13 January.
    """
    value = value.strip()
    if REDUCED.fullmatch(value):
        return value
    if EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), timezone.utc).isoformat()
    moment = _moment(value)
    if moment is None or (DAY.match(value) and moment.date().isoformat() != value[:10]):
        return None  # dateparser would read 2019-13-01, a slip, as 13 January
    has_time = ":" in value or moment.time() != datetime.min.time()
    return moment.isoformat() if has_time else moment.date().isoformat()


def _moment(value: str) -> datetime | None:
    # Imported at the first date: each start of Datasette loads this module and must not wait.
    import dateparser
    from dateutil.parser import isoparse

    if DAY.match(value) or COMPACT.match(value):
        try:
            return cast(datetime, isoparse(value))
        except ValueError:
            pass  # ISO-like at its beginning only
    return cast("datetime | None", dateparser.parse(value, settings=STRICT))
