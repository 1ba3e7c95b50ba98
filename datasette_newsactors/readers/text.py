"""Plain text: the file's own characters, nothing trimmed, so that offsets hold in the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.decode import decode
from datasette_newsactors.readers.reader import Reader, read_all

SENTENCE_END = re.compile(r"\.[”’»\"')\]]*$")
# A line of at most 200 characters, a blank line, and more text after it.
HEADLINE = re.compile(r"[ \t]*(\S[^\r\n]{0,199})(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)\s*\S")


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one article that the stream is."""
    text = decode(read_all(stream))
    if not text.strip():
        raise NewsactorsError("is empty")
    yield Article(text=text, path=source, title=headline(text))


def headline(text: str) -> str | None:
    """The first line where it stands as a headline: short, no full stop at its end, a blank line below."""
    match = HEADLINE.match(text)
    line = match[1].strip() if match else ""
    return None if not line or SENTENCE_END.search(line) else line


READER = Reader("text", (".txt", ".text"), read)
