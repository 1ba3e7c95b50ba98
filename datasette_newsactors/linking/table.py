"""The file of a user who knows who is who: a row an item of Wikidata, as CSV, TSV or JSON lines."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from datasette_newsactors.models import NewsactorsError

# Each field by the headers under which it may stand; those with "item" are of the Wikidata Query Service.
HEADERS = {
    "wikidata_id": ("wikidata_id", "wikidata", "qid", "item"),
    "name": ("name", "label", "itemlabel"),
    "slug": ("slug",),
    "type": ("type",),
    "aliases": ("aliases", "itemaltlabel"),
    "description": ("description", "itemdescription"),
}
DELIMITERS = {".csv": ",", ".tsv": "\t"}


@dataclass(frozen=True)
class Item:
    """An item of Wikidata as a row describes it; `place` is the file and line."""

    place: str
    wikidata_id: str
    name: str = ""
    slug: str = ""
    type: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""


def read_items(file: str) -> Iterator[Item]:
    """The items of a file, a row each. Raises NewsactorsError where one has no id, or neither name nor slug."""
    path = Path(file)
    if path.suffix.lower() not in (*DELIMITERS, ".jsonl"):
        raise NewsactorsError(f"{file}: name a file that ends in .csv, .tsv or .jsonl.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for number, row in _rows(lines, path.suffix.lower()):
                yield _item(row, path.name, number)
    except (csv.Error, UnicodeError) as error:
        raise NewsactorsError(f"{file}: cannot be read as {path.suffix} in UTF-8: {error}") from error


def _rows(lines: Iterable[str], suffix: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if suffix == ".jsonl":
        yield from ((number, _object(line, number)) for number, line in enumerate(lines, 1) if line.strip())
    else:
        rows = csv.DictReader(lines, delimiter=DELIMITERS[suffix], strict=True)
        yield from ((rows.line_num, row) for row in rows)


def _object(line: str, number: int) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise NewsactorsError(f"Line {number} of the file is no line of JSON: {error}") from error
    if not isinstance(row, dict):
        raise NewsactorsError(f"Line {number} of the file is no JSON object.")
    return row


def _item(row: Mapping[str, Any], file: str, number: int) -> Item:
    place = f"{file}, line {number}"
    own = {str(header).strip().lower(): value for header, value in row.items() if value}
    found = {field: next((own[h] for h in headers if h in own), "") for field, headers in HEADERS.items()}
    aliases = found.pop("aliases")
    words = {field: str(value).strip() for field, value in found.items()}
    words["wikidata_id"] = words["wikidata_id"].rpartition("/")[2].upper()  # an address is as good as an id
    if not re.fullmatch(r"Q[1-9][0-9]{0,11}", words["wikidata_id"]):
        raise NewsactorsError(f"{place}: has no wikidata_id like Q42; the columns are {', '.join(HEADERS)}.")
    if not (words["name"] or words["slug"]):
        raise NewsactorsError(f"{place}: has neither name nor slug; the columns are {', '.join(HEADERS)}.")
    listed = aliases if isinstance(aliases, list) else re.split(r"[|;,]", str(aliases))
    return Item(place, **words, aliases=tuple(alias for name in listed if (alias := str(name).strip())))
