"""Annotation by many machines: files in, shards of JSON lines out, each made by whoever has time.

Dask hands out the work, fsspec opens what is read and written, so both may be on S3, GCS or a shared disk. A shard is
written whole or not at all, and what is there is not made again.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from .annotating import annotated, articles
from .models import Annotation, Article, Failure, NewsactorsError
from .readers.sources import files, is_address, is_hidden_or_no_article
from .records import is_remote, write_records

if TYPE_CHECKING:
    from spacy.language import Language

SHARD = 32_000_000  # bytes of files that are read into one shard; a file larger than that is one of its own
PLAN = "plan.json"
LINES = ".jsonl.gz"
TIMEOUT = 10  # seconds to wait for a scheduler
LOCK = Lock()  # a pipeline reads one text at a time, however many threads a worker has


@dataclass
class Written:
    """What came of it: shards that were made or were there already, and those of which nothing came."""

    made: int = 0
    there: int = 0
    articles: int = 0
    failures: list[Failure] = field(default_factory=list)


def annotate_on_dask(
    sources: Sequence[str],
    out: str,
    *,
    address: str | None,
    model: str | None,
    quotes: str,
    suffix: str = LINES,
    **reading: Any,
) -> Written:
    """Annotate files into shards in the folder `out`, those that are not there yet.

    sources: as for `readers.read`, or addresses that fsspec knows, such as s3://bucket/news/. address: that of a
    running scheduler; without it this machine's cores are used. suffix: of the shards, which are JSON lines or Parquet.
    reading: the arguments of `articles`.
    Raises NewsactorsError where dask is not installed, or `out` holds the shards of something else.
    """
    client = _client(address)
    with closing(client):
        plan = _plan(sources, {"model": model, "quotes": quotes, "suffix": suffix, "reading": reading})
        _agree(plan, out)
        return _submit(client, plan, out)


def _submit(client: Any, plan: Mapping[str, Any], out: str) -> Written:
    from distributed import as_completed

    fs, root = _folder(out)
    there = {os.path.basename(path) for path in fs.ls(root, detail=False)}
    names = [shard_name(number, plan["how"]["suffix"]) for number in range(len(plan["shards"]))]
    written = Written(there=sum(name in there for name in names))
    futures = {
        client.submit(annotate_shard, name, paths, out, plan["how"], pure=False): name
        for name, paths in zip(names, plan["shards"], strict=True)
        if name not in there
    }
    for future in as_completed(futures):  # type: ignore[no-untyped-call]
        error = future.exception()
        if error is None:
            written.made += 1
            written.articles += future.result()
        else:
            reason = f"could not be made: {type(error).__name__}: {error}"
            written.failures.append(Failure(f"{out}/{futures[future]}", reason))
        future.release()
    return written


def annotate_shard(name: str, paths: Sequence[str], out: str, how: Mapping[str, Any]) -> int:
    """On a worker: read files, annotate their articles and write a shard; returns how many articles it has."""
    pipeline = _pipeline(how["model"], how["quotes"])
    fs, root = _folder(out)
    part, n = f"{root}/{uuid4()}.part", 0
    items = (item for path in paths for item in _read(path, how["reading"]))

    def counted() -> Iterator[tuple[Article, Annotation] | Failure]:
        nonlocal n
        for found in annotated(items, pipeline):
            n += not isinstance(found, Failure)
            yield found

    with LOCK, fs.open(part, "wb") as file:
        write_records(counted(), file, name)
    fs.mv(part, f"{root}/{name}")
    return n


def shard_name(number: int, suffix: str) -> str:
    return f"annotations-{number:06}{suffix}"


@cache
def _pipeline(model: str | None, quotes: str) -> Language:
    from .nlp import load_pipeline

    return load_pipeline(model, quotes)


def _read(path: str, reading: Mapping[str, Any]) -> Iterator[Article | Failure]:
    return _fetched(path, reading) if is_remote(path) and not is_address(path) else articles([path], **reading)


def _fetched(path: str, reading: Mapping[str, Any]) -> Iterator[Article | Failure]:
    """The articles of a file that is elsewhere; they bear its address."""
    import fsspec

    fs, name = fsspec.core.url_to_fs(path)
    with tempfile.TemporaryDirectory() as folder:
        local = os.path.join(folder, os.path.basename(name))
        fs.get_file(name, local)
        for item in articles([local], **reading):
            if isinstance(item, Failure):
                yield replace(item, source=item.source.replace(local, path, 1))
            else:
                yield replace(item, path=(item.path or local).replace(local, path, 1))


def _plan(sources: Sequence[str], how: Mapping[str, Any]) -> dict[str, Any]:
    """Which files go into which shard: in order, as many as make up its size."""
    shards: list[list[str]] = []
    room = 0
    for path, size in (listed for source in sources for listed in _listed(source)):
        if not shards or size > room:
            shards.append([])
            room = SHARD
        shards[-1].append(path)
        room -= size
    return {"version": version("datasette-newsactors"), "how": how, "shards": shards}


def _listed(source: str) -> Iterator[tuple[str, int]]:
    """The files of a source, with their sizes in bytes."""
    if not is_remote(source) or is_address(source):
        for path in files(source):
            if isinstance(path, Failure):
                yield path.source, 0  # the worker that reads it finds out, and says so in its shard
            else:
                yield path, os.path.getsize(path) if os.path.isfile(path) else 0
        return
    import fsspec

    fs, root = fsspec.core.url_to_fs(source)
    for name in sorted(fs.glob(root) if "*" in root else fs.find(root)):
        inside = name.removeprefix(root).split("/")
        if not any(map(is_hidden_or_no_article, inside)):
            yield fs.unstrip_protocol(name), fs.size(name) or 0


def _agree(plan: Mapping[str, Any], out: str) -> None:
    """Write the plan beside the shards, so that the next time nothing else is mixed with them."""
    fs, root = _folder(out)
    fs.makedirs(root, exist_ok=True)
    text = json.dumps(plan, ensure_ascii=False, indent=1)
    if not fs.exists(f"{root}/{PLAN}"):
        fs.pipe_file(f"{root}/{PLAN}", text.encode("utf-8", "surrogateescape"))
    elif fs.cat_file(f"{root}/{PLAN}") != text.encode("utf-8", "surrogateescape"):
        raise NewsactorsError(
            f"{out}: this folder holds annotations of other files, or made in another way ({PLAN} in it says which). "
            "Name another folder."
        )


def _folder(out: str) -> tuple[Any, str]:
    import fsspec

    fs, root = fsspec.core.url_to_fs(out)
    return fs, root.rstrip("/")


def _client(address: str | None) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise NewsactorsError(
            "--engine dask needs dask, distributed and fsspec: pip install 'datasette-newsactors[dask]'."
        ) from error
    if address is None:
        return Client(n_workers=os.cpu_count(), threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
    try:
        return Client(address, timeout=TIMEOUT)  # type: ignore[no-untyped-call]
    except OSError as error:
        raise NewsactorsError(f"--scheduler {address}: no scheduler answers there: {error}") from error
