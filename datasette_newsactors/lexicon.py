"""The package's language data, read once."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def lexicon(name: str) -> Any:
    """The parsed `data/NAME.json`."""
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))


@cache
def anonymity_marker() -> re.Pattern[str]:
    """What an article says of a source that keeps its name back: "asked not to be named"."""
    return re.compile("|".join(map(re.escape, lexicon("anonymous")["marker"])), re.IGNORECASE)
