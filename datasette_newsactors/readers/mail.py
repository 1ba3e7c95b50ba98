"""E-mail newsletters: a message (.eml), or a mailbox of them (mbox)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import BinaryIO, cast

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.decode import decode
from datasette_newsactors.readers.failing import reason
from datasette_newsactors.readers.html import read_page
from datasette_newsactors.readers.reader import ARTICLE_LIMIT, Reader, read_all, too_large
from datasette_newsactors.readers.records import FIELDS, article_from

HEADER = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
USUAL = re.compile(rb"(?mi)^(?:from|received|return-path|message-id|mime-version):")
MULTIPARTS = 200  # each is looked for in each of the others
FROM = re.compile(rb"From \S+ .*\d{4}\s*$")


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The one message."""
    yield _message(read_all(stream), source)


def read_mailbox(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure]:
    """The messages of an mbox file, one in memory at a time; the path of each is `source#` with its number."""
    for number, data in enumerate(_messages(stream), 1):
        try:
            yield _message(data, f"{source}#{number}")
        except Exception as error:  # one message's fault, whatever it is
            yield Failure(f"{source}#{number}", reason(error))


def sniff(head: bytes) -> bool:
    """Whether this begins with headers of mail."""
    match = HEADER.match(head.replace(b"\r\n", b"\n"))
    return match is not None and USUAL.search(head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]) is not None


def sniff_mailbox(head: bytes) -> bool:
    """Whether the first line is one that begins a message in a mailbox, and headers follow."""
    first, _, rest = head.replace(b"\r\n", b"\n").partition(b"\n")
    return FROM.match(first) is not None and HEADER.match(rest) is not None


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, blank = 0, True
    for line in iter(lambda: stream.readline(ARTICLE_LIMIT), b""):
        if blank and FROM.match(line):
            if lines:
                yield b"".join(lines)
            lines, size = [], 0
        else:
            lines.append(line[1:] if re.match(rb">+From ", line) else line)
            size += len(line)
        if size > ARTICLE_LIMIT:
            raise NewsactorsError(too_large())
        blank = not line.strip()
    if lines:
        yield b"".join(lines)


def _message(data: bytes, source: str) -> Article | Failure:
    if data.lower().count(b"multipart/") > MULTIPARTS:
        raise NewsactorsError(f"is a message of more than {MULTIPARTS} parts with parts in them")
    message = email.message_from_bytes(data, policy=email.policy.default)
    sender = parseaddr(str(message["from"] or ""))
    known = {
        "title": str(message["subject"] or ""),
        "publication": sender[0] or sender[1],
        "published": str(message["date"] or ""),
        "id": str(message["message-id"] or ""),
    }
    text, language = _text(message, source)
    return article_from(known | {"text": text, "language": language}, source, {field: field for field in FIELDS})


def _text(message: EmailMessage, source: str) -> tuple[str, str | None]:
    """The text of the page that the message is, else of its plain form, and the language that the page states."""
    page = message.get_body(("html",))
    plain = message.get_body(("plain",))
    try:
        article = read_page(_bytes(page), source, page.get_content_charset()) if page is not None else None
    except NewsactorsError:
        if plain is None:
            raise
        article = None
    if isinstance(article, Article):
        return article.text, article.language
    if plain is None:
        raise NewsactorsError("is a message without text")
    return decode(_bytes(plain), plain.get_content_charset()).replace("\r\n", "\n").strip(), None


def _bytes(part: MIMEPart) -> bytes:
    return cast(bytes, part.get_payload(decode=True) or b"")


EML = Reader("eml", (".eml",), read, sniff)
MBOX = Reader("mbox", (".mbox",), read_mailbox, sniff_mailbox)
