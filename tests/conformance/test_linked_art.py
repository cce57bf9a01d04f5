"""Holds published Linked Art against the JSON Schemas of its API, its context, and the graph: it says nothing that the graph does not say.

Real records go through the real mapping: the whole demonstration catalogue with its vocabularies, and samples of Tate and Nationalmuseum.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.any_record import KINDS, records, structs
from support.catalogue import Catalogue, demonstration, nationalmuseum, tate
from support.json_schemas import linked_art_schemas

from emuseum_lod.catalogue.records import CatalogueRecord, Concept, HumanMadeObject
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.faces import Face
from emuseum_lod.ledger.references import references
from emuseum_lod.namespaces import CRM, DCTERMS, LA, RDFS
from emuseum_lod.uris import item_iri
from emuseum_lod.views.json_text import json_bytes
from emuseum_lod.views.linked_art import linked_art, linked_art_of_visual

BASE: Final = "https://data.example.org/"
SUBJECT_OF: Final = f"{CRM}P129i_is_subject_of"


CATALOGUES: Final[dict[str, Callable[[Path], Catalogue]]] = {
    "demonstration": lambda _shared: demonstration(),
    "tate": lambda shared: tate(shared, every=250),
    "nationalmuseum": lambda shared: nationalmuseum(shared, every=10, until=600),
}


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return demonstration()


@pytest.fixture(scope="module", params=CATALOGUES)
def catalogue(request: pytest.FixtureRequest, shared: Path) -> Catalogue:
    return CATALOGUES[request.param](shared)


def documents(catalogue: Catalogue, records: Iterable[CatalogueRecord]) -> Iterator[dict[str, Any]]:
    """Yield every document about these records, as it is read from its bytes."""
    for record in records:
        faces = catalogue.faces(record)
        for document in (linked_art(record, faces, BASE), linked_art_of_visual(record, faces, BASE)):
            if document is not None:
                yield json.loads(json_bytes(document))


# --- the schemas (linked.art/api/1.0/schema_docs) ------------------------------------------------------------------


@pytest.mark.shared
def test_every_item_is_valid(shared: Path, catalogue: Catalogue) -> None:
    validate, valid = linked_art_schemas(shared), 0
    for document in documents(catalogue, catalogue.records.values()):
        assert not validate(document), document["id"]
        valid += 1
    assert valid >= 700


@given(data=st.data())
@settings(deadline=None, max_examples=60)
@pytest.mark.shared
def test_whatever_a_record_holds_the_document_is_valid(shared: Path, data: st.DataObject) -> None:
    """Whatever an export holds is text: not one of its bytes makes a document that a client can't read."""
    kind = data.draw(st.sampled_from([*KINDS]))
    record = data.draw(records(kind))
    faces = data.draw(st.lists(structs(Face), min_size=1, max_size=3))
    known = {item: faces[number % len(faces)] for number, item in enumerate(references(record))}
    for document in (linked_art(record, known, BASE), linked_art_of_visual(record, known, BASE)):
        if document is not None:
            assert not linked_art_schemas(shared)(json.loads(json_bytes(document)))


@pytest.mark.soak
@pytest.mark.shared
def test_two_thousand_of_tate_are_valid(shared: Path) -> None:
    validate, found = linked_art_schemas(shared), tate(shared, every=34)
    assert len(found.objects) >= 2_000
    for document in documents(found, found.objects):
        assert not validate(document), document["id"]


@pytest.mark.shared
@pytest.mark.parametrize(
    "wrong",
    [
        {"subject_to": [{"type": "Right"}]},
        {"made_of": [{"id": "https://x.org/", "type": "Type"}]},
        {"identified_by": [{"type": "Name"}]},
        {"dimension": [{"type": "Dimension", "value": "12"}]},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_schemas_find_what_is_wrong(shared: Path, demo: Catalogue, wrong: dict[str, Any]) -> None:
    """A schema that finds nothing proves nothing."""
    document = next(documents(demo, demo.objects))
    assert linked_art_schemas(shared)(document | wrong)


# --- the context, and the graph -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def context(shared: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((shared / "standards/linked-art/linked-art.json").read_text("utf-8"))
    return found


def _triples(document: dict[str, Any], context: dict[str, Any]) -> list[ox.Triple]:
    """Return what a document says, by Linked Art's context: it is put in place of its address, nothing is fetched."""
    text = json.dumps(document | context)
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)]


Path_ = tuple[str, ...]


def _paths(triples: Iterable[ox.Triple], start: str) -> Iterator[Path_]:
    """Yield the ways from an item to each literal and IRI that is reached over nodes of its own.

    Nodes without a name in one document have one in the other, so ways are compared and not triples.
    """
    said: dict[str, list[tuple[str, Any]]] = {}
    for triple in triples:
        said.setdefault(str(triple.subject), []).append((triple.predicate.value, triple.object))

    def walk(node: str, way: Path_, inside: frozenset[str]) -> Iterator[Path_]:
        for predicate, object_ in said.get(node, []):
            own = isinstance(object_, ox.BlankNode) or (
                isinstance(object_, ox.NamedNode) and object_.value.startswith(f"{start}#")
            )
            if own and str(object_) not in inside:
                yield from walk(str(object_), (*way, predicate), inside | {str(object_)})
            elif isinstance(object_, ox.Literal | ox.NamedNode):
                yield (*way, predicate, object_.value)

    yield from walk(f"<{start}>", (), frozenset({f"<{start}>"}))


# What a document says in other words than the graph, or beside it: for developers, for clients of the API alone.
_IN_OTHER_WORDS: Final = (
    f"{RDFS}label",  # `_label` has no language
    SUBJECT_OF,  # our page and the manifest are no part of what is catalogued
    f"{CRM}P138i_has_representation",  # the graph's nodes of a file are the file's own
    f"{LA}digitally_available_via",
    f"{LA}digitally_shows",  # the graph has the other direction
    f"{DCTERMS}conformsTo",  # that a model is glTF is its media type in the graph
)


_VALUES: Final = tuple(
    f"{CRM}{name}" for name in ("P90_has_value", "P90a_has_lower_value_limit", "P90b_has_upper_value_limit")
)


def _said_by_the_graph(way: Path_, graph: set[Path_]) -> bool:
    if way in graph or any(step in _IN_OTHER_WORDS for step in way):
        return True
    if way[-2] in _VALUES:  # of a range, the lower end stands for the value (the API requires one)
        number = f"{float(way[-1]):g}"
        return any(_like_a_number(each, way, number) for each in graph)
    # A note is a text about the event with a kind of its own; the graph has it as P3.
    if f"{CRM}P67i_is_referred_to_by" in way[1:]:
        return not way[-2].endswith("P190_has_symbolic_content") or any(
            each[-2:] == (f"{CRM}P3_has_note", way[-1]) for each in graph
        )
    if way[:2] == (
        f"{CRM}P43_has_dimension",
        f"{CRM}P1_is_identified_by",
    ):  # what was measured: a note in the graph
        return not way[-2].endswith("P190_has_symbolic_content") or any(
            each[-2:] == (f"{CRM}P3_has_note", way[-1]) for each in graph
        )
    return way[-2] == f"{CRM}P141_assigned" and any(each[-2:] == way[-2:] for each in graph)


def _like_a_number(each: Path_, way: Path_, number: str) -> bool:
    return each[0] == way[0] and each[-2] in _VALUES and f"{float(each[-1]):g}" == number


@pytest.mark.shared
def test_nothing_is_said_that_the_graph_does_not_say(context: dict[str, Any], catalogue: Catalogue) -> None:
    patterns = load_patterns()
    compared = 0
    for record in [*catalogue.records.values()][:1_500]:
        # The graph has what a term is called in SKOS alone.
        document = None if isinstance(record, Concept) else linked_art(record, catalogue.faces(record), BASE)
        if document is None:
            continue
        iri = item_iri(BASE, record.id)
        lines = "\n".join(patterns.triples(record, BASE))
        graph = set(_paths([quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)], iri))
        ours = set(_paths(_triples(document, context), iri))
        missing = {way for way in ours if not _said_by_the_graph(way, graph)}
        assert not missing, (iri, sorted(missing)[:3])
        compared += len(ours)
    assert compared > 1_000


@pytest.mark.shared
def test_every_key_is_in_the_context(context: dict[str, Any], demo: Catalogue) -> None:
    """What the context does not know, a processor drops in silence."""
    known = _keys(context["@context"]) | {"@context", "id", "type"}
    for document in documents(demo, demo.records.values()):
        bare = {key: value for key, value in document.items() if key != "_links"}
        assert _keys(bare) <= known


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for each in value.values() for key in _keys(each)}
    return {key for each in value for key in _keys(each)} if isinstance(value, list) else set()


def test_each_document_is_about_its_item(demo: Catalogue) -> None:
    ids = [document["id"] for document in documents(demo, demo.records.values())]
    assert len(ids) == len(set(ids))
    assert {item_iri(BASE, record.id) for record in demo.objects} <= set(ids)


def test_what_an_object_shows_has_a_document_of_its_own(demo: Catalogue) -> None:
    """`subject_to` is allowed on a VisualItem alone: rights are where the object leads to by `shows`."""
    for record in demo.objects:
        faces = demo.faces(record)
        whole, visual = linked_art(record, faces, BASE), linked_art_of_visual(record, faces, BASE)
        assert whole is not None
        assert [each["id"] for each in whole.get("shows", [])] == ([visual["id"]] if visual else [])
        if record.rights:
            assert visual is not None
            (right,) = visual["subject_to"]
            assert right["classified_as"][0]["id"] == record.rights
    assert any(isinstance(record, HumanMadeObject) and record.rights for record in demo.objects)
