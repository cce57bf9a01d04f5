"""The OAI sets that an object belongs to, and what they are called.

A set spec is ASCII (OAI-PMH 2.6): ``museum:{code}`` for the museum that holds it and ``region:{ISO 3166-2}`` for that museum's region,
``collection:{code}`` for a collection with a code of its own, ``kind:{notation}`` for a type of the vocabulary of object types,
``rights:{class}`` for what may be done with it, ``type:3d`` for what has a 3D model, and ``tier:…`` by Europeana's tiers (`quality.tier_sets`). What is in ``a:b`` is in ``a`` too, so that
the whole of ``museum`` is a list like any other.

All of it comes from the record and the faces of the items it refers to, or that its museum does, so the ledger knows whose sets may
change when one of those does. Names and descriptions are those of the items and of ``ontologies/sets.csv``.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject, Text
from emuseum_lod.ledger.faces import Face, Faces
from emuseum_lod.ledger.forming import SetText
from emuseum_lod.resources import resource
from emuseum_lod.views.reuse import Reuse, most_open, reuse_class

KINDS_SCHEME: Final = "object-types"
"""The vocabulary whose concepts make the sets ``kind:…``."""

_CODE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)
_ANY: Final = "*"

_Labels = tuple[Text, ...]


def memberships(
    record: CatalogueRecord, faces: Faces, also: Iterable[str] = ()
) -> dict[str, tuple[Text, ...]]:
    """Return the sets a record belongs to, and those above them, each with its names where an item has given it some; only objects belong to sets.

    `also` are sets that others have found it to be in.
    """
    if not isinstance(record, HumanMadeObject):
        return {}
    named: dict[str, _Labels] = {}
    for spec, labels in (*_memberships(record, faces), *((one, ()) for one in also)):
        named[spec] = labels
        above = spec.rpartition(":")[0]
        while above:
            named.setdefault(above, ())
            above = above.rpartition(":")[0]
    return named


def set_text(spec: str, labels: tuple[Text, ...]) -> SetText:
    """Return what a set is called, by its own names if it has some, and what is in it."""
    texts = _texts()
    own = texts.get(spec) or texts[f"{spec.rpartition(':')[0]}:{_ANY}"]
    return SetText(labels or own.labels, own.description)


def _memberships(record: HumanMadeObject, faces: Faces) -> Iterator[tuple[str, _Labels]]:
    for prefix, face in _items(record, faces):
        if face is not None and _CODE.fullmatch(face.code):
            yield f"{prefix}:{face.code}", face.labels
    yield f"rights:{_reuse(record, faces)}", ()
    if any(face is not None and face.code == "model" for face in map(faces.get, record.assets)):
        yield "type:3d", ()


def _items(record: HumanMadeObject, faces: Faces) -> Iterator[tuple[str, Face | None]]:
    """Yield the items whose codes make sets."""
    museum = faces.get(record.institution)
    yield "museum", museum
    if museum is not None and museum.region is not None:
        yield "region", faces.get(museum.region)
    for collection in record.collections:
        yield "collection", faces.get(collection)
    for face in map(faces.get, record.types):
        if face is not None and face.scheme == KINDS_SCHEME:
            yield "kind", face


def _reuse(record: HumanMadeObject, faces: Faces) -> Reuse:
    """Return what may be done with an object: the rights in its files decide, each the work's where it has none of its own."""
    files = [
        face.file for face in map(faces.get, record.assets) if face is not None and face.file is not None
    ]
    return (
        most_open({reuse_class(file.rights or record.rights) for file in files})
        if files
        else reuse_class(record.rights)
    )


@cache
def _texts() -> Mapping[str, SetText]:
    """Return what ``sets.csv`` says, by set; ``museum:*`` stands for every set there that has no row of its own."""
    with resource("ontologies", "sets.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["set"]: SetText(
                tuple(Text(row[lang], lang) for lang in LANGUAGES if row[lang]),
                tuple(Text(row[f"about_{lang}"], lang) for lang in LANGUAGES),
            )
            for row in csv.DictReader(file)
        }
