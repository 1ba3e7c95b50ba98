"""One story in every format, built by hand or with the format's own library."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import textwrap
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

TITLE = "Harbour to close in May"
PARAGRAPHS = [
    "“The harbour is finished,” said the mayor, Ana Ruiz, on Monday. “Nobody will pay for it any more, and I have",
    "“We will leave no one behind,” she added, “and we will be there tomorrow with our boats and all of our people.”",
    "The port employs 1,200 people, nearly all of the town, according to the union of the dockers in Port Elm.",
]
PARAGRAPHS[0] += " known that for two years.”"
TEXT = "\n\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)

FACTIVA_LABELLED = f"""
SE  News
HD  {TITLE}
BY  By Jonas Pell
WC  58 words
PD  4 March 2021
ET  10:30
SN  Elm Post
SC  ELMP
LA  English
CY  (c) 2021 Elm Media
LP
{PARAGRAPHS[0]}
TD

{PARAGRAPHS[1]}

{PARAGRAPHS[2]}

CO  elmhrb : Elm Harbour Board
NS  gport : Ports
AN  Document ELMP000020210304eh34000bq

Document ELMP000020210304eh34000bq
"""

FACTIVA_PLAIN = f"""
{TITLE}

Jonas Pell
58 words
4 March 2021
10:30
Elm Post
ELMP
12
English
(c) 2021 Elm Media

{PARAGRAPHS[0]}

{PARAGRAPHS[1]}

{PARAGRAPHS[2]}

Document ELMP000020210304eh34000bq
"""

NEXIS_OLDER = f"""
                              1 of 2 DOCUMENTS


                                  Elm Post

                          March 4, 2021 Thursday
                               Late Edition

{TITLE}

BYLINE: Jonas Pell

SECTION: Section A; Column 1; Metropolitan Desk; THE SEA AND THE LAND;
Pg. 12

LENGTH: 58 words

DATELINE: PORT ELM

{chr(10).join(textwrap.wrap(PARAGRAPHS[0], 78))}

{chr(10).join(textwrap.wrap(PARAGRAPHS[1], 78))}

{chr(10).join(textwrap.wrap(PARAGRAPHS[2], 78))}

LOAD-DATE: March 5, 2021

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                     Copyright 2021 Elm Media
                        All Rights Reserved

                              2 of 2 DOCUMENTS

                                  Elm Post

                          March 5, 2021 Friday

Harbour stays open

LENGTH: 2 words

It stays.

LOAD-DATE: March 6, 2021
"""

NEXIS_NEWER = f"""{TITLE}
Elm Post
March 4, 2021 Thursday

Copyright 2021 Elm Media All Rights Reserved

Section: NEWS; Pg. 12
Length: 58 words
Byline: Jonas Pell
Body

{TEXT}

Graphic

Classification

Language: ENGLISH
Load-Date: March 5, 2021

End of Document
"""


def docx(paragraphs: list[str]) -> bytes:
    import docx

    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def rtf(paragraphs: list[str]) -> bytes:
    escaped = "\\par\n".join("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in p) for p in paragraphs)
    return f"{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl\\f0 Times;}}\\f0\\fs24 {escaped}\\par}}".encode("ascii")


def pdf(paragraphs: list[str], *, indent: int = 0) -> bytes:
    """A page of lines in Helvetica: a gap between paragraphs, or with `indent` (points) none but an indented line."""
    commands, y = [], 780
    for paragraph in paragraphs:
        for number, line in enumerate(textwrap.wrap(paragraph, 80)):
            words = line.encode("cp1252").replace(b"(", rb"\(").replace(b")", rb"\)")
            commands.append(b"1 0 0 1 %d %d Tm (%s) Tj" % (50 + (0 if number else indent), y, words))
            y -= 14
        y -= 0 if indent else 14
    page = b"BT /F1 12 Tf " + b"\n".join(commands) + b" ET"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return pdf_file(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        font,
    )


def pdf_file(*objects: bytes) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(data),
    )


def zipped(members: Mapping[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return data.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as file:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            file.addfile(member, io.BytesIO(content))
    return data.getvalue()


# By file name: what a file of that name holds. Each holds the paragraphs above as its first article.
SAMPLES: dict[str, Callable[[], bytes]] = {
    "a.txt": TEXT.encode,
    "a.md": f"# {TITLE}\n\n{TEXT}".encode,
    "a.html": f"<!doctype html><title>{TITLE}</title><article><h1>{TITLE}</h1>{HTML}</article>".encode,
    "factiva-labelled.txt": FACTIVA_LABELLED.encode,
    "factiva-plain.txt": FACTIVA_PLAIN.encode,
    "factiva.rtf": lambda: rtf(FACTIVA_PLAIN.split("\n")),
    "factiva.html": lambda: (
        "<html><body><div class='article'>"
        + "".join(f"<div>{line}</div>" for line in FACTIVA_PLAIN.split("\n"))
        + "</div></body></html>"
    ).encode(),
    "nexis-older.txt": NEXIS_OLDER.encode,
    "nexis-newer.txt": NEXIS_NEWER.encode,
    "nexis.docx": lambda: docx(NEXIS_NEWER.split("\n")),
    "nexis.rtf": lambda: rtf(NEXIS_NEWER.split("\n")),
    "a.docx": lambda: docx(PARAGRAPHS),
    "a.rtf": lambda: rtf(PARAGRAPHS),
    "a.pdf": lambda: pdf(PARAGRAPHS),
    "indented.pdf": lambda: pdf(PARAGRAPHS, indent=20),
    "a.zip": lambda: zipped({"a.txt": TEXT.encode()}),
    "a.tar": lambda: tarred({"a.txt": TEXT.encode()}),
    "a.tar.gz": lambda: tarred({"a.txt": TEXT.encode()}, "w:gz"),
    "a.tar.xz": lambda: tarred({"a.txt": TEXT.encode()}, "w:xz"),
    "nested.zip": lambda: zipped({"b.tar.bz2": tarred({"a.zip": zipped({"a.txt": TEXT.encode()})}, "w:bz2")}),
}


def message(html: str | None, plain: str | None) -> bytes:
    mail = EmailMessage()
    mail["From"] = "The Undertow <news@undertow.example>"
    mail["Subject"] = TITLE
    mail["Date"] = "Thu, 04 Mar 2021 10:30:00 +0000"
    mail["Message-ID"] = "<7@undertow.example>"
    if plain is not None:
        mail.set_content(plain)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    return bytes(mail)


def warc(*records: tuple[str, str, str], packed: bool = False) -> bytes:
    """Answers of a server, each with address, status and page."""
    data = b""
    for url, status, page in records:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2021-03-04T10:30:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        record = head.encode() + answer + b"\r\n\r\n"
        data += gzip.compress(record) if packed else record
    return data


def newsml(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">'
        f"<itemSet>{''.join(items)}</itemSet></newsMessage>"
    )


def news_item(body: str, kind: str = "text") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:elm.example,2021:7" xml:lang="en-GB">
      <itemMeta><itemClass qcode="ninat:{kind}"/><provider><name>Northwire</name></provider>
        <versionCreated>2021-03-04T11:00:00Z</versionCreated><firstCreated>2021-03-04T10:30:00Z</firstCreated>
        <pubStatus qcode="stat:usable"/></itemMeta>
      <contentMeta><headline>{TITLE}</headline><by>Jonas Pell</by></contentMeta>
      <contentSet>{body}</contentSet></newsItem>"""


NITF = (
    '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head/><body>'
    f"<body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content>{HTML}"
    "<media><media-caption>Boats.</media-caption></media></body.content></body></nitf></inlineXML>"
)
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
    f"<body>{HTML}</body></html></inlineXML>"
)

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
  <channel><title>Elm Post</title><language>en-gb</language>
    <item><title>{TITLE}</title><link>https://elmpost.example/7</link><guid>post-7</guid>
      <pubDate>Thu, 04 Mar 2021 10:30:00 +0000</pubDate><author>Jonas Pell</author>
      <description>The harbour closes.</description>
      <content:encoded><![CDATA[{HTML}]]></content:encoded></item>
    <item><title>Boats</title><link>https://elmpost.example/8</link><guid>post-8</guid>
      <description>&lt;p&gt;The boats leave.&lt;/p&gt;&lt;p&gt;“All of them,” he said.&lt;/p&gt;</description></item>
  </channel></rss>"""

ATOM = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-gb"><title>Elm Post</title>
  <entry><title>{TITLE}</title><link href="https://elmpost.example/7"/><id>post-7</id>
    <published>2021-03-04T10:30:00Z</published><author><name>Jonas Pell</name></author>
    <content type="html"><![CDATA[{HTML}]]></content></entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Elm Post",
    "language": "en-gb",
    "items": [
        {
            "id": "post-7",
            "url": "https://elmpost.example/7",
            "title": TITLE,
            "content_html": HTML,
            "date_published": "2021-03-04T10:30:00Z",
            "authors": [{"name": "Jonas Pell"}],
        }
    ],
}

NINJS = {
    "uri": "tag:elm.example,2021:7",
    "type": "text",
    "versioncreated": "2021-03-04T10:30:00Z",
    "pubstatus": "usable",
    "language": "en-GB",
    "headline": TITLE,
    "byline": "Jonas Pell",
    "source": "Northwire",
    "body_html": HTML,
}
NINJS_3 = {
    "uri": "tag:elm.example,2021:7",
    "standard": {"name": "ninjs", "version": "3.0"},
    "firstCreated": "2021-03-04T10:30:00Z",
    "versionCreated": "2021-03-04T11:00:00Z",
    "pubStatus": "usable",
    "language": "en-GB",
    "headlines": [{"role": "main", "value": TITLE}],
    "by": "Jonas Pell",
    "infoSources": [{"name": "Northwire"}],
    "bodies": [
        {"role": "short", "contentType": "text/plain", "value": "Short."},
        {"role": "main", "contentType": "text/html", "value": HTML},
    ],
}

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
  <url><loc>https://elmpost.example/7</loc><news:news><news:publication><news:name>Elm Post</news:name>
    <news:language>en</news:language></news:publication><news:publication_date>2021-03-04</news:publication_date>
    <news:title>Harbour to close in May</news:title></news:news></url></urlset>"""

PAGE = f"<!doctype html><title>{TITLE}</title><article><h1>{TITLE}</h1>{HTML}</article>"
SAMPLES |= {
    "a.eml": lambda: message(PAGE, "Read it in a browser."),
    "plain.eml": lambda: message(None, TEXT),
    "a.mbox": lambda: b"".join(
        b"From news@undertow.example Thu Mar  4 10:30:00 2021\n" + message(PAGE, None) + b"\n\n" for _ in range(2)
    ),
    "a.warc": lambda: warc(("https://elmpost.example/7", "200 OK", PAGE)),
    "a.warc.gz": lambda: warc(("https://elmpost.example/7", "200 OK", PAGE), packed=True),
    "nitf.xml": newsml(news_item(NITF)).encode,
    "xhtml.xml": newsml(news_item(XHTML)).encode,
    "item.xml": news_item(XHTML).encode,
    "rss.xml": RSS.encode,
    "atom.xml": ATOM.encode,
    "feed.json": lambda: json.dumps(JSON_FEED).encode(),
    "ninjs.json": lambda: json.dumps(NINJS).encode(),
    "ninjs-3.json": lambda: json.dumps([NINJS_3, NINJS]).encode(),
}
