"""From names to actors across articles: pure functions, which know neither database nor page."""

from .cluster import Evidence, cluster, display_name
from .normalise import block_of, name_key, slug_of

__all__ = ["Evidence", "block_of", "cluster", "display_name", "name_key", "slug_of"]
