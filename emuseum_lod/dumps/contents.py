"""What a dump says of an item, format by format: a format is an entry of `FORMATS`, and a description in ``ontologies/datasets.toml``."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from emuseum_lod.catalogue.naming import LANGUAGES, Labels
from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject
from emuseum_lod.graph.patterns import Patterns
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.uris import item_iri
from emuseum_lod.views.dublin_core import dc_statements
from emuseum_lod.views.json_text import json_line
from emuseum_lod.views.linked_art import linked_art
from emuseum_lod.views.rdf import turtle_head, turtle_part

JOINED: Final = " | "
"""Between several values of one cell."""

_IN_LANGUAGES: Final = (
    *("title", "creator", "contributor", "type", "format"),
    *("subject", "description", "coverage", "publisher", "rights"),
)
_WITHOUT: Final = ("date", "relation", "identifier", "source", "language")
COLUMNS: Final = (
    *("iri", "museum"),
    *(name for element in _IN_LANGUAGES for name in (element, *(f"{element}_{lang}" for lang in LANGUAGES))),
    *_WITHOUT,
)
"""The columns of the table of objects: Dublin Core, what is said in a language in a column of its own, all else in the element's."""


@dataclass(frozen=True)
class Subject:
    """An item: its record, the faces of what it refers to, and how its triples are made."""

    record: CatalogueRecord
    faces: Faces
    base: str
    patterns: Patterns

    @cached_property
    def lines(self) -> list[str]:
        """Its triples as canonical lines, in their order."""
        return sorted(self.patterns.triples(self.record, self.base))

    @property
    def iri(self) -> str:
        """Its IRI."""
        return item_iri(self.base, self.record.id)

    @property
    def labels(self) -> Labels:
        """What the items are called that it refers to."""
        return {item: face.labels for item, face in self.faces.items()}


class Format(NamedTuple):
    """A format: its media type, what a file begins with (of the base IRI), and what it has of an item, which may be nothing."""

    media_type: str
    head: Callable[[str], bytes]
    part: Callable[[Subject], bytes]


def _n_triples(subject: Subject) -> bytes:
    return "".join(f"{line}\n" for line in subject.lines).encode()


def _turtle(subject: Subject) -> bytes:
    return turtle_part(subject.lines, subject.iri, subject.base)


def _linked_art(subject: Subject) -> bytes:
    document = linked_art(subject.record, subject.faces, subject.base)
    return json_line(document) if document is not None else b""


def _row(subject: Subject) -> bytes:
    record = subject.record
    if not isinstance(record, HumanMadeObject):
        return b""
    cells: defaultdict[str, list[str]] = defaultdict(list)
    cells["iri"], cells["museum"] = [subject.iri], [item_iri(subject.base, record.institution)]
    for element, value, lang in dc_statements(record, subject.labels, subject.base):
        column = f"{element}_{lang}"
        cells[column if column in COLUMNS else element].append(value)
    return _csv(JOINED.join(cells[column]) for column in COLUMNS)


def _csv(cells: Iterable[str]) -> bytes:
    """Return a row (RFC 4180)."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(cells)
    return out.getvalue().encode()


FORMATS: Final[Mapping[str, Format]] = {
    "nt": Format("application/n-triples", lambda _base: b"", _n_triples),
    "ttl": Format("text/turtle", turtle_head, _turtle),
    "jsonl": Format("application/jsonl", lambda _base: b"", _linked_art),
    "csv": Format("text/csv", lambda _base: _csv(COLUMNS), _row),
}
"""The formats, by the ends of names."""
