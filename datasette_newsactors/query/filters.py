"""Which quotes a person asks for: URL parameters → QuoteFilters → SQL conditions on the table quotes."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from ..models import ACTOR_TYPES, CUE_CLASSES, QUOTE_TYPES, SPEECH
from .fulltext import parse
from .parameters import (
    PUBLICATION,
    SINCE,
    TEXTS,
    UNTIL,
    BadParameter,
    Parameter,
    Parameters,
    choice,
    day,
    last,
    one_of,
    share,
    texts,
    yes_or_no,
)
from .select import Conditions
from .slugs import ids_of

ANY = "any"
GENDERS = ("female", "male", "unknown")
YES_OR_NO = one_of("yes", "no")
LACKING = {
    "date": "quotes.published is null",
    "publication": "quotes.article_id in (select id from articles where publication_id is null)",
}
PARAMETERS = (
    Parameter("q", 'with all these words; "a phrase", prefix*, this OR that, -without'),
    Parameter("speaker", "of this actor, by slug, also by a former one"),
    Parameter("about", "that mention this actor, by slug; repeated: all of them", TEXTS),
    Parameter("about_any", "that mention this actor, by slug; repeated: one of them at least", TEXTS),
    PUBLICATION,
    Parameter("type", "of this type", one_of(*QUOTE_TYPES)),
    Parameter(
        "cue_class",
        "whose cue is of this class, or any; repeated: of one of them; without it speech and writing",
        {"type": "array", "items": one_of(*CUE_CLASSES, ANY)},
    ),
    Parameter("anonymous", "yes: whose source the article does not name; no: all others", YES_OR_NO),
    Parameter("named", "yes: whose speaker is an actor, and no anonymous source; no: all others", YES_OR_NO),
    Parameter("speaker_type", "whose speaker is of this type", one_of(*ACTOR_TYPES)),
    Parameter("gender", "of people of this gender, as titles and pronouns in the articles show it", one_of(*GENDERS)),
    Parameter("role", "whose speaker the quote's own article gives this role, in its words"),
    Parameter("copies", "no: without those in syndicated copies; yes: in copies only", YES_OR_NO),
    SINCE,
    UNTIL,
    Parameter(
        "lacking",
        "from articles without a date, or a publication; repeated: without both",
        {"type": "array", "items": one_of(*LACKING)},
    ),
    Parameter(
        "min_confidence",
        "that are right, with their source, with this probability at least",
        {"type": "number", "minimum": 0, "maximum": 1},
    ),
)

CONDITIONS = {
    "speaker": f"quotes.speaker_id = ({ids_of(':speaker')})",
    "publication": """quotes.article_id in (
    select articles.id from articles join publications on publications.id = articles.publication_id
    where publications.name = :publication
  )""",
    "quote_type": "quotes.quote_type = :quote_type",
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
    "min_confidence": "quotes.confidence >= :min_confidence",
    "without": "quotes.id not in (select rowid from quotes_fts where quotes_fts match :without)",
}
MATCHED = "{} in (select rowid from quotes_fts where quotes_fts match :match)"
ABOUT = "quotes.id in (select quote_id from quote_actors where actor_id in ({}))"
# The same of quotes that are read by date, as those of a speaker are, so that what is looked up lies side by side.
ALSO_ABOUT = """exists (
    select 1 from quote_actors as other indexed by idx_quote_actors_actor
    where other.actor_id in ({}) and other.published is quotes.published and other.quote_id = quotes.id
  )"""
# What quote_actors tells of a quote, too, by the name it has in quotes.
OF_SUBJECT = {
    "quotes.published": "subject.published",
    "quotes.cue_class": "subject.cue_class",
    "quotes.quote_type": "subject.quote_type",
    "quotes.id": "subject.quote_id",
}


@dataclass(frozen=True)
class QuoteFilters:
    """Each field narrows; all must hold. `text` is a full-text search, speaker and about are slugs.

    about: all of them are mentioned. about_any: one of them at least. cue_classes: none means any. named: whether an
    actor is known who said it. gender: as the articles show it, or unknown. role: in the words of the quote's own
    article. copies: whether the article is a syndicated copy of another.
    """

    text: str = ""
    speaker: str | None = None
    about: tuple[str, ...] = ()
    about_any: tuple[str, ...] = ()
    publication: str | None = None
    quote_type: str | None = None
    cue_classes: tuple[str, ...] = SPEECH
    anonymous: bool | None = None
    named: bool | None = None
    speaker_type: str | None = None
    gender: str | None = None
    role: str | None = None
    copies: bool | None = None
    since: str | None = None
    until: str | None = None
    lacking: tuple[str, ...] = ()
    min_confidence: float | None = None

    @property
    def match(self) -> str | None:
        """The FTS5 expression that a quote must match, if any."""
        return parse(self.text).match


def quote_filters(params: Parameters) -> QuoteFilters:
    """The filters that URL parameters ask for; empty values ask for nothing. Raises BadParameter."""
    return QuoteFilters(
        text=last(params, "q"),
        speaker=last(params, "speaker") or None,
        about=texts(params, "about"),
        about_any=texts(params, "about_any"),
        publication=last(params, "publication") or None,
        quote_type=choice(params, "type", QUOTE_TYPES),
        cue_classes=_cue_classes(texts(params, "cue_class")),
        anonymous=yes_or_no(params, "anonymous"),
        named=yes_or_no(params, "named"),
        speaker_type=choice(params, "speaker_type", ACTOR_TYPES),
        gender=choice(params, "gender", GENDERS),
        role=last(params, "role") or None,
        copies=yes_or_no(params, "copies"),
        since=day(params, "since"),
        until=day(params, "until"),
        lacking=_lacking(texts(params, "lacking")),
        min_confidence=share(params, "min_confidence"),
    )


def _lacking(asked: tuple[str, ...]) -> tuple[str, ...]:
    """What the articles must lack, each once."""
    for value in asked:
        if value not in LACKING:
            raise BadParameter.value("lacking", value, "one of " + ", ".join(LACKING))
    return tuple(dict.fromkeys(asked))


def _cue_classes(asked: tuple[str, ...]) -> tuple[str, ...]:
    """The classes that are asked for, speech where none is, and none for any."""
    for value in asked:
        if value not in (*CUE_CLASSES, ANY):
            raise BadParameter.value("cue_class", value, "one of " + ", ".join((*CUE_CLASSES, ANY)))
    return () if ANY in asked else asked or SPEECH


def in_words(filters: QuoteFilters) -> dict[str, object]:
    """What the filters ask, as the URL parameters that ask the same: those that are set, and always `cue_class`."""
    asked = asdict(filters)
    renamed = {"q": asked.pop("text"), "type": asked.pop("quote_type"), "cue_class": asked.pop("cue_classes") or (ANY,)}
    words = {name: _words(value) for name, value in (renamed | asked).items()}
    return {
        parameter.name: words[parameter.name] for parameter in PARAMETERS if words[parameter.name] not in (None, "", [])
    }


def _words(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return list(value) if isinstance(value, tuple) else value


def conditions(filters: QuoteFilters) -> Conditions:
    """What the filters ask of a row of quotes, all but the full-text match (which FTS5 itself answers)."""
    values: dict[str, object] = {
        "speaker": filters.speaker,
        "publication": filters.publication,
        "quote_type": filters.quote_type,
        "anonymous": filters.anonymous,
        "named": filters.named,
        "speaker_type": filters.speaker_type,
        "gender": filters.gender,
        "role": filters.role,
        "copies": filters.copies,
        "since": filters.since,
        "until": filters.until,
        "min_confidence": filters.min_confidence,
        "without": parse(filters.text).without,
    }
    params = {name: value for name, value in values.items() if value is not None}
    clauses = [CONDITIONS[name] for name in params]
    for n, slug in enumerate(filters.about):
        about = ALSO_ABOUT if filters.speaker else ABOUT
        clauses.append(about.format(ids_of(_named(params, f"about_{n}", (slug,)))))
    if filters.about_any:
        clauses.append(ABOUT.format(ids_of(_named(params, "about_any", filters.about_any))))
    clauses += [LACKING[name] for name in filters.lacking]
    if filters.cue_classes:
        # The plus sign keeps SQLite from looking up each class by itself.
        clauses.append(f"+quotes.cue_class in ({_named(params, 'cue_class', filters.cue_classes)})")
    return Conditions(tuple(clauses), params)


def _named(params: dict[str, object], name: str, values: tuple[str, ...]) -> str:
    """Placeholders for the values, which are added to the parameters under numbered names."""
    names = [f"{name}_{n}" for n in range(len(values))]
    params.update(zip(names, values, strict=True))
    return ", ".join(f":{name}" for name in names)


class Chosen(NamedTuple):
    """Where quotes are read from, what is asked of them, and what stands there for their id, date and type."""

    tables: str
    asked: Conditions
    id: str = "quotes.id"
    published: str = "quotes.published"
    quote_type: str = "quotes.quote_type"


def chosen(filters: QuoteFilters, more: bool = False) -> Chosen:
    """The quotes that the filters let through, in a way that reads those about one actor in their order.

    more: whether columns of quotes are needed besides id and date.
    """
    if filters.match and not filters.speaker:
        asked = conditions(filters).also(["quotes_fts match :match"], match=filters.match)
        return Chosen(f"quotes_fts cross join {by_id(filters)} on quotes.id = quotes_fts.rowid", asked)
    if filters.speaker or filters.text:
        return Chosen("quotes", all_conditions(filters))
    if not filters.about:
        return _of_publication(filters) if filters.publication else Chosen("quotes", all_conditions(filters))
    asked = conditions(replace(filters, about=()))
    clauses = [f"subject.actor_id = ({ids_of(':about_0')})", *map(of_subject, asked.clauses)]
    params = asked.params | {f"about_{n}": slug for n, slug in enumerate(filters.about)}
    clauses += [of_subject(ALSO_ABOUT).format(ids_of(f":about_{n}")) for n in range(1, len(filters.about))]
    joined = more or any("quotes." in clause for clause in clauses)
    tables = "quote_actors as subject"
    tables += f" cross join {by_id(filters)} on quotes.id = subject.quote_id" if joined else ""
    return Chosen(tables, Conditions(tuple(clauses), params), *map(of_subject, Chosen._field_defaults.values()))


def by_id(filters: QuoteFilters) -> str:
    """The table quotes, for quotes that are found by their ids: as its narrow index where that tells what is asked."""
    return "quotes" if filters.role or filters.min_confidence is not None else "quotes indexed by idx_quotes_counted"


def _of_publication(filters: QuoteFilters) -> Chosen:
    """The quotes of a publication, by way of its articles, whose dates are those of their quotes."""
    asked = conditions(replace(filters, publication=None))
    clauses = [words.replace("quotes.published", "own.published") for words in asked.clauses]
    clauses.append("own.publication_id = (select id from publications where name = :publication)")
    return Chosen(
        "articles as own cross join quotes on quotes.article_id = own.id",
        Conditions(tuple(clauses), asked.params | {"publication": filters.publication}),
        published="own.published",
    )


def of_subject(words: str) -> str:
    """SQL that speaks of quotes, as far as possible of quote_actors."""
    for name, own in OF_SUBJECT.items():
        words = words.replace(name, own)
    return words


def all_conditions(filters: QuoteFilters) -> Conditions:
    """What the filters ask of a row of quotes, the full-text match included."""
    asked = conditions(filters)
    if filters.match is None:
        return asked
    return asked.also([MATCHED.format("quotes.id")], match=filters.match)


def matching(filters: QuoteFilters) -> Chosen:
    """The quotes that the filters let through, to be read in another order than that of the words."""
    asked = conditions(filters).also([MATCHED.format("+quotes.id")], match=filters.match)
    return Chosen("quotes", asked)
