"""The representations an item has, in the order in which we recommend them."""

from typing import Final, cast

from emuseum_lod.negotiation import Offer
from emuseum_lod.views.rdf import Extension

HTML: Final = Offer("text/html", aliases=("application/xhtml+xml",), token="html")  # noqa: S106  # a name, no secret
JSON_LD: Final = Offer("application/ld+json", aliases=("application/json",), token="jsonld")  # noqa: S106
TURTLE: Final = Offer("text/turtle", aliases=("application/x-turtle", "text/n3"), token="ttl")  # noqa: S106
N_TRIPLES: Final = Offer("application/n-triples", aliases=("text/plain",), token="nt")  # noqa: S106
RDF_XML: Final = Offer(
    "application/rdf+xml",
    aliases=("application/xml", "text/xml"),
    token="rdf",  # noqa: S106
)

DATA: Final = (JSON_LD, TURTLE, N_TRIPLES, RDF_XML)
OFFERS: Final = (JSON_LD, HTML, TURTLE, N_TRIPLES, RDF_XML)
"""Who accepts anything (curl, most libraries) gets JSON-LD; browsers always name text/html."""

PROBLEM: Final = Offer("application/problem+json", aliases=("application/json",), token="problem")  # noqa: S106

BY_EXTENSION: Final = {offer.token: offer for offer in DATA}


def extension_of(offer: Offer) -> Extension:
    """Return the file extension of a data format."""
    return cast("Extension", offer.token)
