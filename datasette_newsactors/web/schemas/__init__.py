"""What our JSON answers look like, as JSON Schemas: the source of the OpenAPI document, and held by tests.

Each names all fields that are always there. More may come with a later version, so others are not forbidden.
"""

from .actors import ABOUT, ACTOR_PAGE, ACTORS, COMPARISON
from .articles import ARTICLE_PAGE, QUOTE_PAGE
from .collection import AUDIT, OVERVIEW, RUNS
from .decisions import CORRECTION, CORRECTIONS, REVIEW
from .quotes import EDGES, QUOTES, SAMPLE
from .terms import ANSWER, ERROR, TEXT, Schema

__all__ = [
    "ABOUT",
    "ACTORS",
    "ACTOR_PAGE",
    "ANSWER",
    "ARTICLE_PAGE",
    "AUDIT",
    "COMPARISON",
    "CORRECTION",
    "CORRECTIONS",
    "EDGES",
    "ERROR",
    "OVERVIEW",
    "QUOTES",
    "QUOTE_PAGE",
    "REVIEW",
    "RUNS",
    "SAMPLE",
    "TEXT",
    "Schema",
]
