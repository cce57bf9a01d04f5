"""What the forms of other items show of an item: its labels, where and when it was, what it is called elsewhere, what decides the sets they are in.

The ledger keeps an item's face beside its digest. When a load changes a face, exactly the items that use it are looked at
again; when it leaves the face as it was, nobody is. A face is a function of its own record alone.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from emuseum_lod.catalogue.naming import labels_of
from emuseum_lod.catalogue.records import (
    Actor,
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


class FileFace(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """What an object's forms say of one of its digital files; as in `records.Asset`. `homepage` is a page that shows it."""

    type: str
    url: str
    media_type: str = ""
    rights: str = ""
    thumbnail: str = ""
    iiif_service: str = ""
    width: int = 0
    height: int = 0
    bytes: int = 0
    homepage: str = ""


class Face(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """The labels of an item and its facets.

    `code` is an institution's or collection's slug, a place's ISO 3166-2 code, a concept's notation, an asset's type; `scheme`
    a concept's; `region` an institution's. `matches` are verified IRIs elsewhere for the same thing. `begin` and `end` are days: between
    which a person lived, a group existed or was active, a period lay. `latitude` and `longitude` are a place's, in degrees of WGS 84. `broader`
    is what a concept is narrower than, or a place part of. `sort` is an actor's type or a concept's role.
    """

    labels: tuple[Text, ...] = ()
    code: str = ""
    scheme: str = ""
    region: ItemId | None = None
    matches: tuple[str, ...] = ()
    begin: str = ""
    end: str = ""
    latitude: str = ""
    longitude: str = ""
    broader: tuple[ItemId, ...] = ()
    sort: str = ""
    file: FileFace | None = None


Faces = Mapping[ItemId, Face]
"""The faces of the items that a record refers to, for the views that show more of them than their names."""

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Face)


def face_of(record: CatalogueRecord) -> Face:
    """Return the face of a record."""
    face = Face(labels_of(record), matches=record.equivalents)
    match record:
        case Institution():
            face = replace(face, code=record.code, region=record.region)
        case Collection():
            face = replace(face, code=record.code)
        case Place():
            part_of = (record.part_of,) if record.part_of else ()
            point = {"latitude": record.latitude, "longitude": record.longitude}
            face = replace(face, code=record.code, broader=part_of, **point)
        case Concept():
            face = _concept(record, face)
        case Actor():
            begin, end = _lifetime(record)
            face = replace(face, begin=begin, end=end, sort=record.type)
        case Asset():
            face = replace(face, code=record.type, file=_file(record))
    return face


def _concept(concept: Concept, face: Face) -> Face:
    return replace(
        face,
        code=concept.notation,
        scheme=concept.scheme,
        matches=tuple(dict.fromkeys((*concept.exact_match, *concept.equivalents))),
        begin=concept.span.begin if concept.span else "",
        end=concept.span.end if concept.span else "",
        broader=concept.broader,
        sort=concept.role,
    )


def _lifetime(actor: Actor) -> tuple[str, str]:
    """Return the first day on which somebody may have been born and the last on which they may have died; of groups, when they were active."""
    begin = actor.birth or actor.active
    end = actor.death or actor.active
    return begin.begin if begin else "", end.end if end else ""


def _file(asset: Asset) -> FileFace:
    return FileFace(
        asset.type,
        asset.url,
        asset.media_type,
        asset.rights,
        asset.thumbnail,
        asset.iiif_service,
        asset.width,
        asset.height,
        asset.bytes,
        asset.homepage,
    )


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
