"""The profiles in which items are described: one entry each in `PROFILES`.

To add one: a view (a pure function in ``views/``), an entry here, a row in docs/linked-data.md. Addresses, negotiation, links and lists of formats
follow from the entry.
"""

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from emuseum_lod.linkeddata.formats import JSON_LD, RDF_FORMATS, XML
from emuseum_lod.linkeddata.profile import (
    RECOMMENDED_TOKEN,
    Profile,
    Variant,
    as_json,
    as_xml,
    in_rdf,
)
from emuseum_lod.linkeddata.subject import Subject
from emuseum_lod.namespaces import CRM, DC, DCTERMS, EDM, LIDO, OAI_DC, SCHEMA, SKOS
from emuseum_lod.uris import KINDS, Kind
from emuseum_lod.views.dublin_core import oai_dc
from emuseum_lod.views.edm import edm_xml
from emuseum_lod.views.iiif import CONTEXT as IIIF
from emuseum_lod.views.iiif import DRAFT_CONTEXT as IIIF_DRAFT
from emuseum_lod.views.iiif import draft_path, manifest, presentation_path, scenes
from emuseum_lod.views.json_text import Json
from emuseum_lod.views.lido import lido
from emuseum_lod.views.linked_art import LINKED_ART, linked_art, linked_art_of_visual
from emuseum_lod.views.schema_org import schema_org
from emuseum_lod.views.skos import skos

_EVERY: Final = frozenset(KINDS)
_ITEMS: Final = _EVERY - {"def"}
_OBJECTS: Final[frozenset[Kind]] = frozenset({"object"})
_PRESENTED: Final[frozenset[Kind]] = frozenset({"object", "institution", "collection"})
_TERMS: Final[frozenset[Kind]] = frozenset({"concept", "def"})
_PICTURED: Final[frozenset[Kind]] = frozenset({"object", "asset"})


def _graph(subject: Subject) -> Iterable[str]:
    return subject.lines


def _dublin_core(subject: Subject) -> Iterable[str]:
    """Return what the graph says of the item itself in Dublin Core."""
    starts = tuple(f"<{subject.iri}> <{namespace}" for namespace in (DC, DCTERMS))
    return [line for line in subject.lines if line.startswith(starts)]


def _has_dublin_core(subject: Subject) -> bool:
    return bool(_dublin_core(subject))


def _oai_dc(subject: Subject) -> bytes | None:
    return oai_dc(subject.record, subject.labels, subject.base)


def _has_edm(subject: Subject) -> bool:
    return subject.edm is not None


def _edm(subject: Subject) -> Iterable[str]:
    """Return the record of EDM as triples: it is written as the XML that Europeana takes, and read from there."""
    document = edm_xml(subject.edm) if subject.edm else b""
    return (
        [f"{quad.triple} ." for quad in ox.parse(document, format=ox.RdfFormat.RDF_XML)] if document else []
    )


def _lido(subject: Subject) -> bytes | None:
    return lido(subject.record, subject.faces, subject.base)


def _linked_art(subject: Subject) -> Json | None:
    return linked_art(subject.record, subject.faces, subject.base)


def _linked_art_of_visual(subject: Subject) -> Json | None:
    return linked_art_of_visual(subject.record, subject.faces, subject.base)


def _has_visual(subject: Subject) -> bool:
    return _linked_art_of_visual(subject) is not None


def _manifest(subject: Subject) -> Json | None:
    """Return the manifest of an object. Collections are made where they are served: they are chains (docs/iiif.md)."""
    return manifest(subject.record, subject.faces, subject.base)


def _has_presentation(subject: Subject) -> bool:
    return subject.stored.kind != "object" or _manifest(subject) is not None


def _scenes(subject: Subject) -> Json | None:
    return scenes(subject.record, subject.faces, subject.base)


def _has_scenes(subject: Subject) -> bool:
    return _scenes(subject) is not None


def _schema_org(subject: Subject) -> Json:
    return schema_org(subject.record, subject.faces, subject.base)


def _skos(subject: Subject) -> Iterable[str]:
    return skos(subject.lines)


def _has_skos(subject: Subject) -> bool:
    return bool(_skos(subject))


PROFILES: Final[tuple[Profile, ...]] = (
    Profile(RECOMMENDED_TOKEN, CRM, "CIDOC CRM", _EVERY, RDF_FORMATS, in_rdf(_graph), own=True),
    Profile("linked-art", LINKED_ART, "Linked Art", _ITEMS, (JSON_LD,), as_json(_linked_art), parameter=True),
    Profile("linked-art-visual", LINKED_ART, "Linked Art, VisualItem", _PICTURED, (JSON_LD,), as_json(_linked_art_of_visual),
            applies=_has_visual, parameter=True),
    Profile("iiif", IIIF, "IIIF Presentation 3", _PRESENTED, (JSON_LD,), as_json(_manifest),
            applies=_has_presentation, parameter=True, path=presentation_path),
    Profile("iiif-draft", IIIF_DRAFT, "IIIF Presentation 4 (draft)", _OBJECTS, (JSON_LD,), as_json(_scenes),
            applies=_has_scenes, parameter=True, path=draft_path),
    Profile("skos", SKOS, "SKOS", _TERMS, RDF_FORMATS, in_rdf(_skos), applies=_has_skos, own=True),
    Profile("schema", SCHEMA, "schema.org", _EVERY, (JSON_LD,), as_json(_schema_org), other_names=("http://schema.org/",)),
    Profile("dc", DCTERMS, "Dublin Core", _ITEMS, RDF_FORMATS, in_rdf(_dublin_core), applies=_has_dublin_core, own=True, other_names=(DC,)),
    Profile("oai_dc", OAI_DC, "Dublin Core (oai_dc)", _OBJECTS, (XML,), as_xml(_oai_dc)),
    Profile("edm", EDM, "EDM", _OBJECTS, RDF_FORMATS, in_rdf(_edm), applies=_has_edm),
    Profile("lido", LIDO, "LIDO 1.1", _OBJECTS, (XML,), as_xml(_lido)),
)  # fmt: skip
"""The profiles, the one that we recommend first: it is what a client gets that names none. Of two with one IRI, the first answers to it."""

RECOMMENDED: Final = PROFILES[0]


def variants_in(profile: Profile, subject: Subject) -> tuple[Variant, ...]:
    """Return the documents about an item in one profile: none where it has not that profile."""
    has = subject.stored.kind in profile.kinds and profile.applies(subject)
    return tuple(Variant(profile, each) for each in profile.formats) if has else ()


def variants_of(subject: Subject) -> tuple[Variant, ...]:
    """Return every document there is about an item, in the order in which we recommend them."""
    return tuple(each for profile in PROFILES for each in variants_in(profile, subject))
