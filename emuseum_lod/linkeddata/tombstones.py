"""What is said of an item that is gone: where it went (308), or that it was here and until when (410)."""

from typing import Final

from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.namespaces import ACTIVITY_STREAMS, DCTERMS, RDF, RDFS, XSD
from emuseum_lod.uris import ItemId, item_iri
from emuseum_lod.views.rdf import Extension, serialise
from emuseum_lod.views.reasons import reason_of

_MAX_STEPS: Final = 10
"""Mergers that are followed in one answer; a longer chain is a mistake."""


def successor_of(reader: Reader, stored: StoredItem) -> ItemId | None:
    """Return the item that a merged one has become, at the end of its chain of mergers; None when there is none alive."""
    seen = {stored.id}
    current: StoredItem | None = stored
    for _ in range(_MAX_STEPS):
        if current is None or current.successor is None or current.successor in seen:
            return None
        seen.add(current.successor)
        current = reader.get(current.successor)
        if current is not None and not current.deleted:
            return current.id
    return None


def tombstone_data(stored: StoredItem, iri: str, extension: Extension, base: str) -> bytes:
    """Return the data of a deleted item: an as:Tombstone (Activity Vocabulary, §3.3), when it was deleted, why, and what it has become."""
    lines = [
        f"<{iri}> <{RDF}type> <{ACTIVITY_STREAMS}Tombstone> .",
        f'<{iri}> <{ACTIVITY_STREAMS}deleted> "{stored.datestamp}"^^<{XSD}dateTime> .',
        *(f'<{iri}> <{RDFS}comment> "{each.value}"@{each.lang} .' for each in reason_of(stored)),
    ]
    if stored.successor:
        lines.append(f"<{iri}> <{DCTERMS}isReplacedBy> <{item_iri(base, stored.successor)}> .")
    return serialise(lines, iri, extension, base)
