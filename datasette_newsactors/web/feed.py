"""A quote search as an Atom feed (RFC 4287): the newest quotes first, each with the way to its place."""

from __future__ import annotations

import re
import urllib.parse
from datetime import datetime, timezone
from typing import Any
from xml.etree import ElementTree

from datasette import Response
from datasette.utils import tilde_encode
from markupsafe import Markup

from ..query import quotes
from ..query.filters import in_words
from ..query.parameters import last
from .listings import following, quotes_asked, quotes_from, rows_a_page
from .responses import headers
from .visit import Row, Visit, without

NAMESPACE = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NOT_IN_XML = "[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"  # takes milliseconds to compile
LONGEST_TITLE = 120
# Tag URIs (RFC 4151) name the year from which on the host has named quotes so.
TAG = "tag:{host},2026:{database}/quotes/{content_hash}/{start}-{end}"
CONTENT = Markup('<blockquote cite="{url}"><p>{content}</p></blockquote><p>{who}{how}, in {where}</p>')


async def quotes_atom(visit: Visit) -> Any:
    """One page of the quotes that the filters let through, with the way to the next."""
    filters = await quotes_asked(visit)
    sort = quotes.sort_order(visit.params, filters) if last(visit.params, "_sort") else "newest"
    rows, token = await quotes_from(visit, filters, sort, visit.params, rows_a_page(visit))
    origins = {row["id"]: row for row in await visit.rows(quotes.origins([row["id"] for row in rows]))}
    next_url = following(visit, ("quotes",), token)["next_url"]
    asked = [f"{name}: {_text(value)}" for name, value in in_words(filters).items() if name != "cue_class"]
    feed = ElementTree.Element("feed", {"xmlns": NAMESPACE})
    _add(feed, "title", " · ".join([f"Quotes in {visit.db.name}", *asked]))
    _add(feed, "id", visit.absolute(visit.link("quotes", query=without(visit.params, "_size"), format="atom")))
    _add(feed, "updated", max((_instant(row["ingested_at"]) for row in origins.values()), default=_now()))
    _add(_add(feed, "author"), "name", visit.db.name)
    _link(feed, "self", visit.absolute(visit.link("quotes", query=visit.params, format="atom")), MEDIA_TYPE)
    _link(feed, "alternate", visit.absolute(visit.link("quotes", query=without(visit.params))), "text/html")
    if next_url:
        _link(feed, "next", next_url, MEDIA_TYPE)
    for row in rows:
        _entry(feed, visit, row, origins[row["id"]])
    body = ElementTree.tostring(feed, encoding="unicode", xml_declaration=False)
    answer = headers(visit.datasette, visit.private, next_url)
    return Response(f"<?xml version='1.0' encoding='utf-8'?>\n{body}\n", headers=answer, content_type=MEDIA_TYPE)


def _entry(feed: ElementTree.Element, visit: Visit, row: Row, origin: Row) -> None:
    entry = _add(feed, "entry")
    url = visit.absolute(row["url"])
    said = f"“{row['content']}”" if row["quote_type"] == "direct" else row["content"]
    title = f"{_who(row)}: {said}"
    _add(entry, "title", title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…")
    host = urllib.parse.urlsplit(url).hostname or "localhost"
    _add(entry, "id", TAG.format(host=host, database=tilde_encode(visit.db.name), **{**row, **origin}))
    _add(entry, "updated", _instant(origin["ingested_at"]))
    if published := row["published"] and _instant(row["published"]):
        _add(entry, "published", published)
    if row["speaker"]:
        author = _add(entry, "author")
        _add(author, "name", row["speaker_name"])
        _add(author, "uri", visit.absolute(row["speaker_url"]))
    _link(entry, "alternate", url, "text/html")
    for actor in row["about"]:
        ElementTree.SubElement(entry, "category", {"term": _clean(actor["slug"]), "label": _clean(actor["name"])})
    _add(entry, "content", _content(visit, row, url), type="html")


def _content(visit: Visit, row: Row, url: str) -> str:
    """The quote in HTML: what was said, by whom as far as is known, how, and where it stands."""
    who = _who(row)
    if row["speaker"]:
        who = Markup('<a href="{}">{}</a>').format(visit.absolute(row["speaker_url"]), who)
    how = "" if row["quote_type"] == "direct" else f" ({row['quote_type']} speech)"
    article = Markup('<a href="{}">{}</a>').format(url, row["article_title"] or "untitled article")
    where = Markup(", ").join(filter(None, [article, row["publication"], (row["published"] or "")[:10]]))
    return CONTENT.format(url=url, content=row["content"], who=who, how=how, where=where)


def _who(row: Row) -> str:
    """Who said it: the actor, or plainly that nobody is known to have."""
    if row["speaker"] and not row["anonymous"]:
        return str(row["speaker_name"])
    unknown = row["speaker_name"] or ("Anonymous source" if row["anonymous"] else "Speaker not resolved")
    return f"{unknown} (“{row['source_text']}”)" if row["source_text"] else str(unknown)


def _instant(text: str) -> str:
    """A date or time of ISO 8601 as Atom wants it: whole, and with an offset. What is no date becomes the year 1."""
    try:
        time = datetime.fromisoformat(f"{text}-01-01"[:10] if len(text) < 10 else text.replace("Z", "+00:00"))
    except ValueError:
        time = datetime.min
    return (time if time.tzinfo else time.replace(tzinfo=timezone.utc)).isoformat().replace("+00:00", "Z")


def _now() -> str:
    return _instant(datetime.now(timezone.utc).isoformat(timespec="seconds"))


def _text(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, attributes)
    element.text = _clean(text) or None
    return element


def _link(parent: ElementTree.Element, rel: str, href: str, media_type: str) -> None:
    ElementTree.SubElement(parent, "link", {"rel": rel, "href": _clean(href), "type": media_type.partition(";")[0]})


def _clean(text: str) -> str:
    """The text without the characters that XML does not allow, each replaced by one that says so."""
    return re.sub(NOT_IN_XML, "\ufffd", text)
