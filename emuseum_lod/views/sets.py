"""The OAI sets that an object belongs to, and what they are called.

A set spec is ASCII (OAI-PMH 2.6): ``museum:{code}`` for the museum that holds it, ``collection:{code}`` for a collection with a code of its own,
``kind:{notation}`` for a type of the vocabulary of object types, and ``type:3d`` for what has a 3D model. All of it comes from the record and
the faces of the items it refers to, so the ledger knows whose sets may change when one of those does.
"""

import re
from collections.abc import Iterator
from typing import Final

from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject, Text
from emuseum_lod.ledger.faces import Face, Faces
from emuseum_lod.ledger.forming import SetText

KINDS_SCHEME: Final = "object-types"
"""The vocabulary whose concepts make the sets ``kind:…``."""

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_WITH_3D: Final = SetText(
    (
        Text("Үшөлшемді үлгілері бар заттар", "kk"),
        Text("Предметы с трёхмерными моделями", "ru"),
        Text("Objects with 3D models", "en"),
    )
)
_DESCRIPTIONS: Final = {
    "museum": (
        Text("Осы музейде сақталатын заттар.", "kk"),
        Text("Предметы, которые хранятся в этом музее.", "ru"),
        Text("Objects that this museum keeps.", "en"),
    ),
    "collection": (
        Text("Осы коллекцияға кіретін заттар.", "kk"),
        Text("Предметы, входящие в эту коллекцию.", "ru"),
        Text("Objects that belong to this collection.", "en"),
    ),
    "kind": (
        Text("Осы түрге жататын заттар.", "kk"),
        Text("Предметы этого вида.", "ru"),
        Text("Objects of this kind.", "en"),
    ),
}


def set_specs(record: CatalogueRecord, faces: Faces) -> tuple[str, ...]:
    """Return the specs of the sets a record belongs to, in alphabetical order; only objects belong to sets."""
    return tuple(sorted({spec for spec, _ in _memberships(record, faces)}))


def set_texts(record: CatalogueRecord, faces: Faces) -> dict[str, SetText]:
    """Return the names and descriptions of the sets a record belongs to."""
    return {
        spec: _WITH_3D if face is None else SetText(face.labels, _DESCRIPTIONS[spec.partition(":")[0]])
        for spec, face in _memberships(record, faces)
    }


def _memberships(record: CatalogueRecord, faces: Faces) -> Iterator[tuple[str, Face | None]]:
    """Yield each set with the face that names it; None where no item does."""
    if not isinstance(record, HumanMadeObject):
        return
    named = [("museum", faces.get(record.institution))]
    named += [("collection", faces.get(collection)) for collection in record.collections]
    named += [
        ("kind", face)
        for face in map(faces.get, record.types)
        if face is not None and face.scheme == KINDS_SCHEME
    ]
    for prefix, face in named:
        if face is not None and _CODE.fullmatch(face.code):
            yield f"{prefix}:{face.code}", face
    if any(face is not None and face.code == "model" for face in map(faces.get, record.assets)):
        yield "type:3d", None
