"""Identifiers are for ever: the pinned examples here never change."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod import uris
from emuseum_lod.uris import ItemId, Kind

BASE = "https://data.e-museum.kz/"
SOME = ItemId("object/g23nzm36yr88xm")

PINNED: list[tuple[Kind, str, str, str]] = [
    ("object", "tate", "A00001", "object/g23nzm36yr88xm"),
    ("object", "nationalmuseum-se", "18776", "object/bexw61p3r32195"),
    ("object", "demo-altyn-dala", "КП-279", "object/8ra980p3nxsxhx"),
    ("actor", "tate", "38", "actor/am08p01dr4zv5r"),
    ("concept", "vocabulary/materials", "silver", "concept/rete1aw0qxn4ea"),
]

item_ids = st.builds(
    uris.mint,
    st.sampled_from([kind for kind in uris.KINDS if kind != "def"]),
    st.text(string.ascii_lowercase, min_size=1),
    st.text(min_size=1)
    .filter(lambda text: uris.normalise_local_id(text) != "")
    .filter(lambda text: text.isprintable()),
)


@pytest.mark.parametrize(("kind", "namespace", "local_id", "item"), PINNED)
def test_a_pinned_identifier_never_changes(kind: Kind, namespace: str, local_id: str, item: str) -> None:
    assert uris.mint(kind, namespace, local_id) == item


def test_white_space_around_and_unicode_composition_make_no_difference() -> None:
    assert uris.mint("object", "m", " КП-1 \n") == uris.mint("object", "m", "КП-1")
    assert uris.mint("actor", "m", "Й") == uris.mint("actor", "m", "И\N{COMBINING BREVE}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("object", "m", "КП-1"), ("object", "m", "КП -1")),
        (("object", "m", "КП-1"), ("object", "m", "KП-1")),
        (("object", "m", "a"), ("object", "m", "A")),
        (("object", "m", "1"), ("actor", "m", "1")),
        (("object", "m/1", "2"), ("object", "m", "1/2")),
    ],
)
def test_raw_identifiers_that_differ_name_different_items(
    one: tuple[Kind, str, str], other: tuple[Kind, str, str]
) -> None:
    assert uris.mint(*one) != uris.mint(*other)


@pytest.mark.parametrize(("namespace", "local_id"), [("", "1"), ("m", ""), ("m", " \t\n")])
def test_nothing_is_minted_for_what_has_no_name(namespace: str, local_id: str) -> None:
    with pytest.raises(ValueError, match="needs a namespace"):
        uris.mint("object", namespace, local_id)


@given(item_ids)
def test_an_item_its_iri_and_its_oai_identifier_name_each_other(item: ItemId) -> None:
    iri = uris.item_iri(BASE, item)
    assert uris.is_item_id(item)
    assert iri == f"{BASE}id/{item}"
    assert uris.item_of_iri(BASE, f"{iri}#production") == item
    assert (
        uris.item_of_oai_identifier("data.e-museum.kz", uris.oai_identifier("data.e-museum.kz", item)) == item
    )
    assert set(uris.key_of(item)) <= set("0123456789abcdefghjkmnpqrstvwxyz")


@given(st.text())
def test_no_text_from_outside_becomes_an_item_by_accident(text: str) -> None:
    item = uris.item_of_oai_identifier("d.kz", text)
    assert item is None or uris.oai_identifier("d.kz", item) == text
    iri_item = uris.item_of_iri(BASE, text)
    assert iri_item is None or uris.item_iri(BASE, iri_item) == text.partition("#")[0]


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        (SOME, True),
        ("def/materials", True),
        ("def/profile/1.0", True),
        ("object/g23nzm36yr88x", False),
        ("object/G23NZM36YR88XM", False),
        ("object/g23nzm36yr88xu", False),
        ("thing/g23nzm36yr88xm", False),
        ("def/../secrets", False),
        ("def/", False),
        (f"{SOME}\n", False),
    ],
)
def test_only_the_form_of_an_item_id_is_one(text: str, valid: bool) -> None:
    assert uris.is_item_id(text) is valid


def test_definitions_live_below_def_and_everything_else_below_id() -> None:
    assert uris.item_iri(BASE, ItemId("def/materials")) == f"{BASE}def/materials"
    assert uris.item_of_iri(BASE, f"{BASE}def/materials#x") == "def/materials"
    assert uris.item_of_iri(BASE, f"{BASE}id/def/materials") is None
    assert uris.item_of_iri(BASE, f"{BASE}{SOME}") is None
    assert uris.item_of_iri(BASE, f"https://elsewhere.example/id/{SOME}") is None
