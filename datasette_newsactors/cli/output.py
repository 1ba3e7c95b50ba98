"""Rows on standard output: lines for reading, JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
Row = Mapping[str, Any]


def output_options(command: F) -> F:
    """`--json`, `--nl` and `--csv`, of which the last one given holds; they reach the command as `output`."""
    for name, what in (("csv", "CSV"), ("nl", "one JSON object a line"), ("json", "a JSON array")):
        command = click.option("output", f"--{name}", flag_value=name, help=f"Output as {what}")(command)
    return command


def write_rows(rows: Sequence[Row], output: str | None, as_text: Callable[[Row], str]) -> None:
    """Write rows in the form that was asked for; by default each as `as_text` words it, for reading."""
    if output == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif output == "nl":
        for row in rows:
            click.echo(json.dumps(row, ensure_ascii=False))
    elif output == "csv":
        _write_csv(rows)
    else:
        for row in rows:
            click.echo(as_text(row))


def fitting(text: str, indent: str = "") -> str:
    """The text on one line of the terminal; what would steer the terminal is left out."""
    width = shutil.get_terminal_size().columns
    line = indent + " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def _write_csv(rows: Sequence[Row]) -> None:
    writer = csv.writer(sys.stdout)
    if rows:
        writer.writerow(rows[0])
    for row in rows:
        writer.writerow(_cell(value) for value in row.values())


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
