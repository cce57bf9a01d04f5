"""An EDM record as values: the classes of EDM's external profile, each with the properties that we give it, in the schema's order.

Texts are `Text` with a language that is a tag, or ""; links are IRIs that an XML schema takes for one. Empty means not said.
"""

from typing import Literal, NamedTuple

import msgspec

from emuseum_lod.catalogue.records import Text

EdmType = Literal["TEXT", "VIDEO", "IMAGE", "SOUND", "3D"]


class Link(NamedTuple):
    """The IRI of what a property leads to."""

    iri: str


class Said(NamedTuple):
    """A property of an object by its prefixed name (``dcterms:medium``), and its value."""

    property: str
    value: Text | Link


class _Node(msgspec.Struct, frozen=True, kw_only=True):
    """What has an IRI of its own."""

    iri: str


class ProvidedCho(_Node, frozen=True, kw_only=True):
    """The object itself. `statements` are its properties of Dublin Core, which may stand in any order."""

    statements: tuple[Said, ...]
    current_location: Link | None
    has_met: tuple[str, ...]
    type: EdmType
    same_as: tuple[str, ...]


class WebResource(_Node, frozen=True, kw_only=True):
    """A file or page that shows the object. Sizes are in bytes and pixels, 0 where they are not known; `type` is that of 3D alone."""

    is_format_of: tuple[str, ...] = ()
    rights: str
    media_type: str = ""
    bytes: int = 0
    width: int = 0
    height: int = 0
    service: str = ""
    type: EdmType | None = None


class Agent(_Node, frozen=True, kw_only=True):
    """A person or group. `begin` and `end` are years, or days where the very day is known."""

    labels: tuple[Text, ...]
    other_labels: tuple[Text, ...]
    begin: str
    end: str
    same_as: tuple[str, ...]


class Place(_Node, frozen=True, kw_only=True):
    """A place; `latitude` and `longitude` are decimals in degrees of WGS 84, both or neither."""

    latitude: str
    longitude: str
    labels: tuple[Text, ...]
    other_labels: tuple[Text, ...]
    part_of: tuple[str, ...]
    same_as: tuple[str, ...]


class TimeSpan(_Node, frozen=True, kw_only=True):
    """A stretch of time between two days (ISO 8601 with astronomical years, both inclusive); `edtf` is the same in EDTF."""

    labels: tuple[Text, ...]
    other_labels: tuple[Text, ...]
    begin: str
    end: str
    same_as: tuple[str, ...]
    edtf: str


class Concept(_Node, frozen=True, kw_only=True):
    """A term."""

    labels: tuple[Text, ...]
    other_labels: tuple[Text, ...]
    broader: tuple[str, ...]
    exact_match: tuple[str, ...]


class Aggregation(_Node, frozen=True, kw_only=True):
    """What belongs together: the object, where it is shown, who says so, and what may be done with it."""

    cho: str
    data_provider: Text
    has_view: tuple[str, ...]
    is_shown_at: str
    is_shown_by: str
    object: str
    provider: Text | Link
    rights: str
    intermediate_provider: Text | None


class Service(_Node, frozen=True, kw_only=True):
    """What a file is looked at through, by the standard it keeps to: oEmbed, the IIIF Image API."""

    conforms_to: str


class EdmRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a record says, in the order in which it is written."""

    cho: ProvidedCho
    web_resources: tuple[WebResource, ...]
    agents: tuple[Agent, ...]
    places: tuple[Place, ...]
    time_spans: tuple[TimeSpan, ...]
    concepts: tuple[Concept, ...]
    aggregation: Aggregation
    services: tuple[Service, ...]
