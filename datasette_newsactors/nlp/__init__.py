"""From text to annotation: pure functions over a spaCy document, which knows neither SQLite nor Datasette."""

from .annotation import annotate, annotate_articles, forgetting
from .pipeline import describe, load_pipeline

__all__ = ["annotate", "annotate_articles", "describe", "forgetting", "load_pipeline"]
