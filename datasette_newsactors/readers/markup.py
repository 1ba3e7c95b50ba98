"""XML that strangers wrote: what it is, and its tree, without entities and without the network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import lxml.etree

from datasette_newsactors.models import NewsactorsError

PROLOG = {b"<?": b"?>", b"<!--": b"-->"}
START = re.compile(rb"\s*(<\?|<!--)?")
NAME = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
ENTITIES = "declares entities, which a document of news never needs and an attack does: it is not read"


def without_prolog(head: bytes) -> bytes:
    """The head of a document from where something other than blank space, instructions and comments stands."""
    place = 0
    while (start := START.match(head, place)) and start[1]:
        end = head.find(PROLOG[start[1]], start.end())
        place = end + len(PROLOG[start[1]]) if end >= 0 else len(head)
    return head[place:].lstrip()


def root_name(head: bytes) -> str:
    """The name of the first element, without a namespace's prefix; empty where this is no XML."""
    head = without_prolog(head)
    if head[:9].upper() == b"<!DOCTYPE":
        declared, _, rest = head.partition(b">")
        head = without_prolog(head.partition(b"]")[2].partition(b">")[2] if b"[" in declared else rest)
    match = NAME.match(head)
    return match[1].decode() if match else ""


def tree(data: bytes) -> Any:
    """The root element. Raises NewsactorsError for what is no XML, or declares entities."""
    try:
        root = lxml.etree.fromstring(data, lxml.etree.XMLParser(**SAFE))
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise NewsactorsError(f"is not valid XML: {error}") from None
    _refuse_entities(root)
    return root


def elements(stream: BinaryIO, names: tuple[str, ...]) -> Iterator[Any]:
    """Each element of these names (namespaces aside) as it ends; it is gone from memory when the next one is asked for.

    Raises NewsactorsError for what is no XML, or declares entities.
    """
    try:
        events = lxml.etree.iterparse(stream, tag=[f"{{*}}{name}" for name in names], **SAFE)
        for _, element in events:
            _refuse_entities(element)
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise NewsactorsError(f"is not valid XML: {error}") from None


def find(element: Any, *paths: str) -> str | None:
    """The words of the first element found at one of the paths, whose names stand for any namespace."""
    for path in paths:
        found = element.find("/".join(f"{{*}}{name}" if name not in (".", "") else name for name in path.split("/")))
        words = " ".join("".join(found.itertext()).split()) if found is not None else ""
        if words:
            return words
    return None


def _refuse_entities(element: Any) -> None:
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise NewsactorsError(ENTITIES)
