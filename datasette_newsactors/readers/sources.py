"""What the user named (files, folders, globs, web addresses, '-') to what is read, always in the same order."""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Iterator
from pathlib import PurePath

from datasette_newsactors.models import Failure

STANDARD_INPUT = "-"

# What lies beside articles in saved pages and archives, and is no article: passed over inside a folder.
NOT_ARTICLES = (
    ".jpg .jpeg .png .gif .webp .svg .ico .bmp .tif .tiff .avif .heic .mp3 .m4a .wav .ogg .mp4 .m4v .mov"
    " .webm .avi .css .js .mjs .map .woff .woff2 .ttf .otf .eot"
)
BYSTANDERS = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


def files(source: str) -> Iterator[str | Failure]:
    """The paths of the files that one source on the command line stands for, folders sorted by name.

    A web address and standard input stand for themselves.
    Hidden files, images, sound, film, style sheets, scripts and fonts inside a folder are passed over.
    """
    if source == STANDARD_INPUT or is_address(source):
        yield source
    elif os.path.lexists(source):
        yield from _found(source)
    elif glob.has_magic(source) and (matches := sorted(glob.glob(source, recursive=True))):
        for match in matches:
            yield from _found(match)
    else:
        yield Failure(source, _absent(source))


def _found(path: str) -> Iterator[str | Failure]:
    if not os.path.isdir(path):
        yield path
        return
    inside = _walk(path)
    first = next(inside, None)
    if first is None:
        yield Failure(path, "is a folder with no file to read in it")
        return
    yield first
    yield from inside


def _walk(folder: str) -> Iterator[str | Failure]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(folder, f"cannot be opened: {error.strerror}")
        return
    for entry in entries:
        if is_hidden_or_no_article(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path)
        else:
            yield entry.path


def is_hidden_or_no_article(name: str) -> bool:
    """Whether a file or folder of this name is passed over inside a folder or an archive."""
    return name.startswith(".") or name in BYSTANDERS or PurePath(name).suffix.lower() in NOT_ARTICLES.split()


def is_address(source: str) -> bool:
    """Whether a source is a web address."""
    return source.startswith(("http://", "https://"))


def _absent(source: str) -> str:
    return "matches no file" if glob.has_magic(source) else "does not exist"


def unreadable(path: str) -> str | None:
    """Why there is nothing to read at the path, or None: a device would never end."""
    mode = os.stat(path).st_mode
    if stat.S_ISREG(mode) or stat.S_ISFIFO(mode):
        return None
    return "is a folder behind a link" if stat.S_ISDIR(mode) else "is not a file but a device or socket"
