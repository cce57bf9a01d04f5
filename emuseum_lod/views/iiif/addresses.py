"""Where the IIIF documents of items are."""

from typing import Final

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.uris import ItemId, key_of
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.iiif.files import pictures

PRESENTATION: Final = "http://iiif.io/api/presentation/"
CONTEXT: Final = f"{PRESENTATION}3/context.json"
DRAFT_CONTEXT: Final = f"{PRESENTATION}4/context.json"
"""Presentation 4 is a draft; so are documents that name its context."""

MANIFEST_TYPE: Final = f'application/ld+json;profile="{CONTEXT}"'
"""The media type of a manifest (Presentation 3.0, §6.1)."""


def manifest_path(item: ItemId) -> str:
    """Return the path of an object's manifest, from the root."""
    return f"/iiif/3/object/{key_of(item)}/manifest.json"


def manifest_address(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> str:
    """Return the address of an object's manifest; "" for an object that has none."""
    has_pictures = bool(pictures(record, faces, addresses))
    return addresses.absolute(addresses.root + manifest_path(record.id)) if has_pictures else ""
