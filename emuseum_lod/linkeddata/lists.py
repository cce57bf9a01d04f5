"""The start page, lists of the items of a kind, and the look-up of a number."""

from typing import Final

from emuseum_lod.linkeddata.formats import HTML
from emuseum_lod.linkeddata.gathering import FEW, MANY, cards
from emuseum_lod.linkeddata.lookup import numbered, worded
from emuseum_lod.linkeddata.request import Browse, Lookup, Request
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.replies import Header, Link, Representation, redirect, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.uris import Kind
from emuseum_lod.views.pages import BrowsePage, Card, LookupPage, PageModel, StartPage

_SHOWN_KINDS: Final[tuple[Kind, ...]] = (
    "object",
    "institution",
    "actor",
    "place",
    "concept",
    "collection",
    "tour",
    "asset",
    "def",
)
"""The kinds in the order in which people look for them."""


def start(request: Request, service: Service) -> Reply:
    """Answer with the start page: what is here, how much of it, and the ways in."""
    reader, root = service.reader, service.addresses.root
    counts = reader.kinds()
    objects, _ = reader.browse("object", limit=MANY)
    shown = cards(reader, objects, request.lang, service.addresses)
    return _html(
        StartPage(
            lang=request.lang,
            path=f"{root}/",
            canonical=service.addresses.base,
            counts=tuple((kind, counts.get(kind, 0)) for kind in _SHOWN_KINDS if counts.get(kind)),
            cards=tuple(sorted(shown, key=lambda card: not card.image)[:FEW]),
            museums=_first("institution", request, service),
            vocabularies=_first("def", request, service),
            example=service.addresses.iri(objects[0].id) if objects else "",
            base=service.addresses.base,
        ),
        request,
        service,
    )


def browse(target: Browse, request: Request, service: Service) -> Reply:
    """Answer with a page of the items of a kind, in the ledger's order."""
    path = f"{service.addresses.root}/browse/{target.kind}"
    items, next_after = service.reader.browse(target.kind, target.after, MANY)
    return _html(
        BrowsePage(
            lang=request.lang,
            path=path,
            canonical=service.addresses.absolute(path) + (f"?after={target.after}" if target.after else ""),
            kind=target.kind,
            cards=cards(service.reader, items, request.lang, service.addresses),
            total=service.reader.kinds().get(target.kind, 0),
            more=f"{path}?after={next_after}" if next_after else "",
            first=path if target.after else "",
        ),
        request,
        service,
    )


def lookup(target: Lookup, request: Request, service: Service) -> Reply:
    """Answer with the item that carries a number (303), with a choice when there are several, or of what has the words; with 404 when none."""
    found, by_words = numbered(target, service), False
    if len(found) == 1:
        lang = f"?lang={request.lang}" if request.lang_named else ""
        return redirect(303, service.addresses.page(found[0].id) + lang)
    if not found and target.words:
        found, by_words = worded(target, service), True
    page = LookupPage(
        lang=request.lang,
        path=f"{service.addresses.root}/lookup",
        canonical="",
        number=target.text,
        museum=target.museum,
        words=target.words,
        by_words=by_words,
        cards=cards(service.reader, found, request.lang, service.addresses),
    )
    return _html(page, request, service, status=200 if found else 404)


def _first(kind: Kind, request: Request, service: Service) -> tuple[Card, ...]:
    items, _ = service.reader.browse(kind, limit=2 * FEW)
    return cards(service.reader, items, request.lang, service.addresses)


def _html(page: PageModel, request: Request, service: Service, status: int = 200) -> Reply:
    headers: tuple[Header, ...] = (("Content-Language", request.lang), ("Vary", "Accept-Language"))
    links = (Link(page.canonical, "canonical"),) if page.canonical else ()
    body = service.render(page).encode()
    return reply_with(
        Representation(body, HTML.content_type, links=links, headers=headers, status=status), request
    )
