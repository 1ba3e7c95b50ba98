"""Articles with what is found in them, plugins heard: the same in this process, in others, and on other machines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from .models import Annotation, Article, Failure
from .plugins import pm

if TYPE_CHECKING:
    from spacy.language import Language


def annotated(
    inputs: Iterable[Article | Failure], pipeline: Language
) -> Iterator[tuple[Article, Annotation] | Failure]:
    """Each article with what is found in it, plugins heard; failures pass through, and empty texts join them.

    A failure may overtake the articles before it, which are annotated in batches.
    """
    from .nlp import annotate_articles

    failures: list[Failure] = []
    for article, annotation in annotate_articles(readable(inputs, failures), pipeline):
        yield annotation if isinstance(annotation, Failure) else (article, _reviewed(article, annotation))
        yield from failures
        failures.clear()
    yield from failures


def readable(inputs: Iterable[Article | Failure], failures: list[Failure]) -> Iterator[Article]:
    """The articles that have a text; the others are added to the failures."""
    for item in inputs:
        if isinstance(item, Failure):
            failures.append(item)
        elif not item.text.strip():
            failures.append(Failure(item.origin, "is empty: there is no text in it"))
        else:
            yield item


def _reviewed(article: Article, annotation: Annotation) -> Annotation:
    """The annotation after the plugins that change it, each of which sees what the one before it gave."""
    for plugin in reversed(pm.hook.newsactors_annotation.get_hookimpls()):
        given: dict[str, Any] = {"article": article, "annotation": annotation}
        changed = plugin.function(*(given[name] for name in plugin.argnames))
        annotation = changed if isinstance(changed, Annotation) else annotation
    return annotation
