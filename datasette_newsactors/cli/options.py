"""The options of all commands that annotate."""

from __future__ import annotations

import click

model_option = click.option("--model", help="An installed spaCy pipeline, or the path of one")
quotes_option = click.option(
    "--quotes",
    default="model",
    show_default=True,
    metavar="HOW",
    help="How quotes are found: by model (the plugin's, beside rules), by rules alone, or by a model's folder",
)
