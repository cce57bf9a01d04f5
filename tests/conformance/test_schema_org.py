"""Holds what is said in schema.org's terms against a shape of our own (``schema_org/shape.json``), the vocabulary, and the graph.

schema.org publishes no schema that documents can be valid by, and its SHACL shapes are not for validators; so the shape is ours: the
properties that we use, each with the types that schema.org gives it to and the values that it may have.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from msgspec.structs import replace
from rdflib.namespace import SDO
from support.any_record import KINDS, records, structs
from support.catalogue import Catalogue, demonstration, nationalmuseum, tate

from emuseum_lod.catalogue.records import HumanMadeObject, Item, Name, Production, Span
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.faces import Face
from emuseum_lod.ledger.references import references
from emuseum_lod.namespaces import DCTERMS
from emuseum_lod.uris import item_iri, mint
from emuseum_lod.views.json_text import json_bytes
from emuseum_lod.views.schema_org import in_language, schema_org

BASE: Final = "https://data.example.org/"
SHAPE: Final = Draft202012Validator(
    json.loads((Path(__file__).parent / "schema_org" / "shape.json").read_text("utf-8"))
)
CATALOGUES: Final[dict[str, Callable[[Path], Catalogue]]] = {
    "tate": lambda shared: tate(shared, every=250),
    "nationalmuseum": lambda shared: nationalmuseum(shared, every=10, until=600),
}
PLAIN: Final = HumanMadeObject(
    id=mint("object", "demo", "o"),
    provider="nobody",
    namespace="demo",
    local_id="o",
    institution=mint("institution", "demo", "m"),
)


@pytest.fixture(scope="module")
def demo() -> Catalogue:
    return demonstration()


def documents(catalogue: Catalogue) -> Iterator[tuple[Item, dict[str, Any]]]:
    for record in catalogue.records.values():
        yield record, json.loads(json_bytes(schema_org(record, catalogue.faces(record), BASE)))


def wrong(document: dict[str, Any]) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in SHAPE.iter_errors(document)]


def test_every_item_of_the_demonstration_has_the_shape(demo: Catalogue) -> None:
    for _, document in documents(demo):
        assert not wrong(document), document["@id"]


@pytest.mark.shared
@pytest.mark.parametrize("name", CATALOGUES)
def test_real_items_have_the_shape(shared: Path, name: str) -> None:
    for _, document in documents(CATALOGUES[name](shared)):
        assert not wrong(document), document["@id"]


@given(data=st.data())
@settings(deadline=None, max_examples=100)
def test_whatever_a_record_holds_it_has_the_shape(data: st.DataObject) -> None:
    record = data.draw(records(data.draw(st.sampled_from([*KINDS]))))
    face = data.draw(structs(Face))
    document = schema_org(record, dict.fromkeys(references(record), face), BASE)
    assert not wrong(json.loads(json_bytes(document)))
    json_bytes(in_language(document, ("ru", "kk")))


@pytest.mark.parametrize(
    "broken",
    [{"@type": "Banana"}, {"colour": "red"}, {"license": "javascript:alert(1)"}, {"name": ""}, {"creator": "Айша"}],
    ids=str,
)  # fmt: skip
def test_the_shape_finds_what_is_wrong(demo: Catalogue, broken: dict[str, Any]) -> None:
    document = schema_org(demo.objects[0], demo.faces(demo.objects[0]), BASE)
    assert not wrong(document)
    assert wrong(document | broken)


def test_every_term_is_one_of_the_vocabulary(demo: Catalogue) -> None:
    """As rdflib knows it: a term with a slip in it means nothing."""
    used = {name for _, document in documents(demo) for name in _terms(document)}
    assert len(used) > 40
    assert [name for name in used if name not in SDO] == ["3DModel"], "no Python name begins with a digit"


def _terms(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (key for key in value if not key.startswith("@"))
        yield from ([value["@type"]] if "@type" in value else [])
        for each in value.values():
            yield from _terms(each)
    elif isinstance(value, list):
        for each in value:
            yield from _terms(each)


def test_it_says_what_the_graph_says(demo: Catalogue) -> None:
    """Names, numbers, rights, makers, museum: the same as in Dublin Core."""
    pairs = {
        "name": "title",
        "license": "rights",
        "creator": "creator",
        "provider": "publisher",
        "about": "subject",
        "identifier": "identifier",
    }
    compared = 0
    for record in demo.objects:
        document = schema_org(record, demo.faces(record), BASE)
        triples = [
            quad.triple
            for quad in ox.parse("\n".join(load_patterns().triples(record, BASE)), format=ox.RdfFormat.N_TRIPLES)
            if quad.subject.value == item_iri(BASE, record.id)
        ]  # fmt: skip
        for ours, theirs in pairs.items():
            graph = {triple.object.value for triple in triples if triple.predicate.value == DCTERMS + theirs}
            said = set(_values(document.get(ours, [])))
            assert said <= graph, (record.local_id, ours)
            compared += len(said)
    assert compared > 1_000


def _values(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        yield each if isinstance(each, str) else each.get("@value") or each.get("value") or each["@id"]


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(begin="1971-01-01", end="1971-12-31"), "1971"),
        (Span(begin="1971-05-02", end="1971-05-02"), "1971-05-02"),
        (Span(begin="-0499-01-01", end="-0499-12-31"), "-0499"),
        (Span(begin="1801-01-01", end="1900-12-31"), None),
        (Span(begin="1801-01-01"), None),
    ],
)
def test_a_range_is_no_date(span: Span, expected: str | None) -> None:
    """`dateCreated` takes a date; what is less certain is `temporal`."""
    document = schema_org(replace(PLAIN, production=(Production(span=span),)), {}, BASE)
    assert document.get("dateCreated") == expected
    assert "temporal" in document


def test_on_a_page_a_text_is_in_its_language() -> None:
    titles = (Name(value="Алқа", lang="kk"), Name(value="Necklace", lang="en"))
    document = schema_org(replace(PLAIN, titles=titles), {}, BASE)
    assert in_language(document, ("ru", "en", "kk"))["name"] == "Necklace"
    assert in_language(document, ("kk", "ru", "en"))["name"] == "Алқа"
    assert in_language(document, ("ru",))["name"] == "Алқа"


def test_a_text_that_looks_like_our_own_is_a_text() -> None:
    titles = (Name(value="@value"), Name(value="@language"))
    document = schema_org(replace(PLAIN, titles=titles), {}, BASE)
    assert in_language(document, ("kk",))["name"] == ["@value", "@language"]
