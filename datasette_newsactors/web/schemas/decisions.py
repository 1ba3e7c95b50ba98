"""What people decided, and what they are asked."""

from __future__ import annotations

from .terms import (
    MAYBE_NUMBER,
    MAYBE_PATH,
    MAYBE_TEXT,
    NAMED_ACTOR,
    NUMBER,
    TEXT,
    YES_OR_NO,
    listing,
    or_null,
    page,
    record,
)

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
