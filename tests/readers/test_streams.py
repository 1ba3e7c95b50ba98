"""Compressed files and standard input."""

import bz2
import gzip
import io
import lzma
import os
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import read, reader

STORY = "“We stay,” said Mara Lindqvist.\n" * 40
TABLE = "title,text\nBoats,One.\nFish,Two.\n"


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.txt.gz", "a.txt", "a"])
def test_compression_is_known_by_its_bytes(read_file, compress, name):
    assert read_file(name, compress(STORY.encode())) == [Article(text=STORY, path=name)]


@pytest.mark.parametrize(
    ("name", "content", "texts"),
    [
        ("a.csv.gz", "kopf,text\nBoats,One.\nFish,Two.\n", ["One.", "Two."]),
        ("a.md.GZ", "*One.*", ["One."]),
        ("a.txt.gz", "*One.*", ["*One.*"]),
        ("a.gz", "*One.*", ["*One.*"]),
    ],
)
def test_the_suffix_below_the_compression_tells_the_format(read_file, name, content, texts):
    results = read_file(name, gzip.compress(content.encode()))

    assert [result.text for result in results] == texts


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.jsonl", "a.html"])
def test_a_cut_off_file_fails_in_words(read_file, compress, name):
    noise = os.urandom(50_000).hex()
    whole = compress((TABLE + noise).encode())

    failures = [result for result in read_file(name, whole[:-2000]) if isinstance(result, Failure)]

    assert failures
    assert "damaged or cut off" in failures[-1].error


def test_damage_inside_a_compressed_file_fails_in_words(read_file):
    data = bytearray(gzip.compress(os.urandom(5000).hex().encode()))
    data[2000:2010] = b"\0" * 10

    [failure] = read_file("a.txt", bytes(data))

    assert "damaged or cut off" in failure.error


def test_a_bomb_is_refused(read_file, monkeypatch):
    monkeypatch.setattr(reader, "ARTICLE_LIMIT", 1_000_000)

    [failure] = read_file("a.txt", gzip.compress(b"boat " * 1_000_000))

    assert failure.error.startswith("is too large")


@pytest.mark.parametrize(
    ("content", "results"),
    [
        (STORY.encode(), [Article(text=STORY, path="-")]),
        (gzip.compress(STORY.encode()), [Article(text=STORY, path="-")]),
        (
            b'{"text": "One."}\n{"text": "Two."}',
            [Article(text="One.", path="-#1"), Article(text="Two.", path="-#2")],
        ),
        (TABLE.encode()[:22], [Article(text="One.", title="Boats", path="-#1")]),
        (b"---\ntitle: Boats\n---\n*One.*", [Article(text="One.", title="Boats", path="-")]),
        (b"<!DOCTYPE html><title>Boats</title><p>One.", [Article(text="One.", title="Boats", path="-")]),
        (b"", [Failure("-", "is empty")]),
    ],
)
def test_the_format_of_standard_input_is_told_by_its_content(monkeypatch, content, results):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(content)))

    assert list(read(["-"])) == results


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_read_like_a_file(tmp_path):
    pipe = str(tmp_path / "pipe.txt")
    os.mkfifo(pipe)
    writer = threading.Thread(target=Path(pipe).write_text, args=["One."])
    writer.start()

    results = list(read([pipe]))

    writer.join()
    assert results == [Article(text="One.", path=pipe)]


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device on this system")
def test_a_device_that_never_ends_is_refused():
    assert list(read(["/dev/zero"])) == [Failure("/dev/zero", "is not a file but a device or socket")]
