"""The prefixes that a query here need not declare: those of the catalogue, and ``search:``, which lies under our own base."""

from typing import Final

from emuseum_lod.namespaces import PREFIXES

SEARCH: Final = "search"
SEARCH_DOCUMENT: Final = "def/search"


def search_namespace(base: str) -> str:
    """Return the namespace of the terms of text search (``ontologies/search.ttl``)."""
    return f"{base}{SEARCH_DOCUMENT}#"


def known_prefixes(base: str) -> dict[str, str]:
    """Return every prefix with its namespace, for a service whose IRIs begin with `base`."""
    return {**PREFIXES, SEARCH: search_namespace(base)}
