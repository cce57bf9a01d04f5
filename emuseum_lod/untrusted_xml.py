"""How XML from outside is parsed, wherever it comes in: libxml2 resolves entities, and fetches what they name, unless it is told not to."""

from typing import Final, TypedDict


class _Guards(TypedDict):
    resolve_entities: bool
    no_network: bool
    load_dtd: bool
    huge_tree: bool
    remove_comments: bool
    remove_pis: bool


GUARDS: Final = _Guards(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)
"""Options of an lxml parser: no entities, no network, no document type from elsewhere, libxml2's own limits on depth and size."""
