"""How right the annotations are, compared with articles that people have annotated."""

from .gold import GoldArticle, GoldQuote, read_gold
from .score import Report, evaluate

__all__ = ["GoldArticle", "GoldQuote", "Report", "evaluate", "read_gold"]
