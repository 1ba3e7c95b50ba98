"""Every format: its paragraphs stay paragraphs, its content tells what it is, and no damage ends in an exception."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import read
from tests.readers.samples import SAMPLES, TEXT

CONTENT = {name: build() for name, build in SAMPLES.items()}


def read_content(name: str, content: bytes) -> list[Article | Failure]:
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return list(read([str(path)]))


@pytest.mark.parametrize("name", SAMPLES)
def test_paragraphs_stay_paragraphs(name):
    assert read_content(name, CONTENT[name])[0].text == TEXT


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"a.txt", "a.md"}))
def test_the_format_is_known_without_a_suffix(name):
    [known, *_] = read_content(name, CONTENT[name])
    [unnamed, *_] = read_content("unnamed", CONTENT[name])

    assert unnamed.text == known.text == TEXT


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_no_damage_ends_in_an_exception(name, data):
    content = bytearray(CONTENT[name])
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5), "mutated"):
        content[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)), "cut off at")

    results = read_content(name, bytes(content[:end] or content))

    assert results
    assert all((isinstance(result, Article) and result.text.strip()) or result.error for result in results)
