"""The persons, places, times and terms that a record leads to, embedded in it with their names in every language.

What a thing is in EDM is decided by the thing alone, never by the property that leads to it: an IRI is described once.
"""

import re
from collections.abc import Iterable
from typing import Final

from emuseum_lod.catalogue.records import HumanMadeObject, Span
from emuseum_lod.graph.canonical import first_moment
from emuseum_lod.ledger.faces import Face, Faces
from emuseum_lod.uris import ItemId, item_iri, kind_of
from emuseum_lod.views.edm.model import Agent, Concept, Place, TimeSpan
from emuseum_lod.views.edm.values import links, named, texts

EMBEDDED: Final = frozenset(("actor", "place", "concept"))
"""The kinds of items that EDM has a class for."""

_DECIMAL: Final = re.compile(r"-?\d{1,3}(?:\.\d+)?", re.ASCII)

Context = Agent | Place | TimeSpan | Concept


def embedded(item: ItemId, face: Face | None) -> bool:
    """Tell whether an item can stand in a record: EDM has a class for it, and the ledger a name."""
    return face is not None and kind_of(item) in EMBEDDED and bool(texts(face.labels))


def contexts(items: Iterable[ItemId], faces: Faces, base: str) -> list[Context]:
    """Return the descriptions of items, each once; all of them are `embedded`."""
    return [_context(item, faces[item], base) for item in dict.fromkeys(items)]


def time_span(record: HumanMadeObject, fragment: str, span: Span, base: str) -> TimeSpan | None:
    """Return when something happened, at the IRI that CIDOC CRM has for it; None where no day is known."""
    begin, end = day(span.begin), day(span.end)
    if not (begin or end):
        return None
    labels, others = named(span.display)
    iri = f"{item_iri(base, record.id)}#{fragment}-span"
    return TimeSpan(
        iri=iri, labels=labels, other_labels=others, begin=begin, end=end, same_as=(), edtf=span.edtf
    )


def day(text: str) -> str:
    """Return a day as it is said in a record, "" for what is none (CIDOC CRM says nothing of it either)."""
    return text if text and first_moment(text) else ""


def museum_place(museum: ItemId, face: Face, base: str) -> Place | None:
    """Return where a museum's objects are: the museum as a place, by its names; None where it has none."""
    labels, others = named(face.labels)
    if not labels:
        return None
    iri = f"{item_iri(base, museum)}#place"
    return Place(
        iri=iri, latitude="", longitude="", labels=labels, other_labels=others, part_of=(), same_as=()
    )


def _context(item: ItemId, face: Face, base: str) -> Context:
    iri = item_iri(base, item)
    labels, others = named(face.labels)
    same, broader = links(face.matches), tuple([item_iri(base, one) for one in face.broader])
    begin, end = day(face.begin), day(face.end)
    match kind_of(item):
        case "actor":
            begin, end = _lived(begin, "-01-01"), _lived(end, "-12-31")
            return Agent(iri=iri, labels=labels, other_labels=others, begin=begin, end=end, same_as=same)
        case "place":
            latitude, longitude = _point(face.latitude, face.longitude)
            return Place(
                iri=iri,
                latitude=latitude,
                longitude=longitude,
                labels=labels,
                other_labels=others,
                part_of=broader,
                same_as=same,
            )
    if face.sort == "period" and begin and end:
        return TimeSpan(
            iri=iri, labels=labels, other_labels=others, begin=begin, end=end, same_as=same, edtf=""
        )
    return Concept(iri=iri, labels=labels, other_labels=others, broader=broader, exact_match=same)


def _lived(text: str, edge: str) -> str:
    """Return a day at the edge of a year as the year: of a life, mostly no more is known."""
    return text.removesuffix(edge)


def _point(latitude: str, longitude: str) -> tuple[str, str]:
    """Return coordinates, or none where they are none."""
    for text, most in ((latitude, 90), (longitude, 180)):
        if not _DECIMAL.fullmatch(text) or abs(float(text)) > most:
            return "", ""
    return latitude, longitude
