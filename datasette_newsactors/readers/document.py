"""The paragraphs of a document as the article, or the articles, that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers import exports
from datasette_newsactors.readers.records import FIELDS, article_from
from datasette_newsactors.readers.text import headline


def articles(paragraphs: Sequence[str], source: str) -> Iterator[Article | Failure]:
    """One article, with a blank line between its paragraphs, or those of an export from Factiva or Nexis."""
    kind = exports.kind("\n".join(paragraphs))
    if kind:
        yield from exports.articles(kind, paragraphs, source, wrapped=False)
        return
    text = "\n\n".join(stripped for p in paragraphs if (stripped := re.sub(r"[^\S\n]+", " ", p).strip()))
    if not text:
        raise NewsactorsError("is empty")
    yield article_from({"text": text, "title": headline(text)}, source, {field: field for field in FIELDS})
