"""The benchmark of pages and endpoints, small: it asks a real server, and looks at what it answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import crowd, serve
from benchmarks.best import best
from benchmarks.mix import Asked, known, mix
from benchmarks.synthetic import Sizes, build


def test_asks_everything_alone_and_together_while_articles_come_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = ["--articles", "120", "--actors", "200"]
    serve.main([str(tmp_path), *sizes, "--rounds", "1", "--clients", "2", "--seconds", "3"])

    told = capsys.readouterr().out
    assert "late: 0" in told
    assert "wrong: none" in told


def test_the_best_sql_is_sql_and_answers_requests(tmp_path: Path) -> None:
    db = build(tmp_path / "news.db", Sizes(120, 200)).conn
    facts = known(db)
    statements = best(db, facts)

    assert statements.keys() <= {request.name for request in mix(facts)}
    for each in statements.values():
        for sql in each:
            db.execute(sql).fetchall()


@pytest.mark.parametrize(
    ("found", "by_date", "fault"),
    [
        ([3, 2, 1], True, ""),
        ([3, 1], True, "a quote on no page"),
        ([3, 2, 2], False, "a quote on two pages"),
        ([2, 3, 1], True, "quotes out of order"),
        ([2, 3, 1], False, ""),
    ],
)
def test_sees_what_is_lost_between_pages(found: list[int], by_date: bool, fault: str) -> None:
    assert crowd.fault_of_walk(found, [3, 2, 1], by_date) == fault


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
    assert crowd.fault_of(Asked("quotes", "-/quotes.json?speaker=mara"), answer, {}) == fault
