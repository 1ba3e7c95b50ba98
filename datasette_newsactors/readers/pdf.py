"""PDF that has its text in it: lines joined to the paragraphs that their places on the page show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, BinaryIO
from unicodedata import normalize

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.confined import confined
from datasette_newsactors.readers.document import articles
from datasette_newsactors.readers.reader import Reader, optional, read_all

NO_TEXT = "is a PDF without text: its pages are pictures. Have the text recognised first, for instance with ocrmypdf"
INDENT = 0.8  # of a line's height: what begins so far right of the lines around it begins a paragraph
LIGATURES = re.compile("[\ufb00-\ufb06]")


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one article that the pages are."""
    optional("pdfminer", "documents")
    yield from articles(confined(paragraphs_of, read_all(stream)), source)


def paragraphs_of(content: bytes) -> list[str]:
    """The paragraphs on the pages of a PDF."""
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTTextBox
    from pdfminer.pdfdocument import PDFPasswordIncorrect, PDFTextExtractionNotAllowed

    paragraphs: list[str] = []
    try:
        for page in extract_pages(BytesIO(content), laparams=LAParams()):
            for box in page:
                if isinstance(box, LTTextBox):
                    for paragraph in _paragraphs(list(box)):
                        _append(paragraphs, paragraph)
    except PDFPasswordIncorrect:
        raise NewsactorsError("is a PDF with a password: save it without one first") from None
    except PDFTextExtractionNotAllowed as error:
        raise NewsactorsError(f"is a PDF that does not allow its text to be taken: {error}") from None
    if not paragraphs:
        raise NewsactorsError(NO_TEXT)
    return paragraphs


def sniff(head: bytes) -> bool:
    """Whether this begins as PDF; a little may stand before."""
    return b"%PDF-" in head[:1024]


def _paragraphs(lines: list[Any]) -> Iterator[str]:
    """The lines of a box, with a new paragraph at each that is indented."""
    left = min(line.x0 for line in lines)
    words: list[str] = []
    for line in lines:
        if words and line.x0 - left > INDENT * line.height:
            yield _joined(words)
            words = []
        words.append(line.get_text().strip())
    yield _joined(words)


def _joined(lines: list[str]) -> str:
    """The lines as one, a word that was divided at the end of one made whole."""
    text = re.sub(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])", "", "\n".join(lines)).replace("\n", " ")
    return LIGATURES.sub(lambda match: normalize("NFKC", match[0]), " ".join(text.split()))


def _append(paragraphs: list[str], paragraph: str) -> None:
    """Add a paragraph, or the rest of one that a column or page has broken off; page numbers are none."""
    if not paragraph or re.fullmatch(r"\W*\d+\W*", paragraph):
        return
    if paragraphs and paragraph[0].islower() and paragraphs[-1][-1] not in ".!?”’\"'":
        paragraphs[-1] = _joined([paragraphs[-1], paragraph])
    else:
        paragraphs.append(paragraph)


READER = Reader("pdf", (".pdf",), read, sniff)
