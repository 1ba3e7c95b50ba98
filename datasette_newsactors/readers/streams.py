"""A file, compressed or not, as the streams of bytes in it: one, or the members of a zip archive."""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.readers.sources import STANDARD_INPUT, is_hidden_or_no_article, unreadable

# By their first bytes, since names lie.
COMPRESSIONS: tuple[tuple[bytes, Callable[[BinaryIO], object]], ...] = (
    (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
ZIP = b"PK\x03\x04"
OFFICE_MEMBERS = {"[Content_Types].xml", "mimetype"}

# What the standard library raises for compressed data that is cut off or wrong.
DAMAGE = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile)


def streams(path: str) -> Iterator[tuple[str, BinaryIO]]:
    """The decompressed, seekable streams of a file, each with the name that says where it comes from.

    Raises NewsactorsError or OSError where the file cannot be opened, and one of DAMAGE for a broken archive.
    """
    with ExitStack() as stack:
        stream = _open(path, stack)
        magic = stream.read(6)
        stream.seek(0)
        if magic.startswith(ZIP):
            yield from _members(path, stack.enter_context(zipfile.ZipFile(stream)))
            return
        for mark, decompressed in COMPRESSIONS:
            if magic.startswith(mark):
                stream = cast(BinaryIO, decompressed(stream))
        yield path, stream


def _open(path: str, stack: ExitStack) -> BinaryIO:
    """The file; what cannot be read twice (a pipe) is copied to a temporary file on disk."""
    if path == STANDARD_INPUT:
        return _copied(sys.stdin.buffer, stack)
    if reason := unreadable(path):
        raise NewsactorsError(reason)
    stream = stack.enter_context(open(path, "rb"))  # noqa: SIM115
    return stream if stream.seekable() else _copied(stream, stack)


def _copied(stream: BinaryIO, stack: ExitStack) -> BinaryIO:
    copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return cast(BinaryIO, copy)


def _members(path: str, archive: zipfile.ZipFile) -> Iterator[tuple[str, BinaryIO]]:
    if OFFICE_MEMBERS & set(archive.namelist()):
        raise NewsactorsError("is an office document or e-book: save it as plain text or HTML first")
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise NewsactorsError("is a zip archive with a password: unpack it first")
    names = sorted(name for name in archive.namelist() if not name.endswith("/"))
    wanted = [name for name in names if not any(map(is_hidden_or_no_article, PurePosixPath(name).parts))]
    if not wanted:
        raise NewsactorsError("is a zip archive with no file to read in it")
    for name in wanted:
        with archive.open(name) as member:
            yield f"{path}/{name}", cast(BinaryIO, member)
