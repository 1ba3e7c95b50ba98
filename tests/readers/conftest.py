"""A file with the given content, read: what most tests of the readers do."""

from collections.abc import Callable
from pathlib import Path

import pytest

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import read

ReadFile = Callable[..., list[Article | Failure]]


@pytest.fixture
def read_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadFile:
    """read_file(name, content, **options): what `read` gives for a file of that name and content."""
    monkeypatch.chdir(tmp_path)

    def write_and_read(name: str, content: str | bytes, **options):
        Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read([name], **options))

    return write_and_read
