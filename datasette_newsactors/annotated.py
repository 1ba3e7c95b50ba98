"""Attributions annotated by hand: annotation records, or brat standoff beside the texts, as PolNeAR comes.

In brat's form text/NAME.txt belongs to attributions/NAME.ann or NAME_ANNOTATOR.ann; where several people annotated an
article, the first file by name counts. A "T" line is a span, which can be discontinuous; an "E" line ties a Content, a
Source and a Cue together. A line that is neither goes on with the words of the line before it, or is a note.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .models import NewsactorsError, Quote, Span
from .records import SUFFIXES, sound_records


@dataclass(frozen=True)
class Gold:
    """An annotated attribution: where its content, source and cue stand, each in text order, each may be empty."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]


class Annotated(NamedTuple):
    """A text with its attributions; `name` is the file's without its ending, or where the article comes from."""

    name: str
    text: str
    attributions: list[Gold]


def read_annotated(path: Path) -> Iterator[Annotated]:
    """The annotated texts of a folder or file, by name, with the attributions that have content.

    Raises NewsactorsError where there are none, where one has no text, or where a line cannot be read.
    """
    if is_brat(path):
        return _from_brat(path)
    files = [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.name.endswith(SUFFIXES))
    if not files:
        raise NewsactorsError(
            f"{path}: there are no annotated articles in it. Expected are text/NAME.txt and attributions/NAME.ann, in "
            "brat's standoff format, or .jsonl files of annotations, as `annotate` writes them and people correct them."
        )
    return _from_records(files)


def is_brat(path: Path) -> bool:
    """Whether a folder holds brat standoff."""
    return (path / "attributions").is_dir()


def _from_records(files: Iterable[Path]) -> Iterator[Annotated]:
    for article, annotation in sound_records(map(str, files)):
        yield Annotated(article.origin, article.text, [_from_quote(quote) for quote in annotation.quotes])


def _from_quote(quote: Quote) -> Gold:
    return Gold(quote.content, *((span,) if span else () for span in (quote.source, quote.cue)))


def _from_brat(folder: Path) -> Iterator[Annotated]:
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        name = path.stem if (folder / "text" / f"{path.stem}.txt").exists() else path.stem.rpartition("_")[0]
        files.setdefault(name or path.stem, path)
    if not files:
        raise NewsactorsError(
            f"{folder}: there are no annotated articles in it, no file attributions/NAME.ann beside text/NAME.txt."
        )
    for name, path in sorted(files.items()):
        text_file = folder / "text" / f"{name}.txt"
        if not text_file.exists():
            raise NewsactorsError(f"{path}: there is no {text_file} beside it.")
        with text_file.open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield Annotated(name, text, _attributions(path, len(text)))


def _attributions(path: Path, length: int) -> list[Gold]:
    spans: dict[str, list[Span]] = {}
    events = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        name, _, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", name):
            spans[name] = _spans(rest.partition("\t")[0], length, f"{path}, line {number}")
        elif re.fullmatch(r"E\d+", name):
            events.append(rest)
    return [gold for gold in (_gold(event, spans) for event in events) if gold.content]


def _spans(label_and_offsets: str, length: int, where: str) -> list[Span]:
    """ "Content 120 211;230 240": the spans, which may be several."""
    offsets = label_and_offsets.partition(" ")[2]
    try:
        found = [(int(start), int(end)) for start, end in (piece.split() for piece in offsets.split(";"))]
    except ValueError as error:
        raise NewsactorsError(f"{where}: {label_and_offsets!r} has no offsets; write LABEL START END.") from error
    if any(not 0 <= start < end <= length for start, end in found):
        raise NewsactorsError(
            f"{where}: {offsets} is no place in a text of {length:,} characters. Count line ends as they stand."
        )
    return found


def _gold(event: str, spans: dict[str, list[Span]]) -> Gold:
    """ "Attribution:T4 Content:T3 Cue:T2 Source:T1": the parts of an event, of which one may come twice."""
    parts: dict[str, list[Span]] = defaultdict(list)
    for part in event.split():
        role, _, name = part.partition(":")
        parts[re.sub(r"\d+$", "", role)] += spans.get(name, [])
    return Gold(*(tuple(sorted(parts[role])) for role in ("Content", "Source", "Cue")))
