"""Whatever stands in a record, its triples are lines that Oxigraph takes and gives back unchanged, and they are the item's own.

A store is updated by taking out and putting in lines (docs/architecture.md): a line that came back in another form would stay for ever.
"""

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from support.any_record import KINDS, records

from emuseum_lod.catalogue.records import CatalogueRecord, Definition, decode, encode
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.uris import ItemId, mint

BASE = "https://data.example.org/lod/"


@pytest.mark.parametrize("kind", KINDS)
def test_lines_are_canonical_and_the_items_own(kind: str) -> None:
    patterns = load_patterns()
    own = f"<{BASE}id/{mint(kind, 'ns', 'own')}"  # type: ignore[arg-type]  # kinds by name

    @settings(max_examples=60, deadline=None)
    @given(records(kind))
    def holds(record: CatalogueRecord) -> None:
        lines = patterns.triples(record, BASE)
        store = ox.Store()
        document = "".join(f"{line}\n" for line in lines).encode()
        store.load(document, format=ox.RdfFormat.N_TRIPLES)
        assert sorted(f"{quad.triple} ." for quad in store) == sorted(lines)
        assert all(line.startswith((f"{own}>", f"{own}#")) for line in lines)
        assert " _:" not in "\n".join(line.partition('"')[0] for line in lines)

    holds()


@settings(max_examples=40, deadline=None)
@given(records("object"))
def test_a_record_says_the_same_before_and_after_the_ledger(record: CatalogueRecord) -> None:
    try:
        stored = decode(encode(record))
    except UnicodeEncodeError:
        return  # a lone surrogate: the ledger refuses it
    patterns = load_patterns()
    assert patterns.triples(stored, BASE) == patterns.triples(record, BASE)


def test_documents_put_the_base_into_iris_and_leave_texts_alone() -> None:
    record = Definition(
        id=ItemId("def/profile"),
        provider="vocabulary",
        namespace="def",
        local_id="profile",
        triples=(
            "<base:def/profile> <http://purl.org/dc/terms/relation> <base:id/concept/x> .",
            '<https://x.org/> <http://purl.org/dc/terms/title> "as in <base:def/profile> ." .',
        ),
    )
    lines = load_patterns().triples(record, BASE)
    assert f"<{BASE}def/profile> <http://purl.org/dc/terms/relation> <{BASE}id/concept/x> ." in lines
    assert '<https://x.org/> <http://purl.org/dc/terms/title> "as in <base:def/profile> ." .' in lines
