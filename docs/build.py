"""Writes docs/cli.md from the help texts of the commands, and docs/routes.md from the table of routes.

`python docs/build.py` writes them; a test compares.
"""

from __future__ import annotations

import inspect
from pathlib import Path

import click

from datasette_newsactors.cli import newsactors
from datasette_newsactors.query.parameters import Parameter
from datasette_newsactors.web.routes import ROUTES, Route

HEAD = """\
# The commands

Each is `datasette newsactors COMMAND`, or `python -m datasette_newsactors COMMAND`. A command ends with exit code 0;
with 1 if something failed, which it names on standard error; with 2 if it was called in a way that it does not know.

This page is written by `python docs/build.py` from the commands' own help.
"""


ROUTES_HEAD = """\
# Every route

Each begins with `/{database}/-/`. Without an extension it is a page for people, with one it is data. Who asks must be
allowed to see every table that it reads ([permissions.md](permissions.md)); what is "besides" is left out, or its
filter refused, for those who may not see that table. All answer HEAD and OPTIONS, too. A parameter that is not known is
an error, not a wider answer; those that begin with an underscore are Datasette's own, and more of them may be there.

The same, for programs, is the OpenAPI document of your own site, at `/-/newsactors/openapi.json`. What the answers
mean, with examples, is in [json-api.md](json-api.md). This page is written by `python docs/build.py` from the code.
"""


def routes_page() -> str:
    """The page on the routes."""
    return "\n".join([ROUTES_HEAD, *map(_route, ROUTES)])


def _route(route: Route) -> str:
    ways = ([f"GET as {'page, ' if route.template else ''}{', '.join(route.formats)}"] if route.page else []) + (
        ["POST, which takes the permission newsactors-edit"] if route.change else []
    )
    besides = f"; besides {', '.join(route.optional)}" if route.optional else ""
    rows = [_parameter(parameter) for parameter in route.parameters]
    table = ["| parameter | |", "|---|---|", *rows, ""] if rows else []
    head = [f"## {route.path}", "", f"{route.says[0].upper()}{route.says[1:]}.", ""]
    facts = [f"- {'; '.join(ways)}", f"- reads {', '.join(route.tables)}{besides}", ""]
    return "\n".join([*head, *facts, *table])


def _parameter(parameter: Parameter) -> str:
    schema = parameter.schema
    values = schema.get("enum") or schema.get("items", {}).get("enum") or []
    return f"| `{parameter.name}` | {parameter.says}{' (' + ', '.join(values) + ')' if len(values) > 1 else ''} |"


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
    for name, page in (("cli.md", cli_page()), ("routes.md", routes_page())):
        Path(__file__).with_name(name).write_text(page, encoding="utf-8")
