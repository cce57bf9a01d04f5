"""The lines of description of each kind of item: pure functions of the record and the labels of what it refers to."""

from collections.abc import Iterable, Iterator
from functools import singledispatch
from typing import Final

from emuseum_lod.catalogue.records import (
    Acquisition,
    Actor,
    Asset,
    CatalogueRecord,
    Collection,
    Concept,
    Dimension,
    Encounter,
    HumanMadeObject,
    Identifier,
    Institution,
    Item,
    Place,
    Production,
    Role,
    Statement,
    Text,
    Tour,
)
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import web_address
from emuseum_lod.views.pages import (
    Coordinates,
    Fact,
    Measure,
    Message,
    Numbered,
    Prose,
    Reference,
    Value,
    Words,
)
from emuseum_lod.views.rights import rights_of
from emuseum_lod.views.wording import Wording

_LEADING: Final = frozenset({"description", "summary", "biography"})


def facts_of(record: CatalogueRecord, wording: Wording) -> tuple[Fact, ...]:
    """Return the lines that describe an item; a line without values is left out."""
    lines = [*_facts(record, wording), *_elsewhere(record)]
    return tuple(Fact(name, values) for name, values in _joined(lines) if values)


def prose_of(record: CatalogueRecord, wording: Wording) -> tuple[Prose, ...]:
    """Return the texts about an item, those of one kind together, in the order in which the record has the kinds."""
    if isinstance(record, Concept):
        kinds = {"prose.definition": record.definitions, "prose.note": record.notes}
        return tuple(Prose(name, wording.in_order(texts)) for name, texts in kinds.items() if texts)
    statements: tuple[Statement, ...] = getattr(record, "statements", ())
    by_type: dict[str, list[Text]] = {}
    for statement in statements:
        if statement.value.strip():
            by_type.setdefault(statement.type, []).append(Text(statement.value, statement.lang))
    return tuple(
        Prose(wording.term("statement", type_), wording.in_order(tuple(texts)), type_ in _LEADING)
        for type_, texts in by_type.items()
    )


@singledispatch
def _facts(record: Item, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:  # noqa: ARG001  # the others read both
    """Yield the lines of one kind; a definition has none of its own."""
    yield from ()


@_facts.register
def _object(record: HumanMadeObject, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    for production in record.production:
        yield from _production(production, wording)
    yield "fact.type", wording.references(*record.types)
    yield "fact.materials", wording.references(*record.materials)
    yield "fact.techniques", _many(wording, (p.techniques for p in record.production))
    yield "fact.dimensions", tuple(_measure(dimension, wording) for dimension in record.dimensions)
    for encounter in record.encounters:
        yield from _encounter(encounter, wording)
    for acquisition in record.acquisitions:
        yield from _acquisition(acquisition, wording)
    yield "fact.numbers", tuple(_number(identifier, wording) for identifier in record.identifiers)
    yield "fact.institution", wording.references(record.institution)
    yield "fact.owner", wording.references(record.owner if record.owner != record.institution else None)
    yield "fact.collections", wording.references(*record.collections)
    yield "fact.classification", wording.references(*record.classifications)
    yield "fact.subjects", wording.references(*record.subjects)
    yield "fact.rights", _rights(record.rights, wording)


@_facts.register
def _actor(record: Actor, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.born", (*wording.when(record.birth), *wording.references(record.birth_place))
    yield "fact.died", (*wording.when(record.death), *wording.references(record.death_place))
    yield "fact.active", wording.when(record.active)
    yield "fact.gender", (Message(f"gender.{record.gender}"),) if record.gender else ()
    yield "fact.occupations", wording.references(*record.occupations)
    yield "fact.nationalities", wording.references(*record.nationalities)


@_facts.register
def _place(record: Place, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.type", wording.references(*record.types)
    yield "fact.part_of", wording.references(record.part_of)
    yield "fact.coordinates", (Coordinates(record.latitude, record.longitude),) if record.latitude else ()
    yield "fact.code", (Words(Text(record.code)),) if record.code else ()


@_facts.register
def _concept(record: Concept, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    said = {text.value: text for text in reversed(wording.in_order(record.alt_labels))}
    yield "fact.also_called", tuple(Words(text) for text in reversed(said.values()))
    yield "fact.when", wording.when(record.span)
    yield "fact.broader", wording.references(*record.broader)
    yield "fact.related", wording.references(*record.related)
    scheme = ItemId(f"def/{record.scheme}")
    # A provider's own words are in no vocabulary that has a document.
    yield "fact.scheme", wording.references(scheme if scheme in wording.labels else None)
    yield "fact.notation", (Words(Text(record.notation)),) if record.notation else ()
    yield "fact.exact_match", _links(record.exact_match)
    yield "fact.close_match", _links(record.close_match)


@_facts.register
def _institution(record: Institution, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.type", wording.references(*record.types)
    yield "fact.place", wording.references(record.place)
    yield "fact.region", wording.references(record.region if record.region != record.place else None)
    yield "fact.set", (Words(Text(f"museum:{record.code}")),) if record.code else ()


@_facts.register
def _collection(record: Collection, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.institution", wording.references(record.institution)


@_facts.register
def _asset(record: Asset, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.file_type", (Message(f"asset.{record.type}"),)
    yield "fact.media_type", (Words(Text(record.media_type)),) if record.media_type else ()
    if record.width and record.height:
        yield "fact.pixels", (Words(Text(f"{record.width} × {record.height}")),)
    yield "fact.institution", wording.references(record.institution)
    yield "fact.rights", _rights(record.rights, wording)


@_facts.register
def _tour(record: Tour, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.institution", wording.references(record.institution)
    ours = wording.addresses.file(record.url)
    yield (
        "fact.address",
        (Reference(Text(record.url), ours, external=True),) if ours else _links((record.url,)),
    )


def _production(production: Production, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.makers", tuple(_role(role, wording) for role in production.actors)
    yield (
        "fact.made",
        (
            *wording.when(production.span),
            *(Words(text) for text in wording.in_order(production.note)),
        ),
    )
    yield "fact.period", wording.references(*production.periods)
    yield "fact.made_at", wording.references(*production.places)


def _encounter(encounter: Encounter, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.found_at", wording.references(*encounter.places)
    yield (
        "fact.found",
        (
            *wording.when(encounter.span),
            *(Words(text) for text in wording.in_order(encounter.note)),
        ),
    )
    yield "fact.found_by", tuple(_role(role, wording) for role in encounter.actors)


def _acquisition(acquisition: Acquisition, wording: Wording) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.acquired", (*wording.references(acquisition.method), *wording.when(acquisition.span))


def _elsewhere(record: Item) -> Iterator[tuple[str, tuple[Value, ...]]]:
    yield "fact.homepage", _links((record.homepage,))
    yield "fact.same_as", _links(record.equivalents)


def _role(role: Role, wording: Wording) -> Reference:
    return wording.reference(role.actor, role.qualifier, wording.label(role.role) if role.role else None)


def _measure(dimension: Dimension, wording: Wording) -> Measure:
    return Measure(
        wording.term("dimension", dimension.type),
        dimension.value,
        dimension.value_max,
        dimension.unit,
        dimension.part,
    )


def _number(identifier: Identifier, wording: Wording) -> Numbered:
    return Numbered(identifier.value, wording.term("identifier", identifier.type), identifier.findable)


def _rights(uri: str, wording: Wording) -> tuple[Value, ...]:
    rights = rights_of(uri, wording)
    return (rights,) if rights else ()


def _links(iris: Iterable[str]) -> tuple[Value, ...]:
    return tuple(_link(iri, iri) for iri in iris if iri)


def _link(iri: str, name: str) -> Value:
    """Return somebody else's IRI: a link when it is a web address, otherwise its text."""
    address = web_address(iri)
    return Reference(Text(name), address, external=True) if address else Words(Text(name))


def _many(wording: Wording, groups: Iterable[tuple[ItemId, ...]]) -> tuple[Reference, ...]:
    return wording.references(*dict.fromkeys(item for group in groups for item in group))


def _joined(
    lines: Iterable[tuple[str, tuple[Value, ...]]],
) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """Yield lines of one name as one, where the first of them stood; a value is said once."""
    values: dict[str, list[Value]] = {}
    for name, more in lines:
        values.setdefault(name, []).extend(value for value in more if value not in values.get(name, []))
    yield from ((name, tuple(said)) for name, said in values.items())
