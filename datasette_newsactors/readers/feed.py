"""RSS, Atom and JSON Feed: articles where the feed carries them in full, else links with a summary."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.readers.fragment import paragraphs_of
from datasette_newsactors.readers.json_records import parse
from datasette_newsactors.readers.markup import ENTITIES, root_name
from datasette_newsactors.readers.reader import Link, Reader, read_all
from datasette_newsactors.readers.records import FIELDS, article_from

JSON_FEED = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version')
FOOTER = re.compile(r"The post .+ appeared first on .+")  # that WordPress adds
CUT_OFF = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|(?i:continue reading|read more)\W*)$")


def read(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure | Link]:
    """The entries of a feed in RSS or Atom."""
    import feedparser  # imported for a feed only: it takes a tenth of a second

    data = read_all(stream)
    if re.search(rb"<\s*!\s*ENTITY", data.replace(b"\0", b"")):
        raise NewsactorsError(ENTITIES)
    feed = feedparser.parse(io.BytesIO(data))
    if not feed.entries and feed.bozo:
        raise NewsactorsError(f"is not a valid feed: {feed.bozo_exception}")
    for number, entry in enumerate(feed.entries, 1):
        known = {
            "title": _line(entry.get("title")),
            "byline": entry.get("author"),
            "published": entry.get("published") or entry.get("updated"),
            "publication": _line(feed.feed.get("title")),
            "url": entry.get("link"),
            "id": entry.get("id"),
            "language": feed.feed.get("language"),
        }
        content = max(
            (_text(part) for part in entry.get("content", [])), key=lambda text: sum(map(len, text)), default=[]
        )
        yield _entry(known, content, paragraphs_of(entry.get("summary") or ""), source, number)


def read_json(stream: BinaryIO, source: str, columns: Mapping[str, str]) -> Iterator[Article | Failure | Link]:
    """The entries of a feed in JSON Feed."""
    feed = parse(read_all(stream))
    items = feed.get("items") if isinstance(feed, dict) else None
    for number, item in enumerate(items if isinstance(items, list) else [], 1):
        if not isinstance(item, dict):
            yield Failure(f"{source}#{number}", "is not a JSON object with the fields of an article")
            continue
        known = {
            "title": item.get("title"),
            "byline": item.get("authors") or item.get("author"),
            "published": item.get("date_published") or item.get("date_modified"),
            "publication": feed.get("title"),
            "url": item.get("url"),
            "id": item.get("id"),
            "language": item.get("language") or feed.get("language"),
        }
        html, plain, summary = (
            value if isinstance(value := item.get(name), str) else ""
            for name in ("content_html", "content_text", "summary")
        )
        yield _entry(known, paragraphs_of(html) or _plain(plain), _plain(summary), source, number)


def sniff(head: bytes) -> bool:
    """Whether the first element is that of RSS or Atom."""
    name = root_name(head)
    return name == "rss" or (name == "feed" and b"/Atom" in head) or (name == "RDF" and b"purl.org/rss" in head)


def sniff_json(head: bytes) -> bool:
    """Whether this is JSON that says to be a feed."""
    return head.lstrip().startswith(b"{") and JSON_FEED.search(head) is not None


def _entry(
    known: dict[str, Any], content: Sequence[str], summary: Sequence[str], source: str, number: int
) -> Article | Failure | Link:
    """An article where the content is whole; else a link, with an article of the summary, which has no url.

    So the summary never takes the place of the article itself, and its path says what it is.
    """
    identity = {field: field for field in FIELDS}
    content, summary = (part[:-1] if part and FOOTER.fullmatch(part[-1]) else part for part in (content, summary))
    place = known["id"] or known["url"] or number
    if content and not CUT_OFF.search(content[-1]):
        return article_from({**known, "text": "\n\n".join(content)}, f"{source}#{place}", identity)
    record = {**known, "url": None, "text": "\n\n".join(content or summary)}
    instead = article_from(record, f"{source}#summary of {known['url'] or place}", identity)
    if not isinstance(known["url"], str):
        return instead
    return Link(known["url"], known=known, instead=instead if isinstance(instead, Article) else None)


def _text(part: Mapping[str, Any]) -> list[str]:
    value = part.get("value") or ""
    return _plain(value) if part.get("type") == "text/plain" else paragraphs_of(value)


def _plain(text: str) -> list[str]:
    return [stripped for paragraph in text.split("\n\n") if (stripped := paragraph.strip())]


def _line(html: str | None) -> str:
    """A title without the markup that feeds put into it."""
    return " ".join(paragraphs_of(html or ""))


FEED = Reader("feed", (".rss", ".atom", ".rdf"), read, sniff)
JSON_FEED_READER = Reader("jsonfeed", (), read_json, sniff_json)
