"""What our JSON answers look like, as JSON Schemas: the source of the OpenAPI document, and held by tests.

Each names all fields that are always there. More may come with a later version, so others are not forbidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..models import ACTOR_TYPES, CUE_CLASSES, MENTION_KINDS, QUOTE_TYPES, SOURCE_FORMS, STATUSES
from ..query.audit import COUNTS as AUDITED
from ..query.filters import PARAMETERS
from ..query.overview import SOURCES

Schema = Mapping[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES_OR_NO: Schema = {"type": "boolean"}
NULL: Schema = {"type": "null"}


def record(**fields: Schema) -> Schema:
    """An object with these fields."""
    return {"type": "object", "required": list(fields), "properties": fields}


def optional(schema: Schema, *names: str) -> Schema:
    """An object that can lack some of its fields."""
    return {**schema, "required": [name for name in schema["required"] if name not in names]}


def described(schema: Schema, says: str) -> Schema:
    """A schema with words that tell what it is."""
    return {**schema, "description": says}


def many(items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": items}


def one_of(values: Sequence[str]) -> Schema:
    """One of some words."""
    return {"type": "string", "enum": list(values)}


def or_null(schema: Schema, says: str = "") -> Schema:
    """This or null. says: what null means."""
    nullable = {"anyOf": [schema, NULL]}
    return described(nullable, says) if says else nullable


def counts(schema: Schema) -> Schema:
    """A part of a page that is null where counting it took longer than Datasette allows."""
    return or_null(schema, "null where it took longer than Datasette allows, and then named in timed_out")


MAYBE_TEXT = or_null(TEXT)
MAYBE_NUMBER = or_null(NUMBER)
PATH: Schema = {"type": "string", "description": "path on this site"}
MAYBE_PATH = or_null(PATH)
TYPE = one_of(ACTOR_TYPES)
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
SPAN: Schema = {"type": "array", "items": NUMBER, "minItems": 2, "maxItems": 2}
TIMED_OUT = many(TEXT)

ANSWER = record(ok={"const": True})


def page(**fields: Schema) -> Schema:
    """A page of its own: an object that says ok."""
    return record(ok={"const": True}, **fields)


def listing(row: Schema, **fields: Schema) -> Schema:
    """A page of rows: an object with the way to the next page, or what _shape asks for."""
    shared: dict[str, Schema] = {"ok": {"const": True}, "truncated": YES_OR_NO, **fields}
    shared |= {"next": MAYBE_TEXT, "next_url": MAYBE_TEXT}
    return {
        "anyOf": [
            described(record(rows=many(row), **shared), "_shape=objects, the default"),
            described(many(row), "_shape=array"),
            described(record(rows=many({"type": "array"}), columns=many(TEXT), **shared), "_shape=arrays"),
        ]
    }


NAMED_ACTOR = record(slug=TEXT, name=TEXT, type=TYPE, url=PATH)
COUNTED_ACTOR = record(slug=TEXT, name=TEXT, type=TYPE, count=NUMBER, url=PATH)
LISTED_ACTOR = record(
    id=NUMBER,
    slug=TEXT,
    name=TEXT,
    type=TYPE,
    status=one_of(STATUSES),
    n_articles=NUMBER,
    n_mentions=NUMBER,
    n_quotes=NUMBER,
    n_quotes_about=NUMBER,
    first_seen=MAYBE_TEXT,
    last_seen=MAYBE_TEXT,
    url=PATH,
)

ATTRIBUTION: dict[str, Schema] = {
    "speaker": or_null(TEXT, "slug of the actor who said it; null where the article does not tell"),
    "speaker_name": MAYBE_TEXT,
    "speaker_type": or_null(TYPE),
    "speaker_url": MAYBE_PATH,
    "source_text": or_null(TEXT, "who said it in the article's own words"),
    "source_form": one_of(SOURCE_FORMS),
    "anonymous": YES_OR_NO,
    "cue": MAYBE_TEXT,
    "cue_class": one_of(CUE_CLASSES),
    "quote_type": one_of(QUOTE_TYPES),
    "content": described(TEXT, "what was said; the parts of a split quote are joined with an ellipsis"),
    "start": described(NUMBER, "first character of the content in the article's text, in code points"),
    "end": described(NUMBER, "the character after its last"),
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
    "method": TEXT,
    "about": many(NAMED_ACTOR),
    "url": described(PATH, "path to its place in the article"),
}
QUOTE = optional(
    record(
        id=NUMBER,
        article_id=NUMBER,
        article_title=MAYBE_TEXT,
        publication=MAYBE_TEXT,
        published=MAYBE_TEXT,
        highlighted=described(TEXT, "with q: the content, what matches between U+0002 and U+0003"),
        **ATTRIBUTION,
    ),
    "highlighted",
)
PLACED_QUOTE = record(
    id=NUMBER,
    article_id=NUMBER,
    spans=many(SPAN),
    cue_start=MAYBE_NUMBER,
    cue_end=MAYBE_NUMBER,
    source_start=MAYBE_NUMBER,
    source_end=MAYBE_NUMBER,
    **ATTRIBUTION,
)
FACET = record(
    name=TEXT,
    results=many(record(value=TEXT, label=TEXT, count=NUMBER, selected=YES_OR_NO, toggle_url=TEXT)),
    truncated=YES_OR_NO,
)
FILTERS = described(
    optional(
        record(**{parameter.name: parameter.schema for parameter in PARAMETERS}),
        *(parameter.name for parameter in PARAMETERS if parameter.name != "cue_class"),
    ),
    "what was asked, as it was understood: the parameters that are set, and always cue_class",
)
QUOTES = listing(
    QUOTE,
    count=or_null(NUMBER, "null where counting took longer than Datasette allows"),
    filters=FILTERS,
    sort=TEXT,
    facet_results=record(results={"type": "object", "additionalProperties": FACET}, timed_out=TIMED_OUT),
)
LISTED = optional(record(q=TEXT, type=TYPE, status=one_of(STATUSES)), "q", "type", "status")
ACTORS = listing(LISTED_ACTOR, filters=described(LISTED, "the parameters that are set"), sort=TEXT)

# A count is of all quotes, the one that ends in _once of those that are in no syndicated copy.
URLS = described({"type": "object", "additionalProperties": PATH}, "paths to the quotes behind the counts, by name")

TIMELINE = many(optional(record(month=TEXT, articles=NUMBER, quotes=NUMBER, quotes_once=NUMBER), "quotes_once"))
PROFILE_TIMELINE = many(record(month=TEXT, articles=NUMBER, mentions=NUMBER, quotes=NUMBER))
PERIOD = described({"type": "object", "additionalProperties": TEXT}, "the period and publication, where asked for")
PRESENCE: dict[str, Schema] = {
    "n_articles": NUMBER,
    "n_mentions": NUMBER,
    "first_seen": MAYBE_TEXT,
    "last_seen": MAYBE_TEXT,
}
COUNTED_SPEAKER = record(
    slug=TEXT, name=TEXT, type=TYPE, count=NUMBER, url=PATH, quotes_url=described(PATH, "path to what the count counts")
)
SHORT_ARTICLE = record(id=NUMBER, title=MAYBE_TEXT, published=MAYBE_TEXT, publication=MAYBE_TEXT, url=PATH)
DECISION = record(
    id=NUMBER,
    uuid=TEXT,
    action=TEXT,
    target={"type": "object"},
    value={},
    who=MAYBE_TEXT,
    when=TEXT,
    why=MAYBE_TEXT,
    undoes=MAYBE_NUMBER,
    undone=YES_OR_NO,
    actor=or_null(NAMED_ACTOR),
    other=or_null(NAMED_ACTOR),
    quote_url=MAYBE_PATH,
)
CORRECTIONS = listing(DECISION)
CORRECTION = page(correction=DECISION)
REVIEW = page(pair=or_null({"type": "object"}), skip=NUMBER, n_pairs=NUMBER, next_url=MAYBE_TEXT)

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
NAMESAKE = record(slug=TEXT, name=TEXT, type=TYPE, n_articles=NUMBER, url=PATH)
IDENTITY = record(
    names=counts(many(record(name=TEXT, type=TYPE, n_articles=NUMBER, apart=YES_OR_NO, rule=TEXT))),
    references=counts(record(by_name=NUMBER, otherwise=NUMBER)),
    namesakes=counts(many(NAMESAKE)),
    candidates=or_null(
        many({**NAMESAKE, "properties": {**NAMESAKE["properties"], "reason": TEXT, "score": SHARE}}),
        "null for those who may not see corrections, or where it took too long",
    ),
    decisions=or_null(
        many(record(id=NUMBER, action=TEXT, value={}, who=MAYBE_TEXT, when=TEXT, why=MAYBE_TEXT)),
        "null for those who may not see corrections",
    ),
)
ACTOR_PAGE = page(
    news_actor=record(slug=TEXT, name=TEXT, type=TYPE, status=one_of(STATUSES), url=PATH),
    filters=PERIOD,
    presence=counts(record(**PRESENCE)),
    names=counts(many(record(name=TEXT, n_mentions=NUMBER))),
    roles=counts(
        many(
            record(
                role=TEXT,
                n_articles=NUMBER,
                first_seen=MAYBE_TEXT,
                last_seen=MAYBE_TEXT,
                organization=MAYBE_TEXT,
                organization_name=MAYBE_TEXT,
                organization_url=MAYBE_PATH,
                article_id=described(NUMBER, "the first article that gives the role"),
                article_title=MAYBE_TEXT,
                article_url=PATH,
            )
        )
    ),
    timeline=PROFILE_TIMELINE,
    quotes_by=counts(many(QUOTE)),
    n_quotes_by=counts(NUMBER),
    quotes_by_url=PATH,
    quotes_about=counts(many(QUOTE)),
    n_quotes_about=counts(NUMBER),
    quotes_about_url=PATH,
    speaks_about=counts(many(COUNTED_SPEAKER)),
    spoken_about_by=counts(many(COUNTED_SPEAKER)),
    mentioned_together=counts(
        many({**COUNTED_ACTOR, "properties": {**COUNTED_ACTOR["properties"], "compare_url": PATH}})
    ),
    publications=counts(many(record(name=TEXT, n_articles=NUMBER, n_quotes=NUMBER))),
    articles=counts(many(record(id=NUMBER, title=MAYBE_TEXT, published=MAYBE_TEXT, url=PATH))),
    articles_url=described(PATH, "path to all of them in Datasette's table"),
    identity=IDENTITY,
    corrections=or_null(many(DECISION), "null for those who may not see the table"),
    timed_out=TIMED_OUT,
)
ABOUT = listing(
    QUOTE,
    speaker=NAMED_ACTOR,
    about=NAMED_ACTOR,
    filters=PERIOD,
    count=counts(NUMBER),
    sort=TEXT,
    reverse=record(count=counts(NUMBER), url=PATH),
    timeline=many(record(month=TEXT, quotes=NUMBER, about=NUMBER)),
    timed_out=TIMED_OUT,
)
COMPARISON = page(
    actors=many(
        optional(
            record(
                slug=TEXT,
                name=TEXT,
                type=TYPE,
                url=PATH,
                **PRESENCE,
                n_quotes=counts(NUMBER),
                n_quotes_about=counts(NUMBER),
                timeline=PROFILE_TIMELINE,
                speaks_about=counts(many(COUNTED_SPEAKER)),
                spoken_about_by=counts(many(COUNTED_SPEAKER)),
            ),
            *PRESENCE,
        )
    ),
    filters=PERIOD,
    publications=counts(many(record(name=TEXT, n_articles=many(NUMBER), n_quotes=many(NUMBER)))),
    among=counts(many(record(speaker=TEXT, about=TEXT, count=NUMBER, url=PATH))),
    met_by_all=counts(many(COUNTED_ACTOR)),
    n_shared_articles=counts(NUMBER),
    shared_articles=counts(many(SHORT_ARTICLE)),
    choices=many(NAMED_ACTOR),
    timed_out=TIMED_OUT,
)
AUDIT_COUNTS = record(
    **{name + suffix: NUMBER for name in AUDITED for suffix in ("", "_once")},
    urls=URLS,
)
SHARES = record(**{name: or_null(SHARE) for name in ("attributed", "named", "gender_known", "ten")})
BOTH_WAYS = {"n": NUMBER, "n_once": NUMBER, "urls": URLS}
AUDIT = listing(
    {
        **AUDIT_COUNTS,
        "required": [*AUDIT_COUNTS["required"], "publication", "period", "articles", "articles_once", "url"],
        "properties": {
            **AUDIT_COUNTS["properties"],
            "articles": NUMBER,
            "articles_once": NUMBER,
            "publication": MAYBE_TEXT,
            "period": or_null(TEXT, "a year, or a month; null where the articles have no date"),
            "url": MAYBE_PATH,
        },
    },
    total=counts(AUDIT_COUNTS),
    coverage=counts(record(all=SHARES, _once=SHARES)),
    filters={"type": "object", "additionalProperties": TEXT},
    most_quoted=counts(many(record(slug=TEXT, name=TEXT, type=TYPE, url=PATH, **BOTH_WAYS))),
    roles=counts(many(record(role=TEXT, speakers=NUMBER, **BOTH_WAYS))),
    timed_out=TIMED_OUT,
)
SAMPLE = listing(
    {**QUOTE, "required": [*QUOTE["required"], "n"], "properties": {**QUOTE["properties"], "n": NUMBER}},
    filters=FILTERS,
    sample=NUMBER,
    size=NUMBER,
    marks=TEXT,
    result=record(
        judged=NUMBER,
        counts={"type": "object", "additionalProperties": NUMBER},
        right=or_null(SHARE, "of those that are judged and clear; null where none is"),
        interval=or_null(described(many(SHARE), "the 95 % interval of the share that is right")),
    ),
)
EDGES = listing(
    record(
        speaker=TEXT,
        speaker_name=TEXT,
        speaker_type=TYPE,
        speaker_url=PATH,
        about=TEXT,
        about_name=TEXT,
        about_type=TYPE,
        about_url=PATH,
        n_quotes=NUMBER,
        first=MAYBE_TEXT,
        last=MAYBE_TEXT,
        url=PATH,
    ),
    filters={"type": "object"},
)
WINDOW = record(since=TEXT, until=TEXT)
CHANGED_ACTOR = record(
    slug=TEXT, name=TEXT, type=TYPE, now=NUMBER, now_once=NUMBER, before=NUMBER, before_once=NUMBER, url=PATH, urls=URLS
)
OVERVIEW = page(
    totals=counts(record(articles=NUMBER, articles_once=NUMBER, publications=NUMBER, actors=NUMBER)),
    most_quoted=counts(
        many(record(slug=TEXT, name=TEXT, type=TYPE, n_quotes=NUMBER, n_quotes_once=NUMBER, url=PATH, urls=URLS))
    ),
    windows=or_null(record(before=WINDOW, now=WINDOW), "the days that are compared; null where no quote has a date"),
    rising=counts(many(CHANGED_ACTOR)),
    falling=counts(many(CHANGED_ACTOR)),
    publications=counts(
        many(
            record(
                name=TEXT,
                domain=MAYBE_TEXT,
                n_articles=NUMBER,
                n_articles_once=NUMBER,
                n_quotes=counts(NUMBER),
                n_quotes_once=counts(NUMBER),
                anonymous=counts(NUMBER),
                anonymous_once=counts(NUMBER),
                by_month=counts(described(many(NUMBER), "quotes in each month of the timeline")),
                urls=URLS,
            )
        )
    ),
    sources=counts(record(**dict.fromkeys(SOURCES, NUMBER), urls=URLS)),
    timeline=TIMELINE,
    runs=or_null(many(record(id=NUMBER, started=TEXT)), "null for those who may not see the table"),
    errors=or_null(many(record(source=TEXT, error=TEXT)), "null for those who may not see the table"),
    timed_out=TIMED_OUT,
)
ERROR = record(ok={"const": False}, error=TEXT, errors=many(TEXT), status=NUMBER)
