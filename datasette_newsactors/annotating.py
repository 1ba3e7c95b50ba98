"""Articles with what is found in them, plugins heard: the same in this process, in others, and on other machines."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .models import Annotation, Article, Failure
from .plugins import pm

if TYPE_CHECKING:
    from spacy.language import Language


def articles(paths: Sequence[str], *, publication: str | None = None, **options: Any) -> Iterator[Article | Failure]:
    """What is in files, with the language of each article, and with the publication where it names none.

    `options` are those of `readers.read`.
    """
    from .readers import read
    from .readers.language import with_language

    for item in read(paths, **options):
        if isinstance(item, Article):
            item = with_language(item if item.publication else replace(item, publication=publication))
        yield item


def annotated(
    inputs: Iterable[Article | Failure], pipeline: Language
) -> Iterator[tuple[Article, Annotation] | Failure]:
    """Each article with what is found in it, plugins heard; failures pass through, and empty texts join them.

    In the order of the inputs, of which some are read ahead, as articles are annotated in batches.
    """
    from .nlp import annotate_articles

    waiting: deque[Failure | None] = deque()  # None stands for an article

    def to_annotate() -> Iterator[Article]:
        for item in map(readable, inputs):
            waiting.append(item if isinstance(item, Failure) else None)
            if isinstance(item, Article):
                yield item

    for article, annotation in annotate_articles(to_annotate(), pipeline):
        while (failure := waiting.popleft()) is not None:
            yield failure
        yield annotation if isinstance(annotation, Failure) else (article, _reviewed(article, annotation))
    yield from (failure for failure in waiting if failure)


def readable(item: Article | Failure) -> Article | Failure:
    """An article that has a text, or why there is none."""
    if isinstance(item, Article) and not item.text.strip():
        return Failure(item.origin, "is empty: there is no text in it")
    return item


def _reviewed(article: Article, annotation: Annotation) -> Annotation:
    """The annotation after the plugins that change it, each of which sees what the one before it gave."""
    for plugin in reversed(pm.hook.newsactors_annotation.get_hookimpls()):
        given: dict[str, Any] = {"article": article, "annotation": annotation}
        changed = plugin.function(*(given[name] for name in plugin.argnames))
        annotation = changed if isinstance(changed, Annotation) else annotation
    return annotation
