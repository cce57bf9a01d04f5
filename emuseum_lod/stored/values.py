"""The types of parameters: how a text that a client sends becomes an RDF term, and how OpenAPI says what may be sent.

A type is declared in TOML (``sparql/stored/words.toml``, or a query's own heading) by its ``type`` and what belongs to that. `term` is the only way
from a text to a query, and what it returns is a term: whatever the text holds, it can be no more than one IRI or one literal.
"""

import difflib
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
import pyoxigraph as ox

from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.catalogue.vocabularies import load_places, load_scheme
from emuseum_lod.mapping.values.dates import span_between
from emuseum_lod.namespaces import GEO, XSD
from emuseum_lod.resources import resource
from emuseum_lod.uris import ItemId, Kind, is_item_id, item_iri, item_of_iri, kind_of

Term: TypeAlias = ox.NamedNode | ox.Literal
Schema: TypeAlias = dict[str, Any]

LONGEST_TEXT: Final = 1_000
"""Characters of a value, at most; a type may allow fewer."""

_PLACES: Final = "places"

Filled = Annotated[str, msgspec.Meta(min_length=1)]


class UnfitError(ValueError):
    """A value that is not of its type; the text says what would be."""


class Wording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in the languages of the interface."""

    kk: Filled
    ru: Filled
    en: Filled

    def of(self, lang: str) -> str:
        """Return the text in one of the languages."""
        return str(getattr(self, lang))


class _Declared(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="type"):
    """What every parameter is declared with: a value that fits, and what it is for."""

    example: Filled
    about: Wording


class Text(_Declared, tag="text", frozen=True):
    """Words: a plain literal."""

    longest: Annotated[int, msgspec.Meta(ge=1, le=LONGEST_TEXT)] = 200

    def term(self, text: str, base: str) -> Term:  # noqa: ARG002  # the types' common way
        """Return the literal."""
        if not text.strip():
            raise UnfitError("it is empty")
        if len(text) > self.longest:
            raise UnfitError(f"it has more than {self.longest} characters")
        return ox.Literal(text)

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "string", "minLength": 1, "maxLength": self.longest}


class Iri(_Declared, tag="iri", frozen=True):
    """Any absolute IRI: of AAT or Wikidata, say."""

    def term(self, text: str, base: str) -> Term:  # noqa: ARG002
        """Return the IRI."""
        try:
            return ox.NamedNode(text)
        except ValueError as error:
            raise UnfitError(f"it is no absolute IRI: {error}") from error

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "string", "format": "iri"}


class Item(_Declared, tag="item", frozen=True):
    """An item of the catalogue of one kind: by its key, its IRI, or where it is of a vocabulary (``materials``, ``places``) by its name there."""

    kind: Kind
    vocabulary: str = ""

    def term(self, text: str, base: str) -> Term:
        """Return the item's IRI, whether or not there is such an item."""
        known = self.names().get(text)
        item = known.id if known else self._named(text, base)
        if item is None:
            raise UnfitError(self._advice(text))
        return ox.NamedNode(item_iri(base, item))

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "string"}

    def _named(self, text: str, base: str) -> ItemId | None:
        item = item_of_iri(base, text) if ":" in text else None
        for name in (item or "", text, f"{self.kind}/{text}"):
            if is_item_id(name) and kind_of(ItemId(name)) == self.kind:
                return ItemId(name)
        return None

    def names(self) -> Mapping[str, CatalogueRecord]:
        """Return the items that have names, by them."""
        return names_of(self.vocabulary) if self.vocabulary else {}

    def _advice(self, text: str) -> str:
        wanted = f"the key or the IRI of an item of the kind {self.kind}"
        if not self.vocabulary:
            return f"it is not {wanted}"
        close = difflib.get_close_matches(text, self.names(), n=3)
        meant = f" (did you mean {' or '.join(close)}?)" if close else f", such as {self.example}"
        return f"it is neither a name of the vocabulary {self.vocabulary}{meant}, nor {wanted}"


class Integer(_Declared, tag="integer", frozen=True):
    """A whole number within bounds."""

    minimum: int
    maximum: int

    def term(self, text: str, base: str) -> Term:  # noqa: ARG002
        """Return an xsd:integer."""
        number = integer(text, self.minimum, self.maximum)
        return ox.Literal(str(number), datatype=ox.NamedNode(f"{XSD}integer"))

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


class Number(_Declared, tag="decimal", frozen=True):
    """A decimal number within bounds, with a point."""

    minimum: float
    maximum: float

    def term(self, text: str, base: str) -> Term:  # noqa: ARG002
        """Return an xsd:decimal."""
        number = _decimal(text, self.minimum, self.maximum)
        return ox.Literal(f"{number:f}", datatype=ox.NamedNode(f"{XSD}decimal"))

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}


class Date(_Declared, tag="date", frozen=True):
    """A year, month or day (EDTF, level 0) with astronomical years: its first or its last moment."""

    edge: Literal["first", "last"]

    def term(self, text: str, base: str) -> Term:  # noqa: ARG002
        """Return an xsd:dateTime."""
        try:
            span = span_between(text, "") if self.edge == "first" else span_between("", text)
        except ValueError as error:
            raise UnfitError(f"it is no year, month or day such as 1850, -0499 or 1850-05: {error}") from None
        said = f"{span.begin}T00:00:00Z" if self.edge == "first" else f"{span.end}T23:59:59Z"
        return ox.Literal(said, datatype=ox.NamedNode(f"{XSD}dateTime"))

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "string", "pattern": r"^[+-]?[0-9]{1,7}(-[0-9]{1,2}(-[0-9]{1,2})?)?$"}


class Choice(_Declared, tag="choice", frozen=True):
    """One of some words, each with what it means."""

    values: Annotated[dict[str, Wording], msgspec.Meta(min_length=2)]

    def term(self, text: str, base: str) -> Term:  # noqa: ARG002
        """Return the word as a literal."""
        if text not in self.values:
            raise UnfitError(f"it is none of {', '.join(self.values)}")
        return ox.Literal(text)

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "string", "enum": list(self.values)}


class Point(_Declared, tag="point", frozen=True):
    """A point ``longitude,latitude`` in degrees (CRS84)."""

    def term(self, text: str, base: str) -> Term:  # noqa: ARG002
        """Return it as WKT."""
        parts = text.split(",")
        if len(parts) != 2:
            raise UnfitError("it is not longitude,latitude")
        longitude, latitude = _position(*parts)
        return _wkt(f"POINT({longitude} {latitude})")

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "string", "pattern": f"^{_DEGREES}(,{_DEGREES})$"}


class Box(_Declared, tag="box", frozen=True):
    """A box ``west,south,east,north`` in degrees, as ``bbox`` is written elsewhere (RFC 7946, §5). It does not cross the antimeridian."""

    def term(self, text: str, base: str) -> Term:  # noqa: ARG002
        """Return it as a polygon in WKT."""
        parts = text.split(",")
        if len(parts) != 4:
            raise UnfitError("it is not west,south,east,north")
        west, south = _position(*parts[:2])
        east, north = _position(*parts[2:])
        if not (Decimal(west) < Decimal(east) and Decimal(south) < Decimal(north)):
            raise UnfitError("its west is not west of its east, or its south not south of its north")
        return _wkt(f"POLYGON(({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}))")  # fmt: skip

    def schema(self) -> Schema:
        """Return the JSON schema."""
        return {"type": "string", "pattern": f"^{_DEGREES}(,{_DEGREES}){{3}}$"}


Declaration: TypeAlias = Text | Iri | Item | Integer | Number | Date | Choice | Point | Box

_DEGREES: Final = r"-?[0-9]{1,3}(\.[0-9]{1,9})?"


@cache
def names_of(vocabulary: str) -> Mapping[str, CatalogueRecord]:
    """Return the items of a vocabulary by their names in it: notations, and the ids of ``places.csv``. Raises ConfigurationError."""
    folder = resource("ontologies", "vocabularies")
    found: Iterable[CatalogueRecord] = (
        load_places(folder / "places.csv")
        if vocabulary == _PLACES
        else load_scheme(folder / f"{vocabulary}.ttl")
    )
    return {record.local_id: record for record in found if kind_of(record.id) != "def"}


def integer(text: str, minimum: int, maximum: int) -> int:
    """Return a whole number within bounds. Raises UnfitError."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 18):
        raise UnfitError(f"it is no whole number from {minimum} to {maximum}")
    if not minimum <= int(text) <= maximum:
        raise UnfitError(f"it is not between {minimum} and {maximum}")
    return int(text)


def _decimal(text: str, minimum: float, maximum: float) -> Decimal:
    try:
        number = Decimal(text) if text.isascii() and "_" not in text and len(text) <= 30 else Decimal("nan")
    except InvalidOperation:
        number = Decimal("nan")
    if not number.is_finite() or number.as_tuple().exponent not in range(-18, 1):
        raise UnfitError(f"{text[:40]!r} is no decimal number such as 12.5")
    if not minimum <= number <= maximum:
        raise UnfitError(f"{text[:40]!r} is not between {minimum:g} and {maximum:g}")
    return number


def _position(longitude: str, latitude: str) -> tuple[str, str]:
    east, north = _decimal(longitude.strip(), -180, 180), _decimal(latitude.strip(), -90, 90)
    return f"{east:f}", f"{north:f}"


def _wkt(text: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(f"{GEO}wktLiteral"))
