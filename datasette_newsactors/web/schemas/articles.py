"""Articles, and a quote in its article."""

from __future__ import annotations

from ...models import MENTION_KINDS
from .quotes import PLACED_QUOTE
from .terms import MAYBE_NUMBER, MAYBE_PATH, MAYBE_TEXT, NUMBER, PATH, TEXT, TYPE, many, one_of, or_null, page, record

ARTICLE = record(
    id=NUMBER,
    url=MAYBE_TEXT,
    title=MAYBE_TEXT,
    byline=MAYBE_TEXT,
    publication=MAYBE_TEXT,
    published=MAYBE_TEXT,
    language=MAYBE_TEXT,
    n_words=NUMBER,
    ingested_at=TEXT,
    original_id=MAYBE_NUMBER,
    original_title=MAYBE_TEXT,
    original_publication=MAYBE_TEXT,
    original_url=MAYBE_PATH,
    row_url=MAYBE_PATH,
)
OWN_ARTICLE = record(text=TEXT, **ARTICLE["properties"])
QUOTE_PAGE = page(quote=PLACED_QUOTE, article=ARTICLE)
MENTION = record(
    start=NUMBER, end=NUMBER, text=TEXT, kind=one_of(MENTION_KINDS), slug=TEXT, name=TEXT, type=TYPE, url=PATH
)
VERSION = record(
    id=NUMBER,
    title=MAYBE_TEXT,
    published=MAYBE_TEXT,
    n_words=NUMBER,
    ingested_at=TEXT,
    replaced_at=TEXT,
    url=PATH,
)
ARTICLE_PAGE = page(
    article=OWN_ARTICLE,
    copies=many(record(id=NUMBER, title=MAYBE_TEXT, publication=MAYBE_TEXT, published=MAYBE_TEXT, url=PATH)),
    quotes=many(PLACED_QUOTE),
    actors=many(record(slug=TEXT, name=TEXT, type=TYPE, n_mentions=NUMBER, n_quotes=NUMBER, url=PATH)),
    mentions=many(MENTION),
    versions=or_null(many(VERSION), "null for those who may not see the table"),
)
