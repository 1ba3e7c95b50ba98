"""What is one across articles, actors and texts: pure functions, which know neither database nor page."""

from .cluster import Evidence, cluster, display_name
from .decisions import Decision, Part, Unit, decided, shown_as
from .groups import Groups, by
from .namesakes import TOO_WELL_KNOWN, Context, fields_of, namesakes
from .normalise import block_of, name_key, slug_of
from .reach import Reached, links, reach
from .reasons import reasons
from .similar import are_copies, bands, seniority, shingles

__all__ = [
    "TOO_WELL_KNOWN",
    "Context",
    "Decision",
    "Evidence",
    "Groups",
    "Part",
    "Reached",
    "Unit",
    "are_copies",
    "bands",
    "block_of",
    "by",
    "cluster",
    "decided",
    "display_name",
    "fields_of",
    "links",
    "name_key",
    "namesakes",
    "reach",
    "reasons",
    "seniority",
    "shingles",
    "shown_as",
    "slug_of",
]
