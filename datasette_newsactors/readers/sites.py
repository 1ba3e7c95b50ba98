"""For which addresses a page may speak."""

from __future__ import annotations

from urllib.parse import urlsplit


def own_address(stated: str | None, url: str) -> str:
    """The address of a page that was found at `url`: the one that it states if that is of the same site.

    A page must not take the place of an article of another site by calling itself by its address.
    """
    here, there = (_site(address) for address in (url, stated or ""))
    same = here == there or here.endswith(f".{there}") or there.endswith(f".{here}")
    return stated if stated and there and same else url


def _site(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
