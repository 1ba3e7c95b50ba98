"""The command that trains a quote model: train."""

from __future__ import annotations

from pathlib import Path

import click

from .options import model_option
from .reporting import explained


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.option("out", "-o", "--output", required=True, metavar="MODEL", help="The folder to write the model to")
@model_option
@explained
def train(paths: tuple[Path, ...], out: str, model: str | None) -> None:
    """Train a model that finds quotes, on articles annotated by hand

    Each PATH is a folder with articles as text/NAME.txt and their attributions as attributions/NAME.ann, or
    NAME_ANNOTATOR.ann, in brat's standoff format; or annotations as `annotate` writes them and somebody has corrected
    them, a .jsonl file or a folder of such. Give the model to `ingest`, `annotate` and `evaluate` with --quotes MODEL.

    \b
        datasette newsactors train polnear/train corrected.jsonl -o quotes-model
    """
    from ..nlp import load_pipeline
    from ..nlp.model.train import train as run

    run(paths, Path(out), load_pipeline(model, quotes="rules"), say=lambda text: click.echo(text, err=True))
