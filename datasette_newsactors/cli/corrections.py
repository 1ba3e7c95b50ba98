"""The commands on the log of what people decided: corrections, undo."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from ..models import NewsactorsError
from .correcting import DATABASE, opened, say, signed
from .output import fitting
from .reporting import explained

if TYPE_CHECKING:
    from ..store import Correction


@click.command()
@DATABASE
@click.argument("correction_id", metavar="ID", type=int)
@signed
@explained
def undo(database: str, correction_id: int, who: str | None, why: str | None) -> None:
    """Take back the correction with this ID; to bring it back, undo the undo

    \b
        datasette newsactors undo news.db 12
    """
    from ..store import undo as take_back

    with opened(database) as db:
        say(take_back(db, correction_id, who=who, why=why))


@click.command()
@DATABASE
@click.option("--export", is_flag=True, help="Write them as JSON lines")
@click.option("file", "--import", type=click.File(encoding="utf-8"), help="Take over those that --export wrote")
@explained
def corrections(database: str, export: bool, file: Any) -> None:
    """List what people decided in DATABASE; take it to another database, before or after its articles

    \b
        datasette newsactors corrections news.db --export > corrections.jsonl
        datasette newsactors corrections rebuilt.db --import corrections.jsonl
    """
    from .. import store

    with opened(database) as db:
        if file:
            n = store.import_corrections(db, _records(file))
            click.echo(f"Corrections: {n:,} new")
        elif export:
            for record in store.export_corrections(db):
                click.echo(json.dumps(record, ensure_ascii=False, sort_keys=True))
        else:
            log = store.corrections(db)
            ids = {correction.uuid: correction.id for correction in log}
            for correction in log:
                click.echo(_as_text(correction, ids))


def _records(file: Any) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(file, 1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise NewsactorsError(f"{file.name}#{number}: is no line of JSON: {error}") from error


def _as_text(correction: Correction, ids: Mapping[str, int]) -> str:
    """Number, time and who, then whether it still holds, what was decided, and why."""
    if correction.action == "undo":
        words = [str(ids.get(correction.target["uuid"], "what is not here"))]
    else:
        words = [_words(correction.target), _words(correction.value)]
    parts = [
        correction.when,
        correction.who or "unknown",
        "undone" if correction.undone else None,
        " ".join(filter(None, [correction.action, *words])),
        correction.why,
    ]
    return fitting(" · ".join(filter(None, parts)), indent=f"{correction.id:>5}  ")


def _words(value: Any) -> str:
    """A target or value as far as it helps to recognise it."""
    match value:
        case {"slug": str(words)} | {"name_key": words} | {"name": words} | {"content": words} | {"wikidata_id": words}:
            return str(words)
        case [*units]:
            return ", ".join(map(_words, units))
    return value or ""
