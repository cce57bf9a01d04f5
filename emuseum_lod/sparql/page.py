"""The endpoint's page for people: the form, and a result as a table, a yes or no, or a graph."""

import json
from collections.abc import Set as AbstractSet
from typing import Any, Final
from urllib.parse import urlencode

from emuseum_lod.namespaces import PREFIXES
from emuseum_lod.sparql.examples import load_themes
from emuseum_lod.sparql.faults import Fault
from emuseum_lod.sparql.formats import offers_for
from emuseum_lod.sparql.prefixes import known_prefixes
from emuseum_lod.sparql.request import Evaluate
from emuseum_lod.sparql.service import Service
from emuseum_lod.uris import ItemId, is_item_id
from emuseum_lod.views.addresses import Addresses, web_address
from emuseum_lod.views.pages import Cell, Download, QueryFault, QueryPage, QueryResult

MAX_ROWS: Final = 500
"""Rows that the table shows; the downloads have them all."""

_MAX_LINK: Final = 7_000
"""Bytes of an address that ends in a query; a longer one may be refused on its way."""

FORMAT_NAMES: Final = {
    "rdf": "RDF/XML",
    "jsonld": "JSON-LD",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rq": "SPARQL",
}
"""What people call the formats whose tokens are not their names."""

_PLAIN: Final = frozenset(
    {"xsd:integer", "xsd:decimal", "xsd:double", "xsd:boolean", "xsd:date", "xsd:dateTime", "xsd:anyURI"}
)
"""Datatypes that a value's looks tell already."""

CONTENT_SECURITY_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What the page may do: run our own scripts, ask our own service, and nothing else, whatever a result holds."""

_SHORT: Final = sorted(((iri, name) for name, iri in PREFIXES.items()), key=lambda pair: -len(pair[0]))


def query_page(lang: str, service: Service, query: str = "") -> QueryPage:
    """Return the page with a query in its form; the first example when there is none."""
    themes = load_themes(lang)
    first = themes[0].examples[0]
    return QueryPage(
        lang=lang,
        path=service.path,
        canonical=service.iri,
        base=service.addresses.base,
        examples=service.examples_path,
        query=query or first.query,
        themes=themes,
        prefixes=tuple(sorted(known_prefixes(service.addresses.base).items())),
        seconds=service.timeout,
    )


def downloads(wish: Evaluate, service: Service) -> tuple[Download, ...]:
    """Return where the whole result is to be had in each format; nothing for a query too long for an address."""
    parameters = [
        ("query", wish.query),
        *(("default-graph-uri", iri) for iri in wish.default_graphs),
        *(("named-graph-uri", iri) for iri in wish.named_graphs),
    ]
    address = f"{service.path}?{urlencode(parameters)}"
    if len(address) > _MAX_LINK:
        return ()
    return tuple(
        Download(
            FORMAT_NAMES.get(offer.token, offer.token.upper()),
            offer.media_type,
            f"{address}&format={offer.token}",
        )
        for offer in offers_for(wish.checked.form)
    )


def fault_of(fault: Fault) -> QueryFault:
    """Return a fault as the page shows it."""
    return QueryFault(fault.code, fault.detail, fault.line, fault.column)


def result_of(document: bytes, service: Service) -> QueryResult:
    """Return a result in SPARQL's JSON format as it is shown."""
    said = json.loads(document)
    return QueryResult(truth=said["boolean"]) if "boolean" in said else table_of(said, service)


def table_of(said: dict[str, Any], service: Service) -> QueryResult:
    """Return solutions in SPARQL's JSON format as they are shown."""
    columns = tuple(said["head"]["vars"])
    found = said["results"]["bindings"]
    shown = found[:MAX_ROWS]
    ours = {item for row in shown for term in row.values() if (item := _item(term, service.addresses))}
    marked = service.demonstrations(ours)
    rows = tuple(
        tuple(_cell(row[column], service.addresses, marked) if column in row else None for column in columns)
        for row in shown
    )
    return QueryResult(columns=columns, rows=rows, count=len(found), document=said)


def _item(term: dict[str, Any], addresses: Addresses) -> ItemId | None:
    """Return the item of ours that a term names, or is a part of."""
    if term["type"] != "uri" or not term["value"].startswith(f"{addresses.base}id/"):
        return None
    name = term["value"].removeprefix(f"{addresses.base}id/").partition("#")[0]
    return ItemId(name) if is_item_id(name) else None


def _cell(term: dict[str, Any], addresses: Addresses, marked: AbstractSet[ItemId]) -> Cell:
    text = str(term["value"])
    if term["type"] == "uri":
        # What begins with a slash behind our base would name another host.
        ours = text.startswith(addresses.base) and not text.removeprefix(addresses.base).startswith("/")
        href = addresses.root + "/" + text.removeprefix(addresses.base) if ours else text
        followed = web_address(text) and (href if ours else web_address(text))
        return Cell(
            _shortened(text, addresses),
            followed or "",
            external=not ours,
            demonstration=_item(term, addresses) in marked,
        )
    if term["type"] != "literal":
        return Cell(f"_:{text}" if term["type"] == "bnode" else json.dumps(term["value"], ensure_ascii=False))
    datatype = _shortened(term.get("datatype", ""), addresses)
    return Cell(text, lang=term.get("xml:lang", ""), note="" if datatype in _PLAIN else datatype)


def _shortened(iri: str, addresses: Addresses) -> str:
    if iri.startswith(addresses.base):
        return iri.removeprefix(addresses.base)
    for namespace, prefix in _SHORT:
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
