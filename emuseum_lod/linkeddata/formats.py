"""The syntaxes in which we publish, and the page for people."""

from dataclasses import dataclass
from typing import Final

from emuseum_lod.negotiation import Offer


@dataclass(frozen=True, slots=True)
class Format:
    """A syntax: what it is called, the extension of its files, its media type, and what clients send that mean it."""

    name: str
    extension: str
    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The value of a Content-Type header: text in UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


JSON_LD: Final = Format("JSON-LD", "jsonld", "application/ld+json", ("application/json",))
TURTLE: Final = Format("Turtle", "ttl", "text/turtle", ("application/x-turtle", "text/n3"))
N_TRIPLES: Final = Format("N-Triples", "nt", "application/n-triples", ("text/plain",))
RDF_XML: Final = Format("RDF/XML", "rdf", "application/rdf+xml", ("application/xml", "text/xml"))
XML: Final = Format("XML", "xml", "application/xml", ("text/xml",))
LINKSET_JSON: Final = Format("Linkset", "json", "application/linkset+json", ("application/json",))
LINKSET_TEXT: Final = Format("Linkset as text", "txt", "application/linkset", ("text/plain",))

RDF_FORMATS: Final = (JSON_LD, TURTLE, N_TRIPLES, RDF_XML)
"""What every description in RDF is published in, the one that we recommend first."""

HTML: Final = Offer("text/html", aliases=("application/xhtml+xml",), token="html")  # noqa: S106  # a name, no secret
PROBLEM: Final = Offer("application/problem+json", aliases=("application/json",), token="problem")  # noqa: S106
