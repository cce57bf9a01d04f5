"""The values of which pages are made: words, references, times, measures."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from emuseum_lod.catalogue.records import Span, Text
from emuseum_lod.uris import Kind


@dataclass(frozen=True, slots=True)
class Words:
    """A text by itself. `after` is set behind it, more quietly."""

    form: ClassVar = "words"
    text: Text
    after: Text | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Another item, or something elsewhere (`external`). `before` qualifies it ("attributed to"), `after` tells its part."""

    form: ClassVar = "reference"
    text: Text
    href: str
    before: Text | None = None
    after: Text | None = None
    external: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A word of the interface as a value: ``gender.female``."""

    form: ClassVar = "message"
    key: str


@dataclass(frozen=True, slots=True)
class When:
    """A time, in the source's words where it has any in `display`, otherwise said by the template."""

    form: ClassVar = "when"
    span: Span
    display: Text | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measurement: "height 12.5 cm (frame)". Numbers are canonical decimals, `unit` is a slug (``cm``)."""

    form: ClassVar = "measure"
    name: Text
    value: str
    value_max: str
    unit: str
    part: Text | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that somebody gave the item, what kind of number it is, and those that a range stands for."""

    form: ClassVar = "numbered"
    value: str
    name: Text
    findable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A point in WGS 84 degrees, as canonical decimals."""

    form: ClassVar = "coordinates"
    latitude: str
    longitude: str


Value: TypeAlias = Words | Reference | Message | When | Measure | Numbered | Coordinates


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the description: its name (a message's key) and its values."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """Texts of one kind (a term of the catalogue, or a message's key), in the languages there are: those of the page first.

    `leading` ones tell what the item is, and are read before its facts; the others are the source's own wording of one.
    """

    name: str | Text
    texts: tuple[Text, ...]
    leading: bool = True


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way to a page."""

    text: Text | Message
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """An item in a list: what it is called, a picture, a quiet line below."""

    kind: Kind
    href: str
    title: Text
    image: str = ""
    notes: tuple[Value, ...] = ()
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Download:
    """A format of the data: its name, media type, address, and the IRI of its profile."""

    name: str
    media_type: str
    href: str
    profile: str = ""
