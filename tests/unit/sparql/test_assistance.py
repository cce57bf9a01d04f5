"""What the query page's script asks for: suggestions of our own, and which items are for demonstration; whatever is sent, a clear answer."""

import json
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.namespaces import PREFIXES
from emuseum_lod.reply import Asked
from emuseum_lod.sparql.assistance import MAX_ITEMS, demonstrations, suggest
from emuseum_lod.sparql.request import MAX_BODY
from emuseum_lod.sparql.service import Service
from emuseum_lod.uris import ItemId, concept_id
from emuseum_lod.views.addresses import Addresses

BASE = "https://data.example.org/lod/"
FELT = concept_id("materials", "felt")


def marked(items: Iterable[ItemId]) -> AbstractSet[ItemId]:
    return {item for item in items if item == FELT}


SERVICE = Service(None, str, Addresses(BASE), marked, 30.0, str)  # type: ignore[arg-type]  # asks no pool, renders nothing


@pytest.mark.parametrize(("lang", "label"), [("kk", "күміс"), ("ru", "серебро"), ("en", "silver")])
def test_terms_are_called_as_the_page_says_and_found_in_every_language(lang: str, label: str) -> None:
    reply = suggest(Asked("GET", "/sparql/vocabulary"), SERVICE, lang)
    said = json.loads(bytes(reply.body))
    silver = next(
        each for each in said["terms"] if each["iri"] == f"{BASE}id/{concept_id('materials', 'silver')}"
    )
    assert silver["label"] == label
    assert {"күміс", "серебро", "silver"} <= {label, *silver["words"]}
    assert silver["scheme"]
    assert reply.header("content-language") == lang


def test_names_are_those_that_a_query_says_and_classes_are_classes() -> None:
    said = json.loads(bytes(suggest(Asked("GET", "/sparql/vocabulary"), SERVICE, "en").body))
    classes, properties = (
        {each["name"] for each in said["classes"]},
        {each["name"] for each in said["properties"]},
    )
    assert {"crm:E22_Human-Made_Object", "crmsci:S19_Encounter_Event", "crmdig:D1_Digital_Object", "skos:Concept", "la:Set"} <= classes  # fmt: skip
    assert {"crm:P45_consists_of", "crmsci:O19i_was_object_encountered_at", "dcterms:title", "rdf:type"} <= properties  # fmt: skip
    assert all(name.partition(":")[0] in PREFIXES for name in classes | properties)
    assert not any(re.match(r"\w+:[a-z]", name) for name in classes)
    assert all(each["label"] for each in (*said["classes"], *said["properties"], *said["terms"]))


def test_who_has_the_vocabulary_is_not_sent_it_again() -> None:
    tag = suggest(Asked("GET", "/"), SERVICE, "kk").header("etag")
    assert tag
    again = suggest(Asked("GET", "/", headers={"if-none-match": tag}), SERVICE, "kk")
    assert (again.status, again.body) == (304, b"")
    assert suggest(Asked("GET", "/", headers={"if-none-match": tag}), SERVICE, "ru").status == 200


def asked(*iris: object) -> tuple[int, object]:
    reply = demonstrations(Asked("POST", "/", body=json.dumps(iris).encode()), SERVICE)
    return reply.status, json.loads(bytes(reply.body))


def test_items_for_demonstration_are_named() -> None:
    iri = f"{BASE}id/{FELT}"
    assert asked(iri, f"{BASE}id/{concept_id('materials', 'silver')}", "urn:x", f"{BASE}id/../x") == (
        200,
        [iri],
    )
    assert asked() == (200, [])


@pytest.mark.parametrize(
    "body",
    [b"", b"{}", b"[1]", b"\xff", b"[" * 100_000, json.dumps(["x"] * (MAX_ITEMS + 1)).encode(), b" " * (MAX_BODY + 1)],
    ids=["nothing", "object", "number", "no UTF-8", "deep", "too many", "too long"],
)  # fmt: skip
def test_anything_else_is_refused(body: bytes) -> None:
    assert demonstrations(Asked("POST", "/", body=body), SERVICE).status == 400


@given(st.binary(max_size=200))
def test_no_bytes_break_it(body: bytes) -> None:
    assert demonstrations(Asked("POST", "/", body=body), SERVICE).status in {200, 400}
