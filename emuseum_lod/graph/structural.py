"""The terms that give a description its structure: kinds of names, numbers, statements, dimensions; units and languages.

They are rows of ``ontologies/structural-terms.csv``. `iri` is the Getty AAT's where Linked Art documents one, ``concept:SCHEME/NOTATION``
for a concept of one of our vocabularies, and blank for a term that nobody else has: then it is a concept of ours in the scheme `SCHEME`,
with the notation ``GROUP.SLUG``. `meta` is the slug of the type of this type (Linked Art's "brief text" of statements).
A blank stays blank: no AAT id is guessed.
"""

import csv
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec

from emuseum_lod.catalogue.records import BASE_PLACEHOLDER, Concept, Definition, Name, Text
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.graph.canonical import iri, literal
from emuseum_lod.namespaces import CRM, RDF, RDFS, SKOS
from emuseum_lod.resources import resource
from emuseum_lod.uris import ItemId, concept_id, item_iri

SCHEME: Final = "structural"
"""The scheme of the terms that nobody else has an IRI for."""

DEFINITION_ID: Final = ItemId(f"def/{SCHEME}")
"""The scheme, and the document that says what other people's IRIs among the terms are called."""

LICENCE: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
"""Of everything this project itself says."""

_COLUMNS: Final = ["group", "slug", "iri", "meta", "kk", "ru", "en"]
_LANGUAGES: Final = ("kk", "ru", "en")
_CONCEPT: Final = "concept:"

# Groups whose members are of a narrower class than E55 Type.
_CLASSES: Final = {"language": "E56_Language", "unit": "E58_Measurement_Unit"}
_ROLES: Final = {"language": "language", "unit": "unit"}


class StructuralTerm(msgspec.Struct, frozen=True):
    """One row of the table. Exactly one of `external` (somebody else's IRI) and `concept` (a concept of ours) is set."""

    group: str
    slug: str
    external: str
    concept: ItemId | None
    meta: str
    labels: tuple[Text, ...]

    def iri(self, base: str) -> str:
        """Return the IRI of the term in a service with this base."""
        return self.external or item_iri(base, self.concept or ItemId(""))


class StructuralTerms:
    """The table, looked up by group and slug."""

    def __init__(self, terms: tuple[StructuralTerm, ...], digest: str) -> None:
        self.terms = terms
        self.digest = digest
        self._by_name = {(term.group, term.slug): term for term in terms}

    def get(self, group: str, slug: str) -> StructuralTerm | None:
        """Return a term, or None when the table has none of this name."""
        return self._by_name.get((group, slug))

    def slugs(self, group: str) -> frozenset[str]:
        """Return what a record may say for a kind of thing (``slugs("dimension")``)."""
        return frozenset(term.slug for term in self.terms if term.group == group)

    def terms_of(self, group: str, base: str) -> dict[str, str]:
        """Return the N-Triples terms of a group by slug, for the bindings."""
        return {term.slug: f"<{term.iri(base)}>" for term in self.terms if term.group == group}


def load_structural_terms(path: Path | None = None) -> StructuralTerms:
    """Return the table of structural terms (by default the project's own, read once).

    Raises ConfigurationError, with file and line, for a row that can't be used.
    """
    return _load(path or resource("ontologies", "structural-terms.csv"))


@lru_cache(maxsize=8)
def _load(path: Path) -> StructuralTerms:
    data = path.read_bytes()
    reader = csv.DictReader(data.decode("utf-8-sig").splitlines())
    if reader.fieldnames != _COLUMNS:
        raise ConfigurationError(f"{path}:1: the columns have to be {','.join(_COLUMNS)}")
    terms: list[StructuralTerm] = []
    seen: set[tuple[str, str]] = set()
    for row in reader:
        where = f"{path}:{reader.line_num}"
        term = _term(row, where)
        if (term.group, term.slug) in seen:
            raise ConfigurationError(f"{where}: {term.group} {term.slug} is already above")
        seen.add((term.group, term.slug))
        terms.append(term)
    for term in terms:
        if term.meta and ("meta", term.meta) not in seen:
            raise ConfigurationError(
                f"{path}: {term.group} {term.slug} has the meta {term.meta}, which is no row of group meta"
            )
    return StructuralTerms(tuple(terms), hashlib.blake2b(data, digest_size=16).hexdigest())


def _term(row: dict[str, str], where: str) -> StructuralTerm:
    if None in row or None in row.values():
        raise ConfigurationError(f"{where}: {len(_COLUMNS)} cells are needed")
    group, slug, cell = row["group"], row["slug"], row["iri"]
    if not group or not slug or not all(row[lang] for lang in _LANGUAGES):
        raise ConfigurationError(
            f"{where}: a term needs a group, a slug and labels in {', '.join(_LANGUAGES)}"
        )
    concept: ItemId | None = None
    if cell.startswith(_CONCEPT):
        scheme, _, notation = cell.removeprefix(_CONCEPT).partition("/")
        if not scheme or not notation:
            raise ConfigurationError(f"{where}: {cell} has to be concept:SCHEME/NOTATION")
        concept = concept_id(scheme, notation)
    elif not cell:
        concept = concept_id(SCHEME, f"{group}.{slug}")
    elif iri(cell) is None:
        raise ConfigurationError(f"{where}: {cell} is no IRI")
    labels = tuple(Text(row[lang], lang) for lang in _LANGUAGES)
    return StructuralTerm(group, slug, "" if concept else cell, concept, row["meta"], labels)


def structural_concepts(terms: StructuralTerms) -> tuple[Concept, ...]:
    """Return the records of the terms that are concepts of the scheme `SCHEME`."""
    found = []
    for term in terms.terms:
        notation = f"{term.group}.{term.slug}"
        if term.concept == concept_id(SCHEME, notation):
            found.append(
                Concept(
                    id=term.concept,
                    provider="vocabulary",
                    namespace=f"vocabulary/{SCHEME}",
                    local_id=notation,
                    metadata_rights=LICENCE,
                    scheme=SCHEME,
                    notation=notation,
                    role=_ROLES.get(term.group, "type"),  # type: ignore[arg-type]  # the table's values are roles
                    labels=term.labels,
                )
            )
    return tuple(found)


def structural_definition(terms: StructuralTerms) -> Definition:
    """Return the scheme, with what is said of every IRI of other people among the terms: class, labels, type of type."""
    lines = {f"<{item_iri(BASE_PLACEHOLDER, DEFINITION_ID)}> <{RDF}type> <{SKOS}ConceptScheme> ."}
    for term in terms.terms:
        if term.external:
            lines.update(_description(term, terms))
    return Definition(
        id=DEFINITION_ID,
        provider="vocabulary",
        namespace="def",
        local_id=SCHEME,
        metadata_rights=LICENCE,
        names=(
            Name(value="Құрылымдық терминдер", lang="kk"),
            Name(value="Структурные термины", lang="ru"),
            Name(value="Structural terms", lang="en"),
        ),
        triples=tuple(sorted(lines)),
    )


def _description(term: StructuralTerm, terms: StructuralTerms) -> list[str]:
    subject = f"<{term.external}>"
    lines = [f"{subject} <{RDF}type> <{CRM}{_CLASSES.get(term.group, 'E55_Type')}> ."]
    for label in term.labels:
        text = literal(label.value, label.lang)
        lines += (f"{subject} <{RDFS}label> {text} .", f"{subject} <{SKOS}prefLabel> {text} .")
    meta = terms.get("meta", term.meta)
    if meta:
        lines.append(f"{subject} <{CRM}P2_has_type> <{meta.iri(BASE_PLACEHOLDER)}> .")
    return lines
