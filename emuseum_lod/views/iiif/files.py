"""Which files of an object a IIIF viewer can be shown, and where they are."""

from typing import NamedTuple

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.ledger.faces import Faces, FileFace
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses, web_address


class ShownFile(NamedTuple):
    """A file of an object: its item, what is known of it, and its address on the web."""

    item: ItemId
    face: FileFace
    address: str


def pictures(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> list[ShownFile]:
    """Return the images of an object, in its order; those that are nowhere on the web are left out."""
    return _of_type("image", record, faces, addresses)


def models(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> list[ShownFile]:
    """Return the 3D models of an object, in its order."""
    return _of_type("model", record, faces, addresses)


def file_address(url: str, addresses: Addresses) -> str:
    """Return the absolute address of a file, ours or somebody else's; "" for what is none."""
    path = addresses.file(url)
    return addresses.absolute(path) if path else web_address(url) or ""


def _of_type(type_: str, record: HumanMadeObject, faces: Faces, addresses: Addresses) -> list[ShownFile]:
    found = []
    for item in record.assets:
        face = faces.get(item)
        if face and face.file and face.file.type == type_:
            address = file_address(face.file.url, addresses)
            found += [ShownFile(item, face.file, address)] if address else []
    return found
