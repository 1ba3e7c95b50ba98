"""The plugin manager: our own formats and links are registered through the same hooks as those of others."""

from __future__ import annotations

import pluggy

from . import hookspecs, linking
from .readers import builtin

pm = pluggy.PluginManager("datasette_newsactors")
pm.add_hookspecs(hookspecs)
pm.register(builtin, "newsactors-readers")
pm.register(linking, "newsactors-links")
pm.load_setuptools_entrypoints("datasette_newsactors")
