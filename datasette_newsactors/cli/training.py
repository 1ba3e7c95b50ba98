"""The command that trains a quote model: train."""

from __future__ import annotations

from pathlib import Path

import click

from .reporting import explained


@click.command()
@click.argument("folders", nargs=-1, required=True, metavar="FOLDER...", type=click.Path(exists=True, path_type=Path))
@click.option("out", "-o", "--output", required=True, metavar="MODEL", help="The folder to write the model to")
@click.option("--model", help="An installed spaCy pipeline, or the path of one")
@explained
def train(folders: tuple[Path, ...], out: str, model: str | None) -> None:
    """Train a model that finds quotes, on articles annotated by hand

    Each FOLDER has the articles as text/NAME.txt and their attributions as attributions/NAME.ann, or
    NAME_ANNOTATOR.ann, in brat's standoff format. Give the model to `ingest` and `annotate` with --quotes MODEL.

    \b
        datasette newsactors train polnear/train -o quotes-model
    """
    from ..nlp import load_pipeline
    from ..nlp.model.train import train as run

    run(folders, Path(out), load_pipeline(model, quotes="rules"), say=lambda text: click.echo(text, err=True))
