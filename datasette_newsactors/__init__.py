"""Who is in the news, and who said what: actors and quotes from news articles.

>>> from datasette_newsactors import annotate
>>> annotate("“The dam will hold,” said Mara Velden.").quotes[0].quote_type
'direct'
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from .models import Actor, Annotation, Article, Mention, NewsactorsError, Quote

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Actor", "Annotation", "Article", "Mention", "NewsactorsError", "Quote", "annotate"]
__version__ = version("datasette-newsactors")


def annotate(text: str, model: str | None = None, quotes: str = "model") -> Annotation:
    """The actors, mentions and quotes of one article's text.

    model: an installed spaCy pipeline; by default the one that comes with the package. The first call loads
    it, which takes a second. quotes: how quotes are found, by the "model" that comes with the package
    and rules, by "rules" alone, or by the model in a folder. Raises NewsactorsError where one cannot be loaded or the
    pipeline lacks a parser or entities.
    """
    from . import nlp

    return nlp.annotate(text, _pipeline(model, quotes))


@cache
def _pipeline(model: str | None, quotes: str) -> Language:
    from . import nlp

    return nlp.load_pipeline(model, quotes)
