"""A Linked Data Event Stream (https://w3id.org/ldes/specification) in Turtle: a chain of TREE nodes, each of which is closed once it is full.

A member says that an item came, changed or went, and when; never what it says. So a page that caches keep for ever holds nothing that could have to
be taken down (docs/changes.md). What the item says is at its IRI.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from emuseum_lod.changes.places import Places
from emuseum_lod.ledger.streams import Did, Entry
from emuseum_lod.namespaces import DCTERMS, RDF, XSD

CONTENT_TYPE: Final = "text/turtle; charset=utf-8"
SHAPE: Final = "ldes/shape.ttl"
"""Where the shape of the members is, below ``/changes/``."""
_PREFIXES: Final = (
    "@prefix as: <https://www.w3.org/ns/activitystreams#> .\n"
    f"@prefix dcterms: <{DCTERMS}> .\n"
    "@prefix ldes: <https://w3id.org/ldes#> .\n"
    f"@prefix rdf: <{RDF}> .\n"
    "@prefix tree: <https://w3id.org/tree#> .\n"
    f"@prefix xsd: <{XSD}> .\n\n"
)
_TYPES: Final[dict[Did, str]] = {"create": "as:Create", "update": "as:Update", "delete": "as:Delete"}


def root(length: int, title: str, places: Places) -> bytes:
    """Return the root node of the view: what the stream is, and where it begins."""
    said = [
        _PREFIXES,
        f"<{_stream(places)}> a ldes:EventStream ;\n",
        f"  dcterms:title {_quoted(title)} ;\n",
        f"  tree:view <{places.ldes()}> ;\n",
        "  ldes:timestampPath as:published ;\n",
        "  ldes:versionOfPath as:object ;\n",
        f"  tree:shape <{places.at(SHAPE)}#member> .\n\n",
    ]
    if length:
        said.append(
            f"<{places.ldes()}> a tree:Node ;\n"
            f"  tree:relation <{places.ldes()}#begin> .\n"
            f"<{places.ldes()}#begin> a tree:Relation ;\n"
            f"  tree:node <{places.ldes(1)}> .\n"
        )
    else:
        said.append(f"<{places.ldes()}> a tree:Node .\n")
    return "".join(said).encode()


def page(number: int, entries: Sequence[Entry], places: Places, *, closed: bool) -> bytes:
    """Return a node. `closed`: another one follows it, with members that are not older than its last."""
    return "".join(_page(number, entries, places, closed=closed)).encode()


def _page(number: int, entries: Sequence[Entry], places: Places, *, closed: bool) -> Iterator[str]:
    here = places.ldes(number)
    yield _PREFIXES
    yield f"<{_stream(places)}> a ldes:EventStream ;\n  tree:view <{places.ldes()}>"
    if entries:
        yield " ;\n  tree:member " + ",\n    ".join(f"<{places.member(entry)}>" for entry in entries)
    yield f" .\n\n<{here}> a tree:Node"
    if closed:
        yield (
            f" ;\n  tree:relation <{here}#next> .\n"
            f"<{here}#next> a tree:GreaterThanOrEqualToRelation ;\n"
            f"  tree:node <{places.ldes(number + 1)}> ;\n"
            "  tree:path as:published ;\n"
            f'  tree:value "{entries[-1].datestamp}"^^xsd:dateTime'
        )
    yield " .\n\n"
    for entry in entries:
        yield (
            f"<{places.member(entry)}> a {_TYPES[entry.did]} ;\n"
            f"  as:object <{places.iri(entry.item_id)}> ;\n"
            f'  as:published "{entry.datestamp}"^^xsd:dateTime .\n'
        )


def _stream(places: Places) -> str:
    return f"{places.ldes()}#stream"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ").replace("\r", " ")
    return f'"{escaped}"'
