"""The prefixes that a query here need not declare: those of the catalogue, of GeoSPARQL's functions and units, and ``search:``, which lies under our own base."""

from typing import Final

from emuseum_lod.namespaces import PREFIXES

SEARCH: Final = "search"
SEARCH_DOCUMENT: Final = "def/search"

_FUNCTIONS: Final = {
    "geof": "http://www.opengis.net/def/function/geosparql/",
    "uom": "http://www.opengis.net/def/uom/OGC/1.0/",
}
"""What no triple has, and queries do."""


def search_namespace(base: str) -> str:
    """Return the namespace of the terms of text search (``ontologies/search.ttl``)."""
    return f"{base}{SEARCH_DOCUMENT}#"


def known_prefixes(base: str) -> dict[str, str]:
    """Return every prefix with its namespace, for a service whose IRIs begin with `base`."""
    return {**PREFIXES, **_FUNCTIONS, SEARCH: search_namespace(base)}
