"""An object as a record of EDM, and why it has none."""

from typing import Final, Literal, NamedTuple

from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject, Text
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.uris import item_iri, page_path
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.edm.description import Description, describe
from emuseum_lod.views.edm.files import Shown, shown
from emuseum_lod.views.edm.model import (
    Agent,
    Aggregation,
    Concept,
    EdmRecord,
    Place,
    ProvidedCho,
    TimeSpan,
)
from emuseum_lod.views.edm.senders import aggregator, provider_names
from emuseum_lod.views.edm.values import links, texts

Reason = Literal["not-an-object", "no-rights", "rights-not-accepted", "no-museum", "no-title", "no-subject"]
"""Why an object has no EDM: rights are not stated, or not as Europeana accepts them; the museum has no name; there is neither a title nor a
description; there is no subject, type, time or place."""

_PLACING: Final = frozenset(("dc:subject", "dc:type", "dcterms:temporal", "dcterms:spatial"))
_NAMING: Final = frozenset(("dc:title", "dc:description"))
_ANY_BASE: Final = "http://localhost/"


class _Parts(NamedTuple):
    shown: Shown
    description: Description
    museum: tuple[Text, ...]
    """The names of the museum, its own language first."""


def edm_record(record: CatalogueRecord, faces: Faces, base: str) -> EdmRecord | None:
    """Return the EDM of an object, or None where it can have none (`why_no_edm`).

    `faces` are those of the items it uses, `base` is the base IRI. Valid by EDM.xsd and by Europeana's Schematron.
    """
    if not isinstance(record, HumanMadeObject):
        return None
    how = shown(record, faces, base)
    if not how.rights:
        return None
    parts = _parts(record, faces, base, how)
    if _lacking(record, parts, faces):
        return None
    return _assemble(record, base, parts)


def why_no_edm(record: CatalogueRecord, faces: Faces) -> tuple[Reason, ...]:
    """Return all the reasons for which an item has no EDM; none where it has."""
    if not isinstance(record, HumanMadeObject):
        return ("not-an-object",)
    how = shown(record, faces, _ANY_BASE)
    return tuple(_lacking(record, _parts(record, faces, _ANY_BASE, how), faces))


def _parts(record: HumanMadeObject, faces: Faces, base: str, how: Shown) -> _Parts:
    museum = faces.get(record.institution)
    names = texts(museum.labels) if museum else ()
    return _Parts(how, describe(record, faces, base, how.type), tuple(names))


def _lacking(record: HumanMadeObject, parts: _Parts, faces: Faces) -> list[Reason]:
    said = {statement.property for statement in parts.description.statements}
    reasons: list[Reason] = []
    if not parts.shown.rights:
        files = [face.file for face in map(faces.get, record.assets) if face and face.file]
        stated = record.rights or any(file.rights for file in files)
        reasons.append("rights-not-accepted" if stated else "no-rights")
    if not parts.museum:
        reasons.append("no-museum")
    if not said & _NAMING:
        reasons.append("no-title")
    if not said & _PLACING:
        reasons.append("no-subject")
    return reasons


def _assemble(record: HumanMadeObject, base: str, parts: _Parts) -> EdmRecord:
    iri = item_iri(base, record.id)
    how, description = parts.shown, parts.description
    addresses = Addresses(base)
    found = description.embedded
    return EdmRecord(
        cho=ProvidedCho(
            iri=iri,
            statements=description.statements,
            current_location=description.location,
            has_met=description.has_met,
            type=how.type,
            same_as=links(record.equivalents),
        ),
        web_resources=how.resources,
        agents=tuple([one for one in found if isinstance(one, Agent)]),
        places=tuple([one for one in found if isinstance(one, Place)]),
        time_spans=tuple([one for one in found if isinstance(one, TimeSpan)]),
        concepts=tuple([one for one in found if isinstance(one, Concept)]),
        aggregation=Aggregation(
            iri=f"{iri}#aggregation",
            cho=iri,
            data_provider=parts.museum[0],
            has_view=how.views,
            is_shown_at=addresses.absolute(addresses.root + page_path(record.id)),
            is_shown_by=how.shown_by,
            object=how.picture,
            provider=aggregator(),
            rights=how.rights,
            intermediate_provider=_between(record.provider, parts.museum),
        ),
        services=how.services,
    )


def _between(provider: str, museum: tuple[Text, ...]) -> Text | None:
    """Return who sends the museum's records to us, where it is neither the museum nor the aggregator."""
    names = texts(provider_names(provider))
    known = {text.value for text in museum}
    passed_on = aggregator()
    if isinstance(passed_on, Text):
        known.add(passed_on.value)
    return names[0] if names and not known & {name.value for name in names} else None
