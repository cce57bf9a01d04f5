"""The service description: what the endpoint says about itself to who asks without a query (Service Description, §2)."""

import io
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from emuseum_lod.namespaces import PREFIXES
from emuseum_lod.negotiation import Offer
from emuseum_lod.sparql.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE

_FORMATS = {
    TURTLE: ox.RdfFormat.TURTLE,
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    RDF_XML: ox.RdfFormat.RDF_XML,
    JSON_LD: ox.RdfFormat.JSON_LD,
}


@cache
def description(endpoint: str, offer: Offer) -> bytes:
    """Return the description of the endpoint at this IRI, in one of the formats of graphs."""
    source = Path(__file__).with_name("service.ttl")
    quads = list(ox.parse(path=str(source), format=ox.RdfFormat.TURTLE, base_iri=endpoint))
    used = {name: iri for name, iri in PREFIXES.items() if name in {"sd", "dcterms", "rdfs"}}
    output = io.BytesIO()
    ox.serialize((quad.triple for quad in quads), output, format=_FORMATS[offer], prefixes=used)
    return output.getvalue()
