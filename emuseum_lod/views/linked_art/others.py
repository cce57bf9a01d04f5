"""What is said of the items that are no objects: actors, museums, places, concepts, sets and files, each by its endpoint of the API."""

from functools import singledispatch
from typing import Final

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    Collection,
    Concept,
    Dimension,
    Identifier,
    Institution,
    Item,
    Name,
    Place,
    Span,
    Tour,
)
from emuseum_lod.graph.canonical import decimal
from emuseum_lod.ledger.faces import face_of
from emuseum_lod.uris import ItemId
from emuseum_lod.views.iiif.addresses import PRESENTATION, PRESENTATION_TYPE, collection_path
from emuseum_lod.views.json_text import Json, said
from emuseum_lod.views.linked_art.nodes import CLASSES_OF_CONCEPTS, Nodes
from emuseum_lod.views.linked_art.objects import VISUAL, digital_format, image_service

_PERIOD: Final = "Period"


@singledispatch
def description(record: Item, class_: str, nodes: Nodes) -> Json:
    """Return what is said of an item of a class, beside its id and class; its kind decides what there is."""
    raise NotImplementedError(type(record))


@description.register
def _actor(record: Actor, class_: str, nodes: Nodes) -> Json:
    begin, end = ("born", "died") if class_ == "Person" else ("formed_by", "dissolved_by")
    events = {
        begin: _event("Birth" if begin == "born" else "Formation", record.birth, record.birth_place, nodes),
        end: _event("Death" if end == "died" else "Dissolution", record.death, record.death_place, nodes),
    }
    return said(
        classified_as=[
            *nodes.term("gender", record.gender),
            *nodes.types(record.occupations, "occupation"),
            *nodes.types(record.nationalities, "nationality"),
        ],
        identified_by=nodes.names(record.names),
        referred_to_by=nodes.statements(record.statements),
        equivalent=nodes.equivalents(record.equivalents, class_),
        **events,
        carried_out=_activity(record.active, nodes),
        subject_of=_pages(record, nodes),
    )


@description.register
def _institution(record: Institution, class_: str, nodes: Nodes) -> Json:
    return said(
        classified_as=[*nodes.term("group", "museum"), *nodes.types(record.types)],
        identified_by=nodes.names(record.names),
        referred_to_by=nodes.statements(record.statements),
        equivalent=nodes.equivalents(record.equivalents, class_),
        residence=nodes.places(record.place, record.region),
        subject_of=[*_pages(record, nodes), *_presentation(record, nodes)],
    )


@description.register
def _place(record: Place, class_: str, nodes: Nodes) -> Json:
    code = [Identifier(value=record.code, type="iso-3166-2")] if record.code else []
    located = decimal(record.latitude) and decimal(record.longitude)
    return said(
        classified_as=nodes.types(record.types),
        identified_by=[*nodes.names(record.names), *nodes.numbers(code)],
        equivalent=nodes.equivalents(record.equivalents, class_),
        part_of=nodes.places(record.part_of),
        # WKT puts the longitude first.
        defined_by=f"POINT({record.longitude} {record.latitude})" if located else "",
        subject_of=_pages(record, nodes),
    )


@description.register
def _concept(record: Concept, class_: str, nodes: Nodes) -> Json:
    preferred = [Name(value=text.value, lang=text.lang) for text in record.labels]
    others = [Name(value=text.value, lang=text.lang, type="alternative") for text in record.alt_labels]
    same = dict.fromkeys((*record.exact_match, *record.equivalents))
    definitions = nodes.notes(record.definitions, "description")
    about = said(
        classified_as=nodes.term("scheme", record.scheme),
        identified_by=nodes.names([*preferred, *others]),
        referred_to_by=[*definitions, *nodes.notes(record.notes)],
        subject_of=_pages(record, nodes),
    )
    if class_ == _PERIOD:
        return about | said(timespan=nodes.time(record.span))
    return about | said(
        equivalent=nodes.equivalents(same, class_),
        broader=nodes.references(record.broader, *CLASSES_OF_CONCEPTS),
    )


@description.register
def _collection(record: Collection, class_: str, nodes: Nodes) -> Json:
    return said(
        classified_as=nodes.term("set", "collection"),
        identified_by=nodes.names(record.names),
        referred_to_by=nodes.statements(record.statements),
        equivalent=nodes.equivalents(record.equivalents, class_),
        subject_of=[*_pages(record, nodes), *_presentation(record, nodes)],
    )


@description.register
def _asset(record: Asset, class_: str, nodes: Nodes) -> Json:
    sizes = (
        ("width", record.width, "pixel"),
        ("height", record.height, "pixel"),
        ("file-size", record.bytes, "byte"),
    )
    measured = [Dimension(type=name, value=str(size), unit=unit) for name, size, unit in sizes if size > 0]
    file = face_of(record).file
    return said(
        classified_as=nodes.term("digital", record.type),
        identified_by=nodes.names(record.names),
        equivalent=nodes.equivalents(record.equivalents, class_),
        **(digital_format(file) if file else {}),
        dimension=nodes.dimensions(measured),
        access_point=nodes.access_point(record.url),
        digitally_available_via=image_service(record.iiif_service, nodes),
        digitally_shows=[{"id": nodes.iri(record.id, VISUAL), "type": "VisualItem"}]
        if record.type != "sound"
        else [],
        subject_of=_pages(record, nodes),
    )


@description.register
def _tour(record: Tour, class_: str, nodes: Nodes) -> Json:
    return said(
        classified_as=nodes.term("digital", "virtual-tour"),
        identified_by=nodes.names(record.names),
        referred_to_by=nodes.statements(record.statements),
        equivalent=nodes.equivalents(record.equivalents, class_),
        access_point=nodes.access_point(record.url),
        subject_of=_pages(record, nodes),
    )


def depiction_of_file(record: Asset, nodes: Nodes) -> Json:
    """Return what a file shows (VisualItem): nothing is known of that but the rights in it."""
    return said(subject_to=nodes.rights(record.rights))


def _pages(record: Item, nodes: Nodes) -> list[Json]:
    page = nodes.addresses.absolute(nodes.addresses.page(record.id))
    return [*nodes.web_page(page), *nodes.web_page(record.homepage)]


def _presentation(record: Institution | Collection, nodes: Nodes) -> list[Json]:
    """Return the IIIF collection of what belongs to a museum or a collection."""
    addresses = nodes.addresses
    address = addresses.absolute(addresses.root + collection_path(record.id))
    return nodes.document(address, PRESENTATION_TYPE, conforms_to=PRESENTATION)


def _event(class_: str, span: Span | None, place: ItemId | None, nodes: Nodes) -> Json | None:
    node = said(type=class_, timespan=nodes.time(span), took_place_at=nodes.places(place))
    return node if len(node) > 1 else None


def _activity(span: Span | None, nodes: Nodes) -> list[Json]:
    time = nodes.time(span)
    professional = nodes.term("activity", "professional")
    return [{"type": "Activity", "classified_as": professional, "timespan": time}] if time else []
