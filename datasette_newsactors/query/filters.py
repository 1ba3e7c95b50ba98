"""Which quotes a person asks for: URL parameters → QuoteFilters → SQL conditions on the table quotes."""

from __future__ import annotations

from dataclasses import dataclass

from ..models import ACTOR_TYPES, CUE_CLASSES, QUOTE_TYPES
from .fulltext import parse
from .parameters import Parameters, check_names, choice, day, last, yes_or_no
from .select import Conditions

PARAMETERS = (
    "q",
    "speaker",
    "about",
    "publication",
    "type",
    "cue",
    "anonymous",
    "named",
    "speaker_type",
    "gender",
    "role",
    "copies",
    "since",
    "until",
)
GENDERS = ("female", "male", "unknown")

CONDITIONS = {
    "speaker": "quotes.speaker_id = (select id from actors where slug = :speaker)",
    "publication": """quotes.article_id in (
    select articles.id from articles join publications on publications.id = articles.publication_id
    where publications.name = :publication
  )""",
    "quote_type": "quotes.quote_type = :quote_type",
    "cue_class": "quotes.cue_class = :cue_class",
    "anonymous": "quotes.anonymous = :anonymous",
    "named": "(quotes.speaker_id is not null and not quotes.anonymous) = :named",
    "speaker_type": "quotes.speaker_id in (select id from actors where type = :speaker_type)",
    "gender": """quotes.speaker_id in (
    select id from actors where type = 'person' and coalesce(gender, 'unknown') = :gender
  )""",
    "role": "quotes.speaker_chain_id in (select chain_id from chain_roles where role = :role)",
    "copies": "(quotes.article_id in (select id from articles where syndicated_from is not null)) = :copies",
    "since": "quotes.published >= :since",
    # '~' sorts after all that a date or time is written with, so that until=2024-03 takes in all of March.
    "until": "quotes.published <= :until || '~'",
    "without": "quotes.id not in (select rowid from quotes_fts where quotes_fts match :without)",
}
ABOUT = """quotes.id in (
    select quote_actors.quote_id from quote_actors join actors on actors.id = quote_actors.actor_id
    where actors.slug = :about_{}
  )"""


@dataclass(frozen=True)
class QuoteFilters:
    """Each field narrows; all must hold. `text` is a full-text search, speaker and about are slugs.

    named: whether an actor is known who said it. gender: as the articles show it, or unknown. role: in the words of
    the quote's own article. copies: whether the article is a syndicated copy of another.
    """

    text: str = ""
    speaker: str | None = None
    about: tuple[str, ...] = ()
    publication: str | None = None
    quote_type: str | None = None
    cue_class: str | None = None
    anonymous: bool | None = None
    named: bool | None = None
    speaker_type: str | None = None
    gender: str | None = None
    role: str | None = None
    copies: bool | None = None
    since: str | None = None
    until: str | None = None

    @property
    def match(self) -> str | None:
        """The FTS5 expression that a quote must match, if any."""
        return parse(self.text).match


def quote_filters(params: Parameters) -> QuoteFilters:
    """The filters that URL parameters ask for; empty values ask for nothing. Raises BadParameter."""
    check_names(params, PARAMETERS)
    return QuoteFilters(
        text=last(params, "q"),
        speaker=last(params, "speaker") or None,
        about=tuple(dict.fromkeys(slug.strip() for slug in params.get("about", ()) if slug.strip())),
        publication=last(params, "publication") or None,
        quote_type=choice(params, "type", QUOTE_TYPES),
        cue_class=choice(params, "cue", CUE_CLASSES),
        anonymous=yes_or_no(params, "anonymous"),
        named=yes_or_no(params, "named"),
        speaker_type=choice(params, "speaker_type", ACTOR_TYPES),
        gender=choice(params, "gender", GENDERS),
        role=last(params, "role") or None,
        copies=yes_or_no(params, "copies"),
        since=day(params, "since"),
        until=day(params, "until"),
    )


def conditions(filters: QuoteFilters) -> Conditions:
    """What the filters ask of a row of quotes, all but the full-text match (which FTS5 itself answers)."""
    values: dict[str, object] = {
        "speaker": filters.speaker,
        "publication": filters.publication,
        "quote_type": filters.quote_type,
        "cue_class": filters.cue_class,
        "anonymous": filters.anonymous,
        "named": filters.named,
        "speaker_type": filters.speaker_type,
        "gender": filters.gender,
        "role": filters.role,
        "copies": filters.copies,
        "since": filters.since,
        "until": filters.until,
        "without": parse(filters.text).without,
    }
    params = {name: value for name, value in values.items() if value is not None}
    about = {f"about_{n}": slug for n, slug in enumerate(filters.about)}
    clauses = [CONDITIONS[name] for name in params] + [ABOUT.format(n) for n in range(len(about))]
    return Conditions(tuple(clauses), {**params, **about})


def all_conditions(filters: QuoteFilters) -> Conditions:
    """What the filters ask of a row of quotes, the full-text match included."""
    asked = conditions(filters)
    if filters.match is None:
        return asked
    clause = "quotes.id in (select rowid from quotes_fts where quotes_fts match :match)"
    return asked.also([clause], match=filters.match)
