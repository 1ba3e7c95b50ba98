"""Fetching what the user asked for: politely, within limits, from public addresses."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from importlib.metadata import version
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import certifi
import urllib3
from protego import Protego
from urllib3.connectionpool import HTTPConnectionPool

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.readers import cache
from datasette_newsactors.readers.addresses import resolve
from datasette_newsactors.readers.cache import Page
from datasette_newsactors.readers.dates import iso_date

AGENT = "datasette-newsactors"
USER_AGENT = f"{AGENT}/{version(AGENT)} (+https://github.com/datasette/datasette-newsactors)"
TIMEOUT = urllib3.Timeout(connect=10, read=20)  # seconds of silence
DEADLINE = 120.0  # seconds for one answer
SIZE_LIMIT = 50_000_000  # bytes, decompressed
ROBOTS_LIMIT = 500_000  # bytes
REDIRECTS = 5
PAUSE = 1.0  # seconds between two requests to one host, where its robots.txt asks for no other
LONGEST_PAUSE = 60.0  # seconds: a host that asks for more gets this
SAFE = "/%:;=&?@!$'()*+,~-._[]"  # characters of an address that stay as they are
MOVED = (301, 302, 303, 307, 308)


class Fetcher:
    """Fetches pages one after another; it remembers connections, robots.txt and when each host was last asked.

    private: whether private and local addresses may be fetched from.
    """

    def __init__(self, private: bool = False) -> None:
        self.private = private
        self.pools: dict[tuple[str, str, int], list[HTTPConnectionPool]] = {}
        self.robots: dict[str, Protego] = {}
        self.asked: dict[str, float] = {}
        cache.forget_old()

    def fetch(self, url: str, changed: str | None = None) -> Page:
        """What stands at an address. Raises NewsactorsError with the reason where it cannot or may not be had.

        changed: when the page last changed, in any notation; what was fetched more than a day after it is not asked
        for again.
        """
        kept = cache.stored(url)
        if kept and changed and _day_before(kept.fetched) > (iso_date(changed) or "9")[:10]:
            return kept
        conditions = {"If-None-Match": kept.etag, "If-Modified-Since": kept.modified} if kept else {}
        page = self._answer(url, {name: value for name, value in conditions.items() if value}, kept)
        cache.store(url, page)
        return page

    def _answer(self, url: str, conditions: Mapping[str, str], kept: Page | None) -> Page:
        """The answer after redirects, each of which is checked as the first address is."""
        place = url
        for _ in range(REDIRECTS + 1):
            parts = _checked(place)
            self._wait(parts)
            response = self._send(parts, conditions)
            try:
                if response.status == HTTPStatus.NOT_MODIFIED and kept:
                    return replace(kept, fetched=time.time())
                if response.status in MOVED and response.headers.get("Location"):
                    place = urljoin(place, response.headers["Location"])
                    continue
                if response.status != HTTPStatus.OK:
                    raise NewsactorsError(_refusal(response.status))
                return Page(
                    url=place,
                    kind=response.headers.get("Content-Type", "").partition(";")[0].strip().lower(),
                    data=_body(response, SIZE_LIMIT),
                    etag=response.headers.get("ETag"),
                    modified=response.headers.get("Last-Modified"),
                    fetched=time.time(),
                )
            finally:
                response.close()
        raise NewsactorsError(f"leads to other addresses more than {REDIRECTS} times")

    def _wait(self, parts: SplitResult) -> None:
        """Obey robots.txt: refuse what it forbids, and leave the pause that it asks for."""
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self.robots:
            self.robots[host] = self._rules(parts)
        rules = self.robots[host]
        if not rules.can_fetch(parts.geturl(), AGENT):
            raise NewsactorsError(f"must not be fetched by programs: {host}/robots.txt forbids it")
        pause = min(float(rules.crawl_delay(AGENT) or PAUSE), LONGEST_PAUSE)
        time.sleep(max(0.0, self.asked.get(host, 0.0) + pause - time.monotonic()) if host in self.asked else 0.0)
        self.asked[host] = time.monotonic()

    def _rules(self, parts: SplitResult) -> Protego:
        """The host's robots.txt as RFC 9309 has it: none where the host has none, all forbidden where it is broken."""
        place = f"{parts.scheme}://{parts.netloc}/robots.txt"
        for _ in range(REDIRECTS + 1):
            response = self._send(_checked(place), {})
            try:
                if response.status in MOVED and response.headers.get("Location"):
                    place = urljoin(place, response.headers["Location"])
                elif response.status >= 500 or response.status == HTTPStatus.TOO_MANY_REQUESTS:
                    raise NewsactorsError(f"cannot be fetched now: {place} {_refusal(response.status)}")
                else:
                    text = _body(response, ROBOTS_LIMIT) if response.status == HTTPStatus.OK else b""
                    return Protego.parse(text.decode("utf-8", "replace"))
            finally:
                response.close()
        return Protego.parse("")

    def _send(self, parts: SplitResult, headers: Mapping[str, str]) -> urllib3.BaseHTTPResponse:
        """The answer to one request, its body not read yet."""
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        sent = {"User-Agent": USER_AGENT, "Host": parts.netloc, "Accept-Encoding": "gzip", "Accept": "*/*", **headers}
        failure: Exception | None = None
        for pool in self._pools(parts):
            try:
                return pool.urlopen(
                    "GET", target, headers=sent, redirect=False, retries=False, preload_content=False, timeout=TIMEOUT
                )
            except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
                failure = error
        raise NewsactorsError(f"cannot be fetched: {failure}")

    def _pools(self, parts: SplitResult) -> list[HTTPConnectionPool]:
        """A pool for each address of the host, connected to the very address that was checked."""
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        key = (parts.scheme, host, port)
        if key not in self.pools:
            addresses = resolve(host, port, private=self.private)
            self.pools[key] = [_pool(parts.scheme, address, port, host) for address in addresses]
        return self.pools[key]


def _pool(scheme: str, address: str, port: int, host: str) -> HTTPConnectionPool:
    if scheme == "http":
        return HTTPConnectionPool(address, port)
    return urllib3.HTTPSConnectionPool(
        address, port, server_hostname=host, assert_hostname=host, ca_certs=certifi.where(), cert_reqs="CERT_REQUIRED"
    )


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        named = parts.hostname and (parts.port or True)
        parts = parts._replace(netloc=parts.netloc.encode("idna").decode())
    except (ValueError, UnicodeError):
        named = None
    if not named or parts.scheme not in ("http", "https") or parts.username is not None:
        raise NewsactorsError(f"is no address of the web that can be fetched: {url[:200]}")
    return parts._replace(path=quote(parts.path, SAFE), query=quote(parts.query, SAFE), fragment="")


def _body(response: urllib3.BaseHTTPResponse, limit: int) -> bytes:
    """The body, decompressed; read as it comes, so that a server that drips is left in time."""
    ends, data = time.monotonic() + DEADLINE, bytearray()
    try:
        while chunk := response.read1(1 << 16, decode_content=True):
            data += chunk
            if len(data) > limit:
                raise NewsactorsError(f"is larger than the {limit // 1_000_000} MB that are fetched: download it first")
            if time.monotonic() > ends:
                raise NewsactorsError(f"was still not sent as a whole after {DEADLINE:.0f} seconds")
    except (urllib3.exceptions.HTTPError, OSError) as error:
        raise NewsactorsError(f"was cut off while it was fetched: {error}") from None
    return bytes(data)


def _refusal(status: int) -> str:
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    wait = "; wait before you try again" if status in (429, 503) else ""
    return f"answers {status} {phrase}".rstrip() + wait


def _day_before(seconds: float) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(seconds - 24 * 3600))
