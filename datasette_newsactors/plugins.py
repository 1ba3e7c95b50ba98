"""The plugin manager: our own formats are registered through the same hooks as those of others."""

from __future__ import annotations

import pluggy

from . import hookspecs
from .readers import builtin

pm = pluggy.PluginManager("datasette_newsactors")
pm.add_hookspecs(hookspecs)
pm.register(builtin, "newsactors-readers")
pm.load_setuptools_entrypoints("datasette_newsactors")
