"""Quotes: what is known of one, their search, a sample of them, and who speaks about whom."""

from __future__ import annotations

from ...models import CUE_CLASSES, QUOTE_TYPES, SOURCE_FORMS
from ...query.filters import PARAMETERS
from .terms import (
    MAYBE_NUMBER,
    MAYBE_PATH,
    MAYBE_TEXT,
    NAMED_ACTOR,
    NUMBER,
    PATH,
    SHARE,
    SPAN,
    TEXT,
    TIMED_OUT,
    TYPE,
    YES_OR_NO,
    Schema,
    described,
    listing,
    many,
    one_of,
    optional,
    or_null,
    record,
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
    ranked=or_null(NUMBER, "among how many, those stored last, the most relevant are listed; null where that is all"),
    filters=FILTERS,
    sort=TEXT,
    facet_results=record(results={"type": "object", "additionalProperties": FACET}, timed_out=TIMED_OUT),
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
