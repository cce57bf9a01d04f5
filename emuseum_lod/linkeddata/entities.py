"""Items: from an IRI to a document about it (303), the page for people, the data in each profile and format."""

from collections.abc import Callable, Iterable
from typing import Final

from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.linkeddata import links, neighbourhood
from emuseum_lod.linkeddata.choosing import Syntax, choose, choose_syntax, syntax_of
from emuseum_lod.linkeddata.formats import HTML
from emuseum_lod.linkeddata.gathering import gather
from emuseum_lod.linkeddata.listings import linksets
from emuseum_lod.linkeddata.problems import gone, problem
from emuseum_lod.linkeddata.profile import Variant
from emuseum_lod.linkeddata.profiles import variants_in, variants_of
from emuseum_lod.linkeddata.request import Context, Data, Document, Page, Request, Thing
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.linkeddata.subject import Subject, find
from emuseum_lod.linkeddata.tombstones import successor_of
from emuseum_lod.replies import CORS, Header, Link, Representation, redirect, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.uris import ItemId
from emuseum_lod.views.html import entity_page
from emuseum_lod.views.pages import Download
from emuseum_lod.views.rdf import context_document

_A_YEAR: Final = 31_536_000
_BY_LANGUAGE: Final[Header] = ("Vary", "Accept-Language")
_BY_ALL: Final[Header] = ("Vary", "Accept, Accept-Language, Accept-Profile")
_BY_CONTENT: Final[Header] = ("Vary", "Accept, Accept-Profile")


def thing(target: Thing, request: Request, service: Service) -> Reply:
    """Answer for what an IRI names, which can't be sent: 303 to a document about it, in one step."""
    subject = find(target.item, service)
    if not isinstance(subject, Subject):
        root = service.addresses.root
        return _absent(subject, choose_syntax(request), request, service, lambda item: f"{root}/id/{item}")
    chosen = choose(request, subject)
    if chosen is None:
        return _not_acceptable(request, subject)
    if isinstance(chosen, Variant):
        location = chosen.address(target.item, service.addresses)
    else:
        location = service.addresses.page(target.item)
        location += f"?lang={request.lang}" if request.lang_named else ""
    told = (*links.described_by(subject), *links.versions(target.item, service.addresses))
    signs = tuple(("Link", str(link)) for link in told)
    return redirect(303, location, (*signs, _BY_CONTENT, *CORS))


def page(target: Page, request: Request, service: Service) -> Reply:
    """Answer with the page of an item, whatever the client accepts: its address says HTML."""
    subject = find(target.item, service)
    if not isinstance(subject, Subject):
        return _absent(subject, "page", request, service, service.addresses.page)
    return _html(target, request, subject)


def data(target: Data, request: Request, service: Service) -> Reply:
    """Answer with the document about an item that the address names."""
    subject = find(target.item, service, (target.show, target.after) if target.show else None)
    variant = target.variant
    if not isinstance(subject, Subject):
        return _absent(
            subject,
            syntax_of(variant.format),
            request,
            service,
            lambda item: variant.address(item, service.addresses),
        )
    if variant not in variants_in(variant.profile, subject):
        return problem(404, request, service)
    return _data(variant, request, subject)


def document(target: Document, request: Request, service: Service) -> Reply:
    """Answer for a vocabulary or ontology document, which can be sent from its own address."""
    subject = find(target.item, service)
    if not isinstance(subject, Subject):
        return _absent(subject, choose_syntax(request), request, service, service.addresses.page)
    chosen = choose(request, subject)
    if chosen is None:
        return _not_acceptable(request, subject)
    if not isinstance(chosen, Variant):
        return _html(Page(target.item), request, subject)
    location: Header = ("Content-Location", links.data_address(chosen, subject))
    return _data(chosen, request, subject, headers=(location, _BY_ALL))


def context(target: Context, request: Request, service: Service) -> Reply:
    """Answer with a JSON-LD context, which never changes under its name."""
    body = context_document(target.name)
    if body is None:
        return problem(404, request, service)
    document = Representation(body, "application/ld+json", headers=CORS, max_age=_A_YEAR, immutable=True)
    return reply_with(document, request)


def _html(target: Page, request: Request, subject: Subject) -> Reply:
    service, stored, record = subject.service, subject.stored, subject.record
    continued = (target.show, target.after) if target.show else None
    gathered = gather(
        service.reader,
        stored,
        record,
        lang=request.lang,
        addresses=service.addresses,
        continued=continued,
    )
    downloads = _downloads(links.concise(variants_of(subject)), subject)
    model = entity_page(
        stored,
        record,
        gathered.wording,
        gathered.surroundings,
        downloads=downloads,
        neighbours=neighbourhood.path(subject),
        oai_domain=service.oai_domain,
    )
    return reply_with(
        Representation(
            service.render(model).encode(),
            HTML.content_type,
            links=(*links.of_a_page(subject), *linksets(subject), *neighbourhood.link(subject)),
            headers=(
                ("Content-Language", request.lang),
                _BY_ALL if stored.kind == "def" else _BY_LANGUAGE,
            ),
        ),
        request,
    )


def _data(variant: Variant, request: Request, subject: Subject, *, headers: tuple[Header, ...] = ()) -> Reply:
    body = variant.profile.make(subject, variant.format)
    if body is None:
        raise LookupError(f"{variant.name} applies to {subject.iri} and gives nothing")
    return reply_with(
        Representation(
            body,
            variant.content_type,
            modified=subject.stored.modified if variant.profile.own else "",
            links=(*links.of_data(variant, subject), *linksets(subject), *neighbourhood.link(subject)),
            headers=(*headers, *CORS),
        ),
        request,
    )


def _absent(
    stored: StoredItem | None,
    syntax: Syntax | None,
    request: Request,
    service: Service,
    address: Callable[[ItemId], str],
) -> Reply:
    """Answer for an item that is not there: never was (404), has become another (308), or is gone (410)."""
    if stored is None:
        return problem(404, request, service, for_people=syntax == "page")
    successor = successor_of(service.reader, stored)
    if successor is not None:
        return redirect(
            308,
            address(successor),
            (("Link", str(Link(service.addresses.iri(successor), "successor-version"))), *CORS),
        )
    return gone(stored, request, service, syntax)


def _not_acceptable(request: Request, subject: Subject) -> Reply:
    html = Download("HTML", HTML.media_type, subject.service.addresses.page(subject.stored.id))
    return problem(
        406, request, subject.service, (html, *_downloads(links.concise(variants_of(subject)), subject))
    )


def _downloads(variants: Iterable[Variant], subject: Subject) -> tuple[Download, ...]:
    item, addresses = subject.stored.id, subject.service.addresses
    return tuple(
        Download(each.name, each.format.media_type, each.address(item, addresses), each.profile.iri)
        for each in variants
    )
