"""Zip and tar archives, one in another: what is in them, and what they cannot do."""

import io
import os
import tarfile
import tracemalloc
import zipfile

import pytest

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import archives, read
from tests.readers.samples import TEXT, docx, tarred, zipped

TABLE = b"title,text\nBoats,One.\nFish,Two.\n"
MEMBERS = {
    "news/b.txt": b"Two.",
    "news/a.csv": TABLE,
    "news/boat.jpg": b"x",
    "__MACOSX/news/b.txt": b"x",
    "c.txt": b"",
}


def test_the_members_of_a_zip_archive_are_read_in_order_of_name(read_file):
    assert read_file("a.zip", zipped(MEMBERS)) == [
        Failure("a.zip/c.txt", "is empty"),
        Article(text="One.", title="Boats", path="a.zip/news/a.csv#1"),
        Article(text="Two.", title="Fish", path="a.zip/news/a.csv#2"),
        Article(text="Two.", path="a.zip/news/b.txt"),
    ]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
@pytest.mark.parametrize("name", ["a.tar", "a"])
def test_the_members_of_a_tar_archive_are_read_in_its_order(read_file, mode, name):
    assert read_file(name, tarred(MEMBERS, mode)) == [
        Article(text="Two.", path=f"{name}/news/b.txt"),
        Article(text="One.", title="Boats", path=f"{name}/news/a.csv#1"),
        Article(text="Two.", title="Fish", path=f"{name}/news/a.csv#2"),
        Failure(f"{name}/c.txt", "is empty"),
    ]


def test_archives_in_archives_are_read_and_a_broken_one_does_not_stop_the_others(read_file):
    inner = zipped({"a.txt": b"One."})
    members = {"1.zip": inner, "2.zip": inner[:60], "3.tar.gz": tarred({"b.docx": docx(["Three."])}, "w:gz")}

    one, failure, three = read_file("a.zip", zipped(members))

    assert (one.path, three.path) == ("a.zip/1.zip/a.txt", "a.zip/3.tar.gz/b.docx")
    assert failure.source == "a.zip/2.zip"
    assert failure.error.startswith("is damaged or cut off")


def test_a_forced_format_is_that_of_every_member(read_file):
    results = read_file("a.zip", zipped({"a.txt": b"*One.*", "b.csv": b"*Two.*"}), format="markdown")

    assert [result.text for result in results] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "is an office document or e-book"),
        (zipped({"mimetype": b"application/epub+zip"}), "is an office document or e-book"),
        (zipped({"boat.jpg": b"x"}), "is an archive with no file to read in it"),
        (tarred({"boat.jpg": b"x"}), "is an archive with no file to read in it"),
        (zipped({"a.txt": TEXT.encode()})[:60], "is damaged or cut off"),
        (tarred({"a.txt": TEXT.encode()})[:600], "is damaged or cut off"),
    ],
)
def test_an_archive_without_articles_says_why(read_file, content, reason):
    [failure] = read_file("a.zip", content)

    assert reason in failure.error


def test_a_path_that_leads_out_of_the_archive_leads_nowhere(read_file, tmp_path):
    members = {"../../evil.txt": b"One.", "/etc/evil.txt": b"Two."}

    for content in (zipped(members), tarred(members)):
        assert {result.text for result in read_file("news", content)} == {"One.", "Two."}
    assert os.listdir(tmp_path) == ["news"]
    assert not (tmp_path.parent.parent / "evil.txt").exists()


def test_links_and_devices_in_archives_are_passed_over(read_file):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo("secret.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
    link = zipfile.ZipInfo("secret.txt")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, "/etc/passwd")

    for content in (data.getvalue(), packed.getvalue()):
        assert read_file("a", content) == [Failure("a", "is an archive with no file to read in it")]


def bomb(depth: int, content: bytes) -> bytes:
    for _ in range(depth):
        content = zipped({f"{number}.zip": content for number in range(10)})
    return content


@pytest.mark.parametrize("pack", [lambda data: zipped({"a.csv": data}), lambda data: tarred({"a.csv": data}, "w:xz")])
def test_what_unpacks_to_implausibly_much_is_refused(read_file, monkeypatch, pack):
    monkeypatch.setattr(archives, "FREE", 1_000_000)
    monkeypatch.setattr(archives, "RATIO", 10)

    results = read_file("a.bin", pack(b"text\n" + b"boats and fish\n" * 1_000_000))

    failures = [result for result in results if isinstance(result, Failure)]
    assert "looks like a bomb" in failures[-1].error
    assert len(results) < 100_000


def test_a_bomb_of_nested_archives_stops_at_the_first_excess(read_file, monkeypatch):
    monkeypatch.setattr(archives, "FREE", 2_000_000)
    content = bomb(3, zipped({"a.txt": b"boat " * 100_000}))

    results = read_file("a.zip", content)

    assert len(results) < 10
    assert "looks like a bomb" in results[-1].error


def test_many_tiny_members_count_as_well(read_file, monkeypatch):
    monkeypatch.setattr(archives, "FREE", 100_000)
    monkeypatch.setattr(archives, "RATIO", 1)

    results = read_file("a.zip", zipped({f"{number}.txt": b"" for number in range(1000)}))

    assert len(results) < 200
    assert "looks like a bomb" in results[-1].error


def test_a_tar_archive_with_a_hole_of_a_terabyte_is_refused(read_file, monkeypatch):
    monkeypatch.setattr(archives, "FREE", 1_000_000)
    member = tarfile.TarInfo("a.txt")
    member.type = tarfile.GNUTYPE_SPARSE
    header = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    header[483:495] = b"%011o\0" % (1 << 32)  # the real size of what is all hole
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)

    results = read_file("a.tar", bytes(header) + b"\0" * 1024)

    assert "looks like a bomb" in results[-1].error


def test_archives_are_unpacked_only_so_deep(read_file):
    content = b"One."
    for _ in range(6):
        content = zipped({"a": content})

    [failure] = read_file("a.zip", content)

    assert "is packed too deeply" in failure.error


def test_a_document_that_unpacks_to_more_than_an_article_may_have_is_refused(read_file, monkeypatch):
    monkeypatch.setattr("datasette_newsactors.readers.reader.ARTICLE_LIMIT", 1000)

    [failure] = read_file("a.docx", docx(["One."]))

    assert failure.error.startswith("is too large")


def test_memory_does_not_grow_with_the_number_of_members(tmp_path):
    path = tmp_path / "a.tar"
    path.write_bytes(tarred({f"{number}.txt": TEXT.encode() for number in range(5000)}))
    list(zip(range(3), read([str(path)]), strict=False))

    tracemalloc.start()
    assert sum(1 for _ in read([str(path)])) == 5000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 4_000_000
