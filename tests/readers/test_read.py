"""The whole of reading: choice of the format, options, order, and a reader that somebody else wrote."""

from pathlib import Path

import pytest

from datasette_newsactors.hookspecs import hookimpl
from datasette_newsactors.models import Article, Failure, NewsactorsError
from datasette_newsactors.plugins import pm
from datasette_newsactors.readers import Reader, formats, read

HTML = "<!doctype html><html><body><article><p>One.</p></article></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "*One.*", "*One.*"),
        ("a.md", "*One.*", "One."),
        ("a.MD", "*One.*", "One."),
        ("a", "*One.*", "*One.*"),
        ("a.log", "One.", "One."),
        ("a.txt", HTML, "One."),  # content that is unambiguous comes before the suffix
        ("a.csv", HTML, "One."),
        ("a.txt", '{"text": "One."}', "One."),
        ("a.txt", "---\ntitle: Boats\n---\n*One.*", "One."),
        ("a.txt", "{One}", "{One}"),
        ("a.txt", "Title, text and more.", "Title, text and more."),
        ("a.txt", "<b>One</b>", "<b>One</b>"),
        ("a.txt", "\rOne", "\rOne"),
        pytest.param("a.txt", "boat " * 300_000, "boat " * 300_000, id="one long line"),
    ],
)
def test_the_format_is_told_by_content_then_suffix(read_file, name, content, text):
    assert [article.text for article in read_file(name, content)] == [text]


@pytest.mark.parametrize(
    ("format", "content", "text"),
    [
        ("text", HTML, HTML),
        ("markdown", "*One.*", "One."),
        ("html", "<p>One.</p>", "One."),
        ("csv", "text\nOne.", "One."),
    ],
)
def test_a_forced_format_comes_before_all(read_file, format, content, text):
    assert [article.text for article in read_file("a.txt", content, format=format)] == [text]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "is an office document of the old kind"),
        (b"SQLite format 3\0", "is a SQLite database: name its table with --from-table"),
        (b"<?xml version='1.0'?><boats/>", "is XML of a kind that is not known"),
        (b"\x7fELF\0\0\0", "is in no known format: it looks like a binary file"),
    ],
)
@pytest.mark.parametrize("name", ["a.xyz", "a"])
def test_a_file_of_another_kind_says_what_it_is(read_file, name, content, reason):
    [failure] = read_file(name, content)

    assert failure.source == name
    assert failure.error.startswith(reason)


def test_one_bad_file_in_a_folder_does_not_stop_the_others(tmp_path):
    (tmp_path / "1.txt").write_text("One.")
    (tmp_path / "2.bin").write_bytes(b"\0\1\2")
    (tmp_path / "3.json").write_text("{")
    (tmp_path / "4.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "5.txt").symlink_to(tmp_path)
    (tmp_path / "6.txt").write_text("Six.")

    results = list(read([str(tmp_path)]))

    assert [type(result) for result in results] == [Article, Failure, Failure, Failure, Failure, Article]


def test_reading_is_lazy(tmp_path):
    (tmp_path / "a.txt").write_text("One.")

    results = read([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    next(results)
    (tmp_path / "b.txt").write_text("Two.")

    assert next(results).text == "Two."


def test_sources_are_read_in_the_order_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in "abc":
        Path(name).write_text(name)

    assert [result.path for result in read(["c", "a", "[ab]"])] == ["c", "a", "a", "b"]


def test_the_formats_that_come_with_the_package():
    assert set(formats()) >= {"text", "markdown", "html", "csv", "tsv", "json", "jsonl"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"format": "odt"}, "--format odt: there is no such format; there are csv, docx, eml"),
        ({"columns": {"body": "x"}}, "--column body=…: an article has no field 'body'; it has text, id, url"),
        ({"columns": {"path": "x"}}, "--column path=…: an article has no field 'path'"),
    ],
)
def test_a_mistyped_option_is_an_error_at_once(options, message):
    with pytest.raises(NewsactorsError) as error:
        read(["a.txt"], **options)

    assert str(error.value).startswith(message)


def shouted(stream, source, columns):
    """A foreign format: !text! is an article, anything else an accident."""
    words = stream.read().decode()
    if not words.endswith("!"):
        raise RuntimeError("nobody shouts")
    yield Article(text=words.strip("!"), path=source)


class Foreign:
    @hookimpl
    def newsactors_readers(self):
        return [Reader("shout", (".shout",), shouted, lambda head: head.startswith(b"!"))]


@pytest.fixture
def foreign_reader():
    plugin = Foreign()
    pm.register(plugin)
    yield
    pm.unregister(plugin)


@pytest.mark.parametrize(("name", "content"), [("a.shout", "One.!"), ("a.txt", "!One.!"), ("a", "!One.!")])
def test_a_foreign_reader_reads_its_format(foreign_reader, read_file, name, content):
    assert "shout" in formats()
    assert read_file(name, content) == [Article(text="One.", path=name)]


def test_what_a_foreign_reader_raises_is_a_failure(foreign_reader, read_file):
    assert read_file("a.shout", "One.") == [Failure("a.shout", "could not be read: RuntimeError: nobody shouts")]


def test_a_text_that_is_no_article_but_a_library_is_refused(read_file):
    [failure] = read_file("a.txt", "The boat left. " * 200_000)

    assert failure == Failure(
        "a.txt",
        "has a text of 3,000,000 characters, and no article has more than 2,000,000: split it into articles",
    )
