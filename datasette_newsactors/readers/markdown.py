"""Markdown: the words without the formatting, and what the front matter says of the article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import BinaryIO

import lxml.html
from markdown_it import MarkdownIt
from markdown_it.token import Token

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.decode import decode
from datasette_newsactors.readers.reader import Reader, read_all
from datasette_newsactors.readers.records import article_from, guess_columns

FRONT_MATTER = re.compile(r"\s*---[ \t]*\n((?:[ \t]*(?:(?:[\w-]+:|- |#).*)?\n)*)---[ \t]*(?:\n|\Z)")
TEXT = "\0text"  # no front matter can hold a key of this name
BREAKS = {"softbreak": " ", "hardbreak": "\n"}


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one article that the stream is; its first heading is the title, and not part of the text."""
    front, body = split_front_matter(decode(read_all(stream)).replace("\r\n", "\n"))
    heading, paragraphs = render(body)
    found = guess_columns(front) | {"text": TEXT}
    if heading and "title" not in found:
        front, found = front | {"title": heading}, found | {"title": "title"}
    elif heading and heading != front[found["title"]]:
        paragraphs.insert(0, heading)
    if not paragraphs:
        raise NewsactorsError("is empty")
    yield article_from(front | {TEXT: "\n\n".join(paragraphs)}, source, found)


def sniff(head: bytes) -> bool:
    """Whether this begins with front matter that names a field of an article."""
    if not head.lstrip().startswith(b"---"):
        return False
    front, _ = split_front_matter(head.decode("utf-8", "replace").replace("\r\n", "\n"))
    return bool(guess_columns(front))


def split_front_matter(text: str) -> tuple[dict[str, object], str]:
    """The `key: value` lines (and lists of `- value`) between two lines of `---` at the top, and the rest."""
    match = FRONT_MATTER.match(text)
    if not match:
        return {}, text
    front: dict[str, object] = {}
    key = ""
    for line in filter(None, map(str.strip, match[1].splitlines())):
        if line.startswith("- ") and key:
            front[key] = ", ".join(filter(None, [str(front[key]), _unquoted(line[2:])]))
        elif not line.startswith(("#", "- ")):
            key, _, value = line.partition(":")
            front[key] = _unquoted(value)
    return front, text[match.end() :]


def render(markdown: str) -> tuple[str | None, list[str]]:
    """The first heading of level one, and the paragraphs, block quotes and list items; code is left out."""
    heading: str | None = None
    paragraphs: list[str] = []
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    for before, token in pairwise([Token("", "", 0), *tokens]):
        text = _words(token)
        if heading is None and text and before.type == "heading_open" and before.tag == "h1":
            heading = text
        elif text:
            paragraphs.append(text)
    return heading, paragraphs


def _words(token: Token) -> str:
    if token.type == "html_block":
        return _without_tags(token.content)
    return _inline(token.children or []).strip() if token.type == "inline" else ""


def _inline(children: Sequence[Token]) -> str:
    """Text and links as their text; images and tags, which have no words, as nothing."""
    return "".join(
        BREAKS.get(child.type, child.content if child.type in ("text", "code_inline") else "") for child in children
    )


def _without_tags(html: str) -> str:
    for element in (root := lxml.html.fragment_fromstring(html, create_parent=True)).xpath(
        ".//script | .//style | .//figure | .//comment()"
    ):
        element.drop_tree()
    return " ".join(root.text_content().split())


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] + value[-1] in ('""', "''", "[]"):
        value = value[1:-1].strip()
    return value


READER = Reader("markdown", (".md", ".markdown", ".mdown", ".mkd"), read, sniff)
