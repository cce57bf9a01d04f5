"""Answers for ``/api/``: the rows of a stored query as JSON or CSV, for people a page; the list of all, their OpenAPI description.

Queries go the way of every other (`sparql`): the same pool, the same limits and budget, the same kept answers; so does what a client has already, by snapshot.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.replies import Header, Link, Representation, preflight, reply_with
from emuseum_lod.reply import Reply, has_entity_tag
from emuseum_lod.sparql.answer import MAX_AGE, cache_status, snapshot_tag
from emuseum_lod.sparql.client import Answering, Gone
from emuseum_lod.sparql.faults import Fault
from emuseum_lod.sparql.formats import HTML, PROBLEM
from emuseum_lod.sparql.formats import JSON as RESULTS
from emuseum_lod.sparql.frames import Failure, Job, Lost, Start
from emuseum_lod.stored import openapi
from emuseum_lod.stored.library import LANGUAGE, LIMIT, OFFSET, SNAPSHOT, StoredQuery
from emuseum_lod.stored.page import list_page, query_page, result_of, sparql_of, turned
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
from emuseum_lod.views.pages import ProblemPage, StoredPage

JSON: Final = Offer("application/json", token="json")  # noqa: S106 -- a name, no secret
CSV: Final = Offer("text/csv", token="csv")  # noqa: S106
OPENAPI: Final = Offer("application/vnd.oai.openapi+json", aliases=("application/json",), token="json")  # noqa: S106

_VARY: Final = ("Vary", "Accept, Accept-Language")
_CORS: Final[tuple[Header, ...]] = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Cache-Status, ETag, Link, Retry-After, Search-Limit-Met"),
)
_COMMON: Final = (*_CORS, _VARY)
_CACHE: Final[Header] = ("Cache-Control", f"public, max-age={MAX_AGE}")


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
            return _refused(refused, request, service)
        case Run() as run:
            return _run(run, request, service, gone)


def _run(run: Run, request: Request, service: Service, gone: Gone) -> Reply:
    offers = (JSON, CSV, HTML)
    offer = _wanted(request, offers)
    if offer is None:
        return _problem(_unacceptable(offers), request, service, run.query, run.texts)
    text = run.query.bound(run.values, request.lang, run.limit + 1, run.offset)
    tag = _tag(service.endpoint.published(), offer, request, text)
    if request.if_none_match and has_entity_tag(request.if_none_match, tag):
        return Reply(304, (("ETag", tag), _CACHE, *_COMMON))
    found = _rows(run, text, request, service, gone)
    if isinstance(found, Problem):
        return _problem(found, request, service, run.query, run.texts)
    page, start = found
    headers = (
        ("ETag", _tag(start.snapshot, offer, request, text)),
        _CACHE,
        ("Cache-Status", cache_status(start)),
        *((("Search-Limit-Met", str(start.search_cut)),) if start.search_cut else ()),
        *_COMMON,
    )
    if offer is HTML:
        return _page(_shown(run, page, request, service), request, service, headers)
    links = _links(run, page, start.snapshot, request, service)
    said = (
        ("Content-Type", f"{CSV.content_type}; header=present" if offer is CSV else offer.content_type),
        ("Content-Language", request.lang),
        *headers,
        *(("Link", str(link)) for link in links),
    )
    following = next((link.target for link in links if link.rel == "next"), None)
    body = page.csv() if offer is CSV else _document(run, page, following, start.snapshot, service)
    return Reply(200, said, body)


def _rows(
    run: Run, text: str, request: Request, service: Service, gone: Gone
) -> tuple[Page, Start] | Problem:
    """Return a page of rows and where it is from, or why there is none."""
    if run.snapshot not in {"", service.endpoint.published()}:
        return _changed(run)
    got = service.endpoint.queries.ask(Job(text, RESULTS.token, client=request.client, keep=True), gone)
    if isinstance(got, Failure):
        return Problem.of(got)
    whole = whole_of(got)
    if isinstance(whole, Failure):
        return Problem.of(whole)
    # It may have been published after the look above.
    return (
        _changed(run)
        if run.snapshot not in {"", got.start.snapshot}
        else (page_of(whole, run.limit), got.start)
    )


def whole_of(got: Answering) -> bytes | Failure:
    """Return an answer when all of it is there: a page of rows is small enough to wait for, so that its status is always true."""
    try:
        return got.whole if got.whole is not None else b"".join(got)
    except (Lost, OSError):
        return Failure("unavailable", "the answer could not be completed")


def _document(run: Run, page: Page, following: str | None, snapshot: str, service: Service) -> bytes:
    """Return a page as JSON."""
    return encoded(
        {
            "query": run.query.name,
            "documentation": service.query_address(run.query.name, HTML.token),
            "parameters": _conditions(run),
            SNAPSHOT: snapshot,
            LIMIT: run.limit,
            OFFSET: run.offset,
            "count": len(page.bindings),
            "next": following,
            "items": page.items(),
        }
    )


def _conditions(run: Run) -> dict[str, str]:
    """Return the parameters that were sent, without those of paging."""
    return {name: text for name, text in run.texts.items() if name not in {LIMIT, OFFSET, SNAPSHOT}}


def _changed(run: Run) -> Problem:
    said = f"rows are no longer those of {run.snapshot[:100]}: begin again, without {SNAPSHOT} and {OFFSET}"
    return Problem.of(Refused("changed", said, SNAPSHOT, run.snapshot[:100]))


def _offsets(run: Run, page: Page) -> tuple[int | None, int | None]:
    """Return where the page before begins, and the one after; None where there is none."""
    after = run.offset + run.limit
    before = max(0, run.offset - run.limit) if run.offset else None
    return before, after if page.more and after <= MAX_OFFSET else None


def _links(run: Run, page: Page, snapshot: str, request: Request, service: Service) -> tuple[Link, ...]:
    """Return where the other pages are (RFC 8288), and the description of the service (RFC 8631)."""
    asked = _conditions(run)
    before, after = _offsets(run, page)

    def at(offset: int) -> str:
        parameters = {**asked, LIMIT: str(run.limit), OFFSET: str(offset), SNAPSHOT: snapshot}
        return service.query_address(run.query.name, request.suffix, parameters)

    return (
        *((Link(at(after), "next"),) if after is not None else ()),
        *((Link(at(before), "prev"),) if before is not None else ()),
        Link(service.openapi, "service-desc", type=OPENAPI.media_type),
    )


def _shown(run: Run, page: Page, request: Request, service: Service) -> StoredPage:
    """Return a page of rows for people."""
    before, after = _offsets(run, page)
    return replace(
        query_page(run.query, run.texts, request.lang, service),
        result=result_of(page, service),
        rows=(run.offset + 1, run.offset + len(page.bindings)),
        previous=turned(run, before, request.lang, service) if before is not None else "",
        following=turned(run, after, request.lang, service) if after is not None else "",
        sparql=sparql_of(run, request.lang, service),
    )


def _listed(request: Request, service: Service) -> Reply:
    offer = _wanted(request, (JSON, HTML))
    if offer is None:
        return _problem(_unacceptable((JSON, HTML)), request, service)
    if offer is HTML:
        body = service.endpoint.render(list_page(request.lang, service)).encode()
    else:
        entries = [_entry(query, service) for query in service.library.values()]
        body = encoded({"openapi": service.openapi, "queries": entries})
    return _sent(body, offer, request)


def _entry(query: StoredQuery, service: Service) -> dict[str, object]:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "address": service.query_address(query.name),
        "documentation": service.query_address(query.name, HTML.token),
        "parameters": [each.name for each in query.parameters],
        "example": service.query_address(query.name, JSON.token, query.example),
    }


def _described(request: Request, service: Service) -> Reply:
    offer = _wanted(request, (JSON, OPENAPI))
    if offer is None:
        return _problem(_unacceptable((JSON, OPENAPI)), request, service)
    return _sent(encoded(openapi.document(service, request.lang)), offer, request)


def _refused(refused: Refused, request: Request, service: Service) -> Reply:
    """Answer what can't be done; a person who has not filled in anything yet gets the form."""
    if refused.query and not refused.texts.keys() - {LANGUAGE} and _for_people(request):
        return _page(query_page(refused.query, {}, request.lang, service), request, service, (_CACHE, *_COMMON))  # fmt: skip
    return _problem(Problem.of(refused), request, service, refused.query, refused.texts)


def _problem(
    problem: Problem,
    request: Request,
    service: Service,
    query: StoredQuery | None = None,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> Reply:
    headers = (("Cache-Control", "no-store"), *_COMMON, *problem.headers)
    if _for_people(request):
        page = (
            query_page(query, texts, request.lang, service, problem)
            if query
            else ProblemPage(request.lang, "", "", problem.status)
        )
        return _page(page, request, service, headers, problem.status)
    documentation = service.query_address(query.name, HTML.token) if query else service.address
    return Reply(
        problem.status, (("Content-Type", PROBLEM.content_type), *headers), problem.document(documentation)
    )


def _page(
    page: StoredPage | ProblemPage,
    request: Request,
    service: Service,
    headers: tuple[Header, ...],
    status: int = 200,
) -> Reply:
    said = (("Content-Type", HTML.content_type), ("Content-Language", request.lang), *headers)
    return Reply(status, said, service.endpoint.render(page).encode())


def _sent(body: bytes, offer: Offer, request: Request) -> Reply:
    headers = (*_COMMON, ("Content-Language", request.lang))
    return reply_with(Representation(body, offer.content_type, headers=headers, max_age=MAX_AGE), request)


def _for_people(request: Request) -> bool:
    return request.suffix == HTML.token or (
        not request.suffix and negotiate(request.accept, (PROBLEM, HTML)) is HTML
    )


def _wanted(request: Request, offers: tuple[Offer, ...]) -> Offer | None:
    """Return the format that the address ends in, or what is negotiated."""
    if request.suffix:
        return next((offer for offer in offers if offer.token == request.suffix), None)
    return negotiate(request.accept, offers)


def _unacceptable(offers: tuple[Offer, ...]) -> Problem:
    return Problem.of(Fault("not-acceptable", f"there is {', '.join(offer.media_type for offer in offers)}"))


def _tag(snapshot: str, offer: Offer, request: Request, query: str) -> str:
    return snapshot_tag(snapshot, offer.token, request.suffix, request.lang, query)
