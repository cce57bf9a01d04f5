"""Reads from the ledger what a page says: a bounded number of look-ups by key, whatever the size of the collection."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from emuseum_lod.catalogue.naming import Labels
from emuseum_lod.catalogue.records import Asset, CatalogueRecord, Concept, Definition, HumanMadeObject
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.references import references
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.linkeddata.hierarchy import ancestors, branches
from emuseum_lod.uris import ItemId, Kind
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.cards import Assets, card_needs, card_of
from emuseum_lod.views.definitions import linked_items
from emuseum_lod.views.html import MAX_PICTURES, Surroundings, Users
from emuseum_lod.views.json_text import Json
from emuseum_lod.views.pages import Card
from emuseum_lod.views.schema_org import in_language, schema_org
from emuseum_lod.views.wording import Wording, languages_for

FEW: Final = 12
"""Neighbours of a kind on an item's page."""

MANY: Final = 48
"""Items on a page of a list."""

COUNTED_TO: Final = 1_000
"""How far neighbours are counted: beyond, the page says "more than"."""

NEIGHBOURS: Final[dict[Kind, tuple[Kind, ...]]] = {
    "object": ("object",),
    "actor": ("object", "actor"),
    "place": ("object", "institution", "actor", "place"),
    "concept": ("object", "concept", "actor", "institution", "place"),
    "institution": ("object", "collection", "tour"),
    "collection": ("object",),
    "asset": ("object",),
    "tour": (),
    "def": (),
}
"""Whose references to an item of each kind its page shows, and in which order."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a page of one item is made of."""

    wording: Wording
    surroundings: Surroundings


def gather(
    reader: Reader,
    stored: StoredItem,
    record: CatalogueRecord,
    *,
    lang: str,
    addresses: Addresses,
    continued: tuple[Kind, int] | None = None,
) -> Gathered:
    """Return what the page of an item says beside its record, in a language.

    With `continued`, the users of that kind from a cursor on, and nothing else.
    """
    users = _continued(reader, stored, *continued) if continued else _users(reader, stored)
    neighbours = [user.record for some in users for user in some.items if user.record is not None]
    labels, assets = card_needs(neighbours)
    labels.update(references(record))
    if isinstance(record, Concept):
        labels.add(ItemId(f"def/{record.scheme}"))
    if isinstance(record, Definition):
        labels.update(linked_items(record, addresses.base))
    if isinstance(record, HumanMadeObject):
        assets.update(record.assets[:MAX_PICTURES])
    above, below = ancestors(reader, record), branches(reader, record, addresses.base)
    labels.update(above, *(twigs for _, twigs in below))
    return Gathered(
        Wording(lang, reader.labels(labels), addresses),
        Surroundings(
            _assets(reader, assets),
            users,
            above=above,
            below=below,
            alone=continued is not None,
            structured=None if continued else _structured(reader, record, lang, addresses),
        ),
    )


def _structured(reader: Reader, record: CatalogueRecord, lang: str, addresses: Addresses) -> Json:
    """Return what search engines are told of an item, in the language of its page."""
    return in_language(
        schema_org(record, reader.faces(references(record)), addresses.base), languages_for(lang)
    )


def cards(reader: Reader, items: Iterable[StoredItem], lang: str, addresses: Addresses) -> tuple[Card, ...]:
    """Return items as they stand in a list."""
    records = [stored.record for stored in items if stored.record is not None]
    labels, assets = card_needs(records)
    wording = Wording(lang, reader.labels(labels), addresses)
    known = _assets(reader, assets)
    return tuple(card_of(record, wording, known) for record in records)


def wording_for(
    reader: Reader, records: Iterable[CatalogueRecord], lang: str, addresses: Addresses
) -> Wording:
    """Return the words for records and what they refer to."""
    needed = {item for record in records for item in references(record)}
    labels: Labels = reader.labels(needed)
    return Wording(lang, labels, addresses)


def _users(reader: Reader, stored: StoredItem) -> list[Users]:
    found = []
    for kind in NEIGHBOURS[stored.kind]:
        items, next_after = reader.users(stored.id, kind, limit=FEW)
        if items:
            total = reader.count_users(stored.id, kind, COUNTED_TO) if next_after else len(items)
            found.append(Users(kind, items, next_after, total, COUNTED_TO))
    return found


def _continued(reader: Reader, stored: StoredItem, kind: Kind, after: int) -> list[Users]:
    items, next_after = reader.users(stored.id, kind, after, MANY)
    return [Users(kind, items, next_after, reader.count_users(stored.id, kind, COUNTED_TO), COUNTED_TO)]


def _assets(reader: Reader, ids: Iterable[ItemId]) -> Assets:
    return {
        item: stored.record
        for item, stored in reader.get_many(ids).items()
        if isinstance(stored.record, Asset)
    }
