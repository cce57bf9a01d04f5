"""Small graphs that the endpoint says about itself, in the formats of graphs."""

import io
from collections.abc import Iterable, Mapping
from typing import Final

import pyoxigraph as ox

from emuseum_lod.negotiation import Offer
from emuseum_lod.sparql.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE

_FORMATS: Final = {
    TURTLE: ox.RdfFormat.TURTLE,
    N_TRIPLES: ox.RdfFormat.N_TRIPLES,
    RDF_XML: ox.RdfFormat.RDF_XML,
    JSON_LD: ox.RdfFormat.JSON_LD,
}


def serialised(triples: Iterable[ox.Triple], offer: Offer, prefixes: Mapping[str, str]) -> bytes:
    """Return triples in one of the formats of graphs."""
    output = io.BytesIO()
    ox.serialize(triples, output, format=_FORMATS[offer], prefixes=dict(prefixes))
    return output.getvalue()
