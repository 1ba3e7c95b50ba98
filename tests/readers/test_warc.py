"""WARC: the pages that were answered, one at a time."""

import gzip
import os
import tracemalloc

import pytest

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import read
from tests.readers.samples import HTML, PAGE, TEXT, TITLE, warc

URL = "https://elmpost.example/7"


def test_a_page_that_calls_itself_by_an_address_of_another_site_keeps_its_own(read_file):
    page = PAGE.replace("<title>", "<link rel='canonical' href='https://brenickcourier.example/harbour'><title>")

    [article] = read_file("a.warc", warc((URL, "200 OK", page)))

    assert article.url == URL


@pytest.mark.parametrize("packed", [True, False])
def test_pages_are_articles_and_what_is_none_is_passed_over(read_file, packed):
    data = warc(
        (URL, "404 Not Found", PAGE),
        (URL, "200 OK", PAGE),
        ("https://elmpost.example/8", "200 OK", "<html><body></body></html>"),
        packed=packed,
    )

    assert read_file("a.warc.gz", data) == [
        Article(text=TEXT, title=TITLE, url=URL, path=f"a.warc.gz#{URL}"),
        Failure(
            "a.warc.gz#https://elmpost.example/8",
            "has no text of an article that could be told from the rest of the page",
        ),
    ]


def test_the_page_knows_its_own_address_better(read_file):
    page = PAGE.replace("<title>", "<link rel='canonical' href='https://elmpost.example/harbour'><title>")

    [article] = read_file("a.warc", warc((URL, "200 OK", page)))

    assert article.url == "https://elmpost.example/harbour"


def test_the_servers_encoding_counts_where_the_page_names_none(read_file):
    text = "Ο δήμαρχος είπε όχι."
    data = warc((URL, "200 OK", "@")).replace(b"utf-8", b"iso-8859-7")
    page = f"<html><body><p>{text}</p></body></html>".encode("iso8859_7")
    size = int(data.partition(b"Content-Length: ")[2].partition(b"\r\n")[0])
    data = data.replace(b"Content-Length: %d" % size, b"Content-Length: %d" % (size - 1 + len(page))).replace(
        b"@", page
    )

    [article] = read_file("a.warc", data)

    assert article.text == text


def test_what_is_cut_off_says_so_after_what_was_whole(read_file):
    whole = warc((URL, "200 OK", f"{PAGE}<!-- {os.urandom(30_000).hex()} -->"), packed=True)

    first, *rest = read_file("a.warc.gz", whole + whole[:-20])

    assert first.text == TEXT
    assert "damaged or cut off" in rest[-1].error


def test_an_archive_without_pages_says_so(read_file):
    assert read_file("a.warc", warc((URL, "404 Not Found", PAGE))) == [Failure("a.warc", "holds no article")]


def test_memory_does_not_grow_with_the_number_of_pages(tmp_path):
    path = tmp_path / "a.warc.gz"
    page = f"<!doctype html><article>{HTML * 5}</article>"
    path.write_bytes(b"".join(gzip.compress(warc((f"{URL}/{n}", "200 OK", page)), 1) for n in range(200)))
    list(zip(range(3), read([str(path)]), strict=False))

    tracemalloc.start()
    assert sum(1 for _ in read([str(path)])) == 200
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 8_000_000
