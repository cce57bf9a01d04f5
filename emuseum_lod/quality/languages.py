"""The language part of the metadata tier: how many of a record's properties say in which language they are."""

from collections.abc import Iterator
from typing import Final

from emuseum_lod.catalogue.records import Text
from emuseum_lod.views.edm.model import EdmRecord, Link

RELEVANT: Final = frozenset(
    f"{prefix}:{name}"
    for prefix, names in (
        ("dc", "coverage description format relation rights source subject title type"),
        (
            "dcterms",
            "alternative hasPart isPartOf isReferencedBy medium provenance references spatial tableOfContents temporal",
        ),
        ("edm", "currentLocation hasType isRelatedTo"),
    )
    for name in names.split()
)
"""The properties that are looked at."""


def language_tier(record: EdmRecord) -> int:
    """Return 0 to 3 (C): from a quarter, a half and three quarters of the properties present on, each once, that have a language.

    A property has one where one of its values is a text with a language, or leads to a place, term or time in the record that has a
    name with one. Persons do not count.
    """
    named = {
        node.iri
        for nodes in (record.places, record.time_spans, record.concepts)
        for node in nodes
        if any(label.lang for label in node.labels)
    }
    present: set[str] = set()
    spoken: set[str] = set()
    for property_, value in _values(record):
        present.add(property_)
        if value.lang if isinstance(value, Text) else value.iri in named:
            spoken.add(property_)
    return min(len(spoken) * 4 // len(present), 3) if present else 0


def _values(record: EdmRecord) -> Iterator[tuple[str, Text | Link]]:
    for said in record.cho.statements:
        if said.property in RELEVANT:
            yield said.property, said.value
    if record.cho.current_location:
        yield "edm:currentLocation", record.cho.current_location
