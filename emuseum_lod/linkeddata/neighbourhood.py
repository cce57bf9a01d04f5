"""What points at an item, as data: a person's works, a museum's objects, a place's finds; a page of each kind at a time.

The graph's triples stand with the item whose IRI begins their subject, so that a museum's description says nothing of its objects. Here are
the triples of others that point at it, with their labels, as pages of a collection (Activity Vocabulary, §2.2).
"""

from collections.abc import Iterator
from typing import Final, cast

from emuseum_lod.catalogue.naming import labels_of
from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.graph.canonical import literal
from emuseum_lod.linkeddata import links
from emuseum_lod.linkeddata.formats import RDF_FORMATS, Format
from emuseum_lod.linkeddata.gathering import COUNTED_TO, MANY, NEIGHBOURS
from emuseum_lod.linkeddata.profile import Profile, Variant
from emuseum_lod.linkeddata.subject import Subject
from emuseum_lod.namespaces import ACTIVITY_STREAMS, RDF, RDFS, XSD
from emuseum_lod.replies import Link
from emuseum_lod.uris import Kind
from emuseum_lod.views.rdf import Extension, serialise


def _neighbourhood(subject: Subject, wanted: Format) -> bytes:
    address = links.data_address(Variant(NEIGHBOURHOOD, wanted), subject)
    kind, after = subject.continued or (None, 0)
    lines = [
        f"<{address}> <{RDF}type> <{ACTIVITY_STREAMS}Collection> .",
        f"<{address}> <{RDFS}seeAlso> <{subject.iri}> .",
    ]
    for each in (kind,) if kind else NEIGHBOURS[subject.stored.kind]:
        lines += _page(subject, each, after, address)
    return serialise(lines, address, cast("Extension", wanted.extension), subject.base)


def _page(subject: Subject, kind: Kind, after: int, address: str) -> Iterator[str]:
    reader = subject.service.reader
    users, following = reader.users(subject.stored.id, kind, after, MANY)
    page = f"{address}?show={kind}" + (f"&after={after}" if after else "")
    yield f"<{page}> <{RDF}type> <{ACTIVITY_STREAMS}CollectionPage> ."
    yield f"<{page}> <{ACTIVITY_STREAMS}partOf> <{address}> ."
    if following:
        yield f"<{page}> <{ACTIVITY_STREAMS}next> <{address}?show={kind}&after={following}> ."
    total = reader.count_users(subject.stored.id, kind, COUNTED_TO)
    if total < COUNTED_TO:
        yield f'<{page}> <{ACTIVITY_STREAMS}totalItems> "{total}"^^<{XSD}nonNegativeInteger> .'
    for user in users:
        if user.record is not None:
            yield f"<{page}> <{ACTIVITY_STREAMS}items> <{subject.service.addresses.iri(user.id)}> ."
            yield from _pointing(user.record, subject)


def _pointing(record: CatalogueRecord, subject: Subject) -> Iterator[str]:
    """Yield what an item says of the subject, and what it is called itself."""
    iri = subject.service.addresses.iri(record.id)
    for label in labels_of(record):
        yield f"<{iri}> <{RDFS}label> {literal(label.value, label.lang)} ."
    for line in subject.service.describe(record, subject.base):
        pointed_at = line.split(" ", 2)[2]
        if pointed_at.startswith((f"<{subject.iri}>", f"<{subject.iri}#")):
            yield line


NEIGHBOURHOOD: Final = Profile(
    "neighbours", f"{ACTIVITY_STREAMS}Collection", "Neighbours",
    frozenset(kind for kind, users in NEIGHBOURS.items() if users), RDF_FORMATS, _neighbourhood,
)  # fmt: skip


def path(subject: Subject) -> str:
    """Return where the neighbourhood of an item is, from the root; empty where its kind has none."""
    if subject.stored.kind not in NEIGHBOURHOOD.kinds:
        return ""
    return Variant(NEIGHBOURHOOD, NEIGHBOURHOOD.formats[0]).address(
        subject.stored.id, subject.service.addresses
    )


def link(subject: Subject) -> tuple[Link, ...]:
    """Return the link to the neighbourhood of an item, where its kind has one."""
    there = path(subject)
    absolute = subject.service.addresses.absolute(there)
    return (Link(absolute, "related", type=NEIGHBOURHOOD.formats[0].media_type),) if there else ()
