"""The command that measures: evaluate."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from .options import model_option, quotes_option
from .reporting import explained


@click.command()
@click.option("--gold", required=True, type=click.Path(exists=True), help="Folder or file of annotated articles")
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False),
    help="Where to look for the texts of resolved speakers, if not around their folder",
)
@quotes_option
@model_option
@click.option("--errors", is_flag=True, help="List what was missed, not annotated, or wrong")
@click.option("as_json", "--json", is_flag=True, help="Figures, and errors if asked for, as JSON")
@explained
def evaluate(gold: str, texts: str | None, quotes: str, model: str | None, errors: bool, as_json: bool) -> None:
    """Measure how right quotes, speakers and actors are on annotated articles

    The folder holds brat standoff (text/*.txt and attributions/*.ann), or annotations as `annotate` writes them and
    somebody has corrected them, or resolved speakers and actors (NAME.quotes.jsonl, NAME.actors.jsonl).

    \b
        datasette newsactors evaluate --gold polnear/dev
        datasette newsactors evaluate --gold polnear/dev --quotes rules
    """
    from .. import nlp
    from ..evaluation import evaluate as compare
    from ..evaluation import read_gold

    pipeline = nlp.load_pipeline(model, quotes)
    report = compare((article, nlp.annotate(article.text, pipeline)) for article in read_gold(gold, texts))
    if as_json:
        faults = {"errors": [asdict(fault) for fault in report.faults]} if errors else {}
        click.echo(
            json.dumps({"articles": len(report.articles), **report.figures(), **faults}, ensure_ascii=False, indent=1)
        )
        return
    click.echo("\n".join(report.lines()))
    if errors:
        for fault in report.faults:
            click.echo(
                f"{fault.kind}\t{fault.article}\t{fault.expected} → {fault.found}\t{' '.join(fault.content.split())}"
            )
