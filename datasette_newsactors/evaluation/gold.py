"""Articles that people have annotated: brat standoff as in PolNeAR, or this package's own annotation records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..brat import read_annotated
from ..models import Failure, NewsactorsError, Span
from ..records import read_records


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
        for name, text, attributions in read_annotated(path):
            yield GoldArticle(name.stem, text, tuple(GoldQuote(a.content, a.source) for a in attributions))
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
