"""What statements of rights and licences are called, from the document that publishes it (``ontologies/rights.ttl``)."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

import pyoxigraph as ox

from emuseum_lod.catalogue.records import Text
from emuseum_lod.namespaces import RDFS
from emuseum_lod.resources import resource
from emuseum_lod.views.addresses import web_address
from emuseum_lod.views.pages import Reference, Words
from emuseum_lod.views.wording import Wording


def rights_of(uri: str, wording: Wording) -> Reference | Words | None:
    """Return a statement of rights as a value: a link to it, by its name; None where there is none.

    One that is not in the list is called by its URI, and is a link only if it is a web address.
    """
    if not uri:
        return None
    name = wording.best(rights_names(uri)) or Text(uri)
    address = web_address(uri)
    return Reference(name, address, external=True) if address else Words(name)


def rights_names(uri: str) -> tuple[Text, ...]:
    """Return what a statement of rights is called in each language; nothing for one that is not in the list."""
    return _names().get(_canonical(uri), ())


@cache
def _names() -> Mapping[str, tuple[Text, ...]]:
    names: dict[str, list[Text]] = defaultdict(list)
    path = resource("ontologies", "rights.ttl")
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value == f"{RDFS}label" and isinstance(quad.subject, ox.NamedNode):
            names[_canonical(quad.subject.value)].append(Text(quad.object.value, quad.object.language or ""))
    return {uri: tuple(labels) for uri, labels in names.items()}


def _canonical(uri: str) -> str:
    """Return a URI as it is compared: exports write https and http, with and without the slash."""
    return uri.replace("https://", "http://", 1).rstrip("/")
