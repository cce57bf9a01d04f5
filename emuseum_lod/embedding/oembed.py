"""The oEmbed document of a viewer (oEmbed 1.0, §2.3.4): a *rich* one, an iframe of the size that the asker has room for."""

import json
from html import escape
from typing import Final

from emuseum_lod.embedding.request import Oembed
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.pages import ViewerPage
from emuseum_lod.views.viewing import OembedFormat
from emuseum_lod.views.xml_text import content

CONTENT_TYPES: Final[dict[OembedFormat, str]] = {
    "json": "application/json",
    "xml": "text/xml; charset=utf-8",
}

_WIDTH, _HEIGHT = 800, 600
_CACHE_AGE: Final = 86_400


def document(page: ViewerPage, wish: Oembed, addresses: Addresses, name: str, query: str = "") -> bytes:
    """Return the document for a viewer; `query` stands behind its address (``?lang=ru``), `name` is that of the repository."""
    said = _said(page, wish, addresses, name, query)
    if wish.format == "json":
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"
    elements = "".join(f"<{key}>{content(str(value))}</{key}>" for key, value in said.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{elements}</oembed>\n'.encode()


def _said(
    page: ViewerPage, wish: Oembed, addresses: Addresses, name: str, query: str
) -> dict[str, str | int]:
    width, height = min(_WIDTH, wish.max_width or _WIDTH), min(_HEIGHT, wish.max_height or _HEIGHT)
    said: dict[str, str | int] = {
        "type": "rich",
        "version": "1.0",
        "title": page.title.value,
        "provider_name": name,
        "provider_url": addresses.base,
        "cache_age": _CACHE_AGE,
        "width": width,
        "height": height,
        "html": _frame(page, width, height, query),
    }
    if page.museum:
        said |= {
            "author_name": page.museum.text.value,
            "author_url": addresses.absolute(page.museum.href),
        }
    # All three or none (§2.3.4.1), and no larger than what was asked for.
    poster = page.poster
    if poster and _fits(poster.width, wish.max_width) and _fits(poster.height, wish.max_height):
        said |= {
            "thumbnail_url": addresses.absolute(poster.src),
            "thumbnail_width": poster.width,
            "thumbnail_height": poster.height,
        }
    return said


def _fits(size: int, most: int | None) -> bool:
    """Tell whether a size is known, and within a limit where there is one."""
    return 0 < size <= (most or size)


def _frame(page: ViewerPage, width: int, height: int, query: str) -> str:
    return (
        f'<iframe src="{escape(page.canonical + query)}" title="{escape(page.title.value)}" width="{width}" height="{height}"'
        ' loading="lazy" allow="fullscreen; xr-spatial-tracking" style="border:0;max-width:100%"></iframe>'
    )
