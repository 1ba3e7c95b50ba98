"""Annotations as Parquet: the same records as in JSON lines, and so the same database."""

from __future__ import annotations

import gzip
import io
import sys
from contextlib import closing

import pyarrow.parquet
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from datasette_newsactors import cluster
from datasette_newsactors.cli import newsactors
from datasette_newsactors.models import Failure
from datasette_newsactors.records import read_records, write_records
from datasette_newsactors.store import open_database

from .conftest import ARTICLES
from .store.newspaper import CONTENT, rows_of
from .test_cluster import scheduler, started  # noqa: F401  # fixtures
from .test_records import annotations, articles

failures = st.builds(Failure, st.just("a.txt"), st.just("is empty"))
PARTS = {"actors", "mentions", "quotes"}


@given(st.lists(st.tuples(articles, annotations) | failures, max_size=4))
def test_a_round_trip_loses_nothing(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("records") / "records.parquet"
    with path.open("wb") as file:
        write_records(found, file, path.name)

    again = list(read_records([str(path)]))

    assert again == found
    assert [f[1].pipeline for f in again if not isinstance(f, Failure)] == [
        f[1].pipeline for f in found if not isinstance(f, Failure)
    ]


def run(*arguments):
    result = CliRunner().invoke(newsactors, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize(("arguments", "place"), [(["--parquet"], "out"), ([], "out.parquet")])
def test_loading_it_gives_the_database_of_an_ingest_row_for_row(arguments, place, tmp_path):
    run("annotate", ARTICLES, *arguments, "-o", tmp_path / place)

    run("load", tmp_path / "loaded.db", tmp_path / place)

    run("ingest", tmp_path / "ingested.db", ARTICLES)
    with (
        closing(open_database(str(tmp_path / "loaded.db"))) as loaded,
        closing(open_database(str(tmp_path / "ingested.db"))) as ingested,
    ):
        assert rows_of(loaded, *CONTENT, "article_bands") == rows_of(ingested, *CONTENT, "article_bands")


def test_others_read_it_as_a_table(tmp_path):
    run("annotate", ARTICLES, "-o", tmp_path / "out.parquet")

    table = pyarrow.parquet.read_table(tmp_path / "out.parquet")

    assert set(table.column_names) == {"article", "pipeline", "failure", *PARTS}
    [row] = [r for r in table.to_pylist() if r["article"]["path"] == str(sorted(ARTICLES.glob("*.txt"))[0])]
    start, end = row["quotes"][0]["content"][0]
    assert row["article"]["text"][start:end]


def test_what_is_no_parquet_or_cut_off_is_told(tmp_path):
    whole = io.BytesIO()
    write_records([Failure("a.txt", "is empty")], whole, "whole.parquet")
    (tmp_path / "a.parquet").write_text("no")
    (tmp_path / "b.parquet").write_bytes(whole.getvalue()[:-20])

    found = list(read_records([str(tmp_path)]))

    assert [f.source for f in found] == [str(tmp_path / "a.parquet"), str(tmp_path / "b.parquet")]
    assert all("is no Parquet file, or damaged" in f.error for f in found)


def test_a_table_of_something_else_is_told_row_by_row(tmp_path):
    table = pyarrow.table({"text": ["Mara Lind said no."]})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet")

    [found] = read_records([str(tmp_path / "a.parquet")])

    assert found == Failure(f"{tmp_path}/a.parquet#1", "is no annotation record: it has no 'actors'")


def test_without_pyarrow_it_is_told_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    result = CliRunner().invoke(newsactors, ["annotate", str(ARTICLES), "-o", str(tmp_path / "a.parquet")])

    assert result.exit_code == 1
    assert "pip install 'datasette-newsactors[parquet]'" in result.output


@pytest.mark.parametrize("out", [[], ["-o", "out.jsonl"], ["-o", "out.jsonl.gz"]])
def test_it_is_no_lines(out):
    result = CliRunner().invoke(newsactors, ["annotate", str(ARTICLES), "--parquet", *out])

    assert (result.exit_code, "name a folder or a file NAME.parquet for it with -o" in result.output) == (1, True)


def test_lines_are_packed_where_the_name_says_so(tmp_path):
    run("annotate", ARTICLES, "-o", tmp_path / "a.jsonl.gz")
    run("annotate", ARTICLES, "-o", tmp_path / "a.jsonl")

    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == (tmp_path / "a.jsonl").read_bytes()


def test_the_shards_of_a_cluster_are_read_as_those_of_json_lines(scheduler, started, tmp_path):  # noqa: F811
    started("dask_worker", scheduler, "--nthreads", "1", "--no-nanny")
    run("annotate", ARTICLES, "-o", tmp_path / "a", "--engine", "dask", "--scheduler", scheduler, "--parquet")
    run("annotate", ARTICLES, "-o", tmp_path / "b", "--engine", "dask", "--scheduler", scheduler)

    assert (tmp_path / "a" / cluster.shard_name(0, ".parquet")).exists()
    assert list(read_records([str(tmp_path / "a")])) == list(read_records([str(tmp_path / "b")]))
