"""Answers a request for the datasets: the page, a description, or a file."""

import json
from http import HTTPStatus
from typing import Final, assert_never

import msgspec

from emuseum_lod.datasets.dcat import catalogue_lines
from emuseum_lod.datasets.page import page_of
from emuseum_lod.datasets.request import (
    EXTENSIONS,
    DeltaFile,
    Description,
    File,
    ManifestFile,
    Nothing,
    Overview,
    Request,
    WellKnown,
)
from emuseum_lod.datasets.service import Download, Service
from emuseum_lod.datasets.statements import PREFIXES
from emuseum_lod.datasets.void import void_lines
from emuseum_lod.dumps.making import SUMS
from emuseum_lod.dumps.manifest import Manifest
from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.replies import CORS, Header, Link, Representation, preflight, redirect, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.views.rdf import Extension, serialise_graph

_HTML: Final = Offer("text/html", aliases=("application/xhtml+xml",), token="html")  # noqa: S106  # a name, no secret
_RDF: Final[dict[Extension, Offer]] = {
    "ttl": Offer("text/turtle", aliases=("application/x-turtle", "text/n3"), token="ttl"),  # noqa: S106
    "jsonld": Offer("application/ld+json", aliases=("application/json",), token="jsonld"),  # noqa: S106
    "nt": Offer("application/n-triples", aliases=("text/plain",), token="nt"),  # noqa: S106
    "rdf": Offer("application/rdf+xml", aliases=("application/xml", "text/xml"), token="rdf"),  # noqa: S106
}
_VARY: Final[Header] = ("Vary", "Accept, Accept-Language")


def answer(request: Request, service: Service) -> Reply | Download:
    """Return the answer, or the file that is sent. It never raises for anything that a client sends."""
    if request.method == "OPTIONS":
        return preflight()
    match request.target:
        case Overview():
            return _overview(request, service)
        case Description(name, extension):
            return _description(name, extension, request, service)
        case WellKnown():
            return redirect(303, f"{service.addresses.root}/data/void", CORS)
        case File() | DeltaFile() | ManifestFile() | Nothing() as wanted:
            return _fetched(wanted, request, service) or _problem(HTTPStatus.NOT_FOUND, service)
        case _:
            assert_never(request.target)


def _overview(request: Request, service: Service) -> Reply:
    offer = negotiate(request.accept, (_HTML, *_RDF.values()))
    if offer is None:
        return _problem(HTTPStatus.NOT_ACCEPTABLE, service)
    if offer is not _HTML:
        return _sent("catalogue", offer, request, service)
    links = (
        Link(service.address, "canonical"),
        Link(service.document("catalogue", "ttl"), "describedby", type="text/turtle"),
        Link(service.document("void", "ttl"), "describedby", type="text/turtle"),
    )
    return reply_with(
        Representation(
            service.render(page_of(service, request.lang)).encode(),
            _HTML.content_type,
            links=links,
            headers=(("Content-Language", request.lang), _VARY, *CORS),
        ),
        request,
    )


def _description(name: str, extension: str, request: Request, service: Service) -> Reply:
    offers = tuple(_RDF.values())
    offer = (
        next(each for each in offers if each.token == extension)
        if extension in EXTENSIONS
        else negotiate(request.accept, offers)
    )
    return _sent(name, offer, request, service) if offer else _problem(HTTPStatus.NOT_ACCEPTABLE, service)


def _sent(name: str, offer: Offer, request: Request, service: Service) -> Reply:
    lines = catalogue_lines(service) if name == "catalogue" else void_lines(service)
    extension = next(each for each, one in _RDF.items() if one is offer)
    body = serialise_graph(lines, extension, PREFIXES)
    located: Header = ("Content-Location", f"{service.addresses.root}/data/{name}.{extension}")
    return reply_with(
        Representation(body, offer.content_type, headers=(located, ("Vary", "Accept"), *CORS)), request
    )


def _fetched(
    wanted: File | DeltaFile | ManifestFile | Nothing, request: Request, service: Service
) -> Reply | Download | None:
    manifest = service.manifest()
    if manifest is None:
        return None
    match wanted:
        case ManifestFile():
            body = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
            return reply_with(Representation(body, "application/json", headers=CORS), request)
        case DeltaFile(name):
            return service.delta_download(name)
        case File("", name):
            return _latest(name, manifest, service)
        case File(edition, name):
            return _checksums(edition, request, service) if name == SUMS else service.download(edition, name)
        case Nothing():
            return None


def _latest(name: str, manifest: Manifest, service: Service) -> Reply | None:
    """Lead to a file's edition, so that what is fetched in parts is parts of one file."""
    if name != SUMS and not any(file.name == name for file in manifest.files):
        return None
    there = f"{service.addresses.root}/data/dumps/{manifest.edition}/{name}"
    return Reply(302, (("Location", there), ("Cache-Control", "no-cache"), *CORS))


def _checksums(edition: str, request: Request, service: Service) -> Reply | None:
    sums = service.sums_file(edition)
    if sums is None:
        return None
    return reply_with(Representation(sums, "text/plain; charset=us-ascii", headers=CORS), request)


def _problem(status: HTTPStatus, service: Service) -> Reply:
    said = {"status": int(status), "title": status.phrase, "detail": f"what there is: {service.address}"}
    headers = (("Content-Type", "application/problem+json"), ("Cache-Control", "no-cache"), _VARY, *CORS)
    return Reply(int(status), headers, json.dumps(said).encode() + b"\n")
