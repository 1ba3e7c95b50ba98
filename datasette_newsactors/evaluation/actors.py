"""Whether mentions were put together as people put them: B³ over the mentions of an article, and precision of aliases.

Of each annotated mention that is found, B³ asks what share of those put with it belong with it (precision), and of each
annotated mention, found or not, what share of those that belong with it were put with it (recall; Bagga and Baldwin
1998). What nobody annotated is not judged.
"""

from __future__ import annotations

from collections import Counter

from ..models import Annotation
from .evidence import plain
from .gold import GoldArticle
from .overlap import match
from .report import Fault

Owners = dict[str, int]  # the key of an actor that was found → the annotated one to which most of its names belong


def compare_actors(article: GoldArticle, annotation: Annotation, counts: Counter[str], faults: list[Fault]) -> None:
    """Count how right the mentions and names of the actors are."""
    spans = [(span, owner) for owner, actor in enumerate(article.actors) for span in actor.mentions]
    matched = match(
        [frozenset(range(*span)) for span, _ in spans], [frozenset(range(*m.span)) for m in annotation.mentions]
    )
    pairs = [(spans[i][1], annotation.mentions[j]) for i, j in matched.items()]
    links = Counter((owner, mention.actor) for owner, mention in pairs)
    _count_b3(article, links, counts)
    partners, owners = _best(Counter((owner, m.actor) for owner, m in pairs if m.kind == "name"), links)
    for i, (span, owner) in enumerate(spans):
        key = annotation.mentions[matched[i]].actor if i in matched else ""
        if partners.get(owner) != key or owners[key] != owner:
            faults.append(_fault("mention", article, article.text[slice(*span)], owner, annotation, key))
    _compare_names(article, annotation, owners, counts, faults)


def _count_b3(article: GoldArticle, links: Counter[tuple[int, str]], counts: Counter[str]) -> None:
    gold = [len(actor.mentions) for actor in article.actors]
    found: Counter[str] = Counter()
    for (_, key), n in links.items():
        found[key] += n
    counts["mentions"] += sum(gold)
    counts["mentions_found"] += links.total()
    for (owner, key), n in links.items():
        counts["b3_precision"] += n * n / found[key]  # type: ignore[assignment]
        counts["b3_recall"] += n * n / gold[owner]  # type: ignore[assignment]


def _best(*links: Counter[tuple[int, str]]) -> tuple[dict[int, str], Owners]:
    """Each annotated actor's likeliest found one, and the other way round; the links given first count most."""
    partners: dict[int, str] = {}
    owners: Owners = {}
    for some in links:
        for (owner, key), _ in sorted(some.items(), key=lambda item: (-item[1], item[0])):
            partners.setdefault(owner, key)
            owners.setdefault(key, owner)
    return partners, owners


def _compare_names(
    article: GoldArticle, annotation: Annotation, owners: Owners, counts: Counter[str], faults: list[Fault]
) -> None:
    for actor in annotation.actors:
        if actor.key not in owners:
            continue
        right = {plain(name) for name in article.actors[owners[actor.key]].names}
        for name in sorted({actor.name, *(alias.name for alias in actor.aliases)}):
            counts["aliases"] += 1
            if plain(name) in right:
                counts["aliases_right"] += 1
            else:
                faults.append(_fault("alias", article, name, owners[actor.key], annotation, actor.key))


def _fault(kind: str, article: GoldArticle, words: str, owner: int, annotation: Annotation, key: str) -> Fault:
    found = next((actor.name for actor in annotation.actors if actor.key == key), "")
    return Fault(kind, article.name, words, article.actors[owner].name, found)
