"""Encodings that news comes in."""

import pytest

from datasette_newsactors.models import NewsactorsError
from datasette_newsactors.readers.decode import decode

ENGLISH = "“We stay,” said the mayor of Zürich. ‘Never’ – he wrote."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "utf-8-sig"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-32"),
        (ENGLISH, "cp1252"),
        ("He said: “No.”", "cp1252"),
        ("The café was shut.", "cp1252"),
        ("Мэр сказал, что мост закроют в понедельник, а школа останется.", "cp1251"),
        ("Starosta řekl, že most zůstane zavřený do pondělí. Žluťoučký kůň.", "cp1250"),
        ("市長は月曜日に橋を閉鎖すると述べた。学校は残る。", "shift_jis"),
    ],
)
def test_text_comes_out_of_its_encoding(text, encoding):
    assert decode(text.encode(encoding)) == text


def test_big_endian_utf_16_is_known_by_its_mark():
    assert decode(b"\xfe\xff" + ENGLISH.encode("utf-16-be")) == ENGLISH


def test_the_declared_encoding_comes_before_a_guess():
    text = "Ο δήμαρχος είπε όχι."

    assert decode(text.encode("iso8859_7"), "iso8859_7") == text


def test_an_unknown_declared_encoding_is_passed_over():
    assert decode("“No.”".encode("cp1252"), "x-no-such") == "“No.”"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe\x41", "is damaged"),  # half a character of UTF-16
        (b"\xef\xbb\xbf\xff\xff", "is damaged"),
        (b"a\x00b", "is not text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "is not text"),
        (b"\x81\x8d\x01\x02\x8f\x90\x9d", "is not text"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data, reason):
    with pytest.raises(NewsactorsError, match=reason):
        decode(data)
