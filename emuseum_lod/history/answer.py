"""Answers a request for an item's history. Its cost is that of the versions which the item has."""

from dataclasses import dataclass, replace
from typing import Final, assert_never, cast

from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.history import memento
from emuseum_lod.history.request import Memento, Nowhere, Request, TimeGate, TimeMap
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.ledger.versions import Version
from emuseum_lod.linkeddata.choosing import choose_syntax
from emuseum_lod.linkeddata.formats import HTML, RDF_FORMATS, Format
from emuseum_lod.linkeddata.gathering import wording_for
from emuseum_lod.linkeddata.links import LINK_FORMAT
from emuseum_lod.linkeddata.problems import problem
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.linkeddata.tombstones import tombstone_data
from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.replies import CORS, Header, Link, Representation, preflight, redirect, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import web_address
from emuseum_lod.views.facts import facts_of, prose_of
from emuseum_lod.views.pages import HistoryPage, PageModel, VersionLine, VersionPage
from emuseum_lod.views.rdf import Extension, serialise
from emuseum_lod.views.wording import Wording

_LINKS: Final = Offer(LINK_FORMAT, aliases=("text/plain",))
_BY_ALL: Final[Header] = ("Vary", "Accept, Accept-Language")
_BY_DATE: Final[Header] = ("Vary", "Accept-Datetime, Accept")


@dataclass(frozen=True, slots=True)
class _History:
    """An item and its versions, the first one first."""

    stored: StoredItem
    versions: list[Version]

    @property
    def item(self) -> ItemId:
        return self.stored.id


def answer(request: Request, service: Service) -> Reply:
    """Return the answer. It never raises for anything that a client sends."""
    if request.method == "OPTIONS":
        return preflight()
    if isinstance(request.target, Nowhere):
        return problem(404, request.client, service)
    history = _history(request.target.item, service)
    if history is None:
        return problem(404, request.client, service)
    match request.target:
        case TimeMap():
            return _time_map(history, request, service)
        case TimeGate() as target:
            return _time_gate(target, history, request, service)
        case Memento() as target:
            return _memento(target, history, request, service)
        case _:
            assert_never(request.target)


def _history(item: ItemId, service: Service) -> _History | None:
    stored = service.reader.get(item)
    versions = service.reader.versions.of(item) if stored else []
    return _History(stored, versions) if stored and versions else None


def _time_map(history: _History, request: Request, service: Service) -> Reply:
    """Answer with the list of versions: for people a page, for programs the link format (RFC 7089, §5)."""
    if negotiate(request.client.accept, (_LINKS, HTML)) is HTML:
        page = _history_page(history, request, service)
        return _page(page, memento.context(history.item, service.addresses), request, service)
    body = memento.time_map(history.versions, history.item, service.addresses)
    return reply_with(Representation(body, LINK_FORMAT, headers=(_BY_ALL, *CORS)), request.client)


def _time_gate(target: TimeGate, history: _History, request: Request, service: Service) -> Reply:
    """Answer with the address of the version that was valid (RFC 7089, §4.1.2): 302, in the format that the client likes best."""
    if not target.understood:
        return problem(400, request.client, service)
    version, addresses = memento.valid_at(history.versions, target.when), service.addresses
    syntax = choose_syntax(request.client)
    extension = syntax.extension if isinstance(syntax, Format) else "html" if syntax else ""
    links = (
        *memento.context(history.item, addresses),
        *memento.around(history.versions, version, history.item, addresses),
    )
    headers = tuple(("Link", str(link)) for link in links)
    return redirect(302, addresses.version(history.item, version.seq, extension), (*headers, _BY_DATE, *CORS))


def _memento(target: Memento, history: _History, request: Request, service: Service) -> Reply:
    """Answer with a version (RFC 7089, §4.2): 410 where it says that the item was gone, or was taken down itself."""
    version = next((each for each in history.versions if each.seq == target.seq), None)
    syntax = target.format or choose_syntax(request.client)
    if version is None:
        return problem(404, request.client, service, for_people=syntax == "page")
    if syntax is None:
        return problem(406, request.client, service)
    record = service.reader.versions.record(history.item, version.seq)
    links = (
        *memento.context(history.item, service.addresses),
        *memento.around(history.versions, version, history.item, service.addresses),
        *_licence(record),
    )
    status = 200 if record else 410
    if not isinstance(syntax, Format):
        page = _version_page(version, record, history, request, service)
        return _page(page, links, request, service, status=status, version=version)
    extension, addresses = cast("Extension", syntax.extension), service.addresses
    iri = addresses.iri(history.item)
    if record:
        body = serialise(service.describe(record, addresses.base), iri, extension, addresses.base)
    else:
        gone = replace(history.stored, datestamp=version.datestamp)
        body = tombstone_data(gone, iri, extension, addresses.base)
    located = addresses.absolute(addresses.version(history.item, version.seq, extension))
    headers = (_date(version), ("Content-Location", located), _BY_ALL, *CORS)
    return reply_with(
        Representation(body, syntax.content_type, links=links, headers=headers, status=status), request.client
    )


def _history_page(history: _History, request: Request, service: Service) -> HistoryPage:
    addresses, lang = service.addresses, request.client.lang
    record = history.stored.record
    return HistoryPage(
        lang=lang,
        path=addresses.history(history.item),
        canonical=addresses.absolute(addresses.history(history.item)),
        kind=history.stored.kind,
        iri=addresses.iri(history.item),
        about=addresses.page(history.item),
        title=Wording(lang, {}, addresses).title(record) if record else None,
        demonstration=bool(record and record.demonstration),
        versions=tuple(
            VersionLine(each.datestamp, addresses.version(history.item, each.seq), each.deleted)
            for each in reversed(history.versions)
        ),
    )


def _version_page(
    version: Version, record: CatalogueRecord | None, history: _History, request: Request, service: Service
) -> VersionPage:
    addresses, lang, item = service.addresses, request.client.lang, history.item
    wording = wording_for(service.reader, [record] if record else [], lang, addresses)
    following = [each for each in history.versions if each.seq > version.seq]
    return VersionPage(
        lang=lang,
        path=addresses.version(item, version.seq, "html"),
        canonical=addresses.absolute(addresses.version(item, version.seq)),
        kind=history.stored.kind,
        iri=addresses.iri(item),
        about=addresses.page(item),
        history=addresses.history(item),
        title=wording.title(record) if record else None,
        demonstration=bool(record and record.demonstration),
        since=version.datestamp,
        until=following[0].datestamp if following else "",
        deleted=version.deleted,
        facts=facts_of(record, wording) if record else (),
        prose=prose_of(record, wording) if record else (),
        data=tuple((each.name, addresses.version(item, version.seq, each.extension)) for each in RDF_FORMATS)
        if record
        else (),
    )


def _page(  # what an answer consists of
    page: PageModel,
    links: tuple[Link, ...],
    request: Request,
    service: Service,
    *,
    status: int = 200,
    version: Version | None = None,
) -> Reply:
    dated = (_date(version),) if version else ()
    headers = (*dated, ("Content-Language", request.client.lang), _BY_ALL)
    body = service.render(page).encode()
    return reply_with(
        Representation(body, HTML.content_type, links=links, headers=headers, status=status), request.client
    )


def _date(version: Version) -> Header:
    return "Memento-Datetime", memento.http_date(version.datestamp)


def _licence(record: CatalogueRecord | None) -> tuple[Link, ...]:
    address = web_address(record.metadata_rights) if record else None
    return (Link(address, "license"),) if address else ()
