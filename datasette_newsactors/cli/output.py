"""Rows on standard output: a table for reading, JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
WIDEST = 60  # characters of a column of the table


def output_options(command: F) -> F:
    """`--json`, `--nl` and `--csv`, of which the last one given holds; they reach the command as `output`."""
    for name, what in (("csv", "CSV"), ("nl", "one JSON object a line"), ("json", "a JSON array")):
        command = click.option("output", f"--{name}", flag_value=name, help=f"Output as {what}")(command)
    return command


def write_rows(rows: Sequence[Mapping[str, Any]], output: str | None, shown: Sequence[str]) -> None:
    """Write rows in the form that was asked for. shown: the columns of the table; the other forms have all."""
    if output == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif output == "nl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif output == "csv":
        _write_csv(rows)
    else:
        _write_table(rows, shown)


def _write_csv(rows: Sequence[Mapping[str, Any]]) -> None:
    writer = csv.writer(sys.stdout)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow(_cell(value) for value in row.values())


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def _write_table(rows: Sequence[Mapping[str, Any]], shown: Sequence[str]) -> None:
    from tabulate import tabulate

    cells = [[row[column] for column in shown] for row in rows]
    click.echo(tabulate(cells, headers=shown, disable_numparse=True, maxcolwidths=WIDEST))
