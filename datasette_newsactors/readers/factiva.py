"""Factiva's exports: with two-letter labels ("Full Article plus Indexing") or without ("Full Article")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# The accession number that ends each article: source code, date, a serial. In the language of whoever exported it.
END = re.compile(r"(?:AN[\s|]+)?(?:Document|Dokument|Documento) ([A-Z][A-Z0-9]{3,}(?:19|20)\d{6}[a-z0-9]{6,})")
MARK = re.compile(rf"(?m)^[ \t]*{END.pattern}[ \t\r]*$")
LABELS = re.compile(
    r"(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|ART|CLM|DE)"
    r"(?:(?:\s*\|\s*|\t\s*|\s{2,})(.*?)\|?)?"
)
FIELDS = {"HD": "title", "BY": "byline", "SN": "publication", "PD": "published", "ET": "time", "LA": "language"}
WORDS = re.compile(r"[\d,.]+ (?:words|Wörter|mots|palabras|parole)")
COPYRIGHT = re.compile(r"(?i)(\(c\)|©|copyright).*")


def is_export(text: str) -> bool:
    """Whether articles end here as they do in these exports."""
    return MARK.search(text) is not None


def records(lines: Sequence[str]) -> Iterator[dict[str, list[str]]]:
    """For each article the lines of each field, and its paragraphs as `body`."""
    article: list[str] = []
    for line in lines:
        if end := END.fullmatch(line):
            if not any(article):  # said once more, below its label
                continue
            labelled = any((label := LABELS.fullmatch(line)) and label[1] == "HD" for line in article)
            record = _labelled(article) if labelled else _plain(article)
            time = record.pop("time", [])
            record["published"] = [*record.get("published", []), *time]
            yield {**record, "id": [end[1]]}
            article = []
        else:
            article.append(line)


def _labelled(lines: Sequence[str]) -> dict[str, list[str]]:
    record: dict[str, list[str]] = {"body": []}
    field: str | None = None
    for line in lines:
        label = LABELS.fullmatch(line)
        if label:
            field = "body" if label[1] in ("LP", "TD") else FIELDS.get(label[1])
            line = label[2] or ""
            record["body"] += [""] if label[1] == "TD" else []
        if field:
            record.setdefault(field, []).append(line)
    return record


def _plain(lines: Sequence[str]) -> dict[str, list[str]]:
    """By place: title and byline stand above the number of words, date, source and the rest between it and the text."""
    count = next((i for i, line in enumerate(lines) if WORDS.fullmatch(line)), 0)
    above = [line for line in lines[:count] if line]
    rights = next((i for i, line in enumerate(lines[count:], count) if COPYRIGHT.fullmatch(line)), len(lines) - 1)
    between = [line for line in lines[count + 1 : rights] if line]
    time = [line for line in between[1:2] if re.fullmatch(r"\d\d?:\d\d", line)]
    return {
        "title": above[:1],
        "byline": above[1:2],
        "published": between[:1],
        "time": time,
        "publication": between[1 + len(time) : 2 + len(time)],
        "language": [line for line in between[2:] if line.isalpha() and line.istitle()][-1:],
        "body": list(lines[rights + 1 :]),
    }
