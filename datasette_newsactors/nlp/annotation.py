"""An article's annotation: the parts of this package in the order in which they run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token
from threadpoolctl import ThreadpoolController

from ..models import Actor, Alias, Annotation, Article, Failure, Mention, Pipeline, Quote, Role, Span
from .attribution import Attribution
from .chains import Chain, chains
from .coreference import Gender, refer
from .layout import Layout, lay_out
from .names import Name, names, rescan, with_staff
from .pipeline import attributions_of, describe
from .roles import roles_of
from .salience import Reference
from .speaker import Speaker, first_person, speaker_of, takes_up_anonymous

HALF_SURROGATE = re.compile(r"[\ud800-\udfff]")
BATCH, LENGTH = 32, 60_000  # articles, and their characters, handed to the pipeline at a time: memory grows with them
MEMORY = (128, 600_000)  # the same, after which spaCy forgets the words that it has learnt
LIBRARIES = ThreadpoolController()  # that multiply matrices


def annotate_articles(articles: Iterable[Article], nlp: Language) -> Iterator[tuple[Article, Annotation | Failure]]:
    """Each article with its annotation, in order; an article that is too long for the pipeline becomes a Failure.

    The annotation of an article in another language than the pipeline's is empty: what it would find is wrong.
    """
    pipeline = describe(nlp)
    for part in _parts(articles, MEMORY):
        with forgetting(nlp):
            found = [pair for batch in _parts(part, (BATCH, LENGTH)) for pair in _annotate_batch(batch, nlp, pipeline)]
        yield from found


def forgetting(nlp: Language) -> AbstractContextManager[Any]:
    """In it, spaCy learns words, which it forgets afterwards, else they would fill the memory; best once for many."""
    return nullcontext() if nlp.vocab.in_memory_zone else nlp.memory_zone()  # type: ignore[attr-defined]


def _parts(articles: Iterable[Article], most: tuple[int, int]) -> Iterator[list[Article]]:
    """As many articles as go together. most: how many, and how many characters they have, unless one has more."""
    part: list[Article] = []
    count, room = most
    for article in articles:
        if part and (len(part) == count or room < len(article.text)):
            yield part
            part, room = [], most[1]
        part.append(article)
        room -= len(article.text)
    yield part


def annotate(text: str, nlp: Language) -> Annotation:
    """The actors, mentions and quotes of one text."""
    return annotation_of(nlp(_readable(text)), describe(nlp))


def _readable(text: str) -> str:
    """The text with half surrogate pairs, which no tokenizer takes, replaced one for one."""
    return HALF_SURROGATE.sub("\ufffd", text)


def _annotate_batch(
    batch: Sequence[Article], nlp: Language, pipeline: Pipeline
) -> Iterator[tuple[Article, Annotation | Failure]]:
    readable = [a for a in batch if pipeline.reads(a.language)]
    parsed = _parse([a.text for a in readable if len(a.text) <= nlp.max_length], nlp)
    for article in batch:
        if not pipeline.reads(article.language):
            yield article, Annotation(pipeline=pipeline)
            continue
        if len(article.text) > nlp.max_length:
            yield article, _too_long(article, nlp.max_length)
            continue
        try:
            yield article, annotation_of(next(parsed), pipeline)
        except MemoryError:
            yield article, Failure(article.origin, "could not be annotated: there is not enough memory for its length")
        except Exception as error:  # whatever one article brings to light, the others are annotated
            yield article, Failure(article.origin, f"could not be annotated: {type(error).__name__}: {error}")


def _parse(texts: Sequence[str], nlp: Language) -> Iterator[Doc]:
    """The texts parsed as one batch; one by one where the batch fails, so that the fault falls on its own text."""
    readable = [_readable(text) for text in texts]
    try:
        # the matrices are small: more threads gain little, and those of several processes are in each other's way
        with LIBRARIES.limit(limits=1):
            return iter(list(nlp.pipe(readable, batch_size=BATCH)))
    except Exception:
        return map(nlp, readable)


def _too_long(article: Article, limit: int) -> Failure:
    return Failure(
        article.origin,
        f"The text has {len(article.text):,} characters; the pipeline reads at most {limit:,}. Split it into articles.",
    )


def annotation_of(doc: Doc, pipeline: Pipeline | None = None) -> Annotation:
    """What a parsed document says: who acts in it, where they are mentioned, who said what."""
    layout = lay_out(doc)
    with LIBRARIES.limit(limits=1):
        found = attributions_of(layout)
    sources = [a.source for a in found if a.source]
    every_name = names(layout, sources)
    again = rescan(layout, _wanted(_gather(every_name, layout)), every_name)
    actors = _gather(with_staff([*every_name, *again], sources, layout), layout)
    roles = [_distinct_roles(chain, layout) for chain in actors]
    role_texts = [[layout.text[slice(*span)] for span in spans] for spans in roles]
    references, genders = refer(layout, actors, role_texts, _said(found))
    speakers = _speakers(found, layout, actors, references)
    mentions = _mentions(actors, [*references, *first_person(found, speakers, layout)])
    return Annotation(
        actors=tuple(_actor(i, chain, roles[i], genders.get(i), layout, actors) for i, chain in enumerate(actors)),
        mentions=mentions,
        quotes=tuple(_quote(a, s, mentions) for a, s in zip(found, speakers, strict=True)),
        pipeline=pipeline,
    )


def _said(found: Sequence[Attribution]) -> dict[Token, list[Span]]:
    """The head word of each source, and the contents it is the source of."""
    said: dict[Token, list[Span]] = {}
    for attribution in found:
        if attribution.source:
            said.setdefault(attribution.source.head, []).extend(attribution.content)
    return said


def _speakers(
    found: Sequence[Attribution], layout: Layout, actors: Sequence[Chain], references: Sequence[Reference]
) -> list[Speaker]:
    """The speaker of each attribution; who was anonymous stays so when taken up again."""
    speakers: list[Speaker] = []
    nameless: list[Token] = []
    for attribution in found:
        speaker = speaker_of(attribution, layout, actors, references)
        head = attribution.source.head if attribution.source else None
        if head is not None and speaker.rule == "open" and takes_up_anonymous(head, nameless):
            speaker = replace(speaker, anonymous=True)
        if head is not None and speaker.anonymous:
            nameless.append(head)
        speakers.append(speaker)
    return speakers


def _gather(every_name: Sequence[Name], layout: Layout) -> list[Chain]:
    """Chains from the body's names; headline and captions only add to them."""
    inside = [n for n in every_name if layout.is_body(n.span[0])]
    return chains(inside, [n for n in every_name if not layout.is_body(n.span[0])])


def _wanted(actors: Sequence[Chain]) -> dict[str, str]:
    """The names to look for again, with their types: what one actor only is called, and surnames that nobody is."""
    bearers: dict[str, set[int]] = {}
    heirs: dict[str, set[int]] = {}
    for index, chain in enumerate(actors):
        for name in chain.names:
            bearers.setdefault(name.text, set()).add(index)
            if chain.type == "person" and len(name.words) > 1:
                heirs.setdefault(name.words[-1], set()).add(index)
    found = {text: actors[min(who)].type for text, who in (heirs | bearers).items() if len(who) == 1}
    return {text: kind for text, kind in found.items() if len(text) > 2}


def key(index: int) -> str:
    """The key of an actor in its article: a1, a2, … in order of first mention."""
    return f"a{index + 1}"


def _distinct_roles(chain: Chain, layout: Layout) -> list[Span]:
    """The chain's roles, each wording once, where it first stands."""
    spans: dict[str, Span] = {}
    for name in sorted(chain.names, key=lambda n: n.span):
        for span in roles_of(name, layout):
            spans.setdefault(layout.text[slice(*span)], span)
    return list(spans.values())


def _actor(
    index: int,
    chain: Chain,
    roles: Sequence[Span],
    gender: Gender | None,
    layout: Layout,
    actors: Sequence[Chain],
) -> Actor:
    counts = Counter(name.text for name in chain.names)
    return Actor(
        key=key(index),
        name=chain.best_name(),
        type=chain.type,
        aliases=tuple(Alias(name, n) for name, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))),
        roles=tuple(Role(layout.text[slice(*s)], s, _organization_in(s, actors)) for s in roles),
        gender=gender.value if gender else None,
        gender_basis=gender.basis if gender else None,
    )


def _organization_in(span: Span, actors: Sequence[Chain]) -> str | None:
    """The organization, else the place, that a role names."""
    for kind in ("organization", "place"):
        for index, chain in enumerate(actors):
            if chain.type == kind and any(span[0] <= n.span[0] and n.span[1] <= span[1] for n in chain.names):
                return key(index)
    return None


def _mentions(actors: Sequence[Chain], references: Sequence[Reference]) -> tuple[Mention, ...]:
    """Names, pronouns and descriptions in text order, each span once."""
    found: dict[Span, Mention] = {}
    for index, chain in enumerate(actors):
        for name in chain.names:
            found[name.span] = Mention(name.span, "name", key(index), name.label)
    for reference in references:
        found.setdefault(reference.span, Mention(reference.span, reference.kind, key(reference.actor)))
    return tuple(found[span] for span in sorted(found))


def _quote(attribution: Attribution, speaker: Speaker, mentions: Sequence[Mention]) -> Quote:
    cue = attribution.cue
    actor = key(speaker.actor) if speaker.actor is not None else None
    return Quote(
        content=attribution.content,
        quote_type=attribution.quote_type,
        source=attribution.source.span if attribution.source else attribution.label,
        cue=cue.span if cue else None,
        cue_lemma=cue.lemma if cue else "",
        cue_class=cue.cue_class if cue else "speech",
        source_form=speaker.form,
        speaker=actor,
        anonymous=speaker.anonymous,
        about=_about(attribution.content, actor, mentions),
        confidence=round(attribution.confidence * speaker.certainty, 3),
        method=f"{attribution.method}+{speaker.rule}",
    )


def _about(content: Sequence[Span], speaker: str | None, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The actors mentioned in the content, the speaker excepted."""
    inside = [m.actor for m in mentions if any(s <= m.span[0] and m.span[1] <= e for s, e in content)]
    return tuple(dict.fromkeys(a for a in inside if a != speaker))
