"""Items: from an IRI to a document about it (303), the page for people, the data in each format."""

from collections.abc import Callable

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.linkeddata.formats import BY_EXTENSION, DATA, HTML, OFFERS, extension_of
from emuseum_lod.linkeddata.gathering import gather
from emuseum_lod.linkeddata.problems import gone, problem
from emuseum_lod.linkeddata.request import Context, Data, Document, Page, Request, Thing
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.linkeddata.tombstones import successor_of
from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.replies import CORS, Header, Link, Representation, redirect, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import web_address
from emuseum_lod.views.html import downloads, entity_page
from emuseum_lod.views.pages import Download
from emuseum_lod.views.rdf import context_document, serialise
from emuseum_lod.views.wording import Wording

_A_YEAR = 31_536_000
_BY_ACCEPT: Header = ("Vary", "Accept")
_BY_LANGUAGE: Header = ("Vary", "Accept-Language")
_BY_BOTH: Header = ("Vary", "Accept, Accept-Language")


def thing(target: Thing, request: Request, service: Service) -> Reply:
    """Answer for what an IRI names, which can't be sent: 303 to a document about it, in one step."""
    stored = service.reader.get(target.item)
    offer = negotiate(request.accept, OFFERS)
    if stored is None or stored.record is None:
        return _absent(stored, offer, request, service, lambda item: service.addresses.root + f"/id/{item}")
    if offer is None:
        return _not_acceptable(target.item, request, service)
    if offer is HTML:
        location = service.addresses.page(target.item)
        location += f"?lang={request.lang}" if request.lang_named else ""
    else:
        location = service.addresses.data(target.item, extension_of(offer))
    links = tuple(("Link", str(link)) for link in _links_to_data(target.item, service))
    return redirect(303, location, (*links, _BY_ACCEPT, *CORS))


def page(target: Page, request: Request, service: Service) -> Reply:
    """Answer with the page of an item, whatever the client accepts: its address says HTML."""
    stored = service.reader.get(target.item)
    if stored is None or stored.record is None:
        return _absent(stored, HTML, request, service, service.addresses.page)
    return _html(target, stored, stored.record, request, service)


def data(target: Data, request: Request, service: Service) -> Reply:
    """Answer with the data of an item in the format that the address names."""
    stored = service.reader.get(target.item)
    offer = BY_EXTENSION[target.extension]
    if stored is None or stored.record is None:
        return _absent(
            stored, offer, request, service, lambda item: service.addresses.data(item, target.extension)
        )
    return _data(offer, stored, stored.record, request, service)


def document(target: Document, request: Request, service: Service) -> Reply:
    """Answer for a vocabulary or ontology document, which can be sent from its own address."""
    stored = service.reader.get(target.item)
    offer = negotiate(request.accept, OFFERS)
    if stored is None or stored.record is None:
        return _absent(stored, offer, request, service, service.addresses.page)
    if offer is None:
        return _not_acceptable(target.item, request, service)
    if offer is HTML:
        return _html(Page(target.item), stored, stored.record, request, service)
    location: Header = (
        "Content-Location",
        service.addresses.absolute(service.addresses.data(target.item, extension_of(offer))),
    )
    return _data(offer, stored, stored.record, request, service, headers=(location, _BY_BOTH))


def context(target: Context, request: Request, service: Service) -> Reply:
    """Answer with a JSON-LD context, which never changes under its name."""
    body = context_document(target.name)
    if body is None:
        return problem(404, request, service)
    return reply_with(Representation(body, "application/ld+json", headers=CORS, max_age=_A_YEAR), request)


def _html(
    target: Page, stored: StoredItem, record: CatalogueRecord, request: Request, service: Service
) -> Reply:
    continued = (target.show, target.after) if target.show else None
    gathered = gather(
        service.reader,
        stored,
        record,
        lang=request.lang,
        addresses=service.addresses,
        continued=continued,
    )
    model = entity_page(stored, record, gathered.wording, gathered.surroundings, service.oai_domain)
    links = (
        Link(model.canonical, "canonical"),
        Link(model.iri, "cite-as"),
        *_links_to_data(stored.id, service),
        *(Link(f"{model.canonical}?lang={lang}", "alternate", hreflang=lang) for lang in LANGUAGES),
        *_licence(record),
    )
    vary = _BY_BOTH if stored.kind == "def" else _BY_LANGUAGE
    return reply_with(
        Representation(
            service.render(model).encode(),
            HTML.content_type,
            links=links,
            headers=(("Content-Language", request.lang), vary),
        ),
        request,
    )


def _data(
    offer: Offer,
    stored: StoredItem,
    record: CatalogueRecord,
    request: Request,
    service: Service,
    *,
    headers: tuple[Header, ...] = (),
) -> Reply:
    addresses, extension = service.addresses, extension_of(offer)
    iri = addresses.iri(stored.id)
    links = (
        Link(addresses.absolute(addresses.data(stored.id, extension)), "canonical"),
        Link(iri, "describes"),
        Link(addresses.absolute(addresses.page(stored.id)), "alternate", type=HTML.media_type),
        *(
            Link(
                addresses.absolute(addresses.data(stored.id, other.token)), "alternate", type=other.media_type
            )
            for other in DATA
            if other is not offer
        ),
        *_licence(record),
    )
    return reply_with(
        Representation(
            serialise(service.describe(record, addresses.base), iri, extension, addresses.base),
            offer.content_type,
            modified=stored.modified,
            links=links,
            headers=(*headers, *CORS),
        ),
        request,
    )


def _absent(
    stored: StoredItem | None,
    offer: Offer | None,
    request: Request,
    service: Service,
    address: Callable[[ItemId], str],
) -> Reply:
    """Answer for an item that is not there: never was (404), has become another (308), or is gone (410)."""
    if stored is None:
        return problem(404, request, service, for_people=offer is HTML)
    successor = successor_of(service.reader, stored)
    if successor is not None:
        return redirect(
            308,
            address(successor),
            (("Link", str(Link(service.addresses.iri(successor), "successor-version"))), *CORS),
        )
    return gone(stored, request, service, offer)


def _not_acceptable(item: ItemId, request: Request, service: Service) -> Reply:
    wording = Wording(request.lang, {}, service.addresses)
    html = Download("HTML", HTML.media_type, service.addresses.page(item))
    return problem(406, request, service, (html, *downloads(item, wording)))


def _links_to_data(item: ItemId, service: Service) -> tuple[Link, ...]:
    addresses = service.addresses
    return tuple(
        Link(addresses.absolute(addresses.data(item, offer.token)), "describedby", type=offer.media_type)
        for offer in DATA
    )


def _licence(record: CatalogueRecord) -> tuple[Link, ...]:
    address = web_address(record.metadata_rights)
    return (Link(address, "license"),) if address else ()
