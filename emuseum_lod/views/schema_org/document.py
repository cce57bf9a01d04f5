"""The description of an item in schema.org's terms.

It says less than the other forms: what search engines, and who reads their data, understand. Everything is said of an item by
its IRI; `url` is its page.
"""

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any, Final

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    CatalogueRecord,
    Collection,
    Concept,
    Definition,
    HumanMadeObject,
    Institution,
    Item,
    Name,
    Place,
    Statement,
    Text,
    Tour,
)
from emuseum_lod.graph.canonical import decimal
from emuseum_lod.ledger.faces import Faces, face_of
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import web_address
from emuseum_lod.views.dublin_core import INVENTED, iso_span, measurements, parts_taken
from emuseum_lod.views.json_text import Json, number, said
from emuseum_lod.views.schema_org.nodes import Nodes, class_of, date, links, one_or_many, texts

CONTEXT: Final = "https://schema.org"

_WORKS: Final = (HumanMadeObject, Collection, Asset, Tour, Definition)
"""The items that schema.org counts as creative works: only of them can it say under which licence the description is."""

_DESCRIPTIONS: Final = frozenset(("description", "summary", "biography"))


def schema_org(record: CatalogueRecord, faces: Faces, base: str) -> Json:
    """Return the description of an item as JSON-LD; `faces` are those of the items that the record refers to."""
    nodes = Nodes(faces, base)
    face = face_of(record)
    return {
        "@context": CONTEXT,
        "@type": class_of(record.id, face.sort or face.code),
        "@id": nodes.addresses.iri(record.id),
        **said(
            url=nodes.page(record.id),
            disambiguatingDescription=texts(INVENTED) if record.demonstration else None,
            **_description(record, nodes),
            mainEntityOfPage=web_address(record.homepage),
            sdLicense=web_address(record.metadata_rights) if isinstance(record, _WORKS) else "",
        ),
    }


def in_language(document: Json, languages: Sequence[str]) -> Json:
    """Return a description in which each text that is there in several languages is a plain one, in the first of these languages that it has.

    For the page of an item: search engines expect one text, in the language of the page.
    """
    return {key: _plain(value, languages) for key, value in document.items()}


def _plain(value: Any, languages: Sequence[str]) -> Any:
    if isinstance(value, dict):
        return value.get("@value") or in_language(value, languages)
    if not isinstance(value, list):
        return value
    objects = [each for each in value if isinstance(each, dict)]
    tagged = {each["@language"]: each["@value"] for each in reversed(objects) if "@value" in each}
    wanted = next((tagged[lang] for lang in languages if lang in tagged), None)
    if tagged:
        return wanted or _plain(value[0], languages)
    return [_plain(each, languages) for each in value]


@singledispatch
def _description(record: Item, nodes: Nodes) -> Json:
    raise NotImplementedError(type(record))


@_description.register
def _object(record: HumanMadeObject, nodes: Nodes) -> Json:
    primary, others = _names(record.titles)
    made = record.production
    kinds = [face for item in record.types if (face := nodes.face(item))]
    spans = [production.span for production in made if production.span]
    return said(
        additionalType=links(match for face in kinds for match in face.matches),
        name=texts(primary),
        alternateName=texts(others),
        identifier=one_or_many(
            [{"@type": "PropertyValue", "propertyID": each.type, "value": each.value} for each in record.identifiers if each.value]
        ),
        description=_described(record.statements),
        keywords=nodes.things(*record.types, *record.classifications),
        creator=nodes.things(*(role.actor for part, role in parts_taken(record) if part == "creator")),
        contributor=nodes.things(
            *(role.actor for part, role in parts_taken(record) if part == "contributor" and role.qualifier is None)
        ),
        dateCreated=next(filter(None, map(date, spans)), ""),
        temporal=texts(each for span in spans for each in span.display or [Text(iso_span(span))]),
        locationCreated=nodes.things(*(place for production in made for place in production.places)),
        material=texts(label for item in record.materials if (face := nodes.face(item)) for label in face.labels),
        size=texts(measurements(record.dimensions)),
        about=nodes.things(*record.subjects),
        isPartOf=nodes.things(*record.collections),
        provider=nodes.things(record.institution),
        license=web_address(record.rights),
        image=_files(record.assets, nodes, ("image",)),
        associatedMedia=_files(record.assets, nodes, ("model", "sound", "video", "text")),
        sameAs=links(record.equivalents),
    )  # fmt: skip


@_description.register
def _actor(record: Actor, nodes: Nodes) -> Json:
    primary, others = _names(record.names)
    person = record.type == "person"
    begin, end = ("birth", "death") if person else ("founding", "dissolution")
    dates = {f"{begin}Date": date(record.birth), f"{end}Date": date(record.death)}
    places = (
        {
            "birthPlace": nodes.things(record.birth_place),
            "deathPlace": nodes.things(record.death_place),
            "gender": record.gender,
            "jobTitle": nodes.things(*record.occupations),
        }
        if person
        else {"foundingLocation": nodes.things(record.birth_place)}
    )
    return said(
        name=texts(primary),
        alternateName=texts(others),
        description=_described(record.statements),
        **dates,
        **places,
        sameAs=links(record.equivalents),
    )


@_description.register
def _institution(record: Institution, nodes: Nodes) -> Json:
    primary, others = _names(record.names)
    return said(
        name=texts(primary),
        alternateName=texts(others),
        description=_described(record.statements),
        identifier=record.code,
        keywords=nodes.things(*record.types),
        containedInPlace=nodes.things(record.place, record.region),
        sameAs=links(record.equivalents),
    )


@_description.register
def _place(record: Place, nodes: Nodes) -> Json:
    primary, others = _names(record.names)
    located = decimal(record.latitude) and decimal(record.longitude)
    point = {"latitude": record.latitude, "longitude": record.longitude}
    return said(
        name=texts(primary),
        alternateName=texts(others),
        identifier=record.code,
        geo={"@type": "GeoCoordinates", **{key: number(value) for key, value in point.items()}}
        if located
        else None,
        containedInPlace=nodes.things(record.part_of),
        sameAs=links(record.equivalents),
    )


@_description.register
def _concept(record: Concept, nodes: Nodes) -> Json:
    scheme = nodes.addresses.iri(ItemId(f"def/{record.scheme}"))
    return said(
        name=texts(record.labels),
        alternateName=texts(record.alt_labels),
        termCode=record.notation,
        description=texts(record.definitions or record.notes),
        inDefinedTermSet=web_address(scheme) if record.notation else "",
        sameAs=links((*record.exact_match, *record.equivalents)),
    )


@_description.register
def _collection(record: Collection, nodes: Nodes) -> Json:
    primary, others = _names(record.names)
    return said(
        name=texts(primary),
        alternateName=texts(others),
        description=_described(record.statements),
        provider=nodes.things(record.institution),
        sameAs=links(record.equivalents),
    )


@_description.register
def _asset(record: Asset, nodes: Nodes) -> Json:
    primary, others = _names(record.names)
    measured = record.width > 0 and record.height > 0
    return said(
        name=texts(primary),
        alternateName=texts(others),
        contentUrl=nodes.web(record.url),
        thumbnailUrl=nodes.web(record.thumbnail),
        encodingFormat=record.media_type,
        width=f"{record.width} px" if measured else "",
        height=f"{record.height} px" if measured else "",
        contentSize=f"{record.bytes} B" if record.bytes > 0 else "",
        license=web_address(record.rights),
        provider=nodes.things(record.institution),
        sameAs=links(record.equivalents),
    )


@_description.register
def _tour(record: Tour, nodes: Nodes) -> Json:
    primary, others = _names(record.names)
    address = nodes.web(record.url)
    return said(
        name=texts(primary),
        alternateName=texts(others),
        description=_described(record.statements),
        about=nodes.things(record.institution),
        encoding={"@type": "MediaObject", "contentUrl": address} if address else None,
        sameAs=links(record.equivalents),
    )


@_description.register
def _definition(record: Definition, nodes: Nodes) -> Json:  # noqa: ARG001  # the others use both
    return said(name=texts(record.names))


def _names(names: Iterable[Name]) -> tuple[list[Name], list[Name]]:
    """Return what something is called first, and its other names."""
    said_names = [name for name in names if name.type != "sort"]
    primary = [name for name in said_names if name.type == "primary"] or said_names[:1]
    return primary, [name for name in said_names if name not in primary]


def _described(statements: Iterable[Statement]) -> object:
    return texts(Text(each.value, each.lang) for each in statements if each.type in _DESCRIPTIONS)


def _files(assets: Iterable[ItemId], nodes: Nodes, types: tuple[str, ...]) -> object:
    """Return the files of an object of some types, by what is known of them without looking at their own records."""
    found = []
    for item in assets:
        face = nodes.face(item)
        address = nodes.web(face.file.url) if face and face.file and face.file.type in types else ""
        if address and face and face.file:
            found.append(
                said(
                    **{"@type": class_of(item, face.file.type), "@id": nodes.addresses.iri(item)},
                    contentUrl=address,
                    thumbnailUrl=nodes.web(face.file.thumbnail),
                    encodingFormat=face.file.media_type,
                    license=web_address(face.file.rights),
                )
            )
    return one_or_many(found)
