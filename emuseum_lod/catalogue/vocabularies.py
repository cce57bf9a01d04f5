"""Reads the vocabularies that cataloguers edit (``ontologies/vocabularies``, docs/vocabularies.md) as items of the catalogue.

A ``.ttl`` file is one SKOS concept scheme; ``places.csv`` holds Kazakhstan, its regions and settlements. What is wrong with
a file is a ConfigurationError that names the file and the line: a service with half a vocabulary would publish half-truths.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal, NoReturn, cast, get_args

import pyoxigraph as ox

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import (
    BASE_PLACEHOLDER,
    CatalogueRecord,
    Concept,
    Definition,
    Name,
    Place,
    Span,
    Text,
)
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.namespaces import DCTERMS, GEONAMES, RDF, SKOS, WIKIDATA
from emuseum_lod.resources import resource
from emuseum_lod.uris import ItemId, concept_id, item_iri, mint

ConceptRole = Literal["type", "material", "technique", "period"]
"""What a scheme's ``dcterms:type`` may say that its concepts are (`Concept.role`); "type" where it says nothing."""

PROVIDER: Final = "vocabulary"
LICENCE: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
PLACES: Final = "vocabulary/places"
"""The namespace of places, in which a region is called by its ISO 3166-2 code and a settlement by its slug."""

_UNDERSTOOD: Final = {
    "scheme": {RDF + "type", DCTERMS + "title", DCTERMS + "description", DCTERMS + "type"},
    "concept": {RDF + "type", DCTERMS + "temporal"}
    | {
        SKOS + term
        for term in (
            "inScheme",
            "notation",
            "prefLabel",
            "altLabel",
            "hiddenLabel",
            "definition",
            "note",
            "broader",
            "related",
            "exactMatch",
            "closeMatch",
        )
    },
}
_NOTATION: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEAR: Final = re.compile(r"Y-?[1-9][0-9]{4,}|-?[0-9]{4}")
_DEGREES: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,2})(?:\.[0-9]*[1-9])?")


def load_vocabularies(folder: Path | None = None) -> Iterator[CatalogueRecord]:
    """Yield every item of the vocabularies: places, and for each scheme its concepts and the scheme itself (``def/…``).

    Raises ConfigurationError, naming file and line, for a file that is wrong.
    """
    folder = folder or resource("ontologies", "vocabularies")
    yield from load_places(folder / "places.csv")
    for path in sorted(folder.glob("*.ttl")):
        yield from load_scheme(path)


def load_scheme(path: Path) -> list[Concept | Definition]:
    """Return the concepts of one SKOS file in its order, and the definition of their scheme after them."""
    return _SchemeFile(path).items()


def load_places(path: Path) -> Iterator[Place]:
    """Yield the places of a CSV file. Columns: docs/vocabularies.md."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, strict=True)
        known: set[str] = set()
        for row in rows:
            yield _place(row, known, f"{path}:{rows.line_num}")
            known.add(row["id"])


def place_id(code: str) -> ItemId:
    """Return the id of a place of ours: ``place_id("KZ-61")``, ``place_id("zharkent")``."""
    return mint("place", PLACES, code)


def _place(row: dict[str, str], known: set[str], where: str) -> Place:
    """Return the place of a row. A place comes after the one that it is part of, so there can be no circle."""
    if row["id"] in known or not row["id"]:
        raise ConfigurationError(f"{where}: the id {row['id']!r} is missing or there twice")
    if row["part_of"] and row["part_of"] not in known:
        raise ConfigurationError(f"{where}: {row['id']} is part of {row['part_of']!r}, which is not above it")
    coordinates = (row["latitude"], row["longitude"])
    if any(coordinates) and not all(map(_DEGREES.fullmatch, coordinates)):
        raise ConfigurationError(f"{where}: {coordinates} are not two decimal numbers without idle zeros")
    if not all(row[lang] for lang in LANGUAGES):
        raise ConfigurationError(f"{where}: {row['id']} needs a name in each of {', '.join(LANGUAGES)}")
    return Place(
        id=place_id(row["id"]),
        provider=PROVIDER,
        namespace=PLACES,
        local_id=row["id"],
        metadata_rights=LICENCE,
        equivalents=_equivalents(row),
        names=tuple(Name(value=row[lang], lang=lang) for lang in LANGUAGES)
        + _other_names(row["other_names"], where),
        types=(concept_id("place-types", row["type"]),),
        part_of=place_id(row["part_of"]) if row["part_of"] else None,
        latitude=row["latitude"],
        longitude=row["longitude"],
        code=row["id"] if row["id"].startswith("KZ-") else "",
    )


def _equivalents(row: dict[str, str]) -> tuple[str, ...]:
    found = []
    if row["wikidata"]:
        found.append(f"{WIKIDATA}{row['wikidata']}")
    if row["geonames"]:
        found.append(f"{GEONAMES}{row['geonames']}/")
    return tuple(found)


def _other_names(text: str, where: str) -> tuple[Name, ...]:
    """Return the names of a cell such as ``ru:Чилик; en:Issyk``."""
    names = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        lang, colon, value = part.partition(":")
        if not colon or lang not in LANGUAGES:
            raise ConfigurationError(f"{where}: {part!r} in other_names does not begin with kk:, ru: or en:")
        names.append(Name(value=value.strip(), lang=lang, type="alternative"))
    return tuple(names)


class _SchemeFile:
    """One SKOS file: what it says of each subject, and how to name the place of a mistake in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.scheme = path.stem
        self.base = f"vocabulary:{self.scheme}/"
        self.said = self._read()
        self.role = self._role()

    def items(self) -> list[Concept | Definition]:
        concepts = [self._concept(subject) for subject in self.said if subject != self.base]
        self._refuse_circles(concepts)
        return [*concepts, self._definition(concepts)]

    def _read(self) -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
        said: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
        try:
            for quad in ox.parse(path=str(self.path), format=ox.RdfFormat.TURTLE):
                said[cast("ox.NamedNode", quad.subject).value][quad.predicate.value].append(quad.object)
        except SyntaxError as error:
            raise ConfigurationError(f"{self.path}:{error.lineno}: {error.msg}") from error
        for subject, predicates in said.items():
            self._refuse_strangers(subject, predicates)
        if self.base not in said:
            raise ConfigurationError(f"{self.path}:1: @base has to be <{self.base}> and <> the scheme")
        return said

    def _refuse_strangers(self, subject: str, predicates: dict[str, list[ox.NamedNode | ox.Literal]]) -> None:
        if not subject.startswith(self.base):
            self._fail(subject, f"speaks of {subject}, which is not in {self.base}")
        understood = _UNDERSTOOD["scheme" if subject == self.base else "concept"]
        for predicate in predicates.keys() - understood:
            self._fail(subject, f"says {predicate}, which nothing here reads")

    def _role(self) -> ConceptRole:
        declared = [literal.value for literal in self.said[self.base].get(DCTERMS + "type", [])] or ["type"]
        if declared[0] not in get_args(ConceptRole):
            self._fail(
                self.base, f"has dcterms:type {declared[0]!r}; known are {', '.join(get_args(ConceptRole))}"
            )
        return cast("ConceptRole", declared[0])

    def _concept(self, subject: str) -> Concept:
        notation = subject.removeprefix(self.base)
        if _NOTATION.fullmatch(notation) is None or self._values(subject, SKOS + "notation") != (notation,):
            self._fail(subject, "needs a skos:notation that is its own name in kebab-case")
        if self._values(subject, SKOS + "inScheme") != (self.base,):
            self._fail(subject, "needs skos:inScheme <>")
        return Concept(
            id=concept_id(self.scheme, notation),
            provider=PROVIDER,
            namespace=f"vocabulary/{self.scheme}",
            local_id=notation,
            metadata_rights=LICENCE,
            scheme=self.scheme,
            notation=notation,
            role=self.role,
            labels=self._one_in_each_language(subject, SKOS + "prefLabel"),
            alt_labels=self._texts(subject, SKOS + "altLabel"),
            hidden_labels=self._texts(subject, SKOS + "hiddenLabel"),
            definitions=self._texts(subject, SKOS + "definition"),
            notes=self._texts(subject, SKOS + "note"),
            broader=self._concepts(subject, SKOS + "broader"),
            related=self._concepts(subject, SKOS + "related"),
            exact_match=self._values(subject, SKOS + "exactMatch"),
            close_match=self._values(subject, SKOS + "closeMatch"),
            span=self._span(subject),
        )

    def _definition(self, concepts: list[Concept]) -> Definition:
        """Return what is said of the scheme itself, under its own address."""
        item = ItemId(f"def/{self.scheme}")
        scheme = ox.NamedNode(item_iri(BASE_PLACEHOLDER, item))
        titles = self._one_in_each_language(self.base, DCTERMS + "title")
        descriptions = self._one_in_each_language(self.base, DCTERMS + "description")
        said: list[tuple[str, ox.NamedNode | ox.Literal]] = [
            (RDF + "type", ox.NamedNode(SKOS + "ConceptScheme")),
            (DCTERMS + "license", ox.NamedNode(LICENCE)),
            *((DCTERMS + "title", ox.Literal(text.value, language=text.lang)) for text in titles),
            *((DCTERMS + "description", ox.Literal(text.value, language=text.lang)) for text in descriptions),
            *(
                (SKOS + "hasTopConcept", _concept_node(concept))
                for concept in concepts
                if not concept.broader
            ),
        ]
        triples = (ox.Triple(scheme, ox.NamedNode(predicate), term) for predicate, term in said)
        return Definition(
            id=item,
            provider=PROVIDER,
            namespace="def",
            local_id=self.scheme,
            metadata_rights=LICENCE,
            names=tuple(Name(value=title.value, lang=title.lang) for title in titles),
            triples=tuple(sorted(f"{triple} ." for triple in triples)),
        )

    def _values(self, subject: str, predicate: str) -> tuple[str, ...]:
        return tuple(term.value for term in self.said[subject].get(predicate, []))

    def _texts(self, subject: str, predicate: str) -> tuple[Text, ...]:
        texts = []
        for term in self.said[subject].get(predicate, []):
            if not isinstance(term, ox.Literal) or term.language not in LANGUAGES or not term.value.strip():
                self._fail(subject, f"has {term} for {predicate}, which is no text in kk, ru or en")
            texts.append(Text(term.value, term.language))
        return tuple(texts)

    def _one_in_each_language(self, subject: str, predicate: str) -> tuple[Text, ...]:
        texts = self._texts(subject, predicate)
        if sorted(text.lang for text in texts) != sorted(LANGUAGES):
            self._fail(subject, f"needs {predicate} once in each of {', '.join(LANGUAGES)}")
        return texts

    def _concepts(self, subject: str, predicate: str) -> tuple[ItemId, ...]:
        found = []
        for target in self._values(subject, predicate):
            if target not in self.said or target == self.base:
                self._fail(
                    subject, f"points at <{target.removeprefix(self.base)}>, which is not in this file"
                )
            found.append(concept_id(self.scheme, target.removeprefix(self.base)))
        return tuple(found)

    def _span(self, subject: str) -> Span | None:
        """Return the span of an EDTF interval of years (ISO 8601-2, level 2 years): ``-2499/-0799``, ``1991/..``."""
        said = self._values(subject, DCTERMS + "temporal")
        if not said:
            return None
        begin, slash, end = said[0].partition("/")
        if (
            len(said) > 1
            or not slash
            or not all(year == ".." or _YEAR.fullmatch(year) for year in (begin, end))
        ):
            self._fail(
                subject,
                f"has {said} for dcterms:temporal; an EDTF interval of years is -2499/-0799 or 1991/..",
            )
        days = (_day(begin, "01-01"), _day(end, "12-31"))
        return Span(begin=days[0], end=days[1], edtf=said[0])

    def _refuse_circles(self, concepts: list[Concept]) -> None:
        broader = {concept.id: concept.broader for concept in concepts}
        for concept in concepts:
            above: set[ItemId] = set()
            next_up = set(concept.broader)
            while next_up - above:
                above |= next_up
                next_up = {higher for each in next_up for higher in broader[each]}
            if concept.id in above:
                self._fail(f"{self.base}{concept.notation}", "is broader than itself")

    def _fail(self, subject: str, message: str) -> NoReturn:
        name = subject.removeprefix(self.base)
        lines = self.path.read_text(encoding="utf-8").splitlines()
        line = next((n for n, text in enumerate(lines, 1) if text.startswith(f"<{name}>")), 1)
        raise ConfigurationError(f"{self.path}:{line}: {name or 'the scheme'} {message}")


def _concept_node(concept: Concept) -> ox.NamedNode:
    return ox.NamedNode(item_iri(BASE_PLACEHOLDER, concept.id))


def _day(year: str, day: str) -> str:
    return "" if year == ".." else f"{year.removeprefix('Y')}-{day}"
