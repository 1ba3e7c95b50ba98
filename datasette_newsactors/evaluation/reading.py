"""Annotated articles in the forms that are known: brat standoff, resolved speakers, our own annotation records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from ..annotated import is_brat, read_annotated
from ..models import Annotation, Article, NewsactorsError
from ..records import sound_records
from .evidence import gender_in
from .gold import GoldActor, GoldArticle, GoldQuote
from .resolved import SUFFIX, read_resolved


def read_gold(path: str, texts: str | None = None) -> Iterator[GoldArticle]:
    """The annotated articles of a folder or file, by name.

    texts: the folder that holds the texts of resolved speakers; else they are looked for around the annotations.
    Raises NewsactorsError where there are none or one is broken.
    """
    gold = Path(path)
    if is_brat(gold):
        return _from_brat(gold)
    files = [gold] if gold.is_file() else sorted(gold.rglob("*.jsonl*"))
    resolved = [file for file in files if file.name.endswith(SUFFIX)]
    if resolved:
        return read_resolved(resolved, Path(texts) if texts else resolved[0].parent.parent)
    if not files:
        raise NewsactorsError(
            f"{path}: there are neither folders text/ and attributions/ (brat) nor .jsonl files of annotations in it."
        )
    return _from_records([str(file) for file in files])


def _from_brat(folder: Path) -> Iterator[GoldArticle]:
    for name, text, attributions in read_annotated(folder):
        quotes = [
            GoldQuote(a.content, a.source, gender=gender_in(text[start:end] for start, end in a.source))
            for a in attributions
        ]
        yield GoldArticle(name, text, tuple(quotes))


def _from_records(files: list[str]) -> Iterator[GoldArticle]:
    for article, annotation in sound_records(files):
        yield _from_record(article, annotation)


def _from_record(article: Article, annotation: Annotation) -> GoldArticle:
    spans = defaultdict(list)
    for mention in annotation.mentions:
        spans[mention.actor].append(mention.span)
    actors = {
        a.key: GoldActor(a.name, frozenset([a.name, *(alias.name for alias in a.aliases)]), tuple(spans[a.key]))
        for a in annotation.actors
    }
    genders = {a.key: a.gender for a in annotation.actors}
    quotes = []
    for q in annotation.quotes:
        source = (q.source,) if q.source else ()
        names = actors[q.speaker].names if q.speaker in actors else None
        quotes.append(GoldQuote(q.content, source, names, q.source_form, q.anonymous, genders.get(q.speaker or "")))
    return GoldArticle(article.origin, article.text, tuple(quotes), tuple(actors.values()))
