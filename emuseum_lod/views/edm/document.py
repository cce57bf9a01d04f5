"""Writes a record of EDM as RDF/XML, in the order that EDM.xsd requires.

The document stands by itself: it declares its namespaces, so it can be put into another one as it is.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from emuseum_lod.catalogue.records import Text
from emuseum_lod.namespaces import DC, DCTERMS, EBUCORE, EDM, EDTF, ORE, OWL, RDF, SKOS, SVCS, WGS84, XSD
from emuseum_lod.views.edm.model import (
    Agent,
    Aggregation,
    Concept,
    EdmRecord,
    Link,
    Place,
    ProvidedCho,
    Service,
    TimeSpan,
    WebResource,
)
from emuseum_lod.views.xml_text import attribute, content, language_attribute

_NAMESPACES: Final = {
    "rdf": RDF,
    "dc": DC,
    "dcterms": DCTERMS,
    "edm": EDM,
    "ore": ORE,
    "owl": OWL,
    "skos": SKOS,
    "wgs84_pos": WGS84,
    "ebucore": EBUCORE,
    "svcs": SVCS,
}
_HEAD: Final = "".join(["<rdf:RDF", *(f' xmlns:{name}="{iri}"' for name, iri in _NAMESPACES.items()), ">"])
_TAIL: Final = "</rdf:RDF>"


def edm_xml(record: EdmRecord) -> bytes:
    """Return the ``<rdf:RDF>`` element of a record (UTF-8, no XML declaration)."""
    parts = [_HEAD, *_cho(record.cho)]
    for resource in record.web_resources:
        parts += _web_resource(resource)
    for agent in record.agents:
        parts += _agent(agent)
    for place in record.places:
        parts += _place(place)
    for span in record.time_spans:
        parts += _time_span(span)
    for concept in record.concepts:
        parts += _concept(concept)
    parts += _aggregation(record.aggregation)
    for service in record.services:
        parts += _service(service)
    parts.append(_TAIL)
    return "".join(parts).encode()


def _cho(cho: ProvidedCho) -> Iterable[str]:
    yield f'<edm:ProvidedCHO rdf:about="{_iri(cho.iri)}">'
    for name, value in cho.statements:
        yield _value(name, value)
    if cho.current_location:
        yield _link("edm:currentLocation", cho.current_location.iri)
    yield _links("edm:hasMet", cho.has_met)
    yield f"<edm:type>{cho.type}</edm:type>"
    yield _links("owl:sameAs", cho.same_as)
    yield "</edm:ProvidedCHO>"


def _web_resource(resource: WebResource) -> Iterable[str]:
    yield f'<edm:WebResource rdf:about="{_iri(resource.iri)}">'
    yield _links("dcterms:isFormatOf", resource.is_format_of)
    yield _link("edm:rights", resource.rights)
    if resource.media_type:
        yield f"<ebucore:hasMimeType>{content(resource.media_type)}</ebucore:hasMimeType>"
    yield _number("ebucore:fileByteSize", "long", resource.bytes)
    yield _number("ebucore:width", "integer", resource.width)
    yield _number("ebucore:height", "integer", resource.height)
    yield _link("svcs:has_service", resource.service)
    if resource.type:
        yield f"<edm:type>{resource.type}</edm:type>"
    yield "</edm:WebResource>"


def _agent(agent: Agent) -> Iterable[str]:
    yield f'<edm:Agent rdf:about="{_iri(agent.iri)}">'
    yield _labels(agent)
    yield _begin_and_end(agent)
    yield _links("owl:sameAs", agent.same_as)
    yield "</edm:Agent>"


def _place(place: Place) -> Iterable[str]:
    yield f'<edm:Place rdf:about="{_iri(place.iri)}">'
    if place.latitude:
        yield f"<wgs84_pos:lat>{place.latitude}</wgs84_pos:lat>"
        yield f"<wgs84_pos:long>{place.longitude}</wgs84_pos:long>"
    yield _labels(place)
    yield _links("dcterms:isPartOf", place.part_of)
    yield _links("owl:sameAs", place.same_as)
    yield "</edm:Place>"


def _time_span(span: TimeSpan) -> Iterable[str]:
    yield f'<edm:TimeSpan rdf:about="{_iri(span.iri)}">'
    yield _labels(span)
    yield _begin_and_end(span)
    yield _links("owl:sameAs", span.same_as)
    if span.edtf:
        yield f'<skos:notation rdf:datatype="{EDTF}">{content(span.edtf)}</skos:notation>'
    yield "</edm:TimeSpan>"


def _concept(concept: Concept) -> Iterable[str]:
    yield f'<skos:Concept rdf:about="{_iri(concept.iri)}">'
    yield _labels(concept)
    yield _links("skos:broader", concept.broader)
    yield _links("skos:exactMatch", concept.exact_match)
    yield "</skos:Concept>"


def _aggregation(aggregation: Aggregation) -> Iterable[str]:
    yield f'<ore:Aggregation rdf:about="{_iri(aggregation.iri)}">'
    yield _link("edm:aggregatedCHO", aggregation.cho)
    yield _value("edm:dataProvider", aggregation.data_provider)
    yield _links("edm:hasView", aggregation.has_view)
    yield _link("edm:isShownAt", aggregation.is_shown_at)
    yield _link("edm:isShownBy", aggregation.is_shown_by)
    yield _link("edm:object", aggregation.object)
    yield _value("edm:provider", aggregation.provider)
    yield _link("edm:rights", aggregation.rights)
    if aggregation.intermediate_provider:
        yield _value("edm:intermediateProvider", aggregation.intermediate_provider)
    yield "</ore:Aggregation>"


def _service(service: Service) -> Iterable[str]:
    yield f'<svcs:Service rdf:about="{_iri(service.iri)}">'
    yield _link("dcterms:conformsTo", service.conforms_to)
    yield "</svcs:Service>"


def _labels(node: Agent | Place | TimeSpan | Concept) -> str:
    preferred = "".join([_value("skos:prefLabel", label) for label in node.labels])
    return preferred + "".join([_value("skos:altLabel", label) for label in node.other_labels])


def _begin_and_end(node: Agent | TimeSpan) -> str:
    begin = f"<edm:begin>{content(node.begin)}</edm:begin>" if node.begin else ""
    return f"{begin}<edm:end>{content(node.end)}</edm:end>" if node.end else begin


def _value(name: str, value: Text | Link) -> str:
    if isinstance(value, Link):
        return _link(name, value.iri)
    return f"<{name}{language_attribute(value.lang)}>{content(value.value)}</{name}>"


def _links(name: str, iris: tuple[str, ...]) -> str:
    return "".join([_link(name, iri) for iri in iris]) if iris else ""


def _link(name: str, iri: str) -> str:
    return f'<{name} rdf:resource="{_iri(iri)}"/>' if iri else ""


def _number(name: str, type_: str, number: int) -> str:
    return f'<{name} rdf:datatype="{XSD}{type_}">{number}</{name}>' if number else ""


@lru_cache(maxsize=8192)
def _iri(iri: str) -> str:
    return attribute(iri)
