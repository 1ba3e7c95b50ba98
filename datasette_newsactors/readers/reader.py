"""What a reader of one input format is, and the limit that each of them keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError

ARTICLE_LIMIT = 200_000_000  # bytes after decompression: far above any article, far below a machine's memory
HEAD = 1 << 20  # bytes looked at to know format and encoding


@dataclass(frozen=True)
class Link:
    """A web address that an input names in place of an article; it is fetched only where the user asks for that.

    modified: when the page last changed, as the input says. known: fields of the article, for what the page itself
    does not say. instead: the article where the page is not fetched.
    """

    url: str
    modified: str | None = None
    known: Mapping[str, Any] = field(default_factory=dict)
    instead: Article | None = None


Read = Callable[[BinaryIO, str, Mapping[str, str]], Iterator[Article | Failure | Link]]


def claims_nothing(head: bytes) -> bool:
    """The sniff of a format that is known by its suffix only."""
    return False


@dataclass(frozen=True)
class Reader:
    """One input format: its name for `--format`, its file suffixes, how to know it and how to read it.

    sniff: whether the first bytes of an input (made UTF-8 by a byte order mark) are this format and no other.
    read: given the decompressed bytes, where they come from and the column mapping, what stands in them. It
    yields a Failure for a part that cannot be read and raises NewsactorsError where the whole cannot.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Read
    sniff: Callable[[bytes], bool] = claims_nothing


def read_all(stream: BinaryIO, limit: int | None = None) -> bytes:
    """Everything in the stream; raises NewsactorsError where that is more than `limit`, by default ARTICLE_LIMIT."""
    limit = limit or ARTICLE_LIMIT
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise NewsactorsError(too_large(limit))
    return data


def too_large(limit: int = ARTICLE_LIMIT) -> str:
    """The reason given for an article above the limit, in bytes."""
    return f"is too large: more than {limit // 1_000_000} MB for one article (decompressed)"


def optional(module: str, extra: str) -> Any:
    """A library that only some inputs need; raises NewsactorsError that says how to get it."""
    try:
        return import_module(module)
    except ImportError:
        raise NewsactorsError(
            f"needs a library that is not installed; get it with: pip install 'datasette-newsactors[{extra}]'"
        ) from None
