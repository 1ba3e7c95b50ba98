"""What an XML document is, seen from its beginning."""

import pytest

from datasette_newsactors.readers.markup import root_name, without_prolog


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<rss version='2.0'>", "rss"),
        (b'\n<?xml version="1.0"?>\n<!-- a --><!-- <b> -->\n<feed>', "feed"),
        (b"<rdf:RDF xmlns:rdf='x'>", "RDF"),
        (b"<!DOCTYPE rss><rss>", "rss"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]>\n<rss>", "rss"),
        (b"<!-- never closed <rss>", ""),
        (b"rss", ""),
        (b"", ""),
    ],
)
def test_the_first_element(head, name):
    assert root_name(head) == name


def test_each_byte_is_looked_at_once():
    head = b"<!-- a -->" * 100_000

    assert without_prolog(head) == b""
