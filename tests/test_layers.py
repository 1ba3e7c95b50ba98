"""Imports point one way, and what is heavy is loaded only by what needs it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "datasette_newsactors"

# What each part may import of the others, directly.
ALLOWED = {
    "models": set(),
    "lexicon": set(),
    "parquet": {"models"},
    "records": {"models", "parquet"},
    "annotated": {"models", "records"},
    "hookspecs": {"models", "readers"},
    "readers": {"models", "plugins", "hookspecs"},
    "linking": {"models", "hookspecs", "resolve"},
    "plugins": {"hookspecs", "readers", "linking", "models"},
    "nlp": {"models", "lexicon", "plugins", "annotated"},
    "resolve": {"models", "lexicon"},
    "store": {"models", "resolve", "records"},
    "evaluation": {"models", "lexicon", "records", "annotated"},
    "annotating": {"models", "plugins", "readers", "nlp"},
    "workers": {"models", "annotating", "nlp"},
    "cluster": {"models", "annotating", "readers", "records", "nlp"},
    "ingest": {"models", "annotating", "workers", "nlp", "store"},
    "query": {"models"},
    "web": {"models", "resolve", "query", "cli", "store"},
    "cli": {"models", "readers", "nlp", "store", "plugins", "annotating", "workers", "cluster", "ingest", "records",
            "query", "evaluation"},
    "__init__": {"models", "nlp"},
    "__main__": {"cli"},
}  # fmt: skip

MODULES = sorted(PACKAGE.rglob("*.py"))


def part_of(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_parts(module: Path) -> set[str]:
    """The parts of the package that a module imports, at the top or inside a function."""
    package = ("datasette_newsactors", *module.relative_to(PACKAGE).parts[:-1])
    found = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            path = [*base, *(node.module or "").split(".")] if node.module else list(base)
            names = [[*path, alias.name] for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
        else:
            continue
        found |= {name[1] for name in names if name[0] == "datasette_newsactors" and len(name) > 1}
    return {name for name in found if name in ALLOWED}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_stands_before_it(module: Path) -> None:
    part = part_of(module)

    assert imported_parts(module) <= ALLOWED[part] | {part}


def loaded_by(statement: str, **environment: str) -> set[str]:
    """The top-level packages that a fresh interpreter has loaded after a statement."""
    code = f"import sys\n{statement}\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ | environment
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import datasette_newsactors", {"spacy", "datasette", "sqlite_utils", "sqlite3"}),
        ("import datasette_newsactors.nlp", {"datasette", "sqlite_utils", "sqlite3"}),
        ("import datasette_newsactors.readers", {"spacy", "datasette", "sqlite_utils", "sqlite3"}),
        ("import datasette_newsactors.resolve", {"spacy", "datasette", "sqlite_utils", "sqlite3"}),
        ("import datasette_newsactors.store", {"spacy", "datasette"}),
        ("import datasette_newsactors.web", {"spacy", "trafilatura", "lxml"}),
        ("import datasette_newsactors.cli", {"spacy", "sqlite_utils", "datasette"}),
    ],
)
def test_importing_a_part_does_not_load(statement: str, absent: set[str]) -> None:
    assert loaded_by(statement) & absent == set()


def test_queries_need_the_standard_library_only() -> None:
    modules = [f"datasette_newsactors.query.{path.stem}" for path in (PACKAGE / "query").glob("[!_]*.py")]
    foreign = loaded_by(f"import {', '.join(modules)}") - loaded_by("pass") - sys.stdlib_module_names

    assert foreign <= {"datasette_newsactors"}


def test_the_help_of_datasette_loads_neither_pipeline_nor_writer() -> None:
    datasette = "from click.testing import CliRunner; from datasette.cli import cli"
    loaded = loaded_by(f"{datasette}; assert 'newsactors' in CliRunner().invoke(cli, ['--help']).output")
    without_plugins = loaded_by(datasette, DATASETTE_LOAD_PLUGINS="")  # Datasette 1.0 itself needs sqlite-utils

    assert (loaded - without_plugins) & {"spacy", "sqlite_utils", "trafilatura"} == set()
