"""The formats of answers: for solutions and truth values (SELECT, ASK) and for graphs (CONSTRUCT, DESCRIBE)."""

from typing import Final, Literal

from emuseum_lod.negotiation import Offer

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

# The tokens are names, no secrets.
JSON: Final = Offer("application/sparql-results+json", aliases=("application/json",), token="json")  # noqa: S106
XML: Final = Offer("application/sparql-results+xml", aliases=("application/xml", "text/xml"), token="xml")  # noqa: S106
CSV: Final = Offer("text/csv", token="csv")  # noqa: S106
TSV: Final = Offer("text/tab-separated-values", aliases=("text/plain",), token="tsv")  # noqa: S106

TURTLE: Final = Offer("text/turtle", aliases=("application/x-turtle", "text/n3"), token="ttl")  # noqa: S106
N_TRIPLES: Final = Offer("application/n-triples", aliases=("text/plain",), token="nt")  # noqa: S106
RDF_XML: Final = Offer("application/rdf+xml", aliases=("application/xml", "text/xml"), token="rdf")  # noqa: S106
JSON_LD: Final = Offer("application/ld+json", aliases=("application/json",), token="jsonld")  # noqa: S106

HTML: Final = Offer("text/html", aliases=("application/xhtml+xml",), token="html")  # noqa: S106
PROBLEM: Final = Offer("application/problem+json", aliases=("application/json",), token="problem")  # noqa: S106

SOLUTIONS: Final = (JSON, XML, CSV, TSV)
TRUTH: Final = (JSON, XML)
"""CSV and TSV hold solutions; no specification says how they would hold a truth value."""
GRAPH: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)

# What other endpoints call them in `format=`.
_OTHER_NAMES: Final = {
    "sparql-results+json": "json",
    "srj": "json",
    "sparql-results+xml": "xml",
    "srx": "xml",
    "turtle": "ttl",
    "ntriples": "nt",
    "n-triples": "nt",
    "rdfxml": "rdf",
    "rdf+xml": "rdf",
    "json-ld": "jsonld",
}


def offers_for(form: Form) -> tuple[Offer, ...]:
    """Return the formats in which a query of that form can be answered, the one that we recommend first."""
    return {"SELECT": SOLUTIONS, "ASK": TRUTH, "CONSTRUCT": GRAPH, "DESCRIBE": GRAPH}[form]


def named_format(name: str, offers: tuple[Offer, ...]) -> Offer | None:
    """Return what a ``format=`` parameter names: a token, a media type or an alias; None when it is none of the offers."""
    wanted = name.strip().lower().replace(" ", "+")  # a "+" that was not escaped
    wanted = _OTHER_NAMES.get(wanted, wanted)
    for offer in offers:
        if wanted in (offer.token, offer.media_type):
            return offer
    return next((offer for offer in offers if wanted in offer.aliases), None)
