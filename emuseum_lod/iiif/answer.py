"""Answers a request for a IIIF document: a bounded number of look-ups in the ledger, whatever the size of a museum."""

import json
from http import HTTPStatus
from typing import Final, assert_never

from emuseum_lod.catalogue.records import Collection, HumanMadeObject, Institution, Tour
from emuseum_lod.iiif.request import CollectionOf, Manifest, Museums, Nowhere, Request, Version, View
from emuseum_lod.iiif.service import Service
from emuseum_lod.ledger.faces import face_of
from emuseum_lod.ledger.references import references
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.replies import CORS, Header, Link, Representation, preflight, redirect, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.iiif import Stretch, collection, manifest, museums, scenes
from emuseum_lod.views.iiif.addresses import CONTEXT, DRAFT_CONTEXT, draft_path, manifest_path
from emuseum_lod.views.json_text import Json, json_bytes

OBJECTS: Final = 100
"""Objects in a link of a collection. Those without a picture are left out of it."""

MUSEUMS: Final = 500
"""Museums in a link of the collection of all; Kazakhstan has 252."""

_TOURS: Final = 50

_JSON: Final = Offer("application/json")
_VARY: Final[Header] = ("Vary", "Accept")


def answer(request: Request, service: Service) -> Reply:
    """Return the answer. It never raises for anything that a client sends."""
    if request.method == "OPTIONS":
        return preflight()
    match request.target:
        case Manifest() as target:
            return _manifest(target, request, service)
        case View() as target:
            return redirect(303, _manifest_path(target.item, target.version, service), CORS)
        case CollectionOf() as target:
            return _collection(target, request, service)
        case Museums() as target:
            return _museums(target, request, service)
        case Nowhere() as target:
            return _problem(target.status)
        case _:
            assert_never(request.target)


def _manifest(target: Manifest, request: Request, service: Service) -> Reply:
    stored = service.reader.get(target.item)
    if stored is not None and stored.successor:
        return redirect(308, _manifest_path(stored.successor, target.version, service), CORS)
    if stored is None or stored.record is None:
        return _absent(stored)
    make, context = (manifest, CONTEXT) if target.version == "3" else (scenes, DRAFT_CONTEXT)
    faces = service.reader.faces(references(stored.record))
    document = make(stored.record, faces, service.addresses.base)
    return _problem(404) if document is None else _document(document, context, stored, request, service)


def _manifest_path(item: ItemId, version: Version, service: Service) -> str:
    return service.addresses.root + (manifest_path(item) if version == "3" else draft_path(item))


def _collection(target: CollectionOf, request: Request, service: Service) -> Reply:
    reader = service.reader
    stored = reader.get(target.item)
    record = stored.record if stored else None
    if stored is None or not isinstance(record, Institution | Collection):
        return _absent(stored)
    users, following = reader.users(target.item, "object", target.after, OBJECTS)
    objects = [user.record for user in users if isinstance(user.record, HumanMadeObject)]
    first = not target.after and isinstance(record, Institution)
    touring = reader.users(target.item, "tour", limit=_TOURS)[0] if first else []
    tours = [user.record for user in touring if isinstance(user.record, Tour)]
    shown = dict.fromkeys(asset for one in objects for asset in one.assets)
    faces = reader.faces([*references(record), *shown]) | {record.id: face_of(record)}
    link = Stretch(target.after, following)
    document = collection(record, objects, tours, faces, service.addresses.base, link=link)
    return _document(document, CONTEXT, stored, request, service)


def _museums(target: Museums, request: Request, service: Service) -> Reply:
    found, following = service.reader.browse("institution", target.after, MUSEUMS)
    records = [one.record for one in found if isinstance(one.record, Institution)]
    document = museums(records, service.addresses.base, Stretch(target.after, following))
    return _document(document, CONTEXT, None, request, service)


def _document(
    document: Json, context: str, stored: StoredItem | None, request: Request, service: Service
) -> Reply:
    """Return a document in the media type that the standard names; as plain JSON to who asks for that and for nothing better (§6.1)."""
    wanted = negotiate(request.accept, (Offer("application/ld+json", context), _JSON))
    content_type = _JSON.media_type if wanted is _JSON else f'application/ld+json;profile="{context}"'
    about = _described(stored.id, service.addresses) if stored else ()
    links = (Link(document["id"], "canonical"), *about)
    body = json_bytes(document)
    return reply_with(Representation(body, content_type, links=links, headers=(_VARY, *CORS)), request)


def _described(item: ItemId, addresses: Addresses) -> tuple[Link, ...]:
    """Return the links to what a document describes: the thing and, in Signposting's terms, its landing page."""
    page = addresses.absolute(addresses.page(item))
    return Link(addresses.iri(item), "describes"), Link(page, "describes", type="text/html")


def _absent(stored: StoredItem | None) -> Reply:
    return _problem(410 if stored is not None and stored.deleted else 404)


def _problem(status: int) -> Reply:
    body = json.dumps({"status": status, "title": HTTPStatus(status).phrase}).encode() + b"\n"
    return Reply(status, (("Content-Type", "application/problem+json"), *CORS), body)
