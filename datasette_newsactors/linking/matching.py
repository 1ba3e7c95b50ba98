"""Whom the items of a file mean: never by a name that several bear, nor where the types differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from datasette_newsactors.linking.table import Item
from datasette_newsactors.models import ACTOR_TYPES, Failure, KnownActor, WikidataLink
from datasette_newsactors.resolve import name_key

Bearers = Mapping[tuple[str, str], set[KnownActor]]  # type and name as compared → who bears it


def matched(actors: Sequence[KnownActor], items: Iterable[Item]) -> Iterator[WikidataLink | Failure]:
    """A link for each item that means one actor without doubt; a Failure where somebody must say whom it means.

    Items whose names nobody here bears give nothing.
    """
    items = list(items)
    known = {actor.slug: actor for actor in actors}
    bearers = _bearers(actors)
    homonyms = _homonyms(items)
    found: dict[str, list[tuple[Item, WikidataLink]]] = defaultdict(list)
    for item in items:
        answer = _by_slug(item, known) if item.slug else _by_name(item, bearers, homonyms)
        if isinstance(answer, Failure):
            yield answer
        elif answer:
            found[answer.slug].append((item, answer))
    for slug, answers in found.items():
        if len({link.wikidata_id for _, link in answers}) == 1:
            yield answers[0][1]
        else:
            ids = ", ".join(sorted({link.wikidata_id for _, link in answers}))
            yield Failure(answers[-1][0].place, f"{slug} would be several items: {ids}. Leave one of them.")


def _bearers(actors: Iterable[KnownActor]) -> Bearers:
    """Who bears which name; one word is a person's only where it is all that the person is called."""
    bearers: dict[tuple[str, str], set[KnownActor]] = defaultdict(set)
    for actor in actors:
        for name in {actor.name, *actor.names}:
            key = name_key(name, actor.type)
            if actor.type != "person" or " " in key or name == actor.name:
                bearers[actor.type, key].add(actor)
    return bearers


def _homonyms(items: Iterable[Item]) -> set[tuple[str, str]]:
    """The names that several items of the file bear."""
    owners = defaultdict(set)
    for item in items:
        for name in (item.name, *item.aliases):
            owners[item.type, name_key(name, item.type)].add(item.wikidata_id)
    return {name for name, ids in owners.items() if len(ids) > 1}


def _by_slug(item: Item, known: Mapping[str, KnownActor]) -> WikidataLink | Failure | None:
    actor = known.get(item.slug)
    if actor is None:
        return Failure(item.place, f"there is no actor {item.slug}")
    if item.type and item.type != actor.type:
        return Failure(item.place, f"{item.slug} is a {actor.type} here, and no {item.type}")
    return WikidataLink(item.slug, item.wikidata_id, _basis("its address", item))


def _by_name(item: Item, bearers: Bearers, homonyms: set[tuple[str, str]]) -> WikidataLink | Failure | None:
    if item.type not in ACTOR_TYPES:
        return Failure(item.place, f"{item.name}: a name needs a type ({', '.join(ACTOR_TYPES)}), or give the slug")
    for kind, names in (("name", [item.name]), ("alias", item.aliases)):
        keys = {(item.type, name_key(name, item.type)) for name in names if name}
        meant = {actor for key in keys for actor in bearers.get(key, ())}
        if meant and keys & homonyms:
            return Failure(item.place, f"{item.name}: several items of the file bear this {kind}; give the slug")
        if len(meant) > 1:
            slugs = ", ".join(sorted(actor.slug for actor in meant))
            return Failure(item.place, f"{item.name}: several actors bear this {kind} ({slugs}); give the slug")
        if meant:
            return WikidataLink(meant.pop().slug, item.wikidata_id, _basis(f"{kind} and type", item))
    return None


def _basis(what: str, item: Item) -> str:
    return f"{what} in {item.place}" + (f" ({item.description})" if item.description else "")
