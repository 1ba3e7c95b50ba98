"""A record with named values (a table's row, a JSON object, front matter) to an Article."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.dates import iso_date
from datasette_newsactors.readers.fragment import paragraphs_of
from datasette_newsactors.readers.reader import Link

HTML = re.compile(
    r"(?i)\s*<(?:p|div|h[1-6]|article|section|blockquote|figure)(?:\s[^<>]*)?>"
)  # what only HTML begins with
FIELDS = tuple(field.name for field in dataclasses.fields(Article) if field.name != "path")

# The names under which each field is commonly found, best first, in the form that `_plain` gives.
GUESSES = {
    "text": "text body articlebody content fulltext articletext bodytext maintext story article",
    "title": "title headline heading",
    "byline": "byline author authors creator",
    "published": "published date datepublished datepublish publishdate publishedat publisheddate pubdate"
    " publicationdate publishedtime datetime timestamp",
    "publication": "publication publisher source outlet newspaper medianame sitename sourcedomain",
    "url": "url link canonicalurl articleurl mainentityofpage",
    "id": "id guid articleid storiesid identifier",
    "language": "language lang inlanguage",
}


def find_columns(names: Iterable[str], columns: Mapping[str, str], *, links: bool = False) -> dict[str, str]:
    """Which column holds which field of an article: the user's own mapping first, then the usual names.

    links: whether a column with addresses will do where there is none with texts.
    Raises NewsactorsError, naming the columns there are, where a mapped column or any text column is missing.
    """
    names = list(names)
    missing = [column for column in columns.values() if column not in names]
    if missing:
        raise NewsactorsError(f"has no column {', '.join(map(repr, missing))}; {_listed(names)}")
    found = guess_columns(names) | dict(columns)
    if "text" not in found and not (links and "url" in found):
        raise NewsactorsError(
            f"has no column that looks like the text of an article; {_listed(names)}. "
            "Name the right one with: --column text=NAME"
        )
    return found


def guess_columns(names: Iterable[str]) -> dict[str, str]:
    """Which column holds which field, by the usual names of fields; the first column of a name counts."""
    by_plain_name = {_plain(name): name for name in reversed(list(names))}
    guessed = {
        field: next((by_plain_name[guess] for guess in guesses.split() if guess in by_plain_name), None)
        for field, guesses in GUESSES.items()
    }
    return {field: column for field, column in guessed.items() if column is not None}


def may_name_text(line: str) -> bool:
    """Whether one of the usual names of a text stands anywhere in a line: a quick look before a careful one."""
    plain = _plain(line)
    return any(guess in plain for guess in GUESSES["text"].split())


def item_from(record: Mapping[str, object], source: str, columns: Mapping[str, str]) -> Article | Failure | Link:
    """The article that a record holds, or, in a table of addresses without texts, a link with what is known of it."""
    if "text" in columns:
        return article_from(record, source, columns)
    known = {field: value_of(field, record.get(column)) for field, column in columns.items()}
    return Link(known["url"], known=known) if known["url"] else Failure(source, f"has no address in {columns['url']!r}")


def article_from(record: Mapping[str, object], source: str, columns: Mapping[str, str]) -> Article | Failure:
    """The article that a record holds; `columns` says which key holds which field, as `find_columns` does."""
    text = _text(record.get(columns["text"]))
    if text is None:
        return Failure(source, f"has no text in {columns['text']!r}")
    if not text.strip():
        return Failure(source, "is empty")
    values = {field: value_of(field, record.get(column)) for field, column in columns.items() if field != "text"}
    if values.get("published"):
        values["published"] = iso_date(values["published"] or "")
    if unstorable := next((name for name, value in {"text": text, **values}.items() if _broken(value)), None):
        return Failure(source, f"has characters in its {unstorable} that are no valid text")
    return Article(text=text, path=source, **values)


def withdrawn(source: str, status: str) -> Failure | None:
    """That an agency has taken an item of news back, by the status that its standards (IPTC) give it."""
    taken_back = status in ("canceled", "withheld")
    return Failure(source, f"has been taken back by who sent it: its status is {status!r}") if taken_back else None


def _plain(name: str) -> str:
    """`Full Text`, `full_text` and `fullText` are one name."""
    return re.sub(r"[\W_]+", "", name).lower()


def _listed(names: Iterable[str]) -> str:
    shown = [name if len(name) <= 40 else name[:39] + "…" for name in names]
    return "the columns found are: " + (", ".join(shown) or "none")


def _text(value: object) -> str | None:
    """The text as it stands; a list of paragraphs is joined by blank lines, HTML becomes its paragraphs."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    if isinstance(value, str) and HTML.match(value) and "</" in value:
        return "\n\n".join(paragraphs_of(value))
    return value if isinstance(value, str) else None


def value_of(field: str, value: object) -> str | None:
    """A field's value in words: a schema.org object gives its name or address, a list is joined by commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, (value_of(field, item) for item in value))) or None
    if isinstance(value, dict):
        keys = ("@id", "url") if field == "url" else ("name", "@value")
        return next((value_of(field, value[key]) for key in keys if key in value), None)
    if value is None or isinstance(value, bool):
        return None
    return str(value).strip() or None


def _broken(value: str | None) -> bool:
    """Half a surrogate pair or NUL: legal in JSON, but no database or web page can hold it."""
    return value is not None and re.search(r"[\0\ud800-\udfff]", value) is not None
