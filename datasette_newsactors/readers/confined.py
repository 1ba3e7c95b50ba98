"""A parser that hostile input could keep busy for ever, in a process of its own that may be ended.

The process stays for the next input, as starting one takes longer than most inputs, and ends with who started it.
"""

from __future__ import annotations

import json
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any, BinaryIO

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.readers.failing import reason

SECONDS = 300  # for one input; a book of a thousand pages takes two minutes
MEMORY = 4 << 30  # bytes that the process may have, where the system can limit them
SIZE = struct.Struct("!Q")  # of an input, which follows it
START = "from {module} import {name} as parse; from datasette_newsactors.readers.confined import serve; serve(parse)"

_processes: dict[str, subprocess.Popen[bytes]] = {}
_lock = threading.Lock()


def confined(parse: Callable[[bytes], Any], content: bytes) -> Any:
    """What a function of some module gives for the content: something that can be written as JSON.

    Raises NewsactorsError where it takes too long or too much memory, or fails, with the reason.
    """
    start = START.format(module=parse.__module__, name=parse.__name__)
    with _lock:
        process = _running(start)
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        answer = b""
        try:
            answer = _asked(process, content)
        finally:
            timer.cancel()
            if not answer:  # nobody is to read the rest of it as the answer to the next input
                process.kill()
                process.wait()
    if not answer:
        raise NewsactorsError(f"took more than {SECONDS} seconds to read, or ended the process that read it")
    found, error = json.loads(answer)
    if error:
        raise NewsactorsError(error)
    return found


def _running(start: str) -> subprocess.Popen[bytes]:
    process = _processes.get(start)
    if process is None or process.poll() is not None:
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        process = subprocess.Popen([sys.executable, "-c", start], stdin=pipe, stdout=pipe, stderr=nothing)
        _processes[start] = process
    return process


def _asked(process: subprocess.Popen[bytes], content: bytes) -> bytes:
    """The process's answer, empty where it is not alive."""
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(SIZE.pack(len(content)))
        process.stdin.write(content)
        process.stdin.flush()
        return process.stdout.readline()
    except OSError:
        return b""


def serve(parse: Callable[[bytes], Any]) -> None:
    """In the process: answer until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one that asks
    _limit_memory()
    inputs: BinaryIO = sys.stdin.buffer
    while size := inputs.read(SIZE.size):
        content = inputs.read(*SIZE.unpack(size))
        print(json.dumps(_answer(parse, content)), flush=True)


def _answer(parse: Callable[[bytes], Any], content: bytes) -> tuple[Any, str | None]:
    """What was found, or what went wrong."""
    try:
        return parse(content), None
    except MemoryError:
        return None, "takes too much memory to read"
    except Exception as error:  # parsers of hostile input raise whatever they like
        return None, reason(error)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
