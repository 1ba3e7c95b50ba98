"""Why an input could not be read, in words."""

from __future__ import annotations

import gzip
import lzma
import tarfile
import zipfile
import zlib

from datasette_newsactors.models import NewsactorsError

# What the standard library raises for compressed data that is cut off or wrong.
DAMAGE = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError)


def reason(error: Exception) -> str:
    """What went wrong, as it is told of the input that it went wrong with."""
    if isinstance(error, NewsactorsError):
        return str(error)
    if isinstance(error, DAMAGE):
        return f"is damaged or cut off: {error}"
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}"
    return f"could not be read: {type(error).__name__}: {error}"
