"""What an EDM record says of the object itself: its properties of Dublin Core, and which items and times they lead to.

It says what `views.dublin_core` says, in the narrower properties of EDM, and leads to what is embedded in the record instead of naming it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from emuseum_lod.catalogue.records import HumanMadeObject, Name, Span, Statement, Text
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.uris import ItemId, item_iri
from emuseum_lod.views.dublin_core import INVENTED, UNPRINTED_TITLES, measurements, parts_taken
from emuseum_lod.views.edm.contexts import Context, contexts, embedded, museum_place, time_span
from emuseum_lod.views.edm.model import EdmType, Link, Place, Said, TimeSpan
from emuseum_lod.views.edm.values import texts

_PROPERTY_OF_STATEMENT: Final[Mapping[str, str]] = {
    "materials": "dc:format",
    "dimensions": "dcterms:extent",
    "rights": "dc:rights",
    "access": "dc:rights",
    "credit": "dc:rights",
    "provenance": "dcterms:provenance",
    "bibliography": "dcterms:isReferencedBy",
}
"""Where a statement stands that is no description."""

_UNSAID: Final = frozenset(("condition",))
"""Statements that are no description of the object and that EDM has no property for."""

_UNKNOWN_LANGUAGE: Final = "und"
"""The language of a text that nobody has stated (ISO 639-2); Europeana requires one."""


class Description(NamedTuple):
    """What is said of an object, who and when it met, where it is, and everything that is embedded."""

    statements: tuple[Said, ...]
    has_met: tuple[str, ...]
    location: Link | None
    embedded: tuple[Context, ...]


def describe(record: HumanMadeObject, faces: Faces, base: str, type_: EdmType) -> Description:
    """Return the description of an object that is shown as `type_`."""
    writer = _Writer(record, faces, base)
    writer.names()
    writer.texts_about()
    writer.making()
    writer.substance()
    writer.belonging()
    if type_ == "TEXT":
        writer.say("dc:language", [Text(_UNKNOWN_LANGUAGE)])
    met = writer.encounters()
    place = writer.location()
    items = contexts(writer.items, faces, base)
    return Description(
        tuple(dict.fromkeys(writer.statements)),
        met,
        Link(place.iri) if place else None,
        (*items, *writer.spans, *([place] if place else [])),
    )


class _Writer:
    """Collects statements in the order in which they are read, and what they lead to."""

    def __init__(self, record: HumanMadeObject, faces: Faces, base: str) -> None:
        self.record = record
        self.statements: list[Said] = []
        self.items: list[ItemId] = []
        self.spans: list[TimeSpan] = []
        self._faces = faces
        self._base = base

    def say(self, property_: str, found: Iterable[Text]) -> None:
        """Say texts."""
        self.statements += [Said(property_, text) for text in texts(found)]

    def lead(self, property_: str, *items: ItemId) -> None:
        """Lead to items; what EDM has no class for is said by name, and what has no name is not said."""
        for item in items:
            face = self._faces.get(item)
            if embedded(item, face):
                self.statements.append(Said(property_, self._link(item)))
            elif face is not None:
                self.say(property_, face.labels)

    def names(self) -> None:
        titles = [title for title in self.record.titles if title.type not in UNPRINTED_TITLES]
        first = [title for title in titles if title.type == "primary"] or titles[:1]
        self.say("dc:title", _values(first))
        self.say("dcterms:alternative", _values(title for title in titles if title not in first))
        for identifier in self.record.identifiers:
            self.say("dc:identifier", map(Text, (identifier.value, *identifier.findable)))

    def texts_about(self) -> None:
        if self.record.demonstration:
            self.say("dc:description", INVENTED)
        # What the object is goes before its inscriptions and its condition.
        for statement in sorted(self.record.statements, key=lambda one: one.type != "description"):
            if statement.type not in _UNSAID:
                self.say(_PROPERTY_OF_STATEMENT.get(statement.type, "dc:description"), [_text(statement)])
        for production in self.record.production:
            self.say("dc:description", production.note)
        for encounter in self.record.encounters:
            self.say("dcterms:provenance", encounter.note)

    def making(self) -> None:
        for element, role in parts_taken(self.record):
            if role.qualifier is None:
                self.lead(f"dc:{element}", role.actor)
            else:
                face = self._faces.get(role.actor)
                self.say(f"dc:{element}", _doubted(face.labels if face else (), role.qualifier))
        productions = self.record.production
        for number, production in enumerate(productions, 1):
            if production.span is not None:
                self._created(
                    production.span, f"production-{number}" if len(productions) > 1 else "production"
                )
            self.lead("dcterms:spatial", *production.places)
            self.lead("dcterms:temporal", *production.periods)
            self.lead("dcterms:medium", *production.techniques)

    def substance(self) -> None:
        record = self.record
        self.lead("dc:type", *record.types, *record.classifications)
        self.lead("dcterms:medium", *record.materials)
        self.lead("dc:subject", *record.subjects)
        self.say("dcterms:extent", measurements(record.dimensions))

    def belonging(self) -> None:
        for collection in self.record.collections:
            face = self._faces.get(collection)
            self.say("dcterms:isPartOf", face.labels if face else ())

    def encounters(self) -> tuple[str, ...]:
        """Say where the object was found; return who found it and when, by IRI."""
        met: list[str] = []
        for number, encounter in enumerate(self.record.encounters, 1):
            self.lead("dcterms:spatial", *encounter.places)
            finders = [role.actor for role in encounter.actors if role.qualifier is None]
            met += [self._link(item).iri for item in finders if embedded(item, self._faces.get(item))]
            if encounter.span is not None:
                span = time_span(self.record, f"encounter-{number}", encounter.span, self._base)
                if span is not None:
                    self.spans.append(span)
                    met.append(span.iri)
        return tuple(dict.fromkeys(met))

    def location(self) -> Place | None:
        """Return where the object is kept."""
        face = self._faces.get(self.record.institution)
        return museum_place(self.record.institution, face, self._base) if face else None

    def _created(self, span: Span, fragment: str) -> None:
        found = time_span(self.record, fragment, span, self._base)
        if found is None:
            self.say("dcterms:created", span.display or [Text(span.edtf)])
        else:
            self.spans.append(found)
            self.statements.append(Said("dcterms:created", Link(found.iri)))

    def _link(self, item: ItemId) -> Link:
        self.items.append(item)
        return Link(item_iri(self._base, item))


def _values(names: Iterable[Name]) -> Iterator[Text]:
    return (_text(name) for name in names)


def _text(named: Name | Statement) -> Text:
    return Text(named.value, named.lang)


def _doubted(labels: Iterable[Text], qualifier: Text) -> Iterator[Text]:
    """Yield the names of somebody with the reservation that the museum has, as oai_dc says them."""
    return (Text(f"{label.value} ({qualifier.value})", label.lang) for label in labels)
