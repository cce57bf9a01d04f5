"""An item's page, and what is left of one that is gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from emuseum_lod.catalogue.records import Text
from emuseum_lod.provenance import OriginDescription
from emuseum_lod.uris import Kind
from emuseum_lod.views.pages.values import Card, Download, Fact, Prose, Reference, Value, Words


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that this service holds. `src` is what is shown, `full` the largest there is. Sizes are pixels; 0: not known."""

    src: str
    full: str
    alt: Text
    href: str
    width: int = 0
    height: int = 0
    rights: Reference | Words | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A digital file to be fetched: a 3D model, a document, or an image that is elsewhere. `type` is the asset's.

    `viewer` is the page in which a model can be looked at; "" where there is none.
    """

    type: str
    name: Text | None
    href: str
    page: str
    media_type: str
    bytes: int
    external: bool
    rights: Reference | Words | None = None
    viewer: str = ""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Items of one kind that refer to an item. `more` leads to the rest; `total` counts them, as "at least" when `bounded`.

    `data` is where they are for programs.
    """

    kind: Kind
    cards: tuple[Card, ...]
    more: str
    total: int
    bounded: bool
    data: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A top term of a vocabulary, and the terms right below it."""

    term: Reference
    below: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class EntityPage:
    """The page of an item.

    `history` is where its versions are, `version` the address of this one, to be cited. `iri` names the thing, `canonical` this page. `names` are its names in other languages; `provider` who told us,
    `modified` when its content last changed, `origin` where its description was harvested last. `terms` are what a vocabulary document describes besides itself,
    `branches` its terms from the top, `above` what a term or place is within, the widest first. `structured` is the
    description in schema.org's terms, for search engines (JSON-LD).
    """

    lang: str
    path: str
    canonical: str
    describedby: str
    kind: Kind
    iri: str
    title: Text
    names: tuple[Text, ...]
    demonstration: bool
    facts: tuple[Fact, ...]
    prose: tuple[Prose, ...]
    pictures: tuple[Picture, ...]
    files: tuple[File, ...]
    neighbours: tuple[Neighbourhood, ...]
    downloads: tuple[Download, ...]
    terms: tuple["Term", ...]
    provider: str
    provider_href: str
    modified: str
    rights: Reference | Words | None
    oai_identifier: str = ""
    origin: OriginDescription | None = None
    alone: bool = False
    above: tuple[Reference, ...] = ()
    branches: tuple[Branch, ...] = ()
    history: str = ""
    version: str = ""
    structured: Mapping[str, Any] | None = None
    template: ClassVar = "entity.html"


@dataclass(frozen=True, slots=True)
class Term:
    """What a vocabulary or ontology document says of one subject: an anchor, labels, and statements."""

    anchor: str
    iri: str
    labels: tuple[Text, ...]
    statements: tuple[tuple[str, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class GonePage:
    """What is left of a deleted item: that it was there, until when, why it is gone, and what it has become. `history` is where its versions are."""

    lang: str
    path: str
    canonical: str
    kind: Kind
    iri: str
    title: Text | None
    since: str
    reason: Text
    successor: Reference | None
    history: str
    demonstration: bool
    template: ClassVar = "gone.html"
