"""Actors: their list, the page of one, of one about another, and of some side by side."""

from __future__ import annotations

from ...models import STATUSES
from .decisions import DECISION
from .quotes import QUOTE
from .terms import (
    MAYBE_PATH,
    MAYBE_TEXT,
    NAMED_ACTOR,
    NUMBER,
    PATH,
    PERIOD,
    SHARE,
    TEXT,
    TIMED_OUT,
    TYPE,
    YES_OR_NO,
    Schema,
    counts,
    described,
    listing,
    many,
    one_of,
    optional,
    or_null,
    page,
    record,
)

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
LISTED = optional(record(q=TEXT, type=TYPE, status=one_of(STATUSES)), "q", "type", "status")
ACTORS = listing(LISTED_ACTOR, filters=described(LISTED, "the parameters that are set"), sort=TEXT)
PROFILE_TIMELINE = many(record(month=TEXT, articles=NUMBER, mentions=NUMBER, quotes=NUMBER))
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
