"""What is written is what is read, for any text."""

import csv
import dataclasses
import json
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import assume, given
from hypothesis import strategies as st

from datasette_newsactors.models import Article
from datasette_newsactors.plugins import pm
from datasette_newsactors.readers import FIELDS, formats, read

CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXTS = st.text(CHARACTERS, min_size=1).filter(str.strip)
WORDS = st.text(CHARACTERS, max_size=20).map(str.strip).map(lambda words: words or None)
ARTICLES = st.builds(
    Article,
    text=TEXTS,
    id=WORDS,
    url=WORDS,
    title=WORDS,
    byline=WORDS,
    publication=WORDS,
    language=WORDS,
    published=st.none() | st.dates().map(str),
)


def read_back(name: str, content: bytes):
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return [dataclasses.replace(result, path=None) for result in read([str(path)])]


def fields(article: Article) -> dict[str, str | None]:
    return {field: getattr(article, field) for field in FIELDS}


@given(TEXTS.filter(lambda text: not text.startswith("\ufeff")))
def test_any_text_is_read_back_exactly(text):
    readers = chain.from_iterable(pm.hook.newsactors_readers())
    assume(not any(reader.sniff(text.encode()) for reader in readers))  # that would be another format

    [article] = read_back("a.txt", text.encode())

    assert article.text == text


@given(st.lists(ARTICLES, min_size=1))
def test_any_articles_are_read_back_from_csv(articles):
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, FIELDS)
            writer.writeheader()
            writer.writerows(map(fields, articles))
        assert read_back("a.csv", path.read_bytes()) == articles


@given(st.lists(ARTICLES, min_size=1), st.booleans())
def test_any_articles_are_read_back_from_json_lines(articles, ascii_only):
    lines = [json.dumps(fields(article), ensure_ascii=ascii_only) for article in articles]

    assert read_back("a.jsonl", "\n".join(lines).encode()) == articles


@given(st.lists(ARTICLES, min_size=1), st.booleans())
def test_any_articles_are_read_back_from_json(articles, ascii_only):
    document = json.dumps([fields(article) for article in articles], ensure_ascii=ascii_only)

    assert read_back("a.json", document.encode()) == articles


MAGIC = [
    b"",
    b"%PDF-1.4\n",
    b"{\\rtf1 ",
    b"PK\x03\x04",
    b"\x1f\x8b\x08\0\0\0\0\0\0\0",
    b"WARC/1.0\r\nWARC-Type: response\r\n",
    b"From a@b.example Thu Mar  4 10:30:00 2021\nFrom: ",
    b"<rss><channel><item><description>",
    b"<urlset><url><loc>",
    b'{"body_html": "<p>One", "pubstatus": ',
    b"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><contentSet>",
    b"http://",
]


@given(st.binary(), st.sampled_from(MAGIC), st.sampled_from([None, *formats()]))
def test_any_bytes_give_articles_or_failures_and_no_exception(content, magic, format):
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.xyz")
        path.write_bytes(magic + content)
        results = list(read([str(path)], format=format))

    assert results
    assert all((isinstance(result, Article) and result.text.strip()) or result.error for result in results)
