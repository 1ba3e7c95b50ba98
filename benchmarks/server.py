"""A real Datasette that serves a database, what it answers, and how long that takes."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles

from .mix import Asked

# What a page says of a part that is left out, what JSON says, and what both say where nothing is left.
LATE = ("ook too long to count", '"timed_out": ["', "The query took too long")


@contextmanager
def served(path: Path, python: str) -> Iterator[tuple[str, int]]:
    """The address of a Datasette that serves the database with Datasette's own settings, and the id of its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [python, "-m", "datasette", "serve", str(path), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/-/versions.json").read()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/", server.pid
    finally:
        server.terminate()
        server.wait()


def fetch(root: str, path: Path, request: Asked) -> tuple[float, str]:
    """Milliseconds until the answer is there (of a CSV: its first bytes), and the answer, also where it is an error."""
    url = root + request.path[1:] if request.path[0] == "/" else f"{root}{path.stem}/{request.path}"
    began = time.perf_counter()
    try:
        response = urllib.request.urlopen(url, timeout=60)
    except urllib.error.HTTPError as error:
        response = error
    with response:
        body = response.read(1000 if ".csv" in request.path else None)
        return (time.perf_counter() - began) * 1000, body.decode("utf-8", "replace")


def processor_of(pid: int) -> float:
    """Seconds of processor that a process has used; 0 where the system does not tell, as Linux does by this clock."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
