"""Holds our vocabularies against the integrity conditions of the SKOS Reference (W3C, 2009), as they are published."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import pyoxigraph as ox
import pytest
from support.catalogue import Catalogue, demonstration

from emuseum_lod.catalogue.records import Concept, Definition
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.graph.structural import load_structural_terms, structural_definition
from emuseum_lod.namespaces import DCTERMS, SKOS
from emuseum_lod.uris import item_iri
from emuseum_lod.views.skos import skos

BASE: Final = "https://data.example.org/"
LABELS: Final = ("prefLabel", "altLabel", "hiddenLabel")


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return demonstration()


@pytest.fixture(scope="module")
def triples(demo: Catalogue) -> list[ox.Triple]:
    """What is published of every concept and vocabulary, in SKOS."""
    lines = [
        line
        for record in demo.records.values()
        if isinstance(record, Concept | Definition)
        for line in skos(load_patterns().triples(record, BASE))
    ]
    return [quad.triple for quad in ox.parse("\n".join(lines), format=ox.RdfFormat.N_TRIPLES)]


def said(triples: list[ox.Triple], term: str) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    return ((each.subject.value, each.object) for each in triples if each.predicate.value == SKOS + term)


def test_each_concept_is_one_and_has_a_scheme_and_a_label(demo: Catalogue, triples: list[ox.Triple]) -> None:
    concepts = {item_iri(BASE, record.id) for record in demo.records.values() if isinstance(record, Concept)}
    assert {each.subject.value for each in triples} >= concepts
    for term in ("inScheme", "prefLabel"):
        assert {subject for subject, _ in said(triples, term)} >= concepts, term


def test_one_preferred_label_a_language(triples: list[ox.Triple]) -> None:
    """S14."""
    found = [(subject, label.language) for subject, label in said(triples, "prefLabel")]
    assert len(found) == len(set(found))


def test_labels_are_of_one_sort(triples: list[ox.Triple]) -> None:
    """S13: prefLabel, altLabel and hiddenLabel are pairwise disjoint."""
    seen: dict[tuple[str, ox.Literal], str] = {}
    for sort in LABELS:
        for subject, label in said(triples, sort):
            assert seen.setdefault((subject, label), sort) == sort, (subject, label)


def test_nothing_is_related_to_what_it_is_part_of(triples: list[ox.Triple]) -> None:
    """S27: skos:related is disjoint with skos:broaderTransitive."""
    broader: dict[str, set[str]] = defaultdict(set)
    for subject, object_ in said(triples, "broader"):
        broader[subject].add(object_.value)

    def above(concept: str, seen: frozenset[str] = frozenset()) -> set[str]:
        direct = broader[concept] - seen
        return direct.union(*(above(each, seen | direct) for each in direct))

    for subject, object_ in said(triples, "related"):
        assert object_.value not in above(subject)
        assert subject not in above(object_.value)


def test_no_exact_match_is_a_looser_one(triples: list[ox.Triple]) -> None:
    """S46: skos:exactMatch is disjoint with skos:broadMatch and skos:relatedMatch; ours are exact or close, never both."""
    exact = {(subject, match.value) for subject, match in said(triples, "exactMatch")}
    close = {(subject, match.value) for subject, match in said(triples, "closeMatch")}
    assert exact
    assert not exact & close


def test_schemes_have_titles_and_top_concepts(demo: Catalogue, triples: list[ox.Triple]) -> None:
    schemes = {
        item_iri(BASE, record.id) for record in demo.records.values() if isinstance(record, Definition)
    }
    assert {subject for subject, _ in said(triples, "hasTopConcept")} == schemes
    titled = {each.subject.value for each in triples if each.predicate.value == f"{DCTERMS}title"}
    assert schemes <= titled


def test_other_peoples_terms_are_no_concepts_of_ours() -> None:
    """They carry a preferred label in the document of the structural terms, which is the scheme of ours alone."""
    document = structural_definition(load_structural_terms())
    lines = skos(load_patterns().triples(document, BASE))
    assert lines
    assert all(line.startswith(f"<{BASE}") for line in lines)


def test_what_is_no_concept_has_no_skos(demo: Catalogue) -> None:
    assert not skos(load_patterns().triples(demo.objects[0], BASE))
