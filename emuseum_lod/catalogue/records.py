"""What the catalogue knows, in the museum's own terms: frozen values, one class for each kind of item.

`CatalogueRecord` is any of them. A record refers to others by `ItemId` alone and says nothing that depends on them, so its
triples can be computed from it (docs/architecture.md). Empty means not known; what is not known is left out.

Texts carry the language they are in as a lower-case BCP 47 tag, or "" where the source does not say. Structural kinds (of
titles, identifiers, statements, dimensions, units, roles) are slugs listed in ``ontologies/structural-terms.csv`` with their IRIs and
labels. Dates are extended ISO 8601 with astronomical years (``-0499`` is 500 BCE), see `Span`.

`encode` is the canonical form: the same record gives the same bytes, and its digest decides whether anything changed. A field
added here with an empty default changes no digest; renaming or reordering fields changes them all.
"""

import hashlib
from typing import Final, Literal

import msgspec

from emuseum_lod.provenance import OriginDescription
from emuseum_lod.uris import ItemId


class _Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a record."""


class Text(msgspec.Struct, frozen=True, omit_defaults=True):
    """A text and its language: ``Text("Алқа", "kk")``."""

    value: str
    lang: str = ""


class Span(_Value, frozen=True):
    """A stretch of time: what the source says, and between which days it lies (both inclusive).

    `begin` and `end` are ``YYYY-MM-DD`` with astronomical years, signed when negative, at least four digits
    (``-2699999-01-01``); one or both may be empty. `edtf` is the same in EDTF (ISO 8601-2) where it can be said.
    """

    display: tuple[Text, ...] = ()
    begin: str = ""
    end: str = ""
    edtf: str = ""


class Name(_Value, frozen=True):
    """An appellation of an item. `type`: primary, alternative, former, translated, series, sort, given, family."""

    value: str
    lang: str = ""
    type: str = "primary"


class Identifier(_Value, frozen=True):
    """A number that somebody gave an item. `type`: accession, inventory, special-inventory, former, local, provider, system, state-catalogue, call-number.

    `findable` are the numbers that a range stands for (КП 38618–38624), each to be found by itself.
    """

    value: str
    type: str = "accession"
    findable: tuple[str, ...] = ()


class Statement(_Value, frozen=True):
    """A text about an item. `type`: description, inscription, signature, credit, materials, dimensions, provenance, condition, note, bibliography, exhibition, rights, biography, production."""

    value: str
    lang: str = ""
    type: str = "description"


class Dimension(_Value, frozen=True):
    """A measurement. `type`: height, width, depth, length, diameter, thickness, weight, count, unknown …; `unit`: mm, cm, m, g, kg, piece.

    `value` is a canonical decimal ("12.5", never "12.50"); `value_max` the upper end of a range. `part` is what was
    measured (frame, support), `display` the source's words.
    """

    type: str
    value: str
    unit: str
    value_max: str = ""
    part: Text | None = None


class Role(_Value, frozen=True):
    """Somebody's part in an event. `role` is a concept (artist, engraver); `qualifier` the source's "attributed to", "after"."""

    actor: ItemId
    role: ItemId | None = None
    qualifier: Text | None = None


class Production(_Value, frozen=True):
    """The making of an object (E12). `periods` are concepts of the periods scheme; `note` is the source's own wording."""

    actors: tuple[Role, ...] = ()
    places: tuple[ItemId, ...] = ()
    techniques: tuple[ItemId, ...] = ()
    span: Span | None = None
    periods: tuple[ItemId, ...] = ()
    note: tuple[Text, ...] = ()


class Encounter(_Value, frozen=True):
    """The finding of an object (S19 Encounter Event): where, when and by whom."""

    places: tuple[ItemId, ...] = ()
    actors: tuple[Role, ...] = ()
    span: Span | None = None
    note: tuple[Text, ...] = ()


class Acquisition(_Value, frozen=True):
    """How an object came to its keeper (E8/E10). `method` is a concept (purchase, gift, expedition). Never a donor or a price."""

    method: ItemId | None = None
    span: Span | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """What every record has.

    `namespace` and `local_id` are what its key was minted from (`uris.mint`). `demonstration` marks invented content
    wherever it appears. `metadata_rights` is the licence of the description itself. `homepage` is the provider's own page
    about it; `equivalents` are verified IRIs elsewhere for the same thing. `origins` is where its description was
    harvested, if it was, and where that repository had harvested it before.
    """

    id: ItemId
    provider: str
    namespace: str
    local_id: str
    demonstration: bool = False
    metadata_rights: str = ""
    homepage: str = ""
    equivalents: tuple[str, ...] = ()
    origins: tuple[OriginDescription, ...] = ()


class HumanMadeObject(Item, tag="object", frozen=True):
    """A museum object (E22). `rights` is the statement about the work; digital files carry their own."""

    institution: ItemId
    owner: ItemId | None = None
    titles: tuple[Name, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    types: tuple[ItemId, ...] = ()
    classifications: tuple[ItemId, ...] = ()
    materials: tuple[ItemId, ...] = ()
    statements: tuple[Statement, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    production: tuple[Production, ...] = ()
    encounters: tuple[Encounter, ...] = ()
    acquisitions: tuple[Acquisition, ...] = ()
    subjects: tuple[ItemId, ...] = ()
    collections: tuple[ItemId, ...] = ()
    assets: tuple[ItemId, ...] = ()
    rights: str = ""


class Actor(Item, tag="actor", frozen=True):
    """A person (E21) or a group (E74)."""

    type: Literal["person", "group"] = "person"
    names: tuple[Name, ...] = ()
    birth: Span | None = None
    birth_place: ItemId | None = None
    death: Span | None = None
    death_place: ItemId | None = None
    active: Span | None = None
    gender: Literal["", "female", "male"] = ""
    occupations: tuple[ItemId, ...] = ()
    nationalities: tuple[ItemId, ...] = ()
    statements: tuple[Statement, ...] = ()


class Place(Item, tag="place", frozen=True):
    """A place (E53). `latitude` and `longitude` are canonical decimals in WGS 84 degrees, both or neither. `code` is ISO 3166-2."""

    names: tuple[Name, ...] = ()
    types: tuple[ItemId, ...] = ()
    part_of: ItemId | None = None
    latitude: str = ""
    longitude: str = ""
    code: str = ""


class Concept(Item, tag="concept", frozen=True):
    """A term: of a vocabulary of ours (`scheme` is its slug), or a provider's own verbatim string (`scheme` is ``{provider}-terms``).

    `role` decides its CRM class: type and technique E55, material E57, period E4 and E55, language E56, unit E58. `labels` hold one preferred
    label a language; `span` and `places` are of periods. Matches are verified IRIs only.
    """

    scheme: str
    notation: str = ""
    role: Literal["type", "material", "technique", "period", "language", "unit"] = "type"
    labels: tuple[Text, ...] = ()
    alt_labels: tuple[Text, ...] = ()
    hidden_labels: tuple[Text, ...] = ()
    definitions: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()
    broader: tuple[ItemId, ...] = ()
    related: tuple[ItemId, ...] = ()
    exact_match: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    span: Span | None = None


class Institution(Item, tag="institution", frozen=True):
    """A museum (E74) and its holding (E78, at ``#holding``). `code` is the slug of its OAI set, ASCII; `region` a place with a code."""

    names: tuple[Name, ...] = ()
    code: str = ""
    types: tuple[ItemId, ...] = ()
    place: ItemId | None = None
    region: ItemId | None = None
    statements: tuple[Statement, ...] = ()


class Collection(Item, tag="collection", frozen=True):
    """A thematic collection (la:Set) of an institution, or of none. Objects say that they belong to it."""

    names: tuple[Name, ...] = ()
    code: str = ""
    institution: ItemId | None = None
    statements: tuple[Statement, ...] = ()


class Asset(Item, tag="asset", frozen=True):
    """A digital file (D1 Digital Object): an image, a 3D model, a document.

    `url` is where its bytes are (a path from the root for files this service serves itself); `media_type` its IANA
    type; `thumbnail` a small image; `iiif_service` the IIIF image service. Sizes are in pixels and bytes.
    """

    type: Literal["image", "model", "text", "sound", "video"] = "image"
    url: str = ""
    media_type: str = ""
    names: tuple[Name, ...] = ()
    rights: str = ""
    thumbnail: str = ""
    iiif_service: str = ""
    width: int = 0
    height: int = 0
    bytes: int = 0
    institution: ItemId | None = None


class Tour(Item, tag="tour", frozen=True):
    """A virtual tour of an institution."""

    names: tuple[Name, ...] = ()
    institution: ItemId | None = None
    url: str = ""
    statements: tuple[Statement, ...] = ()


class Definition(Item, tag="def", frozen=True):
    """A vocabulary or ontology document, loaded as a whole: what it says of ``/def/…`` and of other people's IRIs.

    `triples` are N-Triples lines, canonical and sorted, in which our base IRI is written `BASE_PLACEHOLDER`. `names` are its titles.
    """

    names: tuple[Name, ...] = ()
    triples: tuple[str, ...] = ()


CatalogueRecord = (
    HumanMadeObject | Actor | Place | Concept | Institution | Collection | Asset | Tour | Definition
)

BASE_PLACEHOLDER: Final = "base:"
"""Stands for the base IRI at the start of an IRI in `Definition.triples`: ``<base:def/materials>``."""

_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final[msgspec.json.Decoder[CatalogueRecord]] = msgspec.json.Decoder(CatalogueRecord)


def encode(record: CatalogueRecord) -> bytes:
    """Return the canonical form of a record: JSON, fields in their declared order, empty ones left out."""
    return _ENCODER.encode(record)


def decode(data: bytes) -> CatalogueRecord:
    """Return the record of a canonical form. Raises msgspec.ValidationError for anything else."""
    return _DECODER.decode(data)


def digest(data: bytes) -> bytes:
    """Return the content digest (BLAKE2b, 16 bytes) of a canonical form."""
    return hashlib.blake2b(data, digest_size=16).digest()
