"""Whatever stands in a record, its triples are lines that Oxigraph takes and gives back unchanged, and they are the item's own.

A store is updated by taking out and putting in lines (docs/architecture.md): a line that came back in another form would stay for ever.
"""

import types
import typing
from typing import Any

import msgspec
import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    CatalogueRecord,
    Collection,
    Concept,
    Definition,
    HumanMadeObject,
    Institution,
    Item,
    Place,
    Tour,
    decode,
    encode,
)
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.uris import ItemId, mint

BASE = "https://data.example.org/lod/"
KINDS: dict[str, type[Item]] = {
    "object": HumanMadeObject,
    "actor": Actor,
    "place": Place,
    "concept": Concept,
    "institution": Institution,
    "collection": Collection,
    "asset": Asset,
    "tour": Tour,
}

texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["Алқа", 'a "b" \\ c', "{item}", "line\nline\r\t", "\x00\x07\x7f\x85\u2028", "\ud800", "\ufffe", "<base:x>", " "]
    ),
)  # fmt: skip
ids = st.builds(mint, st.sampled_from([*KINDS]), st.just("ns"), st.text("abc", min_size=1, max_size=3))
VALUES: dict[str, st.SearchStrategy[str]] = {
    "lang": st.sampled_from(["", "kk", "RU-ru", "en-GB", "kk-latn", "not a tag", "x", "\x00"]),
    "begin": st.sampled_from(
        ["", "1850-01-01", "-0499-01-01", "0000-01-01", "-0000-01-01", "-2699999-01-01", "00012-01-01", "2023-02-30", "x"]
    ),
    "edtf": st.sampled_from(["", "1850", "Y-2699999/..", '18"50']),
    "type": st.sampled_from(["primary", "description", "findable", "height", "width", "accession", "image", "sound", "no such"]),
    "unit": st.sampled_from(["cm", "pixel", "furlong"]),
    "value": st.one_of(texts, st.sampled_from(["12.50", "-0", "007", "1e3", "0." + "1" * 25, "9" * 40, "٣"])),
    "url": st.sampled_from(
        ["", "/files/a b.png", "/files/ә.png", "https://x.org/a", "https://x.org/a b<c>", "javascript:alert(1)", "//x", "http://[", "/"]
    ),
    "rights": st.sampled_from(["", "http://rightsstatements.org/vocab/InC/1.0/", "public domain", "a:b c"]),
    "latitude": st.sampled_from(["", "43.25", "43.250", "north"]),
    "scheme": st.sampled_from(["materials", "tate-terms", "odd/scheme name"]),
    "local_id": st.text(min_size=1, max_size=5),
}  # fmt: skip
VALUES |= {"end": VALUES["begin"], "value_max": VALUES["value"], "longitude": VALUES["latitude"]}
VALUES |= dict.fromkeys(
    ("homepage", "thumbnail", "iiif_service", "equivalents", "exact_match"), VALUES["url"]
)
VALUES |= {"metadata_rights": VALUES["rights"], "provider": VALUES["scheme"]}


PLAIN = {ItemId: ids, bool: st.booleans(), int: st.integers(-1, 10**12)}


def values_of(hint: Any, name: str) -> st.SearchStrategy[Any]:
    """Return values of a field, by its annotation and name."""
    arguments = typing.get_args(hint)
    if hint is str:
        return VALUES.get(name, texts)
    if hint in PLAIN:
        return PLAIN[hint]
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(arguments)
    if typing.get_origin(hint) is tuple:
        return st.lists(values_of(arguments[0], name), max_size=2).map(tuple)
    if types.NoneType in arguments:
        return st.one_of(st.none(), values_of(arguments[0], name))
    return st.deferred(lambda: structs(hint))


def structs(struct: type[Any], **given_values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return values of a record or a part of one, any field of which may be anything of its type."""
    fields = {
        field.name: values_of(field.type, field.name) for field in msgspec.structs.fields(struct)
    } | given_values
    return st.fixed_dictionaries(fields).map(lambda values: struct(**values))


def records(kind: str) -> st.SearchStrategy[Any]:
    return structs(KINDS[kind], id=st.just(mint(kind, "ns", "own")))  # type: ignore[arg-type]  # kinds by name


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
