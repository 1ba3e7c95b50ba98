"""The benchmark of pages and endpoints, small: it asks a real server, and looks at what it answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import serve


def test_asks_everything_alone_and_together_while_articles_come_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = ["--articles", "120", "--actors", "200"]
    serve.main([str(tmp_path), *sizes, "--rounds", "1", "--clients", "2", "--seconds", "3"])

    told = capsys.readouterr().out
    assert "late: 0" in told
    assert "wrong: none" in told


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ('{"rows": [{"speaker": "mara", "published": "2024-02", "id": 2}]}', ""),
        ('{"rows": [{"speaker": "tess", "published": "2024-02", "id": 2}]}', "rows of another speaker"),
        (
            '{"rows": [{"speaker": "mara", "published": "2024-01", "id": 2},'
            ' {"speaker": "mara", "published": "2024-02", "id": 1}]}',
            "rows out of order",
        ),
    ],
)
def test_sees_what_is_wrong_with_an_answer(answer: str, fault: str) -> None:
    assert serve.fault_of(serve.Asked("quotes", "-/quotes.json?speaker=mara"), answer, {}) == fault
