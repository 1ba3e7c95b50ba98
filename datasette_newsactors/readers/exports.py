"""Articles saved from the databases Factiva and Nexis: text with labels, several articles in one document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import BinaryIO

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import factiva, nexis
from datasette_newsactors.readers.decode import decode
from datasette_newsactors.readers.reader import Reader, read_all
from datasette_newsactors.readers.records import FIELDS, article_from

KINDS = {"factiva": (factiva.is_export, factiva.records), "nexis": (nexis.is_export, nexis.records)}
WRAP = 100  # characters: where no line is longer, the lines were broken by the program that wrote them


def read(stream: BinaryIO, source: str, columns: Mapping[str, str], *, name: str) -> Iterator[Article | Failure]:
    """The articles of an export in plain text."""
    yield from articles(name, decode(read_all(stream)).splitlines(), source, wrapped=True)


def sniff(head: bytes, *, name: str) -> bool:
    """Whether this is text in which articles begin or end as they do in these exports."""
    return re.search(rb"(?i)do[ck]ument", head) is not None and KINDS[name][0](head.decode("utf-8", "replace"))


def kind(text: str) -> str | None:
    """Which database a document was saved from, or None."""
    return next((name for name, (is_export, _) in KINDS.items() if is_export(text)), None)


def articles(name: str, lines: Sequence[str], source: str, *, wrapped: bool) -> Iterator[Article | Failure]:
    """The articles of an export; the path of each is `source#` with its accession number, or else its place: 1, 2, …

    name: "factiva" or "nexis". wrapped: whether paragraphs may be broken over several lines; else each is a line.
    """
    for number, record in enumerate(KINDS[name][1]([line.strip() for line in lines]), 1):
        body = _paragraphs(record.pop("body"), wrapped)
        values = {field: " ".join(line for line in value if line) for field, value in record.items()}
        values["byline"] = re.sub(r"(?i)^by\s+", "", values.get("byline", ""))
        yield article_from(
            values | {"text": "\n\n".join(body)},
            f"{source}#{values.get('id') or number}",
            {field: field for field in FIELDS},
        )


def _paragraphs(lines: Sequence[str], wrapped: bool) -> list[str]:
    if not wrapped or (any(len(line) > WRAP for line in lines) and "" not in lines):
        return [" ".join(line.split()) for line in lines if line]
    return [" ".join(paragraph.split()) for paragraph in re.split(r"\n{2,}", "\n".join(lines)) if paragraph.strip()]


FACTIVA, NEXIS = (Reader(name, (), partial(read, name=name), partial(sniff, name=name)) for name in KINDS)
