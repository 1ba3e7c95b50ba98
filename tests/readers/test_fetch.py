"""Fetching: politely, within limits, and from nowhere that the user did not name."""

import gzip
import socket
import ssl
import threading
import time
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import certifi
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from datasette_newsactors.models import Article, Failure
from datasette_newsactors.readers import addresses, cache, fetch, read
from datasette_newsactors.readers.sites import own_address
from tests.readers.samples import PAGE, RSS, TEXT, TITLE, zipped

HTML_TYPE = {"Content-Type": "text/html; charset=utf-8"}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        if headers.get("ETag") and headers["ETag"] == self.headers.get("If-None-Match"):
            status, body = 304, b""
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A web server on this machine: `pages` is what it answers, `asked` what it was asked."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(fetch, "PAUSE", 0)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.pages, server.asked = {}, []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def page(body: str | bytes, **headers: str) -> tuple[int, dict[str, str], bytes]:
    return 200, {**HTML_TYPE, **headers}, body.encode() if isinstance(body, str) else body


def paths(server) -> list[str]:
    return [path for path, _ in server.asked if path != "/robots.txt"]


def read_from(server, *places: str, **options) -> list[Article | Failure]:
    return list(read([server.url + place for place in places], private=True, **options))


def test_a_page_is_an_article_with_its_address(server):
    server.pages["/7"] = page(PAGE)

    url = f"{server.url}/7"
    assert read_from(server, "/7") == [Article(text=TEXT, title=TITLE, url=url, path=url)]


@pytest.mark.parametrize(
    ("stated", "url", "own"),
    [
        (
            "https://elmpost.example/harbour",
            "https://www.elmpost.example/7?from=feed",
            "https://elmpost.example/harbour",
        ),
        ("https://news.elmpost.example/7", "https://elmpost.example/7", "https://news.elmpost.example/7"),
        ("https://brenickcourier.example/7", "https://elmpost.example/7", "https://elmpost.example/7"),
        ("https://notelmpost.example/7", "https://elmpost.example/7", "https://elmpost.example/7"),
        ("https://[", "https://elmpost.example/7", "https://elmpost.example/7"),
        (None, "https://elmpost.example/7", "https://elmpost.example/7"),
    ],
)
def test_a_page_speaks_for_its_own_site_only(stated, url, own):
    assert own_address(stated, url) == own


def test_the_format_is_told_by_the_type_where_neither_content_nor_name_tells_it(server):
    server.pages["/7"] = page("<p>One.</p>")
    server.pages["/8"] = (200, {"Content-Type": "text/markdown"}, b"*Two.*")

    assert [article.text for article in read_from(server, "/7", "/8")] == ["One.", "Two."]


def test_we_say_who_we_are(server):
    server.pages["/7"] = page(PAGE)
    read_from(server, "/7")

    for path, headers in server.asked:
        assert headers["User-Agent"].startswith("datasette-newsactors/"), path
        assert "https://" in headers["User-Agent"]


def test_nothing_that_a_file_names_is_fetched_unless_asked(server, read_file):
    feed = RSS.replace("https://elmpost.example", server.url)
    server.pages["/8"] = page(PAGE)

    read_file("a.rss", feed, private=True)
    assert server.asked == []

    _, article = read_file("a.rss", feed, private=True, follow=True)
    assert paths(server) == ["/8"]
    assert (article.text, article.url, article.path) == (TEXT, f"{server.url}/8", f"{server.url}/8")
    assert (article.publication, article.id, article.language) == ("Elm Post", "post-8", "en-gb")


def sitemap(*urls: str, kind: str = "urlset", each: str = "url", lastmod: str = "") -> bytes:
    entries = "".join(f"<{each}><loc>{url}</loc><lastmod>{lastmod}</lastmod></{each}>" for url in urls)
    return f'<{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{kind}>'.encode()


def test_sitemaps_lead_to_sitemaps_and_these_to_pages(server):
    server.pages["/sitemap.xml"] = (200, {}, sitemap(f"{server.url}/news.xml.gz", kind="sitemapindex", each="sitemap"))
    server.pages["/news.xml.gz"] = (200, {}, gzip.compress(sitemap(f"{server.url}/7", f"{server.url}/gone")))
    server.pages["/7"] = page(PAGE)

    article, failure = read_from(server, "/sitemap.xml", follow=True)

    assert article.url == f"{server.url}/7"
    assert failure == Failure(f"{server.url}/gone", "answers 404 Not Found")


def test_without_being_asked_a_sitemap_is_only_counted(server):
    server.pages["/sitemap.xml"] = (200, {}, sitemap(f"{server.url}/7", f"{server.url}/8"))

    [failure] = read_from(server, "/sitemap.xml")

    assert failure.error == "names 2 pages that are elsewhere: fetch them with --follow"
    assert paths(server) == ["/sitemap.xml"]


def test_a_sitemap_that_names_itself_ends(server):
    server.pages["/sitemap.xml"] = (200, {}, sitemap(f"{server.url}/sitemap.xml", kind="sitemapindex", each="sitemap"))

    [failure] = read_from(server, "/sitemap.xml", follow=True)

    assert failure.error == "names 1 pages that are not fetched: they are more than 3 links away"


def test_a_list_of_addresses(server, read_file):
    server.pages["/7"] = page(PAGE)
    content = f"# The harbour\n{server.url}/7\n\n{server.url}/7\n"

    assert [article.text for article in read_file("a.txt", content, follow=True, private=True)] == [TEXT, TEXT]
    [failure] = read_file("a.txt", content)
    assert failure.error == "names 2 pages that are elsewhere: fetch them with --follow"


def test_archives_are_fetched_and_unpacked(server):
    server.pages["/news"] = (200, {}, zipped({"a.txt": b"One.", "b.csv": b"title,text\nx,Two.\n"}))

    assert [article.path for article in read_from(server, "/news")] == [
        f"{server.url}/news/a.txt",
        f"{server.url}/news/b.csv#1",
    ]


def test_robots_txt_is_obeyed(server):
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: datasette-newsactors\nDisallow: /*/print\n"
    server.pages |= {"/robots.txt": (200, {}, rules), "/7": page(PAGE), "/7/print": page(PAGE)}

    allowed, forbidden = read_from(server, "/7", "/7/print")

    assert allowed.text == TEXT
    assert forbidden.error == f"must not be fetched by programs: {server.url}/robots.txt forbids it"
    assert paths(server) == ["/7"]


def test_robots_txt_counts_for_redirects_too(server):
    server.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /inner"), "/inner": page(PAGE)}
    server.pages["/7"] = (301, {"Location": "/inner"}, b"")

    [failure] = read_from(server, "/7")

    assert "robots.txt forbids it" in failure.error
    assert paths(server) == ["/7"]


def test_a_broken_robots_txt_forbids_all(server):
    server.pages |= {"/robots.txt": (503, {}, b""), "/7": page(PAGE)}

    [failure] = read_from(server, "/7")

    assert failure.error.endswith("/robots.txt answers 503 Service Unavailable; wait before you try again")


def test_the_pause_that_a_host_asks_for_is_left(server, monkeypatch):
    slept = []
    monkeypatch.setattr(time, "sleep", slept.append)
    server.pages |= {"/robots.txt": (200, {}, b"User-agent: *\nCrawl-delay: 7"), "/7": page(PAGE)}

    read_from(server, "/7", "/7")

    assert slept[0] == 0
    assert 6 < slept[1] <= 7


def test_what_has_not_changed_is_not_sent_again(server):
    server.pages["/7"] = page(PAGE, ETag='"one"')

    first, second = read_from(server, "/7"), read_from(server, "/7")

    assert first == second
    assert server.asked[-1][1]["If-None-Match"] == '"one"'
    server.pages["/7"] = page("<html><body><p>Two.</p></body></html>", ETag='"two"')
    assert read_from(server, "/7")[0].text == "Two."


def test_a_page_that_the_sitemap_calls_old_is_not_asked_for_again(server):
    server.pages["/sitemap.xml"] = (200, {}, sitemap(f"{server.url}/7", lastmod="2021-03-04"))
    server.pages["/7"] = page(PAGE, ETag='"one"')

    first = read_from(server, "/sitemap.xml", follow=True)
    assert read_from(server, "/sitemap.xml", follow=True) == first
    assert paths(server) == ["/sitemap.xml", "/7", "/sitemap.xml"]


def test_a_cache_that_cannot_be_written_or_read_is_no_fault(server, tmp_path):
    (tmp_path / "cache").write_text("in the way")
    server.pages["/7"] = page(PAGE, ETag='"one"')

    assert read_from(server, "/7", "/7") == read_from(server, "/7") * 2


def test_what_nobody_asked_for_in_a_month_is_forgotten(server, monkeypatch):
    server.pages["/7"] = page(PAGE, ETag='"one"')
    read_from(server, "/7")
    assert len(list(cache.folder().iterdir())) == 1

    monkeypatch.setattr(cache, "KEPT", -1)
    cache.forget_old()

    assert list(cache.folder().iterdir()) == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b""), "answers 404 Not Found"),
        ((403, {}, b""), "answers 403 Forbidden"),
        ((429, {}, b""), "answers 429 Too Many Requests; wait before you try again"),
        ((799, {}, b""), "answers 799"),
        ((302, {"Location": "/7"}, b""), "leads to other addresses more than 5 times"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "is no address of the web that can be fetched"),
        ((302, {"Location": "http://me:secret@127.0.0.1/"}, b""), "is no address of the web that can be fetched"),
        ((200, {"Content-Encoding": "gzip"}, b"no gzip"), "was cut off while it was fetched"),
        ((200, {"Content-Length": "9", "Connection": "close"}, b"short"), "was cut off while it was fetched"),
        ((200, {}, b""), "is empty"),
    ],
)
def test_what_cannot_be_had_says_why(server, answer, reason):
    server.pages["/7"] = answer

    [failure] = read_from(server, "/7")

    assert failure.error.startswith(reason)


def test_what_is_too_large_is_left_even_if_it_is_packed_small(server, monkeypatch):
    monkeypatch.setattr(fetch, "SIZE_LIMIT", 1_000_000)
    server.pages["/7"] = page(gzip.compress(b"boat " * 1_000_000), **{"Content-Encoding": "gzip"})

    [failure] = read_from(server, "/7")

    assert failure.error == "is larger than the 1 MB that are fetched: download it first"


def test_a_server_that_drips_is_left(server, monkeypatch):
    monkeypatch.setattr(fetch, "DEADLINE", 0.0)
    server.pages["/7"] = page("x" * 200_000)

    [failure] = read_from(server, "/7")

    assert failure.error == "was still not sent as a whole after 0 seconds"


def test_nobody_there(server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"

    [failure] = read([url], private=True)

    assert failure.source == url
    assert "cannot be fetched" in failure.error


def test_an_unknown_host_is_named(server, monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)

    assert list(read(["https://elmpost.example/"])) == [
        Failure("https://elmpost.example/", "the host elmpost.example is not known (Name or service not known)")
    ]


@pytest.mark.parametrize("url", ["http://", "https:///7", "http://[::1", "http://a:b/", "http://me@elmpost.example/"])
def test_what_is_no_address_says_so(server, url):
    [failure] = read([url])

    assert failure.error.startswith("is no address of the web")


def test_private_addresses_are_refused_unless_told_otherwise(server):
    server.pages["/7"] = page(PAGE)

    [failure] = read([f"{server.url}/7"])

    assert failure.error == (
        "the host 127.0.0.1 is at the private or local address 127.0.0.1, which is not fetched from; "
        "with --private it is"
    )
    assert server.asked == []


def test_what_a_name_leads_to_counts_and_is_asked_for_once(server, monkeypatch):
    given = []

    def changing(host, port, **_):
        given.append(host)
        return [(2, 1, 6, "", ("93.184.215.14" if len(given) > 1 else "10.0.0.7", port))]

    monkeypatch.setattr(socket, "getaddrinfo", changing)

    [failure] = read(["http://elmpost.example/7"])

    assert "at the private or local address 10.0.0.7" in failure.error
    assert given == ["elmpost.example"]


def test_a_redirect_to_a_private_address_is_refused(server, monkeypatch):
    public = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.1" or public(address))
    server.pages["/7"] = (302, {"Location": "http://169.254.169.254/latest/"}, b"")

    [failure] = read([f"{server.url}/7"])

    assert "at the private or local address 169.254.169.254" in failure.error


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("64:ff9b::a00:1", False),
        ("2002:a00:1::", False),
    ],
)
def test_which_addresses_are_public(address, public):
    assert addresses.is_public(address) is public


def certificate(folder, name: str) -> str:
    """The path of a file with a key and a certificate that is its own authority, for a host of this name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(timezone.utc)
    signed = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return str(path)


@pytest.mark.parametrize(
    ("name", "trusted"), [("elmpost.example", True), ("elmpost.example", False), ("a.example", True)]
)
def test_a_certificate_must_be_that_of_the_name_although_the_address_is_called(
    server, tmp_path, monkeypatch, name, trusted
):
    path = certificate(tmp_path, name)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.pages["/7"] = page(PAGE)
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, port, *_, **__: [(2, 1, 6, "", ("127.0.0.1", port))])
    if trusted:
        monkeypatch.setattr(certifi, "where", lambda: path)

    [result] = read([f"https://elmpost.example:{server.server_port}/7"], private=True)

    if trusted and name == "elmpost.example":
        assert (result.text, result.url) == (TEXT, f"https://elmpost.example:{server.server_port}/7")
    else:
        assert "certificate verify failed" in result.error or "doesn't match 'a.example'" in result.error
