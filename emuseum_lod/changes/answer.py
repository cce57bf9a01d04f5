"""Answers a request for a stream: ranges of numbers in the change log, whatever its length."""

import json
from dataclasses import replace
from http import HTTPStatus
from typing import Final, assert_never

from emuseum_lod.changes.documents import Document, log_document, resync_document
from emuseum_lod.changes.latest import feed, overview
from emuseum_lod.changes.request import (
    Activity,
    CapabilityList,
    Feed,
    Ldes,
    Nothing,
    Overview,
    Request,
    ResourceSyncList,
    Shape,
    SourceDescription,
)
from emuseum_lod.changes.service import Service
from emuseum_lod.ledger.museums import MUSEUM
from emuseum_lod.replies import CORS, MAX_AGE, Representation, preflight, reply_with
from emuseum_lod.reply import Reply

_A_YEAR: Final = 31_536_000


def answer(request: Request, service: Service) -> Reply:
    """Return the answer. It never raises for anything that a client sends."""
    if request.method == "OPTIONS":
        return preflight()
    if request.museum and not service.reader.has_set(f"{MUSEUM}{request.museum}"):
        return _not_found()
    return _told(request, replace(service, places=replace(service.places, museum=request.museum)))


def _told(request: Request, service: Service) -> Reply:
    match request.target:
        case Activity() | Ldes() | Shape() as target:
            return _sent(log_document(target, service), request)
        case SourceDescription() | CapabilityList() | ResourceSyncList() as target:
            return _sent(resync_document(target, service), request)
        case Overview():
            return overview(request, service)
        case Feed(format_):
            return feed(format_, request, service)
        case Nothing():
            return _not_found()
        case _:
            assert_never(request.target)


def _sent(document: Document | None, request: Request) -> Reply:
    if document is None:
        return _not_found()
    return reply_with(
        Representation(
            document.body,
            document.content_type,
            headers=CORS,
            max_age=_A_YEAR if document.closed else MAX_AGE,
            immutable=document.closed,
        ),
        request,
    )


def _not_found() -> Reply:
    body = json.dumps({"status": 404, "title": HTTPStatus.NOT_FOUND.phrase}).encode() + b"\n"
    headers = (("Content-Type", "application/problem+json"), ("Cache-Control", "no-cache"), *CORS)
    return Reply(404, headers, body)
