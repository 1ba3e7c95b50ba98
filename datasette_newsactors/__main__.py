"""`python -m datasette_newsactors`: the commands without Datasette's command line around them."""

from .cli import newsactors

newsactors(prog_name="python -m datasette_newsactors")
