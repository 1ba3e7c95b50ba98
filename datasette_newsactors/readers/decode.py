"""Bytes to text: UTF-8 first, a byte order mark before all, and a careful guess for older encodings."""

from __future__ import annotations

import codecs
import re

from datasette_newsactors.models import NewsactorsError

# The longer marks first: UTF-32's little-endian mark begins with UTF-16's.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
USUAL = "cp1252"
PLAUSIBLE = [
    USUAL,
    "cp1250",
    "cp1251",
    "koi8_r",
    "iso8859_7",
    "mac_roman",
    "shift_jis",
    "euc_kr",
    "big5",
    "gb18030",
]
NOT_TEXT = "is not text in a known encoding: it looks like a binary file"
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of the bytes, newlines untouched and the byte order mark dropped.

    declared: the encoding that the input itself states, tried after UTF-8.
    Raises NewsactorsError where the bytes are not text in any plausible encoding.
    """
    try:
        text = data.decode(encoding_of(data, declared))
    except UnicodeDecodeError as error:
        raise NewsactorsError(f"is damaged: {error.encoding} text with an invalid byte at {error.start}") from None
    if "\0" in text:
        raise NewsactorsError(NOT_TEXT)
    return text


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark states."""
    return next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)


def encoding_of(data: bytes, declared: str | None = None) -> str:
    """The name of the encoding of the bytes; raises NewsactorsError where there is no plausible one."""
    marked = marked_encoding(data)
    if marked:
        return marked
    for encoding in filter(None, ("utf-8", declared)):
        if _decodes(data, encoding):
            return encoding
    return _guess(data)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes  # imported when needed: most inputs are UTF-8

    best = from_bytes(data, cp_isolation=PLAUSIBLE).best()
    # Several encodings often give the same text, and a few words are too few to tell: then the usual one.
    encoding = USUAL if best is None or USUAL in best.could_be_from_charset else best.encoding
    if not _decodes(data, encoding) or CONTROL.search(data.decode(encoding)):
        raise NewsactorsError(NOT_TEXT)
    return encoding
