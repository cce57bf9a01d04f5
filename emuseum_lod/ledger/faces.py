"""What the forms of other items show of an item: its labels, and what decides the sets they are in.

The ledger keeps an item's face beside its digest. When a load changes a face, exactly the items that use it are looked at
again; when it leaves the face as it was, nobody is.
"""

import unicodedata
from typing import Final

import msgspec

from emuseum_lod.catalogue.naming import labels_of
from emuseum_lod.catalogue.records import (
    Asset,
    CatalogueRecord,
    Collection,
    Concept,
    HumanMadeObject,
    Institution,
    Place,
    Text,
)
from emuseum_lod.uris import ItemId


class Face(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """The labels of an item and its facets.

    `code` is an institution's or collection's slug, a place's ISO 3166-2 code, a concept's notation, an asset's type; `scheme`
    a concept's; `region` an institution's.
    """

    labels: tuple[Text, ...] = ()
    code: str = ""
    scheme: str = ""
    region: ItemId | None = None


_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Face)


def face_of(record: CatalogueRecord) -> Face:
    """Return the face of a record."""
    labels = labels_of(record)
    match record:
        case Institution():
            return Face(labels, record.code, region=record.region)
        case Collection() | Place():
            return Face(labels, record.code)
        case Concept():
            return Face(labels, record.notation, record.scheme)
        case Asset():
            return Face(labels, record.type)
        case _:
            return Face(labels)


def encode_face(face: Face) -> bytes:
    """Return the bytes the ledger keeps; equal faces give equal bytes."""
    return _ENCODER.encode(face)


def decode_face(data: bytes) -> Face:
    """Return the face the ledger kept."""
    return _DECODER.decode(data)


def numbers(record: CatalogueRecord) -> tuple[str, ...]:
    """Return the numbers an object can be found by, normalised, each once."""
    if not isinstance(record, HumanMadeObject):
        return ()
    return tuple(
        dict.fromkeys(
            normalise_number(number)
            for identifier in record.identifiers
            for number in (identifier.value, *identifier.findable)
        )
    )


def normalise_number(text: str) -> str:
    """Return a number as it is looked up: NFKC, without white space, letter case folded. ``КП 38618`` = ``кп38618``."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
