"""What was fetched, in the user's cache folder: what has not changed is not sent again. It may be deleted any time."""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

KEPT = 30 * 24 * 3600  # seconds after which what was not asked for again is forgotten


@dataclass(frozen=True)
class Page:
    """An answer of a web server: where it came from in the end, its media type, its bytes, and when.

    etag, modified: what the server wants to hear to say that nothing has changed. fetched: seconds since 1970.
    """

    url: str
    kind: str
    data: bytes
    etag: str | None = None
    modified: str | None = None
    fetched: float = 0.0


def folder() -> Path:
    """Where the cache is: $XDG_CACHE_HOME or ~/.cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "datasette-newsactors"


def stored(url: str) -> Page | None:
    """What was kept of an address."""
    try:
        head, _, data = _file(url).read_bytes().partition(b"\n")
        return Page(**json.loads(head), data=data)
    except (OSError, ValueError, TypeError):  # not there, or not written by this version
        return None


def store(url: str, page: Page) -> None:
    """Keep an answer that the server can compare; a cache that cannot be written is no fault."""
    if not (page.etag or page.modified):
        return
    head = {name: value for name, value in asdict(page).items() if name != "data"}
    with suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder(), delete=False) as file:
            file.write(json.dumps(head).encode() + b"\n" + page.data)
        os.replace(file.name, _file(url))


def forget_old() -> None:
    """Delete what nobody has asked for in a month."""
    with suppress(OSError):
        for path in folder().iterdir():
            if time.time() - path.stat().st_mtime > KEPT:
                path.unlink()


def _file(url: str) -> Path:
    return folder() / hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
