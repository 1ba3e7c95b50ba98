"""HTML that is an article or a part of one, not a page: all its words, paragraph by paragraph."""

from __future__ import annotations

import re
from typing import Any

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

BLOCKS = (
    " address article aside blockquote body center dd details div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul "
)
NO_WORDS = " figure head iframe noscript object script style svg title video "
CAPTIONS = "//figcaption" + "".join(
    f"|//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    for name in ("caption", "wp-caption-text", "image-caption", "photo-caption", "credit", "photo-credit")
)


def paragraphs_of(html: str) -> list[str]:
    """The paragraphs of a piece of HTML, pictures and their captions left out."""
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (lxml.etree.ParserError, ValueError):  # characters that no XML may hold
        return []
    prepare(root)
    return paragraphs(root)


def paragraphs(element: HtmlElement) -> list[str]:
    """The paragraphs of an element: what is set apart as a block, or by double line breaks."""
    lines = re.split(r"\n\s*\n", _words(element))
    return [stripped for line in lines if (stripped := "\n".join(map(str.strip, line.split("\n"))).strip())]


def prepare(page: HtmlElement) -> None:
    """Take captions out, write the marks that a browser shows around <q>, keep double line breaks apart."""
    for caption in page.xpath(CAPTIONS):
        caption.drop_tree()
    for quotation in page.xpath("//q"):
        quotation.text = "“" + (quotation.text or "")
        quotation.tail = "”" + (quotation.tail or "")
        quotation.drop_tag()
    for line_break in page.iter("br"):
        line_break.tail = line_break.tail or "\n"  # trafilatura makes one of two breaks with nothing between


def _words(element: Any) -> str:
    if element.tag == "br":
        return "\n"
    if not isinstance(element.tag, str) or f" {element.tag} " in NO_WORDS:  # comments have no tag
        return ""
    inside = _flat(element.text) + "".join(_words(child) + _flat(child.tail) for child in element)
    return f"\n\n{inside}\n\n" if f" {element.tag} " in BLOCKS else inside


def _flat(text: str | None) -> str:
    """White space in HTML is one blank."""
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")
