"""The hooks by which others extend this package; their plugins have the entry point `datasette_newsactors`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pluggy import HookimplMarker, HookspecMarker

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .models import Annotation, Article, Failure, KnownActor, WikidataLink
    from .readers import Reader

hookspec = HookspecMarker("datasette_newsactors")
hookimpl = HookimplMarker("datasette_newsactors")


@hookspec
def newsactors_readers() -> list[Reader]:  # type: ignore[empty-body]
    """Input formats: a list of `readers.Reader`."""


@hookspec
def newsactors_pipeline(nlp: Any) -> None:
    """Add or replace components of the spaCy pipeline, after it is loaded and before it runs."""


@hookspec
def newsactors_annotation(article: Article, annotation: Annotation) -> Annotation | None:
    """A changed annotation for an article, or None; each plugin sees what the one before it gave."""


@hookspec
def newsactors_links(actors: Sequence[KnownActor], file: str | None) -> Iterable[WikidataLink | Failure]:  # type: ignore[empty-body]
    """Who actors are in Wikidata, and what cannot be said; `file` is the one that the user names, if any."""
