"""What happened to an object: its making, finding and coming to the museum (``eventWrap``)."""

from collections.abc import Iterable
from typing import Final

from emuseum_lod.catalogue.records import Acquisition, Encounter, HumanMadeObject, Production, Role, Text
from emuseum_lod.graph.parts import SITTER
from emuseum_lod.uris import ItemId, item_iri
from emuseum_lod.views.lido.elements import (
    TERMINOLOGY,
    Sayer,
    by_language,
    element,
    identifier,
    statement_of,
    texts,
    typed,
)
from emuseum_lod.views.lido.people_and_places import actor, actor_in_role, date_set, place

_TECHNIQUE: Final = typed(f"{TERMINOLOGY}lido00131")
_PRODUCTION: Final = statement_of(
    "eventType",
    f"{TERMINOLOGY}lido00007",
    (Text("Жасалуы", "kk"), Text("Создание", "ru"), Text("Production", "en")),
)
_FINDING: Final = statement_of(
    "eventType",
    f"{TERMINOLOGY}lido00002",
    (Text("Табылуы", "kk"), Text("Находка", "ru"), Text("Finding", "en")),
)
_ACQUISITION: Final = statement_of(
    "eventType",
    f"{TERMINOLOGY}lido00001",
    (Text("Түсуі", "kk"), Text("Поступление", "ru"), Text("Acquisition", "en")),
)
_OWNER: Final = element(
    "roleActor",
    texts("term", (Text("меншік иесі", "kk"), Text("собственник", "ru"), Text("owner", "en"))),
)


def events(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return ``eventWrap``; the identifiers of events are their nodes in the graph."""
    iri = item_iri(sayer.base, record.id)
    several = len(record.production) > 1
    made = [
        _production(production, f"{iri}#production-{number}" if several else f"{iri}#production", sayer)
        for number, production in enumerate(record.production, 1)
    ]
    found = [
        _finding(encounter, f"{iri}#encounter-{number}", sayer)
        for number, encounter in enumerate(record.encounters, 1)
    ]
    acquired = [
        _acquisition(acquisition, f"{iri}#acquisition-{number}", sayer)
        for number, acquisition in enumerate(record.acquisitions, 1)
    ]
    return element("eventWrap", "".join([*made, *found, *acquired, _owner(record, sayer)]))


def _production(production: Production, iri: str, sayer: Sayer) -> str:
    """Return the making of an object. Whom the work shows took no part in it: they are subjects."""
    makers = (role for role in production.actors if not is_shown(role))
    techniques = "".join(
        [sayer.concept("termMaterialsTech", one, _TECHNIQUE) for one in production.techniques]
    )
    return _event(
        _PRODUCTION,
        iri,
        _actors(makers, sayer)
        + date_set("eventDate", production.span)
        + "".join([sayer.concept("periodName", period) for period in production.periods])
        + _places(production.places, sayer)
        + element("eventMaterialsTech", element("materialsTech", techniques))
        + _notes(production.note),
    )


def is_shown(role: Role) -> bool:
    """Tell whether somebody is named because the work shows them."""
    return role.role == SITTER and role.qualifier is None


def _finding(encounter: Encounter, iri: str, sayer: Sayer) -> str:
    return _event(
        _FINDING,
        iri,
        _actors(encounter.actors, sayer)
        + date_set("eventDate", encounter.span)
        + _places(encounter.places, sayer)
        + _notes(encounter.note),
    )


def _acquisition(acquisition: Acquisition, iri: str, sayer: Sayer) -> str:
    method = sayer.concept("eventMethod", acquisition.method) if acquisition.method else ""
    return _event(_ACQUISITION, iri, date_set("eventDate", acquisition.span) + method)


def _owner(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return who owns an object, where it is not its keeper: LIDO says it by the event of which they became the owner."""
    if record.owner is None or record.owner == record.institution:
        return ""
    who = actor(record.owner, sayer)
    owner = element("eventActor", element("actorInRole", who + _OWNER)) if who else ""
    return element("eventSet", element("event", _ACQUISITION + owner)) if owner else ""


def _event(type_: str, iri: str, inner: str) -> str:
    """Return an event; one of which nothing is known is none."""
    if not inner:
        return ""
    return element("eventSet", element("event", identifier("eventID", iri) + type_ + inner))


def _actors(roles: Iterable[Role], sayer: Sayer) -> str:
    return "".join([element("eventActor", actor_in_role(role, sayer)) for role in roles])


def _places(places: Iterable[ItemId], sayer: Sayer) -> str:
    return "".join([element("eventPlace", place(one, sayer)) for one in places])


def _notes(notes: Iterable[Text]) -> str:
    groups = by_language(notes)
    return "".join([element("eventDescriptionSet", texts("descriptiveNoteValue", group)) for group in groups])
