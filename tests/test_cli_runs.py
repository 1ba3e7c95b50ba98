"""The command that takes a run back."""

import sqlite3
from contextlib import closing

import pytest
from click.testing import CliRunner

from datasette_newsactors import store
from datasette_newsactors.cli import newsactors

from .store.newspaper import PIPELINE, new_database, report


@pytest.fixture
def database(tmp_path):
    """A database of three runs, which stored an article each; the second also changed that of the first."""
    path = str(tmp_path / "news.db")
    db = new_database(path)
    for run_id, pairs in enumerate(
        [
            [report(("Mara Velden", None, None), path="a.txt")],
            [report(("Tess Okoro", None, None), path="a.txt"), report(("Jon Velden", None, None), path="b.txt")],
            [report(("King Charles", None, None), path="c.txt")],
        ],
        1,
    ):
        store.save(db, pairs, run_id)
        store.start_run(db, PIPELINE, {})
    db.close()
    return path


def undo_run(database, *arguments, **options):
    return CliRunner().invoke(newsactors, ["undo-run", database, *map(str, arguments)], **options)


def texts(database):
    with closing(sqlite3.connect(database)) as db:
        return [row[0].split(" said")[0] for row in db.execute("select text from articles order by path")]


def test_it_tells_what_it_will_do_and_does_it_when_told_to(database):
    done = undo_run(database, 2, input="y\n")

    assert done.exit_code == 0, done.output
    assert "Run 2: 1 articles are removed, 1 get their former version back.\n" in done.output
    assert "Later runs passed over what this one had stored" in done.output
    assert texts(database) == ["Mara Velden", "King Charles"]


def test_it_does_nothing_when_told_not_to(database):
    done = undo_run(database, 2, input="n\n")

    assert done.exit_code == 1
    assert texts(database) == ["Tess Okoro", "Jon Velden", "King Charles"]


def test_with_yes_it_does_not_ask(database):
    assert undo_run(database, 3, "--yes").exit_code == 0
    assert texts(database) == ["Tess Okoro", "Jon Velden"]


def test_a_run_that_is_not_there_is_told(database):
    done = undo_run(database, 9, "--yes")

    assert done.exit_code == 1
    assert done.output == "Error: There is no run 9 here; the table runs lists them.\n"
