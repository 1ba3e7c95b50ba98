"""Word (.docx): paragraphs and the cells of tables, in their order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers import reader
from datasette_newsactors.readers.archives import ZIP
from datasette_newsactors.readers.document import articles
from datasette_newsactors.readers.reader import Reader, optional, too_large

SPACES = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one article of the document, or those of an export from Factiva or Nexis."""
    docx = optional("docx", "documents")
    with zipfile.ZipFile(stream) as archive:
        if sum(member.file_size for member in archive.infolist()) > reader.ARTICLE_LIMIT:
            raise NewsactorsError(too_large())
    stream.seek(0)
    yield from articles([_words(paragraph) for paragraph in _paragraphs(docx.Document(stream))], source)


def sniff(head: bytes) -> bool:
    """Whether this is a zip archive: other ones than Word's documents are unpacked before."""
    return head.startswith(ZIP)


def _paragraphs(part: Any) -> Iterator[Any]:
    """The paragraphs of a document or cell; a cell that spans several is read once."""
    for block in part.iter_inner_content():
        if hasattr(block, "rows"):
            cells = {id(cell._tc): cell for row in block.rows for cell in row.cells}
            for cell in cells.values():
                yield from _paragraphs(cell)
        else:
            yield block


def _words(paragraph: Any) -> str:
    """The words of a paragraph with its links and what tracked changes have put in, which python-docx leaves out."""
    found = paragraph._p.xpath(" | ".join(f".//w:r[not(ancestor::w:moveFrom)]/w:{name}" for name in ("t", *SPACES)))
    own = [node for node in found if node.xpath("ancestor::w:p[1]") == [paragraph._p]]  # not those of a text box in it
    return "".join(SPACES.get(node.tag.rpartition("}")[2]) or node.text or "" for node in own)


READER = Reader("docx", (".docx",), read, sniff)
