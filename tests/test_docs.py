"""The docs tell the truth: commands, routes, parameters and tables are all there, and the examples run."""

from __future__ import annotations

import doctest
import json
import re
import runpy
from pathlib import Path

import pytest
from datasette.app import Datasette

from datasette_newsactors.store import open_database
from datasette_newsactors.store.schema import TABLE_NAMES
from datasette_newsactors.web import access
from datasette_newsactors.web.routes import ROUTES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md")), ROOT / "demo" / "README.md"]
EXAMPLE = re.compile(r"```\nGET (?P<path>\S+)\n```\n```json\n(?P<body>.*?)\n```", re.DOTALL)
MORE = "…"  # the key of an object that has more fields than the docs show


def text_of(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_page_on_the_commands_is_what_the_commands_say():
    written = runpy.run_path(str(DOCS / "build.py"))["cli_page"]()
    assert text_of("cli.md") == written, "run: python docs/build.py"


def test_the_page_on_the_routes_is_what_the_routes_say():
    written = runpy.run_path(str(DOCS / "build.py"))["routes_page"]()
    assert text_of("routes.md") == written, "run: python docs/build.py"


@pytest.mark.parametrize("route", [route for route in ROUTES if route.template], ids=lambda route: route.path)
def test_every_page_is_in_the_readme(route):
    assert f"| `/{{database}}/-/{route.path}` |" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_table_and_column_is_in_the_design():
    sections = dict(re.findall(r"^- `(\w+)`: (.*?)(?=^- `|\n\n)", text_of("design.md"), re.MULTILINE | re.DOTALL))
    db = open_database(":memory:")
    columns = {name: [column.name for column in db[name].columns] for name in TABLE_NAMES}
    documented = {name: re.findall(r"`(\w+)`", text) for name, text in sections.items() if name in columns}
    assert documented == columns


def test_every_dependency_is_explained_in_the_readme():
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.MULTILINE | re.DOTALL)[1]
    needed = set(re.findall(r'^ +"([\w-]+)', listed, re.MULTILINE))
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("| package | for |")[2]
    assert set(re.findall(r"^\| ([\w-]+) \| .+ \|$", section, re.MULTILINE)) == needed


def test_the_tables_that_a_page_or_facet_reads_are_documented():
    rows = dict(re.findall(r"^\| (.+?) \| (.+?) \|$", text_of("permissions.md"), re.MULTILINE))
    documented = {what: tuple(tables.partition(";")[0].split(", ")) for what, tables in rows.items()}
    reads = {
        "overview": access.OVERVIEW,
        "list of actors": access.ACTORS,
        "one actor, one about another, several compared": access.ACTOR,
        "one quote, one article": access.ARTICLE,
        "quote search, who speaks about whom": access.QUOTES,
        "source audit": access.AUDIT,
        "sample to review": access.SAMPLE,
        **{f"`_facet_{kind}`, `_{kind}` on {table}": tables for (kind, table), tables in access.BY_ACTOR.items()},
    }
    assert {what: documented[what] for what in reads} == reads


@pytest.mark.parametrize("page", [p for p in PAGES if ">>> " in p.read_text()], ids=lambda page: page.name)
def test_the_python_examples_run(page):
    results = doctest.testfile(str(page), module_relative=False)
    assert results.attempted
    assert not results.failed


def examples() -> list:
    return [
        pytest.param(found["path"], json.loads(found["body"]), id=f"{page.name} {found['path']}")
        for page in PAGES
        for found in EXAMPLE.finditer(page.read_text(encoding="utf-8"))
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize(("path", "documented"), examples())
async def test_the_json_examples_run(demo_db, path, documented):
    datasette = Datasette([str(demo_db)])
    await datasette.invoke_startup()
    response = await datasette.client.get(path)
    if response.status_code == 200:
        assert differences(documented, response.json()) == []
    else:
        assert response.json() == documented


def differences(documented: object, actual: object, where: str = "") -> list[str]:
    """Where an answer has another shape than the docs say: its keys and types, and the first item of each list."""
    if isinstance(documented, dict) and isinstance(actual, dict):
        names = documented.keys() - {MORE}
        wrong = names - actual.keys() if MORE in documented else names ^ actual.keys()
        return [f"{where}.{name} is missing on one side" for name in sorted(wrong)] + [
            found
            for name in names & actual.keys()
            for found in differences(documented[name], actual[name], f"{where}.{name}")
        ]
    if isinstance(documented, list) and isinstance(actual, list):
        if bool(documented) != bool(actual):
            return [f"{where} is empty on one side"]
        return differences(documented[0], actual[0], f"{where}[0]") if documented else []
    return (
        [] if type(documented) is type(actual) else [f"{where}: {documented!r} in the docs, {actual!r} in the answer"]
    )


def test_differences_are_found():
    documented = {"a": [1], "b": None, "c": {"d": "x"}}
    assert differences(documented, {"a": [2, 3], "b": None, "c": {"d": "y"}}) == []
    assert differences({"a": 1, MORE: MORE}, {"a": 2, "b": 3}) == []
    for other in ({"a": ["1"]}, {"a": []}, {"b": 1}, {"c": {}}, {"c": {"d": "x", "e": 1}}, {"f": 1}):
        assert differences(documented, {**documented, **other})


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page):
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
