"""Sitemaps (https://www.sitemaps.org/protocol.html): every page of an item, with when it last changed.

An item stands in the part that its number in the ledger gives it, for ever: a part changes only when an item in it does, and its `lastmod` in
the index says so. Deleted items have left their part, which counts as a change of it. The languages of a page are in the page.
"""

from collections.abc import Iterable
from typing import Final

from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.xml_text import content

PART_SIZE: Final = 45_000
"""Items in a part. The protocol allows 50,000; another size would move every item to another part."""

CONTENT_TYPE: Final = "application/xml; charset=utf-8"
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index_address(base: str) -> str:
    """Return where the index is."""
    return f"{base}sitemap.xml"


def index(parts: Iterable[tuple[int, str]], base: str) -> bytes:
    """Return the index: each part with the datestamp of the last change in it."""
    listed = (_entry("sitemap", f"{base}sitemap/{number}.xml", changed) for number, changed in parts)
    return _document("sitemapindex", listed)


def part(items: Iterable[tuple[ItemId, str]], addresses: Addresses) -> bytes:
    """Return a part: the pages of items, each with its datestamp."""
    listed = (_entry("url", addresses.absolute(addresses.page(item)), changed) for item, changed in items)
    return _document("urlset", listed)


def _document(name: str, listed: Iterable[str]) -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_NAMESPACE}">\n'
    return f"{head}{''.join(listed)}</{name}>\n".encode()


def _entry(name: str, address: str, changed: str) -> str:
    return f"<{name}><loc>{content(address)}</loc><lastmod>{changed}</lastmod></{name}>\n"
