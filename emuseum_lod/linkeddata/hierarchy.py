"""Where a term or place stands among others: what it is within, and the branches of a vocabulary. Bounded look-ups by key."""

from collections.abc import Sequence
from typing import Final

from emuseum_lod.catalogue.records import CatalogueRecord, Concept, Definition, Place
from emuseum_lod.ledger.faces import face_of
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.uris import ItemId
from emuseum_lod.views.definitions import top_concepts

_DEPTH: Final = 8
"""Steps up that are followed; our vocabularies have four at most."""

_BRANCHES: Final = 60
_TWIGS: Final = 60

Branch = tuple[ItemId, Sequence[ItemId]]
"""A term, and the terms right below it."""


def ancestors(reader: Reader, record: CatalogueRecord) -> tuple[ItemId, ...]:
    """Return what a term or place is within, the widest first; where it is within several, the way of the first."""
    if not isinstance(record, Concept | Place):
        return ()
    found: list[ItemId] = []
    above = face_of(record).broader
    while above and above[0] not in (*found, record.id) and len(found) < _DEPTH:
        found.append(above[0])
        face = reader.faces([above[0]]).get(above[0])
        above = face.broader if face else ()
    return tuple(reversed(found))


def branches(reader: Reader, record: CatalogueRecord, base: str) -> tuple[Branch, ...]:
    """Return the top terms of a vocabulary, each with those right below it; nothing for other documents."""
    if not isinstance(record, Definition):
        return ()
    return tuple((top, _below(reader, top)) for top in top_concepts(record, base)[:_BRANCHES])


def _below(reader: Reader, term: ItemId) -> tuple[ItemId, ...]:
    users, _ = reader.users(term, "concept", limit=_TWIGS)
    return tuple(
        user.id for user in users if isinstance(user.record, Concept) and term in user.record.broader
    )
