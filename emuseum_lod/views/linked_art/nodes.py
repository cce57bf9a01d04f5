"""The nodes that Linked Art documents are put together from: references, names, numbers, texts, times, measurements.

A node has an `id` only where the API's schemas allow one, and says nothing that is empty. What the ledger has no face of is not
referred to: it would lead nowhere.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from emuseum_lod.catalogue.naming import best
from emuseum_lod.catalogue.records import (
    Dimension,
    Identifier,
    Name,
    Role,
    Span,
    Statement,
    Text,
)
from emuseum_lod.graph.canonical import decimal, first_moment, iri, last_moment
from emuseum_lod.graph.structural import StructuralTerm, load_structural_terms
from emuseum_lod.ledger.faces import Face, Faces
from emuseum_lod.uris import ItemId, item_iri, kind_of
from emuseum_lod.views.addresses import Addresses, web_address
from emuseum_lod.views.iiif.files import file_address
from emuseum_lod.views.json_text import Json, number, said
from emuseum_lod.views.rights import rights_names

DEVELOPERS_LANGUAGES: Final = ("en", "kk", "ru")
"""The languages of `_label`, in the order that they are tried: it is for developers who read the data, never for display."""

_CLASSES: Final = {
    "object": "HumanMadeObject",
    "place": "Place",
    "institution": "Group",
    "collection": "Set",
    "asset": "DigitalObject",
    "tour": "DigitalObject",
}
_CLASS_BY_ROLE: Final = {"material": "Material", "language": "Language", "unit": "MeasurementUnit"}
CLASSES_OF_CONCEPTS: Final = ("Type", *_CLASS_BY_ROLE.values())


class Nodes:
    """Makes nodes for one base IRI, with the faces of the items that a record refers to."""

    def __init__(self, faces: Faces, base: str) -> None:
        self.addresses = Addresses(base)
        self._faces = faces
        self._base = base
        self._terms = load_structural_terms()

    def iri(self, item: ItemId, fragment: str = "") -> str:
        """Return the IRI of an item, or of a node below it."""
        return item_iri(self._base, item) + (f"#{fragment}" if fragment else "")

    def refer(self, item: ItemId | None, *classes: str, as_: str = "") -> list[Json]:
        """Return a reference to an item as a list of one; none where the ledger has no such item, or it is of none of these classes.

        `as_` is the class where the property that leads there decides it.
        """
        face = self._faces.get(item) if item else None
        class_ = as_ or (class_of(item, face) if item and face else "")
        if item is None or face is None or (classes and class_ not in classes):
            return []
        return [
            said(
                id=self.iri(item),
                type=class_,
                _label=label(face.labels),
                equivalent=self.equivalents(face.matches, class_),
            )
        ]

    def references(self, items: Iterable[ItemId], *classes: str, as_: str = "") -> list[Json]:
        """Return references to items, each once."""
        return [node for item in dict.fromkeys(items) for node in self.refer(item, *classes, as_=as_)]

    def agents(self, *items: ItemId | None) -> list[Json]:
        """Return references to persons and groups."""
        return self.references(filter(None, items), "Person", "Group")

    def places(self, *items: ItemId | None) -> list[Json]:
        """Return references to places."""
        return self.references(filter(None, items), "Place")

    def types(self, items: Iterable[ItemId], meta: str = "") -> list[Json]:
        """Return concepts as types. Each has a type itself where its vocabulary has ("type of work"), or `meta`, a row of that group."""
        found = []
        for item in dict.fromkeys(items):
            for node in self.refer(item, as_="Type"):
                own = self.term("meta", meta) or self.term("scheme", self._faces[item].scheme)
                found.append(node | said(classified_as=own))
        return found

    def term(self, group: str, slug: str, as_: str = "Type") -> list[Json]:
        """Return a structural term as a list of one; none for one that is not in the table."""
        term = self._terms.get(group, slug)
        return [self._term(term, as_)] if term else []

    def language(self, lang: str) -> list[Json]:
        """Return a language by its whole tag, or its first part."""
        if not lang:
            return []
        return self.term("language", lang, "Language") or self.term(
            "language", lang.partition("-")[0], "Language"
        )

    def names(self, names: Iterable[Name]) -> list[Json]:
        """Return names, each with its kind and language."""
        return [
            said(
                type="Name",
                content=name.value,
                classified_as=self.term("name", name.type),
                language=self.language(name.lang),
            )
            for name in names
            if name.value
        ]

    def numbers(self, identifiers: Iterable[Identifier]) -> list[Json]:
        """Return numbers; after one that stands for a range, each of those in it."""
        found: list[Json] = []
        for identifier in identifiers:
            kind = self.term("identifier", identifier.type)
            found.append(said(type="Identifier", content=identifier.value, classified_as=kind))
            found += [said(type="Identifier", content=each) for each in identifier.findable]
        return [node for node in found if "content" in node]

    def statements(self, statements: Iterable[Statement]) -> list[Json]:
        """Return texts, each with its kind and language."""
        return [
            said(
                type="LinguisticObject",
                content=statement.value,
                classified_as=self.term("statement", statement.type),
                language=self.language(statement.lang),
            )
            for statement in statements
            if statement.value
        ]

    def notes(self, texts: Iterable[Text], kind: str = "note") -> list[Json]:
        """Return texts of one kind."""
        return self.statements(Statement(value=text.value, lang=text.lang, type=kind) for text in texts)

    def time(self, span: Span | None) -> Json | None:
        """Return a stretch of time: its two ends, and what the source says. Years are astronomical (0000 is 1 BCE)."""
        if span is None:
            return None
        begin, end = _moment(first_moment(span.begin)), _moment(last_moment(span.end))
        names = self.names(Name(value=text.value, lang=text.lang, type="display") for text in span.display)
        node = said(type="TimeSpan", identified_by=names, begin_of_the_begin=begin, end_of_the_end=end)
        return node if len(node) > 1 else None

    def dimensions(self, dimensions: Iterable[Dimension]) -> list[Json]:
        """Return measurements whose value is a number and whose unit is known (the API requires both).

        Of a range, `value` is its lower end: the API requires a value, and that is one which the source names.
        """
        found = []
        for dimension in dimensions:
            unit = self.term("unit", dimension.unit, "MeasurementUnit")
            if decimal(dimension.value) is None or not unit:
                continue
            value = _number(dimension.value)
            upper = _number(dimension.value_max) if decimal(dimension.value_max) else None
            part = (
                [Name(value=dimension.part.value, lang=dimension.part.lang, type="")]
                if dimension.part
                else []
            )
            found.append(
                said(
                    type="Dimension",
                    classified_as=self.term("dimension", dimension.type),
                    identified_by=self.names(part),
                    value=value,
                    lower_value_limit=None if upper is None else value,
                    upper_value_limit=upper,
                    unit=unit[0],
                )
            )
        return found

    def attributions(self, roles: Iterable[Role]) -> list[Json]:
        """Return who is only thought to have carried something out ("attributed to", "after"): an opinion, with its words."""
        return [
            said(
                type="AttributeAssignment",
                assigned_property="carried_out_by",
                assigned=self.agents(role.actor),
                referred_to_by=self.notes([role.qualifier]),
            )
            for role in roles
            if role.qualifier is not None and self.agents(role.actor)
        ]

    def rights(self, statement: str) -> list[Json]:
        """Return the right that a statement of rights (a URI) is about."""
        if not statement or iri(statement) is None:
            return []
        kind = said(id=statement, type="Type", _label=label(rights_names(statement)))
        return [{"type": "Right", "classified_as": [kind]}]

    def web_page(self, address: str | None) -> list[Json]:
        """Return a page about something, as Linked Art describes home pages."""
        return self.document(address, "text/html", self.term("digital", "web-page"))

    def document(
        self, address: str | None, format_: str, kind: Sequence[Json] = (), conforms_to: str = ""
    ) -> list[Json]:
        """Return a document about something at an address on the web: a text that a digital object carries."""
        if not address:
            return []
        standard = [{"id": conforms_to, "type": "InformationObject"}] if conforms_to else []
        digital = said(
            type="DigitalObject",
            classified_as=list(kind),
            format=format_,
            conforms_to=standard,
            access_point=_access_point(address),
        )
        return [{"type": "LinguisticObject", "digitally_carried_by": [digital]}]

    def equivalents(self, addresses: Iterable[str], class_: str) -> list[Json]:
        """Return verified IRIs elsewhere for the same thing."""
        return [{"id": address, "type": class_} for address in _addresses(addresses)]

    def access_point(self, url: str) -> list[Json]:
        """Return where the bytes of a file are; nothing where that is no address on the web."""
        address = file_address(url, self.addresses)
        return _access_point(address) if address else []

    def _term(self, term: StructuralTerm, as_: str) -> Json:
        meta = self._terms.get("meta", term.meta)
        node = said(id=term.iri(self._base), type=as_, _label=label(term.labels))
        return node | ({"classified_as": [self._term(meta, "Type")]} if meta else {})


def class_of(item: ItemId, face: Face) -> str:
    """Return the class of the API that an item is of."""
    match kind_of(item):
        case "actor":
            return "Group" if face.sort == "group" else "Person"
        case "concept":
            return _CLASS_BY_ROLE.get(face.sort, "Type")
        case kind:
            return _CLASSES[kind]


def label(labels: Iterable[Text]) -> str:
    """Return the text for `_label`."""
    text = best(tuple(labels), DEVELOPERS_LANGUAGES)
    return text.value if text else ""


def _addresses(iris: Iterable[str]) -> list[str]:
    return [address for each in dict.fromkeys(iris) if (address := web_address(each))]


def _access_point(address: str) -> list[Json]:
    return [{"id": address, "type": "DigitalObject"}]


def _moment(literal: str | None) -> str:
    """Return what stands between the quotes of an xsd:dateTime."""
    return literal.split('"')[1] if literal else ""


def _number(text: str) -> int | float | None:
    canonical = decimal(text)
    return number(canonical.split('"')[1]) if canonical else None
