"""The whole of a LIDO document: ``lido:lido`` with its identifiers, and the two halves of a description."""

from typing import Final

from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject, Text
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.namespaces import CRM, GML, LIDO, XSI
from emuseum_lod.uris import item_iri
from emuseum_lod.views.lido.administration import administration
from emuseum_lod.views.lido.elements import (
    ALTERNATE,
    PREFERRED,
    TERMINOLOGY,
    Sayer,
    element,
    elsewhere,
    identifier,
    language,
    texts,
)
from emuseum_lod.views.lido.events import events
from emuseum_lod.views.lido.identification import classification, identification, main_language
from emuseum_lod.views.lido.relations import subjects

LIDO_SCHEMA: Final = "http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd"

_HEAD: Final = (
    f'<lido:lido xmlns:lido="{LIDO}" xmlns:gml="{GML}" xmlns:xsi="{XSI}"'
    f' xsi:schemaLocation="{LIDO} {LIDO_SCHEMA}">'
)
_TAIL: Final = "</lido:lido>"
_CATEGORY: Final = element(
    "category",
    identifier("conceptID", f"{TERMINOLOGY}lido00096", PREFERRED)
    + identifier("conceptID", f"{CRM}E22_Human-Made_Object", ALTERNATE)
    + texts(
        "term",
        (
            Text("Адам жасаған зат", "kk"),
            Text("Рукотворный предмет", "ru"),
            Text("Human-made object", "en"),
        ),
    ),
)


def lido(record: CatalogueRecord, faces: Faces, base: str) -> bytes | None:
    """Return the ``<lido:lido>`` element of an object (UTF-8, no XML declaration); None for other kinds of items.

    `faces` are those of the items the record refers to, `base` is the base IRI. Valid by lido-v1.1.xsd, and the same bytes for the
    same record and faces.
    """
    if not isinstance(record, HumanMadeObject):
        return None
    sayer = Sayer(base, faces)
    iri = item_iri(base, record.id)
    lang = language(main_language(record))
    descriptive = (
        classification(record, sayer)
        + identification(record, sayer)
        + events(record, sayer)
        + subjects(record, sayer)
    )
    document = (
        _HEAD
        + identifier("lidoRecID", f"{iri}#record")
        + identifier("objectPublishedID", iri, PREFERRED)
        + elsewhere("objectPublishedID", record.equivalents)
        + _CATEGORY
        + element("descriptiveMetadata", descriptive, lang)
        + element("administrativeMetadata", administration(record, sayer), lang)
        + _TAIL
    )
    return document.encode()
