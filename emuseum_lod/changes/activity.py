"""IIIF Change Discovery 1.0, level 2 (https://iiif.io/api/discovery/1.0/): an ordered collection of pages of activities.

Its activities are of linked data, not of manifests alone, as Linked Art's change discovery has them: `object.type` is a class of Linked Art, and
`seeAlso` leads to the description. The latest activity is the last; consumers read from the last page backwards until they meet what
they know (§2.2, §3).
"""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from emuseum_lod.changes.places import Places, page_of
from emuseum_lod.ledger.streams import Did, Entry
from emuseum_lod.uris import Kind

CONTENT_TYPE: Final = 'application/ld+json; profile="http://iiif.io/api/discovery/1/context.json"'
_CONTEXT: Final = "http://iiif.io/api/discovery/1/context.json"
_TYPES: Final[dict[Did, str]] = {"create": "Create", "update": "Update", "delete": "Delete"}
_CLASSES: Final[dict[Kind, str]] = {
    "object": "HumanMadeObject",
    "actor": "Actor",
    "place": "Place",
    "concept": "Type",
    "institution": "Group",
    "collection": "Set",
    "asset": "DigitalObject",
    "tour": "InformationObject",
    "def": "InformationObject",
}


def collection(length: int, title: str, places: Places) -> bytes:
    """Return the collection (§2.3): where the first and the last page are, and how many activities there are."""
    said: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": places.activity(),
        "type": "OrderedCollection",
        "summary": title,
        "totalItems": length,
    }
    if length:
        said["first"] = _page(1, places)
        said["last"] = _page(page_of(length, places.page_size), places)
    said["seeAlso"] = [
        {"id": places.ldes(), "type": "Dataset", "format": "text/turtle"},
        {"id": places.resync("capabilitylist"), "type": "Dataset", "format": "application/xml"},
    ]
    return _json(said)


def page(number: int, entries: Sequence[Entry], places: Places, *, closed: bool) -> bytes:
    """Return a page (§2.2). `closed`: another one follows it."""
    said: dict[str, Any] = {
        "@context": _CONTEXT,
        **_page(number, places),
        "partOf": {"id": places.activity(), "type": "OrderedCollection"},
    }
    if number > 1:
        said["prev"] = _page(number - 1, places)
    if closed:
        said["next"] = _page(number + 1, places)
    said["orderedItems"] = [_activity(entry, places) for entry in entries]
    return _json(said)


def _page(number: int, places: Places) -> dict[str, str]:
    return {"id": places.activity(number), "type": "OrderedCollectionPage"}


def _activity(entry: Entry, places: Places) -> dict[str, Any]:
    about: dict[str, Any] = {
        "id": places.iri(entry.item_id),
        "type": _CLASSES[entry.kind],
        "canonical": places.iri(entry.item_id),
    }
    if entry.did != "delete":
        about["seeAlso"] = [
            {"id": places.data(entry.item_id), "type": "Dataset", "format": "application/ld+json"}
        ]
    return {"type": _TYPES[entry.did], "object": about, "endTime": entry.datestamp}


def _json(said: dict[str, Any]) -> bytes:
    return msgspec.json.encode(said) + b"\n"
