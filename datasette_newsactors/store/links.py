"""Links to Wikidata as decisions: whom they can be about, and which are new."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from sqlite_utils import Database

from ..models import Failure, KnownActor, WikidataLink
from .corrections import decide_all
from .database import transaction
from .log import corrections, unit_of
from .targets import actor_targets


def known_actors(db: Database) -> Iterator[KnownActor]:
    """The actors that are not rejected, each with the names that articles have for it as one of its type."""
    rows = db.execute(
        """
        select slug, actors.name, actors.type, json_group_array(distinct chains.name)
            filter (where chains.type = actors.type)
        from actors join chains on chains.actor_id = actors.id
        where status <> 'rejected' group by actors.id order by slug
        """
    )
    for slug, name, kind, names in rows:
        yield KnownActor(slug, name, kind, tuple(json.loads(names)))


def link(db: Database, links: Iterable[WikidataLink], *, who: str | None = None) -> tuple[int, list[Failure]]:
    """Decide that actors are items of Wikidata; how many links are new, and those that cannot be.

    One that was there, or that somebody undid, is not decided again; one to another item than an actor's own cannot be.
    """
    with transaction(db):
        own = dict(db.execute("select slug, wikidata_id from actors"))
        known = [link for link in links if link.slug in own]
        decided = {(unit_of(c.target), c.value["wikidata_id"]) for c in corrections(db) if c.action == "link"}
        new, failures = [], []
        for link, target in zip(known, actor_targets(db, [link.slug for link in known]), strict=True):
            if (unit_of(target), link.wikidata_id) in decided or own[link.slug] == link.wikidata_id:
                continue
            if own[link.slug]:
                failures.append(
                    Failure(link.slug, f"is {own[link.slug]} already, and not {link.wikidata_id} ({link.basis})")
                )
            else:
                own[link.slug] = link.wikidata_id
                new.append(("link", target, {"wikidata_id": link.wikidata_id, "basis": link.basis}))
        decide_all(db, new, who=who)
    return len(new), failures
