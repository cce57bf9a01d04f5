"""Answers for the example queries: all of them, to be searched, or one; a page for people, RDF and the query itself for programs."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode

from emuseum_lod.negotiation import Offer, negotiate
from emuseum_lod.replies import CORS, Representation, preflight, reply_with
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.sparql import example_graph
from emuseum_lod.sparql.answer import MAX_AGE
from emuseum_lod.sparql.examples import load_themes
from emuseum_lod.sparql.faults import Fault
from emuseum_lod.sparql.formats import GRAPH, HTML, PROBLEM, named_format
from emuseum_lod.sparql.page import CONTENT_SECURITY_POLICY, FORMAT_NAMES
from emuseum_lod.sparql.service import Service
from emuseum_lod.views.language import page_language
from emuseum_lod.views.pages import Download, Example, ExamplePage, ExamplesPage, ExampleTheme

QUERY: Final = Offer("application/sparql-query", token="rq")  # noqa: S106 -- a name, no secret

_MAX_SEARCH: Final = 200
"""Characters of what is searched for."""


@dataclass(frozen=True, slots=True)
class _Request:
    """What is asked of the examples: in which format and language, and what is searched for."""

    accept: str | None
    format: str
    lang: str
    search: str
    if_none_match: str | None
    if_modified_since: str | None = None


def answer(asked: Asked, service: Service, name: str = "") -> Reply | None:
    """Return all examples, or the one of a name; None where there is none of that name."""
    if asked.method == "OPTIONS":
        return preflight()
    request = _parse(asked)
    themes = load_themes(request.lang)
    found = _named(themes, name) if name else None
    if name and found is None:
        return None
    offers = (*GRAPH, *((QUERY,) if found else ()), HTML)
    offer = named_format(request.format, offers) if request.format else negotiate(request.accept, offers)
    if offer is None:
        return _unacceptable("format" if request.format else "not-acceptable", offers, service)
    if offer is QUERY and found:
        body = example_graph.complete(found[1].query, service.addresses.base).encode()
    elif offer is not HTML:
        body = example_graph.document(service.addresses.base, offer, name)
    else:
        shown = _example(*found, request, service) if found else _list(themes, request, service)
        body = service.render(shown).encode()
    return _reply(body, offer, request)


def _parse(asked: Asked) -> _Request:
    """Return the request; bytes that are no UTF-8 are read as replacement characters, which nothing contains."""
    fields = dict(parse_qsl(asked.query.decode("latin-1"), errors="replace"))
    headers = asked.headers
    return _Request(
        headers.get("accept"),
        fields.get("format", ""),
        page_language(fields.get("lang", ""), headers.get("accept-language")),
        fields.get("q", "")[:_MAX_SEARCH].strip(),
        headers.get("if-none-match"),
    )


def _named(themes: tuple[ExampleTheme, ...], name: str) -> tuple[ExampleTheme, Example] | None:
    return next(
        ((theme, example) for theme in themes for example in theme.examples if example.name == name), None
    )


def _list(themes: tuple[ExampleTheme, ...], request: _Request, service: Service) -> ExamplesPage:
    """Return the page of all examples that have every word that is searched for."""
    words = request.search.lower().split()
    kept = (
        ExampleTheme(theme.name, theme.title, tuple(each for each in theme.examples if each.has_words(words)))
        for theme in themes
    )
    return ExamplesPage(
        lang=request.lang,
        path=service.examples_path,
        canonical=f"{service.iri}/examples",
        endpoint=service.path,
        search=request.search,
        themes=tuple(theme for theme in kept if theme.examples),
        downloads=_downloads(service.examples_path, GRAPH),
    )


def _example(theme: ExampleTheme, example: Example, request: _Request, service: Service) -> ExamplePage:
    path = f"{service.examples_path}/{example.name}"
    return ExamplePage(
        lang=request.lang,
        path=path,
        canonical=f"{service.iri}/examples/{example.name}",
        endpoint=service.path,
        list=service.examples_path,
        theme=theme,
        example=example,
        run=f"{service.path}?{urlencode({'lang': request.lang, 'query': example.query})}#result",
        downloads=_downloads(path, (*GRAPH, QUERY)),
    )


def _downloads(path: str, offers: tuple[Offer, ...]) -> tuple[Download, ...]:
    return tuple(
        Download(
            FORMAT_NAMES.get(offer.token, offer.token.upper()),
            offer.media_type,
            f"{path}?format={offer.token}",
        )
        for offer in offers
    )


def _reply(body: bytes, offer: Offer, request: _Request) -> Reply:
    headers = [*CORS, ("Vary", "Accept, Accept-Language")]
    if offer in (HTML, QUERY):
        headers.append(("Content-Language", request.lang))
    if offer is HTML:
        headers.append(("Content-Security-Policy", CONTENT_SECURITY_POLICY))
    content_type = f"{offer.media_type}; charset=utf-8" if offer is QUERY else offer.content_type
    return reply_with(Representation(body, content_type, headers=tuple(headers), max_age=MAX_AGE), request)


def _unacceptable(code: str, offers: tuple[Offer, ...], service: Service) -> Reply:
    fault = Fault(code)
    headers = (("Content-Type", PROBLEM.content_type), ("Cache-Control", "no-store"), *CORS)
    formats = tuple(offer.media_type for offer in offers)
    return Reply(fault.status, headers, fault.document(formats, service.limits_iri))
