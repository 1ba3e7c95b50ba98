"""One story in every format, built by hand or with the format's own library."""

from __future__ import annotations

import io
import tarfile
import textwrap
import zipfile
from collections.abc import Callable, Mapping

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
