"""JSON (one article, a list of them, or an object that holds a list) and JSON lines, which are streamed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.decode import decode
from datasette_newsactors.readers.reader import ARTICLE_LIMIT, Reader, read_all, too_large
from datasette_newsactors.readers.records import article_from, find_columns

LIST_KEYS = ("articles", "items", "results", "data", "documents", "docs", "rows", "@graph")


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The articles of a JSON document; those of a list have the path `source#1`, `source#2`, …"""
    document = parse(read_all(stream))
    articles = _listed(document)
    if articles is None:
        yield _article(document, source, columns)
        return
    if not articles:
        raise NewsactorsError("is an empty list: there is no article in it")
    for number, record in enumerate(articles, 1):
        yield _article(record, f"{source}#{number}", columns)


def read_lines(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The articles of JSON lines; the path of each is `source#line`."""
    number = 0
    while line := stream.readline(ARTICLE_LIMIT):
        number += 1
        if line.strip():
            yield _line(line, f"{source}#{number}", columns)
        while len(line) == ARTICLE_LIMIT:  # what is left of a line too large to be read
            line = stream.readline(ARTICLE_LIMIT)
    if number == 0:
        raise NewsactorsError("is empty")


def sniff(head: bytes) -> bool:
    """Whether this begins as a JSON object or a list of objects, and is not JSON lines."""
    return re.match(rb'\s*(\[\s*)?\{\s*"', head) is not None and not _has_second_object(head)


def sniff_lines(head: bytes) -> bool:
    """Whether the first line is a JSON object, whole or longer than what is seen of it."""
    first = head.lstrip().split(b"\n", 1)[0]
    return re.match(rb'\{\s*"', first) is not None and (_is_object(first) or first == head.lstrip())


def _has_second_object(head: bytes) -> bool:
    first, _, rest = head.lstrip().partition(b"\n")
    return rest.lstrip().startswith(b"{") and _is_object(first)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _line(line: bytes, source: str, columns: Mapping[str, str]) -> Article | Failure:
    if len(line) == ARTICLE_LIMIT:
        return Failure(source, too_large())
    try:
        return _article(parse(line), source, columns)
    except NewsactorsError as error:
        return Failure(source, str(error))


def parse(data: bytes) -> Any:
    """The document; raises NewsactorsError where it is no JSON."""
    text = decode(data)
    if not text.strip():
        raise NewsactorsError("is empty")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise NewsactorsError(f"is not valid JSON: {error}") from None
    except RecursionError:
        raise NewsactorsError("is JSON nested too deeply to be an article") from None


def _listed(document: Any) -> list[Any] | None:
    """The list of articles in the document, or None where it is one article itself."""
    if isinstance(document, list):
        return document
    if not isinstance(document, dict):
        return None
    return next((document[key] for key in LIST_KEYS if _is_list_of_objects(document.get(key))), None)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _article(record: Any, source: str, columns: Mapping[str, str]) -> Article | Failure:
    if not isinstance(record, dict):
        return Failure(source, "is not a JSON object with the fields of an article")
    try:
        return article_from(record, source, find_columns(record, columns))
    except NewsactorsError as error:
        return Failure(source, str(error))


JSON = Reader("json", (".json", ".jsonld"), read, sniff)
JSON_LINES = Reader("jsonl", (".jsonl", ".ndjson", ".jl"), read_lines, sniff_lines)
