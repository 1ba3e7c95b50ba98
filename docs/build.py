"""Writes docs/cli.md from the help texts of the commands: `python docs/build.py`. A test compares the two."""

from __future__ import annotations

import inspect
from pathlib import Path

import click

from datasette_newsactors.cli import newsactors

HEAD = """\
# The commands

Each is `datasette newsactors COMMAND`, or `python -m datasette_newsactors COMMAND`. A command ends with exit code 0;
with 1 if something failed, which it names on standard error; with 2 if it was called in a way that it does not know.

This page is written by `python docs/build.py` from the commands' own help.
"""


def cli_page() -> str:
    """The page on the commands."""
    return "\n".join([HEAD, *(_section(name, newsactors.commands[name]) for name in sorted(newsactors.commands))])


def _section(name: str, command: click.Command) -> str:
    arguments = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    text = inspect.cleandoc(command.help or "").replace("\b\n", "")
    rows = [f"| {_names(option)} | {option.help}{_default(option)} |" for option in options]
    usage = f"`datasette newsactors {name} {' '.join(arguments)}`"
    return "\n".join([f"## {name}", "", usage, "", text, "", "| option | |", "|---|---|", *rows, ""])


def _default(option: click.Option) -> str:
    return f" (default {option.default})" if option.show_default else ""


def _names(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        value = " " + ", ".join(option.type.choices)
    else:
        value = "" if option.is_flag else f" {option.metavar or option.human_readable_name.upper()}"
    return f"`{'`, `'.join(option.opts)}`{value}"


if __name__ == "__main__":
    Path(__file__).with_name("cli.md").write_text(cli_page(), encoding="utf-8")
