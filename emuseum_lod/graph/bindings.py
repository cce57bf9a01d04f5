"""The solutions of a record: what each group of `emuseum_lod.graph.solutions` is bound to.

Nothing here decides how anything is said in RDF; that is what the patterns are for. What is empty in a record is unbound.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from emuseum_lod.catalogue.naming import labels_of
from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    CatalogueRecord,
    Collection,
    Concept,
    Definition,
    Dimension,
    HumanMadeObject,
    Identifier,
    Institution,
    Item,
    Place,
    Production,
    Role,
    Span,
    Text,
    Tour,
)
from emuseum_lod.graph import solutions
from emuseum_lod.graph.canonical import decimal, iri, literal, point
from emuseum_lod.graph.parts import SITTER, Parts, texts
from emuseum_lod.graph.structural import StructuralTerms
from emuseum_lod.uris import ItemId, kind_of

Found: TypeAlias = dict[str, Sequence[tuple[Any, ...]]]
"""The solutions of each group that has any."""


class Binder:
    """Makes the solutions of records in a service with one base IRI."""

    def __init__(self, base: str, terms: StructuralTerms) -> None:
        """Prepare for a base IRI."""
        self._parts = Parts(base, terms)
        self._binders: dict[type, Callable[[Any, tuple[str, ...], _Solutions], None]] = {
            HumanMadeObject: self._object,
            Actor: self._actor,
            Place: self._place,
            Concept: self._concept,
            Institution: self._institution,
            Collection: self._collection,
            Asset: self._asset,
            Tour: self._tour,
            Definition: self._definition,
        }

    def bind(self, record: CatalogueRecord, item: str) -> Found:
        """Return the solutions of a record; `item` is its IRI in angle brackets."""
        found = _Solutions(self._parts, item)
        labels = texts(_labels(record))
        found.groups["Item"] = (self._item(record, labels),)
        page = self._parts.web(record.homepage) if record.homepage else None
        if page:
            found.groups["Homepage"] = (solutions.Homepage(page),)
        self._binders[type(record)](record, labels, found)
        return found.groups

    def _item(self, record: Item, labels: tuple[str, ...]) -> solutions.Item:
        return solutions.Item(
            kind_of(record.id),
            "demonstration" if record.demonstration else "",
            labels,
            self._parts.definition("providers", record.provider),
            literal(record.local_id),
            iri(record.metadata_rights) if record.metadata_rights else None,
            _iris(record.equivalents),
        )

    def _object(self, record: HumanMadeObject, _: tuple[str, ...], found: "_Solutions") -> None:
        parts, below = self._parts, found.below
        keeper, owner = parts.link(record.institution), parts.maybe(record.owner)
        found.groups["Object"] = (
            solutions.Object(
                keeper,
                parts.below(record.institution, "holding"),
                owner,
                parts.links(record.types),
                parts.links(record.classifications),
                parts.links(record.materials),
                parts.links(record.collections),
                parts.links(record.assets),
                tuple([parts.below(asset, "visual") for asset in record.assets]),
            ),
        )
        found.named("object", record.titles)
        found.groups["Statement"] = parts.statements(below, record.statements)
        found.groups["Identifier"] = list(parts.identifiers(below, record.identifiers))
        found.groups["Dimension"] = list(parts.dimensions(below, record.dimensions))
        self._productions(record.production, found)
        encounters = []
        for number, encounter in enumerate(record.encounters, 1):
            node = f"{below}#encounter-{number}>"
            encounters.append(solutions.Encounter(node, parts.links(encounter.places), texts(encounter.note)))
            found.happened(node, "encounter", encounter.span, encounter.actors)
        found.groups["Encounter"] = encounters
        acquisitions = []
        for number, acquisition in enumerate(record.acquisitions, 1):
            node = f"{below}#acquisition-{number}>"
            acquisitions.append(solutions.Acquisition(node, parts.maybe(acquisition.method), keeper, owner))
            found.happened(node, "acquisition", acquisition.span)
        found.groups["Acquisition"] = acquisitions
        self._depiction(record, found)
        found.rights(record.rights)

    def _depiction(self, record: HumanMadeObject, found: "_Solutions") -> None:
        things = [subject for subject in record.subjects if not subject.startswith("concept/")]
        things += _sitters(record.production)
        if not (record.subjects or things or record.rights):
            return
        concepts = [subject for subject in record.subjects if subject.startswith("concept/")]
        found.groups["Depiction"] = (
            solutions.Depiction(
                f"{found.below}#visual>", self._parts.links(things), self._parts.links(concepts)
            ),
        )

    def _productions(self, productions: Sequence[Production], found: "_Solutions") -> None:
        if not productions:
            return
        whole = f"{found.below}#production>"
        found.groups["ProductionWhole"] = (solutions.ProductionWhole(whole),)
        several = len(productions) > 1
        made = []
        for number, production in enumerate(productions, 1):
            node = f"{found.below}#production-{number}>" if several else whole
            made.append(
                solutions.Production(
                    node,
                    whole if several else None,
                    self._parts.links(production.places),
                    self._parts.links(production.techniques),
                    self._parts.links(production.periods),
                    texts(production.note),
                )
            )
            found.happened(node, "production", production.span, production.actors)
        found.groups["Production"] = made

    def _actor(self, record: Actor, _: tuple[str, ...], found: "_Solutions") -> None:
        parts = self._parts
        found.named("actor", record.names)
        found.groups["Statement"] = parts.statements(found.below, record.statements)
        found.groups["Actor"] = (
            solutions.Actor(
                record.type,
                parts.terms["gender"].get(record.gender),
                parts.links(record.occupations),
                parts.links(record.nationalities),
            ),
        )
        events = []
        for activity, span, place in (
            ("birth", record.birth, record.birth_place),
            ("death", record.death, record.death_place),
            ("active", record.active, None),
        ):
            if span or place:
                node = f"{found.below}#{activity}>"
                events.append(solutions.LifeEvent(node, activity, record.type, parts.maybe(place)))
                found.happened(node, activity, span)
        found.groups["LifeEvent"] = events

    def _place(self, record: Place, _: tuple[str, ...], found: "_Solutions") -> None:
        parts = self._parts
        found.named("place", record.names)
        found.groups["Place"] = (solutions.Place(parts.links(record.types), parts.maybe(record.part_of)),)
        if record.code:
            code = Identifier(value=record.code, type="iso-3166-2")
            found.groups["Identifier"] = list(parts.identifiers(found.below, [code]))
        latitude, longitude = decimal(record.latitude), decimal(record.longitude)
        if latitude and longitude:
            where = point(record.longitude, record.latitude)
            found.groups["Position"] = (solutions.Position(latitude, longitude, where),)

    def _concept(self, record: Concept, labels: tuple[str, ...], found: "_Solutions") -> None:
        parts = self._parts
        found.groups["Concept"] = (
            solutions.Concept(
                record.role,
                parts.definition(record.scheme),
                parts.terms["scheme"].get(record.scheme),
                literal(record.notation) if record.notation else None,
                labels,
                texts(record.alt_labels),
                texts(record.hidden_labels),
                texts(record.definitions),
                texts(record.notes),
                parts.links(record.broader),
                parts.links(record.related),
                _iris(record.exact_match),
                _iris(record.close_match),
            ),
        )
        if record.role == "period" and record.span:
            found.happened(found.item, "period", record.span)

    def _institution(self, record: Institution, labels: tuple[str, ...], found: "_Solutions") -> None:
        parts = self._parts
        found.named("institution", record.names)
        found.groups["Statement"] = parts.statements(found.below, record.statements)
        found.groups["Institution"] = (
            solutions.Institution(
                literal(record.code) if record.code else None,
                parts.links(record.types),
                parts.links(dict.fromkeys(filter(None, (record.place, record.region)))),
                labels,
                f"{found.below}#holding>",
            ),
        )

    def _collection(self, record: Collection, _: tuple[str, ...], found: "_Solutions") -> None:
        found.named("collection", record.names)
        found.groups["Statement"] = self._parts.statements(found.below, record.statements)
        keeper = record.institution
        found.groups["Collection"] = (
            solutions.Collection(
                literal(record.code) if record.code else None,
                self._parts.maybe(keeper),
                self._parts.below(keeper, "holding") if keeper else None,
            ),
        )

    def _asset(self, record: Asset, _: tuple[str, ...], found: "_Solutions") -> None:
        parts, visual = self._parts, f"{found.below}#visual>"
        found.named("asset", record.names)
        found.groups["Asset"] = (
            solutions.Asset(
                record.type,
                parts.terms["digital"].get(record.type),
                parts.web(record.url),
                literal(record.media_type) if record.media_type else None,
                parts.maybe(record.institution),
                visual,
            ),
        )
        thumbnail, service = parts.web(record.thumbnail), parts.web(record.iiif_service)
        if thumbnail:
            found.groups["Thumbnail"] = (solutions.Thumbnail(visual, thumbnail),)
        if service:
            found.groups["ImageService"] = (solutions.ImageService(service),)
        sizes = (
            ("width", record.width, "pixel"),
            ("height", record.height, "pixel"),
            ("file-size", record.bytes, "byte"),
        )
        measured = [
            Dimension(type=name, value=str(size), unit=unit) for name, size, unit in sizes if size > 0
        ]
        found.groups["Dimension"] = list(parts.dimensions(found.below, measured))
        found.rights(record.rights)

    def _tour(self, record: Tour, _: tuple[str, ...], found: "_Solutions") -> None:
        parts = self._parts
        found.named("tour", record.names)
        found.groups["Statement"] = parts.statements(found.below, record.statements)
        found.groups["Tour"] = (solutions.Tour(parts.web(record.url), parts.maybe(record.institution)),)

    def _definition(self, record: Definition, labels: tuple[str, ...], found: "_Solutions") -> None:
        _ = record
        found.groups["Document"] = (solutions.Document(labels),)


class _Solutions:
    """The solutions of one record in the making, with what several kinds of records add to them."""

    def __init__(self, parts: Parts, item: str) -> None:
        self.parts = parts
        self.item = item
        self.below = item[:-1]
        self.groups: Found = {}
        self._spans: list[solutions.TimeSpan] = []
        self._span_names: list[solutions.TimeSpanName] = []
        self._participations: list[solutions.Participation] = []
        self._attributions: list[solutions.Attribution] = []

    def named(self, kind: str, names: Sequence[Any]) -> None:
        self.groups["Appellation"] = self.parts.appellations(self.below, kind, names)

    def happened(self, event: str, activity: str, span: Span | None, roles: Sequence[Role] = ()) -> None:
        """Add when an event took place, and who took part in it."""
        if span and span != _NO_SPAN:
            node = f"{event[:-1]}-span>" if "#" in event else f"{event[:-1]}#span>"
            self._spans.append(self.parts.time_span(event, node, activity, span))
            self._span_names += self.parts.time_span_names(node, activity, span)
            self.groups["TimeSpan"], self.groups["TimeSpanName"] = self._spans, self._span_names
        if roles:
            certain, attributed = self.parts.participations(event, activity, roles)
            self._participations += certain
            self._attributions += attributed
            self.groups["Participation"] = self._participations
            self.groups["Attribution"] = self._attributions

    def rights(self, text: str) -> None:
        statement = iri(text) if text else None
        if statement:
            below = self.below
            self.groups["Rights"] = (solutions.Rights(f"{below}#visual>", f"{below}#right>", statement),)


_NO_SPAN = Span()


def _labels(record: CatalogueRecord) -> tuple[Text, ...]:
    """Return what an item is called; a thing without a name goes by its number."""
    labels = labels_of(record)
    if labels:
        return labels
    if isinstance(record, HumanMadeObject):
        return tuple(Text(identifier.value) for identifier in record.identifiers[:1])
    if isinstance(record, Concept) and record.notation:
        return (Text(record.notation),)
    return ()


def _sitters(productions: Iterable[Production]) -> list[ItemId]:
    return [
        role.actor
        for production in productions
        for role in production.actors
        if role.role == SITTER and role.qualifier is None
    ]


def _iris(values: Iterable[str]) -> tuple[str, ...]:
    """Return the IRIs among somebody else's; what is none is left out."""
    return tuple(found for found in map(iri, values) if found)
