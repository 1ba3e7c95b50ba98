"""Reading again: files that are new or have changed, once they are written to their end; or everything, at times."""

import json
import time
from contextlib import suppress
from itertools import islice

import click
import pytest
from click.testing import CliRunner

from datasette_newsactors.cli import newsactors
from datasette_newsactors.cli.watching import interval, rounds


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with one article, watched."""
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("One.")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def pauses(monkeypatch):
    """What happens in each pause, in its order; after the last one somebody presses Ctrl-C."""
    happening, lengths = [], []

    def sleep(seconds):
        lengths.append(seconds)
        if not happening:
            raise KeyboardInterrupt
        happening.pop(0)()

    monkeypatch.setattr(time, "sleep", sleep)
    return happening, lengths


def nothing():
    pass


def watched(**options):
    """The rounds until Ctrl-C."""
    found = []
    with suppress(KeyboardInterrupt):
        for paths in rounds(["news"], **options):
            found.append(list(paths))
    return found


def test_without_being_asked_there_is_one_round(folder):
    assert list(rounds(["news"], None, False)) == [["news"]]


def test_everything_is_read_again_after_each_interval(folder, pauses):
    happening, lengths = pauses
    happening += [nothing, nothing]

    assert watched(every=900, watch=False) == [["news"]] * 3
    assert lengths == [900] * 3


def test_a_new_file_is_read_when_it_has_stayed_as_it_was(folder, pauses):
    path = folder / "b.txt"
    happening, _ = pauses
    happening += [lambda: path.write_text("Tw"), lambda: path.write_text("Two."), nothing, nothing]

    assert watched(every=None, watch=True) == [["news"], ["news/b.txt"]]


def test_a_changed_file_is_read_again_and_one_that_is_gone_is_no_matter(folder, pauses):
    happening, _ = pauses
    happening += [lambda: (folder / "a.txt").write_text("Another."), nothing, (folder / "a.txt").unlink, nothing]

    assert watched(every=None, watch=True) == [["news"], ["news/a.txt"]]


def test_what_changes_while_the_first_round_is_read_is_not_missed(folder, pauses):
    happening, _ = pauses
    happening += [nothing, nothing]
    again = rounds(["news", "https://elmpost.example/", "-"], None, True)
    next(again)
    (folder / "b.txt").write_text("Two.")

    assert list(islice(again, 1)) == [["news/b.txt"]]


@pytest.mark.parametrize(("value", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86_400)])
def test_intervals(value, seconds):
    assert interval(value) == seconds


@pytest.mark.parametrize("value", ["15", "0m", "m", "15 m", "1.5h", "-1m"])
def test_what_is_no_interval_says_so(value):
    with pytest.raises(click.BadParameter, match="is no time such as 90s, 15m, 2h or 1d"):
        interval(value)


def run(*arguments):
    return CliRunner().invoke(newsactors, ["ingest", "news.db", "news", *arguments])


def test_each_round_is_told_and_a_failure_does_not_end_it(folder, pauses):
    happening, _ = pauses
    happening += [
        lambda: (folder / "b.json").write_text("{"),
        nothing,
        lambda: (folder / "c.txt").write_text("3."),
        nothing,
    ]

    result = run("--watch")

    assert result.exit_code == 130
    assert [line for line in result.stdout.splitlines() if line.startswith("Articles")] == [
        "Articles: 1 new, 0 unchanged, 0 changed, 0 failed",
        "Articles: 0 new, 0 unchanged, 0 changed, 1 failed",
        "Articles: 1 new, 0 unchanged, 0 changed, 0 failed",
    ]
    assert "news/b.json: is not valid JSON" in result.stderr


def test_the_log_is_json_lines(folder):
    (folder / "b.json").write_text("{")

    result = run("--log-json")

    failure, summary = map(json.loads, result.stdout.splitlines())
    assert result.exit_code == 1
    assert failure["source"] == "news/b.json"
    assert failure["error"].startswith("is not valid JSON")
    assert (summary["new"], summary["unchanged"], summary["failed"], summary["unread"]) == (1, 0, 1, {})


def test_watching_and_an_interval_exclude_each_other(folder):
    result = run("--watch", "--every", "15m")

    assert result.exit_code == 2
    assert "--watch and --every exclude each other" in result.stderr
