"""The annotation record: one JSON object an article, the form in which annotations leave and enter.

`data/annotation.schema.json` describes it; sorted keys make the same bytes of the same annotation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from .models import Actor, Alias, Annotation, Article, Mention, NewsactorsError, Pipeline, Quote, Role, Span

Record = dict[str, Any]


def to_record(article: Article, annotation: Annotation) -> Record:
    """The record of one article and what was found in it."""
    return {
        "article": asdict(article),
        "actors": [_actor_record(actor) for actor in annotation.actors],
        "mentions": [asdict(m) | {"span": list(m.span)} for m in annotation.mentions],
        "quotes": [_quote_record(quote) for quote in annotation.quotes],
        "pipeline": asdict(annotation.pipeline) if annotation.pipeline else None,
    }


def to_line(article: Article, annotation: Annotation) -> str:
    """The record as one line of JSON, with the line break."""
    return json.dumps(to_record(article, annotation), ensure_ascii=False, sort_keys=True) + "\n"


def from_record(record: Record) -> tuple[Article, Annotation]:
    """The article and annotation of a record. Raises NewsactorsError where it is none."""
    try:
        annotation = Annotation(
            actors=tuple(_actor(a) for a in record["actors"]),
            mentions=tuple(Mention(**m | {"span": _span(m["span"])}) for m in record["mentions"]),
            quotes=tuple(_quote(q) for q in record["quotes"]),
            pipeline=Pipeline(**record["pipeline"]) if record.get("pipeline") else None,
        )
        return Article(**record["article"]), annotation
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise NewsactorsError(f"is no annotation record ({type(error).__name__}: {error})") from error


def from_lines(lines: Iterable[str]) -> Iterator[tuple[Article, Annotation] | NewsactorsError]:
    """The records of a file of JSON lines; a line that is none comes out as the error that names it."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield from_record(json.loads(line))
            except (json.JSONDecodeError, NewsactorsError) as error:
                yield NewsactorsError(f"line {number}: {error}")


def _actor_record(actor: Actor) -> Record:
    roles = [asdict(r) | {"span": list(r.span)} for r in actor.roles]
    return asdict(actor) | {"aliases": [asdict(a) for a in actor.aliases], "roles": roles}


def _quote_record(quote: Quote) -> Record:
    spans = {name: list(span) if (span := getattr(quote, name)) else None for name in ("source", "cue")}
    return asdict(quote) | spans | {"content": [list(s) for s in quote.content], "about": list(quote.about)}


def _actor(record: Record) -> Actor:
    aliases = tuple(Alias(**a) for a in record.get("aliases", ()))
    roles = tuple(Role(**r | {"span": _span(r["span"])}) for r in record.get("roles", ()))
    return Actor(**record | {"aliases": aliases, "roles": roles})


def _quote(record: Record) -> Quote:
    spans = {name: _span(record[name]) if record.get(name) else None for name in ("source", "cue")}
    content = tuple(_span(s) for s in record["content"])
    return Quote(**record | spans | {"content": content, "about": tuple(record.get("about", ()))})


def _span(value: list[int]) -> Span:
    start, end = value
    return int(start), int(end)
