"""Answers a request to the endpoint (SPARQL 1.1 Protocol, §2.1): results in the format that was negotiated, or why there are none.

The answer is held back until it is whole, large or a second old (`client`), so that nearly every failure has its true status; one that
fails later is cut off, never ended as if it were whole.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import Final

from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.reply import Reply, has_entity_tag
from emuseum_lod.sparql import introduction, page
from emuseum_lod.sparql.client import Answering, Gone
from emuseum_lod.sparql.faults import Fault
from emuseum_lod.sparql.formats import GRAPH, HTML, PROBLEM, named_format, offers_for
from emuseum_lod.sparql.frames import Failure, Job, Start
from emuseum_lod.sparql.request import Evaluate, Introduce, Preflight, Refused, Request
from emuseum_lod.sparql.service import Service
from emuseum_lod.sparql.statistics import statistics
from emuseum_lod.views.pages import QueryPage, QueryResult

MAX_AGE: Final = 300
"""Seconds for which a cache may answer without asking."""

_CACHE: Final = "emuseum-lod"
"""How the answers that the pool keeps are called."""

_ANYBODY: Final = ("Access-Control-Allow-Origin", "*")
_EXPOSED: Final = ("Access-Control-Expose-Headers", "Cache-Status, ETag, Retry-After, Search-Limit-Met")
_VARY: Final = ("Vary", "Accept, Accept-Language")
COMMON: Final = (_ANYBODY, _EXPOSED, _VARY)
"""What every answer of the endpoint says."""

PREFLIGHT: Final = (
    _ANYBODY,
    ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS, POST"),
    ("Access-Control-Allow-Headers", "Accept, Accept-Language, Content-Type, If-None-Match"),
    ("Access-Control-Max-Age", "86400"),
    ("Allow", "GET, HEAD, OPTIONS, POST"),
)
"""What a browser is told that asks before it lets another site's page send a query."""


def answer(request: Request, service: Service, gone: Gone) -> Reply:
    """Return the answer. `gone` tells whether the client has left: nobody reads the answer then, and the query ends."""
    match request.wish:
        case Preflight():
            return Reply(204, PREFLIGHT)
        case Introduce():
            return _introduction(request, service, gone)
        case Refused() as refused:
            return _fault(Fault.of(refused), request, service, refused.query)
        case Evaluate() as wish:
            offers = (*offers_for(wish.checked.form), HTML)
            offer = _wanted(request, offers)
            if isinstance(offer, Fault):
                return _fault(offer, request, service, wish.query, offers)
            if offer is HTML:
                return _shown(wish, request, service, gone)
            return _evaluated(wish, offer, request, service, gone)


def _introduction(request: Request, service: Service, gone: Gone) -> Reply:
    offers = (*GRAPH, HTML)
    offer = _wanted(request, offers)
    if isinstance(offer, Fault):
        return _fault(offer, request, service, offers=offers)
    if offer is HTML:
        return _page(200, request, service, page.query_page(request.lang, service))
    figures = statistics(service.queries, request.client, gone)
    body = introduction.description(service.iri, offer, figures)
    # Without figures it is not what it will be in a moment.
    kept = _cache() if figures is not None else "no-store"
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    said = (("ETag", tag), ("Cache-Control", kept), *COMMON)
    if request.if_none_match and has_entity_tag(request.if_none_match, tag):
        return Reply(304, said)
    return Reply(200, (("Content-Type", offer.content_type), *said), body)


def _evaluated(wish: Evaluate, offer: Offer, request: Request, service: Service, gone: Gone) -> Reply:
    """Answer a program: from the cache that it has, or by the pool."""
    kept = _Kept(wish, offer)
    tag = kept.tag(service.published())
    if tag and request.if_none_match and has_entity_tag(request.if_none_match, tag):
        return Reply(304, (("ETag", tag), ("Cache-Control", _cache()), *COMMON))
    got = service.queries.ask(_job(wish, offer, request), gone)
    if isinstance(got, Failure):
        return _fault(Fault.of(got), request, service, wish.query)
    tag = kept.tag(got.start.snapshot)
    headers = (
        ("Content-Type", offer.content_type),
        *((("ETag", tag), ("Cache-Control", _cache())) if tag else (("Cache-Control", "no-store"),)),
        ("Cache-Status", cache_status(got.start, keeps=not wish.checked.volatile)),
        *((("Search-Limit-Met", str(got.start.search_cut)),) if got.start.search_cut else ()),
        *COMMON,
    )
    return Reply(200, headers, got if got.whole is None else got.whole)


def _shown(wish: Evaluate, request: Request, service: Service, gone: Gone) -> Reply:
    """Answer a person: the result below the form, as far as it can be shown."""
    offer = offers_for(wish.checked.form)[0]
    got = service.queries.ask(_job(wish, offer, request), gone)
    if isinstance(got, Failure):
        return _fault(Fault.of(got), request, service, wish.query)
    shown = replace(
        page.query_page(request.lang, service, wish.query),
        result=_result(got, offer, service),
        downloads=page.downloads(wish, service),
    )
    return _page(200, request, service, shown)


def _result(got: Answering, offer: Offer, service: Service) -> QueryResult:
    if got.whole is None:
        got.close()
        return QueryResult(too_large=True)
    if offer in GRAPH:
        return QueryResult(graph=got.whole.decode())
    return page.result_of(got.whole, service)


def _fault(
    fault: Fault, request: Request, service: Service, query: str = "", offers: tuple[Offer, ...] = ()
) -> Reply:
    named = request.format == HTML.token
    if named or negotiate(request.accept, (PROBLEM, HTML)) is HTML:
        shown = replace(page.query_page(request.lang, service, query), fault=page.fault_of(fault))
        return _page(fault.status, request, service, shown, fault.headers)
    headers = (
        ("Content-Type", PROBLEM.content_type),
        ("Cache-Control", "no-store"),
        *COMMON,
        *fault.headers,
    )
    return Reply(
        fault.status, headers, fault.document(tuple(offer.media_type for offer in offers), service.limits_iri)
    )


def _page(
    status: int,
    request: Request,
    service: Service,
    shown: QueryPage,
    headers: tuple[tuple[str, str], ...] = (),
) -> Reply:
    said = (
        ("Content-Type", HTML.content_type),
        ("Content-Language", request.lang),
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", page.CONTENT_SECURITY_POLICY),
    )
    return Reply(status, (*said, *COMMON, *headers), service.render(shown).encode())


def _wanted(request: Request, offers: tuple[Offer, ...]) -> Offer | Fault:
    """Return the format to answer in: what ``format=`` names, or what is negotiated."""
    if request.format:
        named = named_format(request.format, offers)
        names = ", ".join(offer.token for offer in offers)
        return named or Fault("format", f"format= names none of {names}")
    return negotiate(request.accept, offers) or Fault("not-acceptable")


def _job(wish: Evaluate, offer: Offer, request: Request) -> Job:
    return Job(
        wish.query,
        offer.token,
        wish.default_graphs,
        wish.named_graphs,
        wish.checked.has_dataset,
        request.client,
        keep=not wish.checked.volatile,
    )


def cache_status(start: Start, *, keeps: bool = True) -> str:
    """Return how the kept answers were used (RFC 9211, §2). `keeps` tells whether this one may be kept."""
    if start.kept:
        return f"{_CACHE}; hit"
    return f"{_CACHE}; fwd={'miss' if keeps else 'bypass'}"


def snapshot_tag(snapshot: str, *parts: str) -> str:
    """Return the entity tag of an answer that follows from a snapshot and these parts of what was asked.

    It is weak: the order of rows that no ORDER BY orders may differ.
    """
    digest = hashlib.blake2b(digest_size=12)
    for part in (snapshot, *parts):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\x00")
    return f'W/"{digest.hexdigest()}"'


def _cache() -> str:
    return f"public, max-age={MAX_AGE}"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What an answer depends on besides the snapshot."""

    wish: Evaluate
    offer: Offer

    def tag(self, snapshot: str) -> str:
        """Return the entity tag for a snapshot, or "" when the answer may be another the next time."""
        if self.wish.checked.volatile or not snapshot:
            return ""
        return snapshot_tag(
            snapshot,
            self.offer.token,
            self.wish.query,
            *(f"d{iri}" for iri in self.wish.default_graphs),
            *(f"n{iri}" for iri in self.wish.named_graphs),
        )
