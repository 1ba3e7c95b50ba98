"""Articles that people have annotated: brat standoff as in PolNeAR, or this package's own annotation records.

brat: text/NAME.txt and attributions/NAME*.ann; where several people annotated an article, the first file by name
counts. A "T" line is a span, which can be discontinuous; an "E" line ties a Content, a Source and a Cue together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..models import Failure, NewsactorsError, Span
from ..records import read_records

ROLE_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True)
class GoldQuote:
    """One annotated attribution: its content, the spans of its source (none where the text has none), its speaker.

    speaker: the names that are right, where the annotation tells; None where it does not say who the source is.
    """

    content: tuple[Span, ...]
    source: tuple[Span, ...] = ()
    speaker: frozenset[str] | None = None


@dataclass(frozen=True)
class GoldArticle:
    """The text of an article as its annotators saw it, and what they marked in it."""

    name: str
    text: str
    quotes: tuple[GoldQuote, ...]


def read_gold(folder: str) -> Iterator[GoldArticle]:
    """The annotated articles of a folder, by name. Raises NewsactorsError where there are none or one is broken."""
    path = Path(folder)
    if (path / "attributions").is_dir():
        yield from _read_brat(path)
        return
    records = sorted(str(p) for p in path.rglob("*.jsonl*"))
    if not records:
        raise NewsactorsError(
            f"{folder}: there are neither folders text/ and attributions/ (brat) nor .jsonl files of annotations in it."
        )
    for item in read_records(records):
        if isinstance(item, Failure):
            raise NewsactorsError(f"{item.source}: {item.error}")
        article, annotation = item
        names = {a.key: frozenset([a.name, *(alias.name for alias in a.aliases)]) for a in annotation.actors}
        quotes = tuple(
            GoldQuote(q.content, (q.source,) if q.source else (), names.get(q.speaker or "")) for q in annotation.quotes
        )
        yield GoldArticle(article.origin, article.text, quotes)


def _read_brat(folder: Path) -> Iterator[GoldArticle]:
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem if (folder / "text" / f"{path.stem}.txt").exists() else path.stem.rsplit("_", 1)[0]
        files.setdefault(name, path)
    for name, path in files.items():
        text_file = folder / "text" / f"{name}.txt"
        if not text_file.exists():
            raise NewsactorsError(f"{path}: there is no {text_file} beside it.")
        with text_file.open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield GoldArticle(name, text, tuple(_attributions(path, len(text))))


def _attributions(path: Path, length: int) -> Iterator[GoldQuote]:
    spans: dict[str, list[Span]] = {}
    events: list[str] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        key, _, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", key):
            spans[key] = _spans(rest.split("\t")[0], length, f"{path}:{number}")
        elif re.fullmatch(r"E\d+", key):
            events.append(rest)
    for event in events:
        roles: dict[str, list[Span]] = defaultdict(list)
        for part in event.split():
            role, _, key = part.partition(":")
            roles[ROLE_NUMBER.sub("", role)] += spans.get(key, [])
        if roles["Content"]:
            yield GoldQuote(tuple(sorted(roles["Content"])), tuple(sorted(roles["Source"])))


def _spans(label_and_offsets: str, length: int, where: str) -> list[Span]:
    offsets = label_and_offsets.partition(" ")[2]
    try:
        found = [(int(start), int(end)) for start, end in (piece.split() for piece in offsets.split(";"))]
    except ValueError as error:
        raise NewsactorsError(f"{where}: {label_and_offsets!r} has no offsets; write LABEL START END.") from error
    if any(not 0 <= start < end <= length for start, end in found):
        raise NewsactorsError(f"{where}: offsets outside of the text; read it without translating line ends.")
    return found
