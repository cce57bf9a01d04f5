"""Answers that are none: not found, not understood, not acceptable, gone. For people a page, for programs RFC 9457."""

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import cast

from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.linkeddata.choosing import Syntax
from emuseum_lod.linkeddata.formats import HTML, PROBLEM
from emuseum_lod.linkeddata.gathering import wording_for
from emuseum_lod.linkeddata.request import Request
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.linkeddata.tombstones import tombstone_data
from emuseum_lod.negotiation import negotiate
from emuseum_lod.replies import CORS, Link, Representation, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.views.html import gone_page
from emuseum_lod.views.pages import Download, ProblemPage
from emuseum_lod.views.rdf import Extension

_VARY = ("Vary", "Accept, Accept-Language, Accept-Profile")


def problem(
    status: int,
    request: Request,
    service: Service,
    downloads: Sequence[Download] = (),
    *,
    for_people: bool = False,
) -> Reply:
    """Return a problem as a page for whoever wants HTML (or `for_people`, who came to a page), else as a problem document."""
    wanted = HTML if for_people else negotiate(request.accept, (PROBLEM, HTML))
    if wanted is HTML:
        page = ProblemPage(request.lang, "", "", status, tuple(downloads))
        body, content_type = service.render(page).encode(), HTML.content_type
    else:
        body, content_type = _document(status, downloads), PROBLEM.media_type
    links = tuple(
        Link(service.addresses.absolute(each.href), "alternate", type=each.media_type, profile=each.profile)
        for each in downloads
    )
    return reply_with(
        Representation(body, content_type, links=links, headers=(*CORS, _VARY), status=status), request
    )


def gone(stored: StoredItem, request: Request, service: Service, syntax: Syntax | None) -> Reply:
    """Return 410 in the syntax that was asked for (a page when none is): what there was, and until when."""
    if syntax is None or syntax == "page":
        records = [stored.last_record] if stored.last_record else []
        wording = wording_for(service.reader, records, request.lang, service.addresses)
        body, content_type = service.render(gone_page(stored, wording)).encode(), HTML.content_type
    else:
        iri = service.addresses.iri(stored.id)
        body = tombstone_data(stored, iri, cast("Extension", syntax.extension), service.addresses.base)
        content_type = syntax.content_type
    return reply_with(
        Representation(
            body,
            content_type,
            modified=stored.datestamp,
            links=(Link(service.addresses.iri(stored.id), "canonical"),),
            headers=(*CORS, _VARY),
            status=410,
        ),
        request,
    )


def _document(status: int, downloads: Sequence[Download]) -> bytes:
    said: dict[str, object] = {"status": status, "title": HTTPStatus(status).phrase}
    if downloads:
        said["alternates"] = [
            {"type": each.media_type, "href": each.href} | ({"profile": each.profile} if each.profile else {})
            for each in downloads
        ]
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
