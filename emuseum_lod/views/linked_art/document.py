"""The whole of a Linked Art document: its context, what it is about, what is said of that, and HAL links around it."""

from typing import Final

from emuseum_lod.catalogue.records import Asset, CatalogueRecord, Concept, Definition, HumanMadeObject
from emuseum_lod.ledger.faces import Faces, face_of
from emuseum_lod.uris import item_iri
from emuseum_lod.views.addresses import Addresses, web_address
from emuseum_lod.views.json_text import Json, said
from emuseum_lod.views.linked_art.nodes import DEVELOPERS_LANGUAGES, Nodes, class_of
from emuseum_lod.views.linked_art.objects import VISUAL, depiction, human_made_object, shows
from emuseum_lod.views.linked_art.others import depiction_of_file, description
from emuseum_lod.views.wording import Wording

CONTEXT: Final = "https://linked.art/ns/v1/linked-art.json"
"""The context of every document, and the profile of its media type (API 1.0, JSON-LD)."""

EXTENSION: Final = "linked-art.jsonld"
VISUAL_EXTENSION: Final = "linked-art-visual.jsonld"


def linked_art(record: CatalogueRecord, faces: Faces, base: str) -> Json | None:
    """Return the Linked Art document of an item; None for a vocabulary or ontology document, which the API has no endpoint for.

    `faces` are those of the items that the record refers to. But for `_links`, it is valid by the JSON Schema of its class.
    """
    if isinstance(record, Definition):
        return None
    nodes = Nodes(faces, base)
    class_ = _class(record)
    about = (
        human_made_object(record, faces, nodes)
        if isinstance(record, HumanMadeObject)
        else description(record, class_, nodes)
    )
    if record.demonstration:
        marked = [*about.get("classified_as", []), *nodes.term("status", "demonstration")]
        about = {"classified_as": marked} | about | {"classified_as": marked}
    return _document(record, class_, about, nodes)


def linked_art_of_visual(record: CatalogueRecord, faces: Faces, base: str) -> Json | None:
    """Return the document of what an object or a file shows (VisualItem), which carries its rights; None where nothing is known of that."""
    nodes = Nodes(faces, base)
    if isinstance(record, HumanMadeObject) and shows(record):
        about = depiction(record, nodes)
    elif isinstance(record, Asset) and record.type != "sound":
        about = depiction_of_file(record, nodes)
    else:
        return None
    return _document(record, "VisualItem", about, nodes)


def _document(record: CatalogueRecord, class_: str, about: Json, nodes: Nodes) -> Json:
    fragment, extension = (VISUAL, VISUAL_EXTENSION) if class_ == "VisualItem" else ("", EXTENSION)
    named = Wording(DEVELOPERS_LANGUAGES[0], {}, nodes.addresses).title(record).value
    return {
        "@context": CONTEXT,
        "id": nodes.iri(record.id, fragment),
        "type": class_,
        "_label": named,
        **about,
        "_links": _links(record, extension, nodes.addresses),
    }


def _class(record: CatalogueRecord) -> str:
    """Return the class of a record. A period is a Period, as the makings in it say, though it is a term of a vocabulary, too."""
    if isinstance(record, Concept) and record.role == "period":
        return "Period"
    return class_of(record.id, face_of(record))


def _links(record: CatalogueRecord, extension: str, addresses: Addresses) -> Json:
    """Return the links of the Hypertext Application Language: relations as registered with IANA, so that no `curies` are needed."""

    def link(path: str, type_: str) -> Json:
        return {"href": addresses.absolute(path), "type": type_}

    own = link(addresses.data(record.id, extension), f'application/ld+json;profile="{CONTEXT}"')
    licence = web_address(record.metadata_rights)
    return said(
        self=own,
        describes={"href": item_iri(addresses.base, record.id)},
        alternate=[
            link(addresses.page(record.id), "text/html"),
            link(addresses.data(record.id, "jsonld"), "application/ld+json"),
            link(addresses.data(record.id, "ttl"), "text/turtle"),
        ],
        license={"href": licence} if licence else None,
    )
