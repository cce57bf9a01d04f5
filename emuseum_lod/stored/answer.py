"""Answers for ``/api/``: the rows of a stored query as JSON or CSV, the list of all, their OpenAPI description.

Queries go the way of every other (`sparql`): the same pool, the same limits and budget, the same kept answers; so does what a client has already, by snapshot.
"""

from typing import Final
from urllib.parse import quote

from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.replies import Header, Link, Representation, preflight, reply_with
from emuseum_lod.reply import Reply, has_entity_tag
from emuseum_lod.sparql.answer import MAX_AGE, cache_status, snapshot_tag
from emuseum_lod.sparql.client import Answering, Gone
from emuseum_lod.sparql.faults import Fault
from emuseum_lod.sparql.formats import JSON as RESULTS
from emuseum_lod.sparql.formats import PROBLEM
from emuseum_lod.sparql.frames import Failure, Job, Lost
from emuseum_lod.stored import openapi
from emuseum_lod.stored.library import LIMIT, OFFSET, StoredQuery
from emuseum_lod.stored.problems import Problem
from emuseum_lod.stored.request import (
    MAX_OFFSET,
    Describe,
    ListAll,
    Preflight,
    Refused,
    Request,
    Run,
)
from emuseum_lod.stored.rows import Page, encoded, page_of
from emuseum_lod.stored.service import Service

JSON: Final = Offer("application/json", token="json")  # noqa: S106 -- a name, no secret
CSV: Final = Offer("text/csv", token="csv")  # noqa: S106
OPENAPI: Final = Offer("application/vnd.oai.openapi+json", aliases=("application/json",), token="json")  # noqa: S106

_VARY: Final = ("Vary", "Accept, Accept-Language")
_CORS: Final[tuple[Header, ...]] = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Cache-Status, ETag, Link, Retry-After, Search-Limit-Met"),
)
_COMMON: Final = (*_CORS, _VARY)


def answer(request: Request, service: Service, gone: Gone) -> Reply:
    """Return the answer. `gone` tells whether the client has left: nobody reads the answer then, and the query ends."""
    match request.wish:
        case Preflight():
            return preflight()
        case ListAll():
            return _listed(request, service)
        case Describe():
            return _described(request, service)
        case Refused() as refused:
            return _refused(Problem.of(refused), service, refused.query)
        case Run() as run:
            return _run(run, request, service, gone)


def _run(run: Run, request: Request, service: Service, gone: Gone) -> Reply:
    offer = _wanted(request, (JSON, CSV))
    if offer is None:
        return _refused(_unacceptable(JSON, CSV), service, run.query)
    text = run.query.bound(run.values, request.lang, run.limit + 1, run.offset)
    tag = snapshot_tag(service.endpoint.published(), offer.token, request.suffix, request.lang, text)
    if request.if_none_match and has_entity_tag(request.if_none_match, tag):
        return Reply(304, (("ETag", tag), _cache(), *_COMMON))
    got = service.endpoint.queries.ask(Job(text, RESULTS.token, client=request.client, keep=True), gone)
    whole = _whole(got)
    if isinstance(whole, Failure) or isinstance(got, Failure):
        return _refused(Problem.of(whole if isinstance(whole, Failure) else Failure("crash")), service, run.query)  # fmt: skip
    page = page_of(whole, run.limit)
    links = _links(run, page, request, service)
    following = next((link.target for link in links if link.rel == "next"), None)
    body = page.csv() if offer is CSV else _document(run, page, following, got.start.snapshot, service)
    headers = (
        ("Content-Type", f"{CSV.content_type}; header=present" if offer is CSV else offer.content_type),
        ("Content-Language", request.lang),
        ("ETag", snapshot_tag(got.start.snapshot, offer.token, request.suffix, request.lang, text)),
        _cache(),
        ("Cache-Status", cache_status(got.start)),
        *((("Search-Limit-Met", str(got.start.search_cut)),) if got.start.search_cut else ()),
        *(("Link", str(link)) for link in links),
        *_COMMON,
    )
    return Reply(200, headers, body)


def _whole(got: Answering | Failure) -> bytes | Failure:
    """Return an answer when all of it is there: a page of rows is small enough to wait for, so that its status is always true."""
    if isinstance(got, Failure):
        return got
    try:
        return got.whole if got.whole is not None else b"".join(got)
    except (Lost, OSError):
        return Failure("unavailable", "the answer could not be completed")


def _document(run: Run, page: Page, following: str | None, snapshot: str, service: Service) -> bytes:
    """Return a page as JSON."""
    return encoded(
        {
            "query": run.query.name,
            "documentation": service.query_address(run.query.name, "html"),
            "parameters": {name: text for name, text in run.texts.items() if name not in {LIMIT, OFFSET}},
            "snapshot": snapshot,
            LIMIT: run.limit,
            OFFSET: run.offset,
            "count": len(page.bindings),
            "next": following,
            "items": page.items(),
        }
    )


def _links(run: Run, page: Page, request: Request, service: Service) -> tuple[Link, ...]:
    """Return where the other pages are (RFC 8288), and the description of the service (RFC 8631)."""
    asked = {name: text for name, text in run.texts.items() if name not in {LIMIT, OFFSET}}

    def at(offset: int) -> str:
        return service.query_address(
            run.query.name, request.suffix, {**asked, LIMIT: str(run.limit), OFFSET: str(offset)}
        )

    after, before = run.offset + run.limit, max(0, run.offset - run.limit)
    return (
        *((Link(at(after), "next"),) if page.more and after <= MAX_OFFSET else ()),
        *((Link(at(before), "prev"),) if run.offset else ()),
        Link(service.openapi, "service-desc", type=OPENAPI.media_type),
    )


def _listed(request: Request, service: Service) -> Reply:
    offer = _wanted(request, (JSON,))
    if offer is None:
        return _refused(_unacceptable(JSON), service)
    body = encoded({"openapi": service.openapi, "queries": [_entry(query, service) for query in service.library.values()]})  # fmt: skip
    return reply_with(Representation(body, JSON.content_type, headers=_COMMON, max_age=MAX_AGE), request)


def _entry(query: StoredQuery, service: Service) -> dict[str, object]:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "address": service.query_address(query.name),
        "documentation": service.query_address(query.name, "html"),
        "parameters": [each.name for each in query.parameters],
        "example": service.query_address(query.name, "json", query.example),
    }


def _described(request: Request, service: Service) -> Reply:
    if _wanted(request, (JSON, OPENAPI)) is None:
        return _refused(_unacceptable(OPENAPI, JSON), service)
    body = encoded(openapi.document(service, request.lang))
    headers = (*_COMMON, ("Content-Language", request.lang))
    return reply_with(
        Representation(
            body,
            (negotiate(request.accept, (JSON, OPENAPI)) or JSON).content_type,
            headers=headers,
            max_age=MAX_AGE,
        ),
        request,
    )


def _wanted(request: Request, offers: tuple[Offer, ...]) -> Offer | None:
    """Return the format that the address ends in, or what is negotiated."""
    if request.suffix:
        return next((offer for offer in offers if offer.token == request.suffix), None)
    return negotiate(request.accept, offers)


def _unacceptable(*offers: Offer) -> Problem:
    formats = ", ".join(offer.media_type for offer in offers)
    return Problem.of(Fault("not-acceptable", f"there is {formats}"))


def _refused(problem: Problem, service: Service, query: StoredQuery | None = None) -> Reply:
    documentation = service.query_address(query.name, "html") if query else service.address
    headers = (
        ("Content-Type", PROBLEM.content_type),
        ("Cache-Control", "no-store"),
        *_COMMON,
        *problem.headers,
    )
    return Reply(problem.status, headers, problem.document(quote(documentation, safe="/:?&=%")))


def _cache() -> Header:
    return ("Cache-Control", f"public, max-age={MAX_AGE}")
