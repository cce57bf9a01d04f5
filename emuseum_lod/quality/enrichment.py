"""Two parts of the metadata tier: which elements a record gives to find it by, and which things around it are described in it."""

from collections.abc import Iterator
from typing import Final

from emuseum_lod.catalogue.records import Text
from emuseum_lod.views.edm.model import Agent, Concept, EdmRecord, Link, Place, TimeSpan

_GROUP_OF: Final = {
    "dcterms:created": "time",
    "dcterms:issued": "time",
    "dcterms:temporal": "time",
    "dc:format": "concept",
    "dc:type": "concept",
    "dcterms:medium": "concept",
    "dc:creator": "person",
    "dc:contributor": "person",
    "dc:publisher": "person",
    "dcterms:spatial": "place",
    "edm:currentLocation": "place",
}
"""The groups of enabling elements, whose value may be a text or a link. dc:date is none of them."""

_GROUPS_OF_LINK: Final[dict[str, dict[type, str]]] = {
    "edm:hasMet": {TimeSpan: "time", Agent: "person"},
    "dc:subject": {Concept: "concept", Agent: "person", Place: "place"},
}
"""Elements that count only where they lead to something in the record, and then in the group of that."""

_Node = Agent | Place | TimeSpan | Concept


def enabling_tier(record: EdmRecord) -> int:
    """Return 0 to 3 (C): one element; three in two groups; four in two groups."""
    nodes = _nodes(record)
    elements: set[str] = set()
    groups: set[str] = set()
    for property_, value in _values(record):
        group = _GROUP_OF.get(property_)
        if group is None and isinstance(value, Link):
            group = _GROUPS_OF_LINK.get(property_, {}).get(type(nodes.get(value.iri)))
        if group:
            elements.add(property_)
            groups.add(group)
    if len(groups) >= 2 and len(elements) >= 3:
        return 3 if len(elements) >= 4 else 2
    return 1 if elements else 0


def contextual_tier(record: EdmRecord) -> int:
    """Return 1 (A) to 3 (C): how many classes of things, none, one or more, the object leads to and the record describes completely."""
    nodes = _nodes(record)
    linked = {value.iri for _, value in _values(record) if isinstance(value, Link)}
    complete = {type(node) for iri, node in nodes.items() if iri in linked and _is_complete(node)}
    return 1 + min(len(complete), 2)


def _is_complete(node: _Node) -> bool:
    match node:
        case Agent():
            return bool(node.labels and (node.begin or node.end))
        case Place():
            return bool(node.labels and node.latitude and node.longitude)
        case TimeSpan():
            return bool(node.begin and node.end)
        case Concept():
            return bool(node.labels and (node.broader or node.exact_match))


def _nodes(record: EdmRecord) -> dict[str, _Node]:
    every: tuple[_Node, ...] = (*record.agents, *record.places, *record.time_spans, *record.concepts)
    return {node.iri: node for node in every}


def _values(record: EdmRecord) -> Iterator[tuple[str, Text | Link]]:
    for said in record.cho.statements:
        yield said.property, said.value
    for iri in record.cho.has_met:
        yield "edm:hasMet", Link(iri)
    if record.cho.current_location:
        yield "edm:currentLocation", record.cho.current_location
