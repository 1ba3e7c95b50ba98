"""What is packed (compressed, in a zip or tar archive, or both, several times over) as the files in it.

Nothing is unpacked to a path that an archive names, so such paths are harmless; links in archives are passed over.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import stat
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from datasette_newsactors.models import Failure, NewsactorsError
from datasette_newsactors.readers.failing import reason
from datasette_newsactors.readers.sources import is_hidden_or_no_article

# By their first bytes, since names lie.
COMPRESSIONS: tuple[tuple[bytes, Callable[[BinaryIO], object]], ...] = (
    (b"\x1f\x8b", lambda stream: gzip.GzipFile(fileobj=stream)),
    (b"BZh", bz2.BZ2File),
    (b"\xfd7zXZ\x00", lzma.LZMAFile),
)
ZIP = b"PK\x03\x04"
TAR = slice(257, 262)
OFFICE_MEMBERS = {"[Content_Types].xml", "mimetype"}
WORD_MEMBER = "word/document.xml"

DEPTH = 5  # packings around a file
RATIO = 200  # bytes that a byte may unpack to: news comes to 10, and one that is repeated to 1,000
FREE = 100_000_000  # bytes that any file may unpack to
MEMBER = 1_000  # bytes that a member counts for beside its content
SPOOL = 1 << 20  # bytes of a copy that are kept in memory; larger ones are on disk

Packed = tuple[str, BinaryIO] | Failure


class Bomb(NewsactorsError):
    """An archive that unpacks to more than its size makes plausible."""


class Budget:
    """How many bytes may come out of one file, all that is packed in it included."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.left = max(FREE, RATIO * size)

    def spend(self, n: int) -> None:
        """Count bytes; raises Bomb once there are too many."""
        self.left -= n
        if self.left < 0:
            raise Bomb(
                f"unpacks to more than {max(FREE, RATIO * self.size) // 1_000_000:,} MB, {RATIO} times what it holds "
                "packed: it looks like a bomb. Unpack it yourself if you know that it is none"
            )


def unpacked(source: str, stream: BinaryIO, budget: Budget, depth: int = 0) -> Iterator[Packed]:
    """The files in a seekable stream, each with a name that says where it lies; the stream itself if it is no archive.

    Raises NewsactorsError, OSError or what the standard library raises for broken archives.
    """
    head = stream.read(TAR.stop)
    stream.seek(0)
    if depth > DEPTH:
        raise NewsactorsError(f"is packed too deeply: {DEPTH} archives, one in another, are unpacked, and no more")
    for mark, decompressed in COMPRESSIONS:
        if head.startswith(mark):
            inside = _counted(cast(BinaryIO, decompressed(stream)), budget)
            yield from unpacked(source, inside, budget, depth + 1)
            return
    if head.startswith(ZIP):
        stream = stream if depth == 0 else _spooled(stream)
        with zipfile.ZipFile(stream) as archive:
            if WORD_MEMBER in archive.namelist():
                stream.seek(0)
                yield source, stream
            else:
                yield from _each(source, _in_zip(archive, budget), budget, depth)
    elif head[TAR] == b"ustar":
        yield from _each(source, _in_tar(stream, budget), budget, depth)
    else:
        yield source, stream


def _each(source: str, members: Iterator[tuple[str, BinaryIO]], budget: Budget, depth: int) -> Iterator[Packed]:
    """What is packed in the members; one that is broken does not stop the others, but a bomb does."""
    found = False
    for name, member in members:
        found = True
        try:
            yield from unpacked(f"{source}/{name}", member, budget, depth + 1)
        except Bomb:
            raise
        except Exception as error:  # archives raise whatever they like when broken
            yield Failure(f"{source}/{name}", reason(error))
    if not found:
        raise NewsactorsError("is an archive with no file to read in it")


def _in_zip(archive: zipfile.ZipFile, budget: Budget) -> Iterator[tuple[str, BinaryIO]]:
    """The members in order of name."""
    if OFFICE_MEMBERS & set(archive.namelist()):
        raise NewsactorsError("is an office document or e-book: save it as plain text or HTML first")
    if any(member.flag_bits & 1 for member in archive.infolist()):
        raise NewsactorsError("is a zip archive with a password: unpack it first")
    for member in sorted(archive.infolist(), key=lambda info: info.filename):
        if member.is_dir() or stat.S_ISLNK(member.external_attr >> 16) or _is_passed_over(member.filename):
            continue
        budget.spend(MEMBER)
        with archive.open(member) as stream:
            yield member.filename, _counted(cast(BinaryIO, stream), budget)


def _in_tar(stream: BinaryIO, budget: Budget) -> Iterator[tuple[str, BinaryIO]]:
    """The members as they come: going back in a compressed archive would unpack it again from its start."""
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        while (member := archive.next()) is not None:
            archive.members.clear()  # type: ignore[attr-defined]  # else it remembers them all
            content = archive.extractfile(member) if member.isfile() and not _is_passed_over(member.name) else None
            if content is not None:
                budget.spend(MEMBER)
                with _spooled(_counted(cast(BinaryIO, content), budget)) as copy:
                    yield member.name, copy


def _is_passed_over(name: str) -> bool:
    return any(is_hidden_or_no_article(part) for part in PurePosixPath(name).parts if part not in (".", ".."))


def _spooled(stream: BinaryIO) -> BinaryIO:
    """A copy in which one can go back at no cost."""
    copy = tempfile.SpooledTemporaryFile(max_size=SPOOL)  # noqa: SIM115
    shutil.copyfileobj(stream, copy)
    copy.seek(0)
    return cast(BinaryIO, copy)


def _counted(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """The stream, its bytes counted when they are first read."""
    return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, _Counted(stream, budget))))


class _Counted(io.RawIOBase):
    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self.stream = stream
        self.budget = budget
        self.position = self.seen = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self.stream.seekable()

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self.stream.read(len(buffer))
        buffer[: len(data)] = data
        self.position += len(data)
        if self.position > self.seen:
            self.budget.spend(self.position - self.seen)
            self.seen = self.position
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self.position = self.stream.seek(offset, whence)
        return self.position
