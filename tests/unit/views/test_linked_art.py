"""Protects what a Linked Art document says where the API leaves a choice, and what it must never say."""

from typing import Any, Final

import pytest
from msgspec.structs import replace

from emuseum_lod.catalogue.records import (
    Acquisition,
    Actor,
    Asset,
    Concept,
    Definition,
    Dimension,
    HumanMadeObject,
    Identifier,
    Name,
    Place,
    Production,
    Role,
    Span,
    Statement,
    Text,
)
from emuseum_lod.graph.parts import SITTER
from emuseum_lod.ledger.faces import Face, FileFace
from emuseum_lod.uris import ItemId, concept_id, mint
from emuseum_lod.views.json_text import json_bytes, json_in_html
from emuseum_lod.views.linked_art import linked_art, linked_art_of_visual

BASE: Final = "https://data.example.org/lod/"
AAT: Final = "http://vocab.getty.edu/aat/"
CC0: Final = "http://creativecommons.org/publicdomain/zero/1.0/"

MUSEUM = mint("institution", "demo", "museum")
MAKER = mint("actor", "demo", "maker")
SHOWN = mint("actor", "demo", "sitter")
UNKNOWN = mint("actor", "demo", "nobody knows")
SILVER = concept_id("materials", "silver")
NECKLACE = concept_id("object-types", "necklace")
PERIOD = concept_id("periods", "bronze-age")
ROLE = concept_id("roles", "jeweller")
GIFT = concept_id("acquisition-methods", "gift")
PHOTO = mint("asset", "demo", "front")
MODEL = mint("asset", "demo", "model")

FACES: Final[dict[ItemId, Face]] = {
    MUSEUM: Face((Text("Мұражай", "kk"), Text("Museum", "en"))),
    MAKER: Face((Text("Айша", "kk"),), sort="group", matches=("http://www.wikidata.org/entity/Q2", "javascript:alert(1)")),
    SHOWN: Face((Text("Абай", "kk"),), sort="person"),
    SILVER: Face((Text("silver", "en"),), sort="material", matches=(f"{AAT}300011029",)),
    NECKLACE: Face((Text("алқа", "kk"),), scheme="object-types", sort="type"),
    PERIOD: Face((Text("қола дәуірі", "kk"),), sort="period"),
    ROLE: Face((Text("зергер", "kk"),), scheme="roles", sort="type"),
    GIFT: Face((Text("сый", "kk"),), sort="type"),
    PHOTO: Face(file=FileFace("image", "/files/a ә.png", "image/png", thumbnail="https://x.org/s.png", iiif_service="https://x.org/iiif/a")),
    MODEL: Face(file=FileFace("model", "https://x.org/m.glb")),
}  # fmt: skip


def own(kind: str, key: str = "o") -> dict[str, Any]:
    return {"id": mint(kind, "demo", key), "provider": "nobody", "namespace": "demo", "local_id": key}  # type: ignore[arg-type]  # kinds by name


PLAIN = HumanMadeObject(**own("object"), institution=MUSEUM)


def said(**fields: Any) -> dict[str, Any]:
    document = linked_art(replace(PLAIN, **fields), FACES, BASE)
    assert document is not None
    return document


def test_the_head_of_a_document() -> None:
    document = said(titles=(Name(value="Алқа", lang="kk"), Name(value="Necklace", lang="en")))
    assert [*document][:4] == ["@context", "id", "type", "_label"]
    assert document["@context"] == "https://linked.art/ns/v1/linked-art.json"
    assert document["id"] == f"{BASE}id/{PLAIN.id}"
    assert document["_label"] == "Necklace"


def test_a_thing_without_a_name_has_a_label_all_the_same() -> None:
    """`_label` is required (object.json)."""
    assert said(identifiers=(Identifier(value="КП 1"),))["_label"] == "КП 1"
    assert said()["_label"] == PLAIN.id.partition("/")[2]


def test_hal_links_lead_to_the_document_the_page_and_the_licence() -> None:
    links = said(metadata_rights=CC0)["_links"]
    assert links["self"]["href"] == f"{BASE}data/{PLAIN.id}.linked-art.jsonld"
    assert links["describes"] == {"href": f"{BASE}id/{PLAIN.id}"}
    assert [each["type"] for each in links["alternate"]] == [
        "text/html",
        "application/ld+json",
        "text/turtle",
    ]
    assert links["license"] == {"href": CC0}


def test_a_concept_of_ours_says_what_it_is_in_the_aat() -> None:
    (material,) = said(materials=(SILVER,))["made_of"]
    assert material == {
        "id": f"{BASE}id/{SILVER}",
        "type": "Material",
        "_label": "silver",
        "equivalent": [{"id": f"{AAT}300011029", "type": "Material"}],
    }


def test_the_kind_of_an_object_is_a_type_of_work() -> None:
    first, *_ = said(types=(NECKLACE,))["classified_as"]
    assert first["classified_as"][0]["id"] == f"{AAT}300435443"


def test_what_the_ledger_does_not_have_is_not_referred_to() -> None:
    document = said(production=(Production(actors=(Role(actor=UNKNOWN), Role(actor=UNKNOWN, role=ROLE))),))
    assert document["produced_by"] == {"type": "Production"}


def test_a_role_is_the_type_of_a_part_of_the_making() -> None:
    production = said(production=(Production(actors=(Role(actor=MAKER, role=ROLE),)),))["produced_by"]
    (part,) = production["part"]
    assert part["carried_out_by"][0] == {
        "id": f"{BASE}id/{MAKER}",
        "type": "Group",
        "_label": "Айша",
        "equivalent": [{"id": "http://www.wikidata.org/entity/Q2", "type": "Group"}],
    }
    assert part["classified_as"][0]["id"] == f"{BASE}id/{ROLE}"
    assert "carried_out_by" not in production


def test_a_doubtful_maker_is_an_opinion() -> None:
    doubted = Role(actor=MAKER, qualifier=Text("приписывается", "ru"))
    production = said(production=(Production(actors=(doubted,)),))["produced_by"]
    assert "carried_out_by" not in production
    (opinion,) = production["attributed_by"]
    assert opinion["assigned_property"] == "carried_out_by"
    assert opinion["assigned"][0]["id"] == f"{BASE}id/{MAKER}"
    assert opinion["referred_to_by"][0]["content"] == "приписывается"


def test_several_makings_are_parts_of_one() -> None:
    production = said(production=(Production(periods=(PERIOD,)), Production()))["produced_by"]
    assert production["part"] == [
        {"type": "Production", "during": [{"id": f"{BASE}id/{PERIOD}", "type": "Period", "_label": "қола дәуірі"}]},
        {"type": "Production"},
    ]  # fmt: skip


def test_years_before_the_common_era_are_astronomical() -> None:
    span = Span(begin="-0499-01-01", end="0000-12-31", display=(Text("V–I вв. до н. э.", "ru"),))
    time = said(production=(Production(span=span),))["produced_by"]["timespan"]
    assert (time["begin_of_the_begin"], time["end_of_the_end"]) == (
        "-0499-01-01T00:00:00Z",
        "0000-12-31T23:59:59Z",
    )
    (name,) = time["identified_by"]
    assert (name["content"], name["language"][0]["_label"]) == ("V–I вв. до н. э.", "Russian")


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        (Dimension(type="height", value="12.5", unit="cm"), {"value": 12.5}),
        (Dimension(type="height", value="12", unit="cm"), {"value": 12}),
        (Dimension(type="height", value="10", value_max="12.5", unit="cm"), {"value": 10, "lower_value_limit": 10, "upper_value_limit": 12.5}),
        (Dimension(type="height", value="about 12", unit="cm"), None),
        (Dimension(type="height", value="12", unit="cubit"), None),
    ],
)  # fmt: skip
def test_measurements(dimension: Dimension, expected: dict[str, float] | None) -> None:
    """A Dimension without a number or a unit is not valid (core.json): it is left out."""
    found = said(dimensions=(dimension,)).get("dimension", [])
    numbers = [{key: value for key, value in each.items() if "value" in key} for each in found]
    assert numbers == ([expected] if expected else [])


def test_a_file_is_shown_with_its_service_and_its_small_picture() -> None:
    (representation,) = said(assets=(PHOTO,))["representation"]
    picture, small = representation["digitally_shown_by"]
    assert picture["access_point"] == [{"id": f"{BASE}files/a%20%D3%99.png", "type": "DigitalObject"}]
    assert picture["digitally_available_via"][0]["access_point"][0]["id"] == "https://x.org/iiif/a"
    assert small["access_point"][0]["id"] == "https://x.org/s.png"


def test_a_model_has_the_format_that_its_address_tells() -> None:
    (representation,) = said(assets=(MODEL,))["representation"]
    (model,) = representation["digitally_shown_by"]
    assert model["format"] == "model/gltf-binary"
    assert model["conforms_to"][0]["id"] == "https://registry.khronos.org/glTF/"


def test_an_object_with_pictures_leads_to_its_manifest() -> None:
    def formats(document: dict[str, Any]) -> list[str]:
        return [each["digitally_carried_by"][0]["format"] for each in document["subject_of"]]

    assert formats(said()) == ["text/html"]
    assert formats(said(assets=(PHOTO,)))[-1].startswith("application/ld+json;profile=")


def test_who_is_shown_is_in_the_visual_item_with_the_rights() -> None:
    sitting = Production(actors=(Role(actor=SHOWN, role=SITTER),))
    record = replace(PLAIN, production=(sitting,), rights=CC0, subjects=(NECKLACE,))
    document, visual = linked_art(record, FACES, BASE), linked_art_of_visual(record, FACES, BASE)
    assert document
    assert visual
    assert document["produced_by"] == {"type": "Production"}
    assert document["shows"] == [{"id": visual["id"], "type": "VisualItem"}]
    assert [each["_label"] for each in visual["represents"]] == ["Абай"]
    assert [each["_label"] for each in visual["about"]] == ["алқа"]
    assert visual["subject_to"][0]["classified_as"][0]["id"] == CC0
    assert linked_art_of_visual(PLAIN, FACES, BASE) is None


def test_an_acquisition_is_told_where_the_owner_is_known() -> None:
    """The object of the API has a change of ownership, but none of custody alone."""
    gift = (Acquisition(method=GIFT),)
    assert "changed_ownership_through" not in said(acquisitions=gift)
    (acquired,) = said(acquisitions=gift, owner=MUSEUM)["changed_ownership_through"]
    assert acquired["transferred_title_to"][0]["_label"] == "Museum"
    assert acquired["classified_as"][0]["_label"] == "сый"


def test_invented_content_is_marked() -> None:
    marked = said(demonstration=True)["classified_as"]
    assert marked[-1]["id"] == f"{BASE}id/{concept_id('status', 'demonstration')}"


def test_a_person_is_born_and_a_group_is_formed() -> None:
    born = Span(begin="1845-08-10", end="1845-08-10")
    person = linked_art(Actor(**own("actor"), birth=born, occupations=(ROLE,)), FACES, BASE)
    group = linked_art(Actor(**own("actor"), type="group", birth=born), FACES, BASE)
    assert person
    assert group
    assert (person["type"], person["born"]["type"]) == ("Person", "Birth")
    assert person["classified_as"][0]["classified_as"][0]["id"] == f"{AAT}300263369"
    assert (group["type"], group["formed_by"]["type"]) == ("Group", "Formation")


def test_a_period_is_a_period() -> None:
    """The makings in it call it one (`during`), and only a Period has a time-span."""
    record = Concept(**own("concept"), scheme="periods", role="period", span=Span(begin="-2499-01-01"))
    document = linked_art(record, {}, BASE)
    assert document
    assert document["type"] == "Period"
    assert document["timespan"]["begin_of_the_begin"] == "-2499-01-01T00:00:00Z"


def test_a_place_is_where_it_is() -> None:
    place = Place(**own("place"), latitude="43.3", longitude="68.25", code="KZ-61")
    document = linked_art(place, {}, BASE)
    assert document
    assert document["defined_by"] == "POINT(68.25 43.3)"
    assert document["identified_by"][0]["content"] == "KZ-61"


def test_a_file_leads_to_what_it_shows_and_that_to_its_rights() -> None:
    asset = Asset(**own("asset"), url="/files/a.png", width=10, bytes=3, rights=CC0)
    document, visual = linked_art(asset, {}, BASE), linked_art_of_visual(asset, {}, BASE)
    assert document
    assert visual
    assert document["digitally_shows"] == [{"id": visual["id"], "type": "VisualItem"}]
    assert [each["value"] for each in document["dimension"]] == [10, 3]
    assert visual["subject_to"]


def test_a_vocabulary_document_has_none() -> None:
    definition = Definition(id=ItemId("def/materials"), provider="v", namespace="def", local_id="materials")
    assert linked_art(definition, {}, BASE) is None


def test_texts_that_are_no_characters() -> None:
    statement = Statement(value="a\ud800b")
    assert "a\N{REPLACEMENT CHARACTER}b".encode() in json_bytes(said(statements=(statement,)))


def test_json_in_html_ends_no_script() -> None:
    """HTML, §4.12.1.3: a script element ends at its first end tag."""
    hostile = {"name": "</script><script>alert(1)</script><!-- & \u2028"}
    text = json_in_html(hostile)
    assert not set("<>&\u2028") & set(text)
    assert "\\u003c/script\\u003e" in text
