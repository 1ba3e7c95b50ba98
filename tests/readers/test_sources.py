"""Files, folders, globs: what is read, and in which order."""

import os
from pathlib import Path

import pytest

from datasette_newsactors.models import Failure
from datasette_newsactors.readers.sources import files


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder `news` as newsrooms have them, with what is no article beside the articles."""
    monkeypatch.chdir(tmp_path)
    for name in [
        "b.txt",
        "a.html",
        "2020/d.md",
        "2019/c.csv",
        "2019/boat.JPG",
        ".DS_Store",
        ".git/config",
        "e.xyz",
    ]:
        path = Path("news", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Boats.")
    return Path("news")


def test_a_folder_is_read_with_its_folders_in_order_of_name(folder):
    assert list(files("news")) == [
        "news/2019/c.csv",
        "news/2020/d.md",
        "news/a.html",
        "news/b.txt",
        "news/e.xyz",
    ]


@pytest.mark.parametrize(
    ("pattern", "paths"),
    [
        ("news/*.txt", ["news/b.txt"]),
        ("news/[ab].*", ["news/a.html", "news/b.txt"]),
        ("news/**/*.md", ["news/2020/d.md"]),
        ("news/20*", ["news/2019/c.csv", "news/2020/d.md"]),
        ("news/2019/*", ["news/2019/boat.JPG", "news/2019/c.csv"]),  # named by the user himself
    ],
)
def test_globs_that_the_shell_left(folder, pattern, paths):
    assert list(files(pattern)) == paths


def test_a_file_whose_name_looks_like_a_glob_is_that_file(folder):
    Path("news/[1].txt").write_text("Boats.")

    assert list(files("news/[1].txt")) == ["news/[1].txt"]


@pytest.mark.parametrize("source", ["-", "https://elmpost.example/7*", "http://elmpost.example"])
def test_standard_input_and_web_addresses_stand_for_themselves(source):
    assert list(files(source)) == [source]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("nowhere.txt", "does not exist"),
        ("*.nothing", "matches no file"),
        ("empty", "is a folder with no file to read in it"),
        ("pictures", "is a folder with no file to read in it"),
    ],
)
def test_nothing_to_read_says_why(folder, source, reason):
    Path("empty").mkdir()
    Path("pictures").mkdir()
    Path("pictures/boat.png").write_bytes(b"")

    assert list(files(source)) == [Failure(source, reason)]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may open every folder")
def test_a_folder_that_may_not_be_opened_fails_and_the_rest_goes_on(folder):
    Path("news/2019").chmod(0)
    try:
        first, *rest = files("news")
    finally:
        Path("news/2019").chmod(0o755)

    assert first == Failure("news/2019", "cannot be opened: Permission denied")
    assert rest[0] == "news/2020/d.md"
