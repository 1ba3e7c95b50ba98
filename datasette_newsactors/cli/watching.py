"""Reading again and again: what has changed in folders, or everything after an interval."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence

import click

LOOK = 2.0  # seconds between two looks at the files; one that has stayed as it was in both is written to its end
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}

Snapshot = dict[str, tuple[int, int]]


def interval(value: str) -> int:
    """The seconds in a time such as 90s, 15m, 2h or 1d; raises click.BadParameter for anything else."""
    match = re.fullmatch(r"([1-9]\d{0,5})([smhd])", value)
    if not match:
        raise click.BadParameter(f"{value!r} is no time such as 90s, 15m, 2h or 1d.")
    return int(match[1]) * UNITS[match[2]]


def rounds(paths: Sequence[str], every: int | None, watch: bool) -> Iterator[Sequence[str]]:
    """The paths to read, round after round: all of them once, and what is to be read after that, if anything.

    every: seconds to wait before all are read again. watch: whether new and changed files are read as they come.
    """
    seen = _snapshot(paths) if watch else {}
    yield paths
    if watch:
        yield from _changes(paths, seen)
    while every:
        time.sleep(every)
        yield paths


def _changes(paths: Sequence[str], seen: Snapshot) -> Iterator[Sequence[str]]:
    before = seen
    while True:
        time.sleep(LOOK)
        now = _snapshot(paths)
        settled = {path: state for path, state in now.items() if seen.get(path) != state == before.get(path)}
        if settled:
            seen = seen | settled
            yield list(settled)
        before = now


def _snapshot(paths: Sequence[str]) -> Snapshot:
    """When each file was changed, and how large it is."""
    from ..readers.sources import STANDARD_INPUT, files, is_address

    states: Snapshot = {}
    for source in paths:
        for path in files(source):
            if isinstance(path, str) and path != STANDARD_INPUT and not is_address(path):
                try:
                    status = os.stat(path)
                except OSError:  # gone since the folder was listed
                    continue
                states[path] = status.st_mtime_ns, status.st_size
    return states
