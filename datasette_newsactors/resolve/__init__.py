"""From names to actors across articles: pure functions, which know neither database nor page."""

from .cluster import Evidence, cluster, display_name
from .decisions import Decision, Part, Unit, decided, shown_as
from .groups import Groups
from .normalise import block_of, name_key, slug_of

__all__ = [
    "Decision",
    "Evidence",
    "Groups",
    "Part",
    "Unit",
    "block_of",
    "cluster",
    "decided",
    "display_name",
    "name_key",
    "shown_as",
    "slug_of",
]
