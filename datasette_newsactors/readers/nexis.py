"""Nexis's exports: the older form says where an article begins ("1 of 5 DOCUMENTS"), the newer where it ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby

START = re.compile(r"\d+ of \d+ DOCUMENTS?")
END = re.compile("End of Document")
OLDER = re.compile(rf"(?m)^[ \t]*{START.pattern}[ \t\r]*$")
NEWER = (re.compile(r"(?m)^[ \t]*Length: *[\d,.]+ words[ \t\r]*$"), re.compile(rf"(?m)^[ \t]*{END.pattern}[ \t\r]*$"))

# Labels above the text with the field that they hold, and labels below it; all in capitals in the older form.
ABOVE = {"headline": "title", "byline": "byline", "section": "", "length": "", "dateline": "", "highlight": ""}
BELOW = (
    "load-date language graphic publication-type classification subject correction correction-date series url"
    " document-type journal-code company organization person country state city geographic industry ticker"
)
LABEL = re.compile(r"([A-Z][A-Za-z-]+):\s*(.*)|(Body|BODY|Graphic|Classification)")
DATE = re.compile(r"[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}")
COPYRIGHT = re.compile(r"(?i)(?:copyright|©|\(c\)).*\d{4}.*")

# What stands before the first article (who exported what, and the list of it) and above pages: no heading.
COVER = re.compile(
    r"(?:User Name|Date and Time|Job Number|Client/Matter|Search Terms|Search Type|Narrowed by|Content Type)\b.*"
    r"|Documents? \(\d+\)|News\s+-None-|\|? *About LexisNexis *\|.*|Page \d+ of \d+"
)

Record = dict[str, list[str]]


def is_export(text: str) -> bool:
    """Whether articles begin or end here as they do in these exports."""
    return OLDER.search(text) is not None or all(mark.search(text) for mark in NEWER)


def records(lines: Sequence[str]) -> Iterator[Record]:
    """For each article the lines of each field, and its paragraphs as `body`."""
    newer = not any(START.fullmatch(line) for line in lines)
    article: list[str] = []
    for line in [*lines, "" if newer else "1 of 1 DOCUMENTS"]:
        if (END if newer else START).fullmatch(line):
            if any(article):
                yield _record(article, newer)
            article = []
        else:
            article.append(line)


def _record(lines: Sequence[str], newer: bool) -> Record:
    first = next((i for i, line in enumerate(lines) if _label(line)[0]), len(lines))
    cover = max((i for i, line in enumerate(lines[:first], 1) if COVER.fullmatch(line)), default=0)
    record = _heading([line for line in lines[cover:first] if not COPYRIGHT.fullmatch(line)], newer)
    body: list[str] = []
    field: str | None = None  # the one whose value goes on in the next line
    for place, line in enumerate(lines[first:], first):
        label, value = _label(line)
        if label in BELOW.split() or (body and COPYRIGHT.fullmatch(line)):
            record["language"] = [v for name, v in map(_label, lines[place:]) if name == "language"][:1]
            break
        if label and not body:
            field = ABOVE.get(label)
            record[field or ""] = [value]
        elif field is not None and line:
            record[field or ""].append(line)
        else:
            field = None
            body += [line] if line or body else []
    record.pop("", None)
    return record | {"body": body}


def _heading(lines: Sequence[str], newer: bool) -> Record:
    """What has no label: publication and date, and the title above them in the newer form, below them in the older."""
    when = next((i for i, line in enumerate(lines) if DATE.search(line)), len(lines))
    above = [line for line, _ in groupby(filter(None, lines[:when]))]  # the head of the page says it first
    below = "\n".join(dropwhile(bool, lines[when:])).strip().split("\n\n")  # an edition stands right under the date
    return {
        "title": above[:-1] if newer else below[-1].split("\n"),
        "publication": above[-1:],
        "published": [found[0] for line in lines[when : when + 1] if (found := DATE.search(line))],
    }


def _label(line: str) -> tuple[str, str]:
    """The label of a line and the value beside it; no label is one that is not known."""
    match = LABEL.fullmatch(line)
    name = (match[1] or match[3]).lower() if match else ""
    return (name, match[2] or "") if match and (name in ABOVE or name in BELOW.split() or match[3]) else ("", "")
