"""The service description: what the endpoint says about itself to who asks without a query (Service Description, §2), and of its dataset (VoID, §4)."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from emuseum_lod.namespaces import PREFIXES, VOID, XSD
from emuseum_lod.negotiation import Offer
from emuseum_lod.sparql.graphs import serialised
from emuseum_lod.sparql.statistics import Statistics

_USED: Final = {name: iri for name, iri in PREFIXES.items() if name in {"sd", "dcterms", "rdfs", "void"}}


@lru_cache(maxsize=8)
def description(endpoint: str, offer: Offer, figures: Statistics | None = None) -> bytes:
    """Return the description of the endpoint at this IRI, in one of the formats of graphs; with figures where there are some."""
    source = Path(__file__).with_name("service.ttl")
    quads = ox.parse(path=str(source), format=ox.RdfFormat.TURTLE, base_iri=endpoint)
    triples = [quad.triple for quad in quads]
    if figures is not None:
        triples += _figures(endpoint, figures)
    return serialised(triples, offer, _USED)


def _figures(endpoint: str, figures: Statistics) -> Iterator[ox.Triple]:
    graph = ox.NamedNode(f"{endpoint}#catalogue")
    yield _said(graph, "triples", figures.triples)
    yield _said(graph, "classes", len(figures.classes))
    yield _said(graph, "properties", len(figures.properties))
    for kind, number, counts in (
        ("class", "entities", figures.classes),
        ("property", "triples", figures.properties),
    ):
        for place, (iri, count) in enumerate(counts, start=1):
            partition = ox.NamedNode(f"{endpoint}#{kind}-{place}")
            yield ox.Triple(graph, _void(f"{kind}Partition"), partition)
            yield ox.Triple(partition, _void(kind), ox.NamedNode(iri))
            yield _said(partition, number, count)


def _said(subject: ox.NamedNode, name: str, count: int) -> ox.Triple:
    return ox.Triple(subject, _void(name), ox.Literal(str(count), datatype=ox.NamedNode(f"{XSD}integer")))


def _void(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{VOID}{name}")
