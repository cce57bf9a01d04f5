"""What a profile is: a way of saying what a record says, for those who know it by its IRI; and the documents it gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, cast

from emuseum_lod.linkeddata.formats import Format
from emuseum_lod.linkeddata.subject import Subject
from emuseum_lod.uris import ItemId, Kind
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.json_text import Json, json_bytes
from emuseum_lod.views.rdf import Extension, serialise

Make = Callable[[Subject, Format], bytes | None]
"""Makes one document: what is described, and in which of the profile's formats; None where the item has none."""

RECOMMENDED_TOKEN: Final = "crm"  # noqa: S105  # a name, no secret
"""The profile that a client gets that names none; its documents have no token in their address."""

_XML_DECLARATION: Final = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def _always(_subject: Subject) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile: our short name for it, its IRI, what people call it, the kinds of items that have it, its formats, and how it is made.

    `applies` tells of one item, cheaply, whether it has this profile: `make` must then give a document. `own`: what it says follows from the
    item's record alone, so that it is as old as that is. `other_names` are tokens and IRIs that clients use for the same. `parameter`: the media type
    carries the profile (RFC 6906), as the profile itself demands. `path` gives the path of an item's document, from the root, where that is
    not below ``/data/`` and another protocol serves it.
    """

    token: str
    iri: str
    name: str
    kinds: frozenset[Kind]
    formats: tuple[Format, ...]
    make: Make
    applies: Callable[[Subject], bool] = _always
    own: bool = False
    other_names: tuple[str, ...] = ()
    parameter: bool = False
    path: Callable[[ItemId], str] | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """A document about an item: a profile in one of its formats."""

    profile: Profile
    format: Format

    @property
    def recommended(self) -> bool:
        """Whether it is in the profile that we recommend."""
        return self.profile.token == RECOMMENDED_TOKEN

    @property
    def name(self) -> str:
        """What people call it: ``Turtle``, ``LIDO 1.1``, ``EDM (Turtle)``."""
        if self.recommended:
            return self.format.name
        only = len(self.profile.formats) == 1
        return self.profile.name if only else f"{self.profile.name} ({self.format.name})"

    @property
    def content_type(self) -> str:
        """The value of its Content-Type header."""
        return (
            f'{self.format.content_type};profile="{self.profile.iri}"'
            if self.profile.parameter
            else self.format.content_type
        )

    def address(self, item: ItemId, addresses: Addresses) -> str:
        """Return its path: ``/data/object/….ttl`` in the profile that we recommend, ``/data/object/….lido.xml`` in others."""
        if self.profile.path:
            return addresses.root + self.profile.path(item)
        inner = "" if self.recommended else f"{self.profile.token}."
        return addresses.data(item, f"{inner}{self.format.extension}")


def in_rdf(lines: Callable[[Subject], Iterable[str]]) -> Make:
    """Return how N-Triples lines (without line ends) are published in any of `formats.RDF_FORMATS`."""

    def make(subject: Subject, wanted: Format) -> bytes:
        extension = cast("Extension", wanted.extension)
        return serialise(lines(subject), subject.iri, extension, subject.base)

    return make


def as_xml(document: Callable[[Subject], bytes | None]) -> Make:
    """Return how an XML element is published as a document of its own."""

    def make(subject: Subject, _format: Format) -> bytes | None:
        element = document(subject)
        return None if element is None else _XML_DECLARATION + element

    return make


def as_json(document: Callable[[Subject], Json | None]) -> Make:
    """Return how a JSON object is published as a document."""

    def make(subject: Subject, _format: Format) -> bytes | None:
        found = document(subject)
        return None if found is None else json_bytes(found)

    return make
