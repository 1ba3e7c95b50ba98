"""The package's language data, read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"


@cache
def lexicon(name: str) -> Any:
    """The parsed `data/NAME.json`."""
    return json.loads((DATA / f"{name}.json").read_text("utf-8"))
