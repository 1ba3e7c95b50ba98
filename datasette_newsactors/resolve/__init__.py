"""What is one across articles, actors and texts: pure functions, which know neither database nor page."""

from .cluster import Evidence, cluster, display_name
from .decisions import Decision, Part, Unit, decided, shown_as
from .groups import Groups
from .namesakes import Context, fields_of, namesakes
from .normalise import block_of, name_key, slug_of
from .reasons import reasons
from .similar import are_copies, bands, seniority, shingles

__all__ = [
    "Context",
    "Decision",
    "Evidence",
    "Groups",
    "Part",
    "Unit",
    "are_copies",
    "bands",
    "block_of",
    "cluster",
    "decided",
    "display_name",
    "fields_of",
    "name_key",
    "namesakes",
    "reasons",
    "seniority",
    "shingles",
    "shown_as",
    "slug_of",
]
