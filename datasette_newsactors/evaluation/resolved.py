"""Speakers and actors that somebody has resolved by hand, a line of JSON each; docs/accuracy.md describes the form."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ..models import NewsactorsError, Span
from .evidence import gender_in
from .gold import GoldActor, GoldArticle, GoldQuote

SUFFIX = ".quotes.jsonl"
NAMED = ("person", "organization")

Line = dict[str, Any]


def read_resolved(files: Sequence[Path], texts: Path) -> Iterator[GoldArticle]:
    """The articles of NAME.quotes.jsonl files, with the actors of NAME.actors.jsonl beside, in their order.

    texts: a folder in or below which each text lies under the name that the lines give, with or without .txt.
    """
    places = {path.name.removesuffix(".txt"): path for path in sorted(texts.rglob("*.txt"))}
    for file in files:
        quotes = _by_article(file)
        actors = _by_article(file.with_name(file.name.removesuffix(SUFFIX) + ".actors.jsonl"))
        for name, lines in quotes.items():
            if name not in places:
                raise NewsactorsError(
                    f"{file}: the text {name}.txt is nowhere in {texts}. Say where with --texts FOLDER."
                )
            with places[name].open(encoding="utf-8", newline="") as text:
                yield _article(name, text.read(), lines, actors.get(name, []), file)


def _by_article(file: Path) -> dict[str, list[Line]]:
    found = defaultdict(list)
    if file.exists():
        for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
            if line.strip():
                try:
                    record = json.loads(line)
                    found[record["file"].removesuffix(".txt")].append(record)
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise NewsactorsError(f'{file}, line {number}: is no object with a "file": {error}') from error
    return found


def _article(name: str, text: str, lines: list[Line], actors: list[Line], file: Path) -> GoldArticle:
    try:
        genders = {who: gender_in(said) for who, said in _evidence(lines, actors).items()}
        quotes = tuple(_quote(line, genders) for line in lines)
        return GoldArticle(name, text, quotes, _actors(text, lines, actors))
    except (KeyError, TypeError, ValueError) as error:
        raise NewsactorsError(f"{file}: the lines on {name} are not as they should be: {error!r}") from error


def _quote(line: Line, genders: dict[str, str | None]) -> GoldQuote:
    named = line["speaker_type"] in NAMED
    return GoldQuote(
        content=tuple(map(_span, line["content"])),
        source=(_span(line["source"]),) if line["source"] else (),
        speaker=frozenset([line["speaker"], *line.get("accept", [])]) if named else None,
        source_form=line["source_form"],
        anonymous=line["speaker_type"] in ("anonymous", "group"),
        gender=genders.get(line["speaker"]) if line["speaker_type"] == "person" else None,
        optional=not line.get("core", True) or line.get("mode", "utterance") != "utterance",
    )


def _span(value: Any) -> Span:
    start, end = value
    return int(start), int(end)


def _evidence(lines: list[Line], actors: list[Line]) -> dict[str, list[str]]:
    """What may tell a speaker's gender: its pronouns and its names with titles."""
    said = defaultdict(list)
    for line in lines:
        if line["source_form"] == "pronoun":
            said[line["speaker"]].append(line["source_text"])
    for actor in actors:
        said[actor["canonical"]] += [*actor["aliases"], *actor.get("titled_aliases", [])]
    return said


def _actors(text: str, lines: list[Line], actors: list[Line]) -> tuple[GoldActor, ...]:
    """The actors with their mentions: where their names stand, and sources that are pronouns or descriptions."""
    names = {a["canonical"]: {a["canonical"], *a["aliases"]} for a in actors}
    mentions = _named(text, names)
    for line in lines:
        if line["source"] and line["source_form"] in ("pronoun", "nominal") and line["speaker"] in names:
            mentions[line["speaker"]].add(_span(line["source"]))
    return tuple(
        GoldActor(
            a["canonical"],
            frozenset([*names[a["canonical"]], *a.get("titled_aliases", []), *a.get("accept", [])]),
            tuple(sorted(mentions[a["canonical"]])),
        )
        for a in actors
    )


def _named(text: str, names: dict[str, set[str]]) -> dict[str, set[Span]]:
    """Where each actor's names stand, of names that overlap the longest; a name of two actors tells of neither."""
    bearers = defaultdict(set)
    for actor, own in names.items():
        for name in own:
            bearers[name].add(actor)
    found: dict[str, set[Span]] = defaultdict(set)
    if not bearers:
        return found
    longest_first = sorted(bearers, key=lambda name: (-len(name), name))
    for match in re.finditer(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", text):
        if len(bearers[match[0]]) == 1:
            found[min(bearers[match[0]])].add(match.span())
    return found
