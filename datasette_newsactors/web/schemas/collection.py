"""The whole collection: the overview, and the source audit."""

from __future__ import annotations

from ...query.audit import COUNTS as AUDITED
from ...query.overview import SOURCES
from .terms import (
    MAYBE_PATH,
    MAYBE_TEXT,
    NUMBER,
    PATH,
    SHARE,
    TEXT,
    TIMED_OUT,
    TYPE,
    URLS,
    YES_OR_NO,
    counts,
    described,
    listing,
    many,
    optional,
    or_null,
    page,
    record,
)

TIMELINE = many(optional(record(month=TEXT, articles=NUMBER, quotes=NUMBER, quotes_once=NUMBER), "quotes_once"))
WINDOW = record(since=TEXT, until=TEXT)
CHANGED_ACTOR = record(
    slug=TEXT, name=TEXT, type=TYPE, now=NUMBER, now_once=NUMBER, before=NUMBER, before_once=NUMBER, url=PATH, urls=URLS
)
RUN = record(
    id=NUMBER,
    started=TEXT,
    finished=or_null(TEXT, "null where the run was cut off, or goes on"),
    seconds=or_null(NUMBER),
    undone=or_null(TEXT, "when the run was taken back"),
    model=MAYBE_TEXT,
    model_version=MAYBE_TEXT,
    newsactors_version=TEXT,
    options=described({"type": "object"}, "what the command was given"),
    n_articles=NUMBER,
    n_quotes=NUMBER,
    n_errors=NUMBER,
    articles_url=MAYBE_PATH,
    errors_url=MAYBE_PATH,
)
RUNS = listing(RUN)
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
    runs=or_null(many(RUN), "the latest five; null for those who may not see the table"),
    errors=or_null(many(record(source=TEXT, error=TEXT)), "null for those who may not see the table"),
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
    ends_early=described(YES_OR_NO, "the page has fewer rows than asked for, as more would take long; `next` goes on"),
    total=counts(AUDIT_COUNTS),
    coverage=counts(record(all=SHARES, _once=SHARES)),
    filters={"type": "object", "additionalProperties": TEXT},
    most_quoted=counts(many(record(slug=TEXT, name=TEXT, type=TYPE, url=PATH, **BOTH_WAYS))),
    roles=counts(many(record(role=TEXT, speakers=NUMBER, **BOTH_WAYS))),
    timed_out=TIMED_OUT,
)
