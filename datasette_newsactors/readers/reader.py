"""What a reader of one input format is, and the limit that each of them keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError

ARTICLE_LIMIT = 200_000_000  # bytes after decompression: far above any article, far below a machine's memory
HEAD = 1 << 20  # bytes looked at to know format and encoding

Read = Callable[[BinaryIO, str, Mapping[str, str]], Iterator[Article | Failure]]


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


def read_all(stream: BinaryIO) -> bytes:
    """Everything in the stream; raises NewsactorsError where that is too much for one article."""
    data = stream.read(ARTICLE_LIMIT + 1)
    if len(data) > ARTICLE_LIMIT:
        raise NewsactorsError(too_large())
    return data


def too_large() -> str:
    """The reason given for an article above the limit."""
    return f"is too large: more than {ARTICLE_LIMIT // 1_000_000} MB for one article (decompressed)"
