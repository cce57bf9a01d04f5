"""Who and where: actors with their dates, places with their position, times."""

import re
from typing import Final

from emuseum_lod.catalogue.records import Role, Span, Text
from emuseum_lod.uris import ItemId, item_iri
from emuseum_lod.views.lido.elements import (
    LOCAL,
    NOT_LINGUISTIC,
    TERMINOLOGY,
    URI,
    Sayer,
    element,
    identifier,
    plain,
    text,
    texts,
    typed,
)

_PERSON: Final = typed(f"{TERMINOLOGY}lido00163")
_ORGANISATION: Final = typed(f"{TERMINOLOGY}lido00413")
_ISO_3166_2: Final = ' lido:source="ISO 3166-2"'
_WGS84: Final = "urn:ogc:def:crs:EPSG::4326"
"""Degrees of latitude, then of longitude."""

_DEGREES: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)
_EDTF: Final = ' lido:label="EDTF"'


def actor(item: ItemId, sayer: Sayer) -> str:
    """Return an actor; nothing for one who has no name yet, whom LIDO can't name."""
    names = sayer.named("nameActorSet", item)
    if not names:
        return ""
    face = sayer.face(item)
    begin, end = bounds(face.begin, face.end)
    life = plain("earliestDate", begin) + plain("latestDate", end)
    return element(
        "actor",
        sayer.ids("actorID", item) + names + element("vitalDatesActor", life),
        _PERSON if face.sort == "person" else _ORGANISATION,
    )


def actor_in_role(role: Role, sayer: Sayer) -> str:
    """Return somebody's part in an event, with the source's reservation."""
    who = actor(role.actor, sayer)
    if not who:
        return ""
    part = sayer.concept("roleActor", role.role) if role.role else ""
    doubt = text("attributionQualifierActor", role.qualifier) if role.qualifier else ""
    return element("actorInRole", who + part + doubt)


def place(item: ItemId, sayer: Sayer) -> str:
    """Return a place: identifiers (also its ISO 3166-2 code), names, position, the larger place."""
    face = sayer.face(item)
    code = identifier("placeID", face.code, _ISO_3166_2, LOCAL) if item.startswith("place/") else ""
    larger = [identifier("placeID", item_iri(sayer.base, one), type_=URI) for one in face.broader]
    return element(
        "place",
        sayer.ids("placeID", item)
        + code
        + sayer.named("namePlaceSet", item)
        + _position(face.latitude, face.longitude)
        + "".join([element("partOfPlace", one) for one in larger]),
    )


def date_set(name: str, span: Span | None) -> str:
    """Return a time: the source's words, EDTF as a text in no language, and between which years or days it lies."""
    if span is None:
        return ""
    begin, end = bounds(span.begin, span.end)
    words = texts("displayDate", span.display)
    edtf = text("displayDate", Text(span.edtf, NOT_LINGUISTIC), _EDTF)
    lies = element("date", plain("earliestDate", begin) + plain("latestDate", end))
    return element(name, words + edtf + lies)


def bounds(begin: str, end: str) -> tuple[str, str]:
    """Return between which days a time lies (ISO 8601, astronomical years); as years when it is whole years."""
    whole = (not begin or begin.endswith("-01-01")) and (not end or end.endswith("-12-31"))
    return (begin[:-6], end[:-6]) if whole else (begin, end)


def _position(latitude: str, longitude: str) -> str:
    if not (_DEGREES.fullmatch(latitude) and _DEGREES.fullmatch(longitude)):
        return ""
    pos = f'<gml:Point srsName="{_WGS84}"><gml:pos>{latitude} {longitude}</gml:pos></gml:Point>'
    return element("gml", pos)
