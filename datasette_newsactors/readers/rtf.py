"""RTF: the words without the formatting, one paragraph after another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers.document import articles
from datasette_newsactors.readers.reader import Reader, optional, read_all


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one article of the document, or those of an export from Factiva or Nexis."""
    striprtf = optional("striprtf.striprtf", "documents")
    # Unknown instructions are left out, but those of links are written into the text, in quotation marks.
    source_text = read_all(stream).decode("cp1252", "replace").replace(r"\*\fldinst", r"\*\unknown")
    text = striprtf.rtf_to_text(source_text, errors="replace")
    yield from articles(text.split("\n"), source)


def sniff(head: bytes) -> bool:
    """Whether this begins as RTF."""
    return head.startswith(b"{\\rtf")


READER = Reader("rtf", (".rtf",), read, sniff)
