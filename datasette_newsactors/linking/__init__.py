"""Who actors are in Wikidata, from a file that the user provides: given through the hook that others use for theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from datasette_newsactors.hookspecs import hookimpl
from datasette_newsactors.models import Failure, KnownActor, WikidataLink


@hookimpl
def newsactors_links(actors: Sequence[KnownActor], file: str | None) -> Iterable[WikidataLink | Failure]:
    """The links that a file gives, where its names leave no doubt."""
    from datasette_newsactors.linking.matching import matched
    from datasette_newsactors.linking.table import read_items

    return matched(actors, read_items(file)) if file else ()
