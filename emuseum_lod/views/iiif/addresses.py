"""Where the IIIF documents of items are."""

from typing import Final

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.uris import ItemId, key_of, kind_of
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.iiif.files import pictures

PRESENTATION: Final = "http://iiif.io/api/presentation/"
CONTEXT: Final = f"{PRESENTATION}3/context.json"
DRAFT_CONTEXT: Final = f"{PRESENTATION}4/context.json"
"""Presentation 4 is a draft; so are documents that name its context."""

PRESENTATION_TYPE: Final = f'application/ld+json;profile="{CONTEXT}"'
"""The media type of manifests and collections (Presentation 3.0, §6.1)."""

TOP_PATH: Final = "/iiif/3/collection.json"
"""The collection of all museums."""


def manifest_path(item: ItemId) -> str:
    """Return the path of an object's manifest, from the root."""
    return f"/iiif/3/{item}/manifest.json"


def draft_path(item: ItemId) -> str:
    """Return the path of an object's manifest by the draft of Presentation 4, from the root."""
    return f"/iiif/4-draft/{item}/manifest.json"


def collection_path(item: ItemId) -> str:
    """Return the path of a museum's or a thematic collection, from the root."""
    return f"/iiif/3/{item}/collection.json"


def presentation_path(item: ItemId) -> str:
    """Return the path of what Presentation 3 has of an item: a manifest of an object, a collection of a museum or a collection."""
    return manifest_path(item) if kind_of(item) == "object" else collection_path(item)


def view_path(manifest: str, item: ItemId) -> str:
    """Return the path of the canvas or scene that shows a file, by that of its manifest."""
    return f"{manifest.removesuffix('manifest.json')}view/{key_of(item)}"


def manifest_address(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> str:
    """Return the address of an object's manifest; "" for an object that has none."""
    has_pictures = bool(pictures(record, faces, addresses))
    return addresses.absolute(addresses.root + manifest_path(record.id)) if has_pictures else ""
