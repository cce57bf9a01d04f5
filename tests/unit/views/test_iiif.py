"""Protects what a manifest says of an object, in every language, and how its pictures and models are shown."""

from typing import Any, Final

import pytest
from msgspec.structs import replace

from emuseum_lod.catalogue.records import (
    HumanMadeObject,
    Identifier,
    Name,
    Production,
    Role,
    Span,
    Statement,
    Text,
)
from emuseum_lod.graph.parts import SITTER
from emuseum_lod.ledger.faces import Face, FileFace
from emuseum_lod.uris import ItemId, concept_id, key_of, mint
from emuseum_lod.views.dublin_core import INVENTED
from emuseum_lod.views.iiif import manifest, scenes
from emuseum_lod.views.iiif.texts import language_map, words

BASE: Final = "https://data.example.org/lod/"
CC0: Final = "http://creativecommons.org/publicdomain/zero/1.0/"
INC: Final = "http://rightsstatements.org/vocab/InC/1.0/"

MUSEUM = mint("institution", "demo", "museum")
MAKER, SHOWN = mint("actor", "demo", "maker"), mint("actor", "demo", "sitter")
SILVER, FELT = concept_id("materials", "silver"), mint("concept", "demo", "felt")
PHOTO, FAR, LOST, MODEL = (mint("asset", "demo", key) for key in ("photo", "far", "lost", "model"))
FACES: Final[dict[ItemId, Face]] = {
    MUSEUM: Face((Text("Мұражай", "kk"), Text("Museum", "en"))),
    MAKER: Face((Text("Айша", "kk"),)),
    SHOWN: Face((Text("Абай", "kk"),)),
    SILVER: Face((Text("күміс", "kk"), Text("silver", "en"))),
    FELT: Face((Text("войлок", "ru"),)),
    PHOTO: Face((Text("Алды", "kk"),), file=FileFace("image", "/files/a ә.png", "image/png", width=800, height=600)),
    FAR: Face(file=FileFace("image", "https://x.org/b.JPG?x=1", rights=INC, thumbnail="https://x.org/s.jpg", iiif_service="https://x.org/iiif/b")),
    LOST: Face(file=FileFace("image", "javascript:alert(1)")),
    MODEL: Face(file=FileFace("model", "/files/m.glb")),
}  # fmt: skip
PLAIN = HumanMadeObject(
    id=mint("object", "demo", "o"),
    provider="nobody",
    namespace="demo",
    local_id="o",
    institution=MUSEUM,
    titles=(Name(value="Алқа", lang="kk"), Name(value="Necklace", lang="en")),
    assets=(PHOTO,),
    rights=CC0,
)


def said(**fields: Any) -> dict[str, Any]:
    document = manifest(replace(PLAIN, **fields), FACES, BASE)
    assert document is not None
    return document


def metadata(document: dict[str, Any], english: str) -> list[dict[str, list[str]]]:
    return [pair["value"] for pair in document["metadata"] if english in pair["label"]["en"]]


def test_labels_are_in_every_language_that_there_is() -> None:
    assert said()["label"] == {"kk": ["Алқа"], "en": ["Necklace"]}
    assert said(titles=(), identifiers=(Identifier(value="КП 1"),))["label"] == {"none": ["КП 1"]}


def test_rights_and_who_has_to_be_named() -> None:
    document = said(statements=(Statement(value="Дар Абая", lang="ru", type="credit"),))
    assert document["rights"] == CC0
    assert set(document["requiredStatement"]["label"]) == {"kk", "ru", "en"}
    assert document["requiredStatement"]["value"] == {"kk": ["Мұражай"], "en": ["Museum"], "ru": ["Дар Абая"]}


@pytest.mark.parametrize(
    "rights", ["", "public domain", CC0.replace("http:", "https:"), "http://x.org/", f"{CC0} x"]
)
def test_rights_that_iiif_does_not_know_are_left_out(rights: str) -> None:
    """Presentation 3.0, §3.2: the URI of a Creative Commons licence or a RightsStatements.org statement."""
    assert "rights" not in said(rights=rights)


def test_invented_content_has_to_be_shown_as_such() -> None:
    value = said(demonstration=True)["requiredStatement"]["value"]
    assert all(text.value == value[text.lang][0] for text in INVENTED)


def test_a_canvas_has_the_size_of_its_picture_or_is_a_square() -> None:
    first, second = said(assets=(PHOTO, FAR))["items"]
    assert (first["width"], first["height"], first["label"]) == (800, 600, {"kk": ["Алды"]})
    assert (second["width"], second["height"], second["label"]) == (1000, 1000, {"none": ["2"]})
    body = first["items"][0]["items"][0]["body"]
    assert body == {
        "id": f"{BASE}files/a%20%D3%99.png",
        "type": "Image",
        "format": "image/png",
        "width": 800,
        "height": 600,
    }


def test_a_picture_of_others_rights_says_so_and_has_its_service() -> None:
    first, second = said(assets=(PHOTO, FAR))["items"]
    assert "rights" not in first
    assert second["rights"] == INC
    body = second["items"][0]["items"][0]["body"]
    assert body["format"] == "image/jpeg"
    assert body["service"][0]["@id"] == "https://x.org/iiif/b"
    assert "width" not in body
    assert second["thumbnail"] == [{"id": "https://x.org/s.jpg", "type": "Image", "format": "image/jpeg"}]


def test_a_canvas_keeps_its_address_whatever_stands_before_it() -> None:
    """Annotations that others made are about it."""
    alone, after = said(assets=(PHOTO,))["items"][0], said(assets=(FAR, PHOTO))["items"][1]
    assert alone["id"] == after["id"] == f"{BASE}iiif/3/{PLAIN.id}/view/{key_of(PHOTO)}"


@pytest.mark.parametrize("assets", [(), (LOST,), (MODEL,)])
def test_an_object_without_a_picture_has_no_manifest(assets: tuple[ItemId, ...]) -> None:
    assert manifest(replace(PLAIN, assets=assets), FACES, BASE) is None


def test_materials_are_told_to_readers_of_every_language() -> None:
    """A viewer shows the value of one language: what has no name in it stands by itself, or would not be shown."""
    assert metadata(said(materials=(SILVER, FELT)), "Material") == [
        {"kk": ["күміс"], "en": ["silver"]},
        {"ru": ["войлок"]},
    ]


def test_makers_are_no_sitters_and_no_guesses() -> None:
    production = Production(
        actors=(Role(actor=MAKER), Role(actor=SHOWN, role=SITTER), Role(actor=SHOWN, qualifier=Text("?"))),
        span=Span(begin="-0499-01-01", end="-0400-12-31"),
    )
    document = said(production=(production,))
    assert metadata(document, "Made by") == [{"kk": ["Айша"]}]
    assert metadata(document, "Made") == [{"none": ["-0499/-0400"]}]


def test_models_are_downloads_of_a_manifest_and_scenes_of_the_draft() -> None:
    record = replace(PLAIN, assets=(PHOTO, MODEL))
    document, draft = manifest(record, FACES, BASE), scenes(record, FACES, BASE)
    assert document
    assert draft
    assert document["rendering"] == [
        {
            "id": f"{BASE}files/m.glb",
            "type": "Model",
            "label": {"none": ["m.glb"]},
            "format": "model/gltf-binary",
        }
    ]
    (scene,) = draft["items"]
    annotation = scene["items"][0]["items"][0]
    assert annotation["motivation"] == ["painting"]
    assert annotation["body"] == {"id": f"{BASE}files/m.glb", "type": "Model", "format": "model/gltf-binary"}
    assert annotation["target"] == {"id": scene["id"], "type": "Scene"}
    assert draft["thumbnail"][0]["id"] == f"{BASE}files/a%20%D3%99.png"
    assert draft["metadata"][0]["value"] == words("draft")


def test_it_leads_to_the_page_the_data_and_the_museum() -> None:
    document = said(homepage="https://museum.example/1")
    assert [page["id"] for page in document["homepage"]] == [
        f"{BASE}page/{PLAIN.id}",
        "https://museum.example/1",
    ]
    assert [each["format"] for each in document["seeAlso"]] == [
        "application/ld+json",
        "application/ld+json",
        "text/turtle",
    ]
    assert document["provider"][0]["id"] == f"{BASE}id/{MUSEUM}"
    assert document["partOf"][0]["id"] == f"{BASE}iiif/3/{MUSEUM}/collection.json"


@pytest.mark.parametrize(
    ("lang", "key"), [("kk", "kk"), ("kk-latn", "kk-latn"), ("es-419", "es"), ("", "none"), ("not a tag", "none")]
)  # fmt: skip
def test_languages(lang: str, key: str) -> None:
    """The validator's schema takes letters and hyphens alone for a language."""
    assert language_map([Text("a", lang), Text(" ", lang), Text("a", lang)]) == {key: ["a"]}
