"""A file, or standard input, as the streams of bytes in it."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, cast

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.readers.archives import Budget, Packed, unpacked
from datasette_newsactors.readers.sources import STANDARD_INPUT, unreadable


def streams(path: str) -> Iterator[Packed]:
    """The decompressed, seekable streams of a file, each with the name that says where it comes from.

    Raises NewsactorsError or OSError where the file cannot be opened, and one of `failing.DAMAGE` where it is broken.
    """
    with ExitStack() as stack:
        stream = _open(path, stack)
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        yield from unpacked(path, stream, Budget(size))


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
