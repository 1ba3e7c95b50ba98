"""Which reader reads an input: by unambiguous content, else by the name, else as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.readers.decode import marked_encoding
from datasette_newsactors.readers.reader import Reader

COMPRESSED = (".gz", ".bz2", ".xz")

# Files that people try, by their first bytes, and what to do about each.
FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "is an office document of the old kind: save it as plain text or HTML first"),
    (b"SQLite format 3\0", "is a SQLite database: name its table with --from-table"),
    (b"<?xml", "is XML of a kind that is not known"),
)


def choose(readers: Sequence[Reader], name: str, head: bytes) -> Reader:
    """The reader for an input of this name that begins with these bytes.

    Of those that know the content one without suffixes wins, whose format is a special form of another's, then one
    that has the suffix as well, then any. Else one that has the suffix, and then plain text. Raises NewsactorsError
    where the content is known to be nothing that a reader reads.
    """
    head = _as_utf8(head)
    suffix = _suffix(name)
    knows = [reader for reader in readers if reader.sniff(head)]
    named = [reader for reader in readers if suffix in reader.suffixes]
    best = [r for r in knows if not r.suffixes] + [r for r in knows if r in named] + knows
    if best:
        return best[0]
    if reason := next((reason for mark, reason in FOREIGN if head.startswith(mark)), None):
        raise NewsactorsError(reason)
    if named:
        return named[0]
    if b"\0" in head:
        known = ", ".join(reader.name for reader in readers)
        raise NewsactorsError(f"is in no known format: it looks like a binary file (known are: {known})")
    return next(reader for reader in readers if reader.name == "text")


def _as_utf8(head: bytes) -> bytes:
    encoding = marked_encoding(head)
    return head.decode(encoding, "ignore").encode() if encoding else head


def _suffix(name: str) -> str:
    path = PurePath(name)
    return (path.with_suffix("") if path.suffix.lower() in COMPRESSED else path).suffix.lower()
