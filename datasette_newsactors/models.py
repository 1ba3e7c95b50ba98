"""What flows between the parts: frozen records whose spans are offsets into the article's text.

A span is half-open and counts Unicode code points: `text[start:end]` is the quoted text.
Nothing here knows a database: an annotation names its actors by keys that hold in one article only.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

Span = tuple[int, int]

ACTOR_TYPES = ("person", "organization", "place", "group")
MENTION_KINDS = ("name", "nominal", "pronoun")
QUOTE_TYPES = ("direct", "mixed", "indirect")
SOURCE_FORMS = ("name", "nominal", "pronoun", "missing")
STATUSES = ("candidate", "confirmed", "rejected")
CUE_CLASSES = ("speech", "writing", "thought", "intention", "perception", "attitude")
SPEECH = ("speech", "writing")  # the cue classes of what is said, as against what is thought, meant or felt


class NewsactorsError(Exception):
    """Something the user can mend; the message says what, where, why and what to do."""


@dataclass(frozen=True)
class Article:
    """One published text. `published` is an ISO 8601 date or time; `path` says where it was read from."""

    text: str
    id: str | None = None
    path: str | None = None
    url: str | None = None
    title: str | None = None
    byline: str | None = None
    publication: str | None = None
    published: str | None = None
    language: str | None = None

    @property
    def content_hash(self) -> str:
        """SHA-256 of title and text in hexadecimal: the same content twice is one article."""
        return hashlib.sha256(f"{self.title or ''}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def origin(self) -> str:
        """Where the article comes from, as far as that is known, for messages."""
        return self.path or self.url or self.title or "article"


@dataclass(frozen=True)
class Failure:
    """An input that could not be read or annotated: where it came from, and the reason in words."""

    source: str
    error: str


@dataclass(frozen=True)
class KnownActor:
    """An actor of all articles, with every name that they use for it as one of its type."""

    slug: str
    name: str
    type: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class WikidataLink:
    """That the actor with a slug is an item of Wikidata ("Q42"), and in words on what that rests."""

    slug: str
    wikidata_id: str
    basis: str


@dataclass(frozen=True)
class Alias:
    """A name the article uses for an actor, and how many times."""

    name: str
    count: int


@dataclass(frozen=True)
class Role:
    """A title, post or affiliation as the article words it; `organization` is the key of the actor it names."""

    role: str
    span: Span
    organization: str | None = None


@dataclass(frozen=True)
class Actor:
    """A person, organization, place or group as one article presents it.

    `gender` ("female", "male") is set only on the evidence that `gender_basis` names ("pronoun", "title").
    """

    key: str
    name: str
    type: str
    aliases: tuple[Alias, ...] = ()
    roles: tuple[Role, ...] = ()
    gender: str | None = None
    gender_basis: str | None = None


@dataclass(frozen=True)
class Mention:
    """A span that refers to an actor; `label` is the pipeline's entity label, empty for nominals and pronouns."""

    span: Span
    kind: str
    actor: str
    label: str = ""


@dataclass(frozen=True)
class Quote:
    """One attribution: what was said (`content`, one span or more), the cue, the source as written, the speaker.

    `speaker` is an actor's key, or None where the text does not tell. `confidence` is a probability in 0..1.
    `method` names the rule or model that found the quote and, after a "+", the rule that resolved its speaker.
    """

    content: tuple[Span, ...]
    quote_type: str
    source: Span | None = None
    cue: Span | None = None
    cue_lemma: str = ""
    cue_class: str = "speech"
    source_form: str = "missing"
    speaker: str | None = None
    anonymous: bool = False
    about: tuple[str, ...] = ()
    confidence: float = 1.0
    method: str = ""

    @property
    def span(self) -> Span:
        """From the first character of the content to its last."""
        return self.content[0][0], self.content[-1][1]


@dataclass(frozen=True)
class Pipeline:
    """What produced an annotation: the spaCy pipeline with its version, and this package's version."""

    model: str
    model_version: str
    newsactors_version: str

    def reads(self, language: str | None) -> bool:
        """Whether it is made for the language of a tag such as `en-GB`; one that is not known is tried."""
        own = self.model.partition("_")[0]
        return language is None or own in ("xx", language.partition("-")[0].lower())


@dataclass(frozen=True)
class Annotation:
    """Everything found in one article, in text order."""

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quotes: tuple[Quote, ...] = ()
    pipeline: Pipeline | None = field(default=None, compare=False)


def cut(text: str, spans: Iterable[Span]) -> str:
    """The text of one span or several, with an ellipsis where the content is discontinuous."""
    return " … ".join(text[start:end] for start, end in spans)
