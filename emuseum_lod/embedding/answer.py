"""Answers a request for a viewer or for its oEmbed document: a bounded number of look-ups in the ledger."""

import json
from http import HTTPStatus
from typing import Final, assert_never

from emuseum_lod.catalogue.records import Asset
from emuseum_lod.embedding import oembed
from emuseum_lod.embedding.request import Nothing, Oembed, Request, Viewer
from emuseum_lod.embedding.scene import is_model, model_of, viewer_page
from emuseum_lod.embedding.service import Service
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.replies import CORS, Header, Link, Representation, preflight, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.views.html import gone_page
from emuseum_lod.views.pages import PageModel, ProblemPage, ViewerPage
from emuseum_lod.views.wording import Wording

_HTML: Final = "text/html; charset=utf-8"
_BY_LANGUAGE: Final[Header] = ("Vary", "Accept-Language")


def answer(request: Request, service: Service) -> Reply:
    """Return the answer. It never raises for anything that a client sends."""
    if request.method == "OPTIONS":
        return preflight()
    match request.target:
        case Viewer() as target:
            return _viewer(target, request, service)
        case Oembed() as target:
            return _oembed(target, request, service)
        case Nothing() as target:
            return _problem(target.status)
        case _:
            assert_never(request.target)


def _viewer(target: Viewer, request: Request, service: Service) -> Reply:
    stored = service.reader.get(target.item)
    if stored is not None and stored.deleted:
        return _gone(stored, request, service)
    page = _page(stored, request.lang, service)
    if page is None:
        return _html(ProblemPage(request.lang, "", "", 404), request, service, status=404)
    links = (
        Link(page.canonical, "canonical"),
        Link(page.oembed["json"], "alternate", type="application/json+oembed"),
        Link(page.oembed["xml"], "alternate", type="text/xml+oembed"),
    )
    policy = ("Content-Security-Policy", content_security_policy(page))
    return _html(page, request, service, links=links, headers=(policy,))


def _oembed(target: Oembed, request: Request, service: Service) -> Reply:
    item = model_of(service.reader, target.url, service.addresses)
    stored = service.reader.get(item) if item else None
    page = _page(stored, request.lang, service)
    if page is None:
        return _problem(404)
    query = f"?lang={request.lang}" if request.lang_named else ""
    body = oembed.document(page, target, service.addresses, service.name, query)
    return reply_with(
        Representation(body, oembed.CONTENT_TYPES[target.format], headers=(*CORS, _BY_LANGUAGE)), request
    )


def _page(stored: StoredItem | None, lang: str, service: Service) -> ViewerPage | None:
    if stored is None or not isinstance(stored.record, Asset) or not is_model(stored.record):
        return None
    return viewer_page(service.reader, stored.record, lang, service.addresses)


def content_security_policy(page: ViewerPage) -> str:
    """Return what a viewer may do: run our viewer, fetch the model from where it is and nothing else, stand in anybody's page.

    The viewer writes style elements, keeps textures as blobs, and decodes compressed geometry in workers made of blobs.
    """
    model = f" {page.origin}" if page.origin else ""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' blob: data:{model}",
            f"connect-src 'self' blob: data:{model}",
            "worker-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors *",
        )
    )


def _gone(stored: StoredItem, request: Request, service: Service) -> Reply:
    page = gone_page(stored, Wording(request.lang, {}, service.addresses))
    return _html(page, request, service, status=410)


def _html(
    page: PageModel,
    request: Request,
    service: Service,
    *,
    status: int = 200,
    links: tuple[Link, ...] = (),
    headers: tuple[Header, ...] = (),
) -> Reply:
    body = service.render(page).encode()
    said = (("Content-Language", request.lang), _BY_LANGUAGE, *headers)
    return reply_with(Representation(body, _HTML, links=links, headers=said, status=status), request)


def _problem(status: int) -> Reply:
    body = json.dumps({"status": status, "title": HTTPStatus(status).phrase}).encode() + b"\n"
    return Reply(status, (("Content-Type", "application/problem+json"), *CORS), body)
