"""A real Chromium on the demo, as `make demo` serves it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from itsdangerous import URLSafeSerializer

ROOT = Path(__file__).parents[2]
SECRET = "the secret of a server that runs for these tests"
EDITOR = {"id": "root"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
]
WAIT = 60  # seconds


@pytest.fixture(scope="package")
def site(demo_db, tmp_path_factory) -> Iterator[str]:
    """The address of a Datasette that serves a copy of the demo, without a slash at its end."""
    port = _free_port()
    log = tmp_path_factory.mktemp("server") / "log"
    copy = shutil.copy(demo_db, log.parent)
    command = ["-m", "datasette", "serve", copy, "--metadata", ROOT / "metadata.yml", "--port", port]
    command += ["--secret", SECRET, "--root"]
    with log.open("w") as output:
        server = subprocess.Popen([sys.executable, *map(str, command)], stdout=output, stderr=output, cwd=log.parent)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(WAIT)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/-/versions.json", timeout=WAIT).close()
            return
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"Datasette does not answer:\n{log.read_text()}")


@pytest.fixture(scope="package")
def browser():
    """A Chromium with an empty profile; where there is none, a failure under CI and a skip elsewhere.

    It ends with this package's tests: while playwright is there no other event loop can run.
    """
    found = [path for name in BROWSERS if (path := shutil.which(name))]
    if not found:
        message = f"There is no browser: install one of {', '.join(BROWSERS)}"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found[0], args=ARGUMENTS)
        yield chromium
        chromium.close()


class Visitor:
    """Somebody with a browser window: opens pages, and notes what the page complains of and whom it asks."""

    def __init__(self, browser, site: str, width: int = 1280, may_edit: bool = False, **options) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        if may_edit:
            signed = URLSafeSerializer(SECRET, "actor").dumps({"a": EDITOR})
            self.context.add_cookies([{"name": "ds_actor", "value": signed, "url": site}])
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def _hear(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def open(self, path: str):
        """The page at a path of the site, after it has answered with 200."""
        response = self.page.goto(self.site + path, wait_until="load")
        assert response.status == 200, path
        return self.page


@pytest.fixture
def visitor(browser, site):
    """Makes visitors: with a width in pixels, signed in as one who may correct, options of new_context."""
    visitors = []

    def visit(**options) -> Visitor:
        visitors.append(Visitor(browser, site, **options))
        return visitors[-1]

    yield visit
    for one in visitors:
        one.context.close()
