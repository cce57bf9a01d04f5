"""The documents of the streams, from the change log. A page that another one follows is closed: it never changes again."""

from dataclasses import dataclass
from typing import assert_never

from emuseum_lod.changes import activity, ldes, resourcesync
from emuseum_lod.changes.places import numbers_of, page_of
from emuseum_lod.changes.request import (
    Activity,
    CapabilityList,
    Ldes,
    ResourceSyncList,
    Shape,
    SourceDescription,
)
from emuseum_lod.changes.service import Service
from emuseum_lod.ledger.streams import Entry
from emuseum_lod.resources import resource


@dataclass(frozen=True, slots=True)
class Document:
    """What is sent. `closed`: it will never be another one."""

    body: bytes
    content_type: str
    closed: bool = False


def log_document(target: Activity | Ldes | Shape, service: Service) -> Document | None:
    """Return a document of IIIF Change Discovery or of the event stream; None: there is no such page."""
    match target:
        case Activity(None):
            body = activity.collection(service.length, service.name, service.places)
            return Document(body, activity.CONTENT_TYPE)
        case Ldes(None):
            body = ldes.root(service.length, service.name, service.places)
            return Document(body, ldes.CONTENT_TYPE)
        case Shape():
            return Document(resource("ontologies", "streams", "change.ttl").read_bytes(), ldes.CONTENT_TYPE)
        case Activity() | Ldes():
            return _page(target, service)
        case _:
            assert_never(target)


def resync_document(
    target: SourceDescription | CapabilityList | ResourceSyncList, service: Service
) -> Document | None:
    """Return a document of ResourceSync; None: there is no such part."""
    match target:
        case SourceDescription():
            return Document(resourcesync.source_description(service.places), resourcesync.CONTENT_TYPE)
        case CapabilityList():
            return Document(resourcesync.capability_list(service.places), resourcesync.CONTENT_TYPE)
        case ResourceSyncList("resourcelist", part):
            # A museum's change list goes back to its beginning, and stands for the list of what there is.
            return None if service.places.museum else _resource_list(part, service)
        case ResourceSyncList(_, None):
            return Document(_change_index(service), resourcesync.CONTENT_TYPE)
        case ResourceSyncList():
            return _change_list(target.part or 0, service)
        case _:
            assert_never(target)


def _page(target: Activity | Ldes, service: Service) -> Document | None:
    number = target.page or 0
    entries, closed = _entries(number, service.places.page_size, service)
    if not entries:
        return None
    written = activity if isinstance(target, Activity) else ldes
    return Document(
        written.page(number, entries, service.places, closed=closed), written.CONTENT_TYPE, closed
    )


def _change_list(part: int, service: Service) -> Document | None:
    entries, closed = _entries(part, service.places.list_size, service)
    if not entries:
        return None
    body = resourcesync.change_list(entries, service.places, closed=closed)
    return Document(body, resourcesync.CONTENT_TYPE, closed)


def _entries(page: int, size: int, service: Service) -> tuple[list[Entry], bool]:
    """Return the changes of a page, and whether another page follows."""
    first, last = numbers_of(page, size)
    entries = service.reader.streams.entries(first, last + 1, service.places.set_spec)
    return [entry for entry in entries if entry.n <= last], bool(entries) and entries[-1].n > last


def _change_index(service: Service) -> bytes:
    streams, size = service.reader.streams, service.places.list_size
    length = service.length
    bounds = [numbers_of(part, size) for part in range(1, page_of(length, size) + 1)]
    stamps = streams.datestamps((number for both in bounds for number in both), service.places.set_spec)
    spans = [(stamps[first], stamps[last] if last < length else None) for first, last in bounds]
    return resourcesync.change_index(spans, service.places)


def _resource_list(part: int | None, service: Service) -> Document | None:
    reader, size = service.reader, service.places.list_size
    # Read before the items: what changes meanwhile is later than `at`, and in the change lists.
    latest, parts = reader.latest_commit(), page_of(reader.last_num(), size)
    at = latest[1] if latest else ""
    if part is None:
        return Document(resourcesync.resource_index(parts, at, service.places), resourcesync.CONTENT_TYPE)
    if part > parts:
        return None
    items = reader.streams.living(*numbers_of(part, size))
    return Document(resourcesync.resource_list(items, at, service.places), resourcesync.CONTENT_TYPE)
