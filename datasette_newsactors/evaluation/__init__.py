"""How right the annotations are, compared with articles that people have annotated."""

from .gold import GoldActor, GoldArticle, GoldQuote
from .reading import read_gold
from .report import Fault, Report
from .score import evaluate

__all__ = ["Fault", "GoldActor", "GoldArticle", "GoldQuote", "Report", "evaluate", "read_gold"]
