"""Attributions annotated by hand, in the form in which PolNeAR comes: brat standoff beside the texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ...models import NewsactorsError, Span
from .decode import Gold


class Annotated(NamedTuple):
    """A text with its attributions."""

    path: Path
    text: str
    attributions: list[Gold]


def read_annotated(folder: Path) -> Iterator[Annotated]:
    """The texts of `folder/text/*.txt` that have annotations in `folder/attributions/`, in the order of their names.

    NAME.txt belongs to NAME.ann or NAME_ANNOTATOR.ann; of several the first counts. Raises NewsactorsError where there
    are none, or where one cannot be read.
    """
    annotations = sorted((folder / "attributions").glob("*.ann"))
    first: dict[str, Path] = {}
    for path in annotations:
        for name in (path.stem, path.stem.rpartition("_")[0]):
            first.setdefault(name, path)
    texts = [path for path in sorted((folder / "text").glob("*.txt")) if path.stem in first]
    if not texts:
        raise NewsactorsError(
            f"{folder}: there are no annotated articles in it. Expected are text/NAME.txt and attributions/NAME.ann, "
            "in brat's standoff format."
        )
    for path in texts:
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        yield Annotated(path, text, _attributions(first[path.stem], len(text)))


def _attributions(path: Path, length: int) -> list[Gold]:
    """The events of a file that have content and a cue; a line that is no T or E goes on with the words before it."""
    spans: dict[str, list[Span]] = {}
    events = []
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        name, _, rest = line.partition("\t")
        try:
            if re.fullmatch(r"T\d+", name):
                spans[name] = _spans(rest.partition("\t")[0], length)
            elif re.fullmatch(r"E\d+", name):
                events.append(rest)
        except ValueError as error:
            raise NewsactorsError(f"{path}, line {number}: {error}. Expected: T1, Cue 12 16, the words.") from error
    golds = [_gold(event, spans) for event in events]
    return [gold for gold in golds if gold.content and gold.cue]


def _spans(field: str, length: int) -> list[Span]:
    """ "Content 120 211;230 240": the spans, which may be several."""
    found = []
    for part in field.partition(" ")[2].split(";"):
        start, end = map(int, part.split())
        if not 0 <= start < end <= length:
            raise ValueError(f"{start} {end} is no place in a text of {length} characters")
        found.append((start, end))
    return found


def _gold(event: str, spans: dict[str, list[Span]]) -> Gold:
    """ "Attribution:T4 Content:T3 Cue:T2 Source:T1": the parts of an event, of which one may come twice."""
    parts: dict[str, list[Span]] = defaultdict(list)
    for part in event.split():
        role, _, name = part.partition(":")
        parts[re.sub(r"\d+$", "", role)] += spans.get(name, [])
    return Gold(*(tuple(sorted(parts[role])) for role in ("Content", "Source", "Cue")))
