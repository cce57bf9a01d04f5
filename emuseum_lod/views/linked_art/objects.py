"""A museum object (HumanMadeObject): https://linked.art/api/1.0/endpoint/physical_object/."""

from collections.abc import Iterable, Iterator
from typing import Final

from emuseum_lod.catalogue.records import (
    Acquisition,
    Encounter,
    HumanMadeObject,
    Production,
    Role,
)
from emuseum_lod.graph.parts import SITTER
from emuseum_lod.ledger.faces import Faces, FileFace
from emuseum_lod.uris import ItemId, kind_of
from emuseum_lod.views.iiif.addresses import PRESENTATION, PRESENTATION_TYPE, manifest_address
from emuseum_lod.views.json_text import Json, said
from emuseum_lod.views.linked_art.nodes import Nodes
from emuseum_lod.views.viewing import model_type

VISUAL: Final = "visual"
"""The node below an object or a file that is what it shows."""

GLTF: Final = "https://registry.khronos.org/glTF/"


def human_made_object(record: HumanMadeObject, faces: Faces, nodes: Nodes) -> Json:
    """Return what is said of an object."""
    owner = record.owner
    return said(
        classified_as=[
            *nodes.types((*record.types, *record.classifications)),
            *nodes.term("object", "collection-item"),
        ],
        identified_by=[*nodes.names(record.titles), *nodes.numbers(record.identifiers)],
        referred_to_by=nodes.statements(record.statements),
        equivalent=nodes.equivalents(record.equivalents, "HumanMadeObject"),
        produced_by=_produced(record.production, nodes),
        encountered_by=[_encounter(each, nodes) for each in record.encounters],
        changed_ownership_through=[_acquisition(each, owner, nodes) for each in record.acquisitions]
        if owner
        else [],
        made_of=nodes.references(record.materials, as_="Material"),
        dimension=nodes.dimensions(record.dimensions),
        current_custodian=nodes.agents(record.institution),
        current_owner=nodes.agents(owner),
        member_of=nodes.references(record.collections, "Set"),
        shows=[{"id": nodes.iri(record.id, VISUAL), "type": "VisualItem"}] if shows(record) else [],
        representation=[
            _representation(item, face.file, nodes)
            for item in record.assets
            if (face := faces.get(item)) and face.file and face.file.type != "sound"
        ],
        subject_of=[
            *nodes.web_page(nodes.addresses.absolute(nodes.addresses.page(record.id))),
            *nodes.web_page(record.homepage),
            *nodes.document(
                manifest_address(record, faces, nodes.addresses), PRESENTATION_TYPE, conforms_to=PRESENTATION
            ),
        ],
    )


def shows(record: HumanMadeObject) -> bool:
    """Tell whether anything is known of what an object shows, or of the rights in that."""
    return bool(record.subjects or record.rights or list(_sitters(record)))


def depiction(record: HumanMadeObject, nodes: Nodes) -> Json:
    """Return what an object shows (VisualItem): persons, places and things are represented; a concept is what it is about."""
    concepts = [item for item in record.subjects if kind_of(item) == "concept"]
    things = [item for item in record.subjects if kind_of(item) != "concept"]
    return said(
        represents=nodes.references([*things, *_sitters(record)]),
        about=nodes.references(concepts),
        subject_to=nodes.rights(record.rights),
    )


def digital_format(file: FileFace) -> Json:
    """Return the format of a file, and the standard that one of a 3D model conforms to: no media type says more of it than "glTF"."""
    media_type = model_type(file.url, file.media_type) if file.type == "model" else file.media_type
    standard = [{"id": GLTF, "type": "InformationObject"}] if media_type.startswith("model/gltf") else []
    return said(format=media_type, conforms_to=standard)


def _sitters(record: HumanMadeObject) -> Iterator[ItemId]:
    for production in record.production:
        yield from (each.actor for each in production.actors if each.role == SITTER and not each.qualifier)


def _produced(productions: Iterable[Production], nodes: Nodes) -> Json | None:
    """Return the making of an object; when it was made in several, each is a part of the one."""
    made = [_production(each, nodes) for each in productions]
    return {"type": "Production", "part": made} if len(made) > 1 else next(iter(made), None)


def _production(production: Production, nodes: Nodes) -> Json:
    certain = _certain(production.actors)
    return said(
        type="Production",
        carried_out_by=nodes.agents(*(role.actor for role in certain if role.role is None)),
        took_place_at=nodes.places(*production.places),
        technique=nodes.types(production.techniques),
        timespan=nodes.time(production.span),
        during=nodes.references(production.periods, as_="Period"),
        referred_to_by=nodes.notes(production.note, "production"),
        attributed_by=nodes.attributions(production.actors),
        # Who had a role carried out a part of the making, and the role is the type of that part.
        part=[
            said(type="Production", carried_out_by=actor, classified_as=nodes.types([role.role]))
            for role in certain
            if role.role and (actor := nodes.agents(role.actor))
        ],
    )


def _encounter(encounter: Encounter, nodes: Nodes) -> Json:
    return said(
        type="Encounter",
        carried_out_by=nodes.agents(*(role.actor for role in _certain(encounter.actors))),
        took_place_at=nodes.places(*encounter.places),
        timespan=nodes.time(encounter.span),
        referred_to_by=nodes.notes(encounter.note),
        attributed_by=nodes.attributions(encounter.actors),
    )


def _acquisition(acquisition: Acquisition, owner: ItemId, nodes: Nodes) -> Json:
    """Return how the owner came to the object. Linked Art's object has nothing for custody alone."""
    return said(
        type="Acquisition",
        classified_as=nodes.types([acquisition.method] if acquisition.method else []),
        transferred_title_to=nodes.agents(owner),
        timespan=nodes.time(acquisition.span),
    )


def _certain(roles: Iterable[Role]) -> list[Role]:
    return [role for role in roles if role.qualifier is None and role.role != SITTER]


def _representation(item: ItemId, file: FileFace, nodes: Nodes) -> Json:
    """Return a picture or model of an object: what it shows, and the file that shows it."""
    digital = said(
        id=nodes.iri(item),
        type="DigitalObject",
        classified_as=nodes.term("digital", file.type),
        **digital_format(file),
        access_point=nodes.access_point(file.url),
        digitally_available_via=image_service(file.iiif_service, nodes),
    )
    small = said(
        type="DigitalObject",
        classified_as=nodes.term("digital", "thumbnail"),
        access_point=nodes.access_point(file.thumbnail),
    )
    return {
        "type": "VisualItem",
        "digitally_shown_by": [digital, *([small] if "access_point" in small else [])],
    }


def image_service(address: str, nodes: Nodes) -> list[Json]:
    """Return the IIIF image service of a file."""
    point = nodes.access_point(address)
    standard = [{"id": "http://iiif.io/api/image", "type": "InformationObject"}]
    return [{"type": "DigitalService", "access_point": point, "conforms_to": standard}] if point else []
