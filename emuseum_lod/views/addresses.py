"""Which addresses a page may link to: our own paths, and http(s) addresses elsewhere. Everything else stays text."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from emuseum_lod.uris import ItemId, data_path, item_iri, page_path

FILES: Final = "/files/"
"""Where the files that this service holds itself are, from the root."""

_WEB: Final = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"\\^`{|}]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a service with this base IRI, which may have a path of its own (``https://example.org/lod/``)."""

    base: str

    @property
    def root(self) -> str:
        """The path that stands before ours, without its slash: mostly none."""
        return urlsplit(self.base).path.rstrip("/")

    def iri(self, item: ItemId) -> str:
        """Return the IRI of an item."""
        return item_iri(self.base, item)

    def page(self, item: ItemId) -> str:
        """Return the path of an item's page."""
        return self.root + page_path(item)

    def data(self, item: ItemId, extension: str) -> str:
        """Return the path of an item's data."""
        return self.root + data_path(item, extension)

    def history(self, item: ItemId) -> str:
        """Return the path of an item's versions, which is its TimeMap (RFC 7089)."""
        return f"{self.root}/history/{item}"

    def version(self, item: ItemId, seq: int, extension: str = "") -> str:
        """Return the path of a version of an item, in one format where it is named."""
        return f"{self.root}/history/{seq}/{item}" + (f".{extension}" if extension else "")

    def timegate(self, item: ItemId) -> str:
        """Return the path of an item's TimeGate (RFC 7089)."""
        return f"{self.root}/timegate/{item}"

    def absolute(self, path: str) -> str:
        """Return a path from the root as an absolute address."""
        return self.base + path.removeprefix(f"{self.root}/")

    def file(self, url: str) -> str | None:
        """Return the path of a file of ours, or None when it is somewhere else."""
        ours = url.startswith(FILES) and ".." not in url.split("/") and url.isprintable()
        return self.root + quote(url, safe="/") if ours else None


def web_address(url: str) -> str | None:
    """Return an http(s) address as it may stand in a link, percent-encoded to ASCII; None for anything else."""
    return quote(url, safe="!#$%&'()*+,/:;=?@[]~") if _WEB.fullmatch(url) and url.isprintable() else None
