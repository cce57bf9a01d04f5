"""Which sets an object is in, and what they are called."""

import csv
from collections.abc import Iterable

import pytest

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import Asset, CatalogueRecord, HumanMadeObject, Text
from emuseum_lod.ledger.faces import Face, Faces, FileFace
from emuseum_lod.resources import resource
from emuseum_lod.uris import ItemId
from emuseum_lod.views.reuse import reuse_class
from emuseum_lod.views.sets import memberships, set_text

MUSEUM, REGION, RING, IMAGE, MODEL, GROUP = map(
    ItemId, ("institution/m", "place/r", "concept/ring", "asset/i", "asset/m", "collection/c")
)
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
BY_NC = "http://creativecommons.org/licenses/by-nc/4.0/"
IN_COPYRIGHT = "http://rightsstatements.org/vocab/InC/1.0/"


def thing(**known: object) -> HumanMadeObject:
    return HumanMadeObject(
        **{
            "id": ItemId("object/x"),
            "provider": "p",
            "namespace": "n",
            "local_id": "1",
            "institution": MUSEUM,
            **known,
        }
    )


def set_specs(record: CatalogueRecord, faces: Faces, also: Iterable[str] = ()) -> tuple[str, ...]:
    return tuple(sorted(memberships(record, faces, also)))


def face_of_file(sort: str, rights: str = "") -> Face:
    return Face(code=sort, file=FileFace(sort, "/f", rights=rights))


def test_an_object_is_in_the_sets_of_what_it_refers_to_and_of_its_museums_region() -> None:
    faces = {
        MUSEUM: Face((Text("Museum", "en"),), code="abai", region=REGION),
        REGION: Face((Text("Abai", "en"),), code="KZ-10"),
        RING: Face((Text("ring", "en"),), code="ring", scheme="object-types"),
        GROUP: Face((Text("Gold", "en"),), code="gold"),
        MODEL: face_of_file("model", CC0),
    }
    one = thing(types=(RING,), collections=(GROUP,), assets=(MODEL,))
    deepest = ["collection:gold", "kind:ring", "museum:abai", "region:KZ-10", "rights:open", "type:3d"]
    above = ["collection", "kind", "museum", "region", "rights", "type"]
    assert set_specs(one, faces) == tuple(sorted(above + deepest))
    texts = {spec: set_text(spec, labels) for spec, labels in memberships(one, faces).items()}
    assert texts["region:KZ-10"].labels == (Text("Abai", "en"),)
    assert [text.lang for text in texts["region"].labels] == [
        text.lang for text in texts["region"].description
    ]


def test_sets_that_others_have_found_bring_those_above_them_and_only_objects_have_any() -> None:
    assert set_specs(thing(), {}, ("tier:content:4",)) == (
        "rights",
        "rights:closed",
        "tier",
        "tier:content",
        "tier:content:4",
    )
    assert not memberships(
        Asset(id=IMAGE, provider="p", namespace="n", local_id="1"), {}, ("tier:content:4",)
    )
    assert {text.lang for text in set_text("tier:content:4", ()).labels} == set(LANGUAGES)


def test_what_is_not_known_or_no_setspec_makes_no_set() -> None:
    faces = {
        MUSEUM: Face(code="абай", region=REGION),
        RING: Face(code="ring", scheme="tate-terms"),
        GROUP: Face(code=""),
    }
    assert set_specs(thing(types=(RING,), collections=(GROUP,)), faces) == ("rights", "rights:closed")
    assert set_specs(thing(), {}) == ("rights", "rights:closed")


CLASSES = [
    # Europeana's classes of edm:rights (facts: what may be published with which content tier)
    ("http://creativecommons.org/publicdomain/mark/1.0/", "open"),
    (CC0, "open"),
    ("http://creativecommons.org/licenses/by/4.0/", "open"),
    ("http://creativecommons.org/licenses/by-sa/3.0/", "open"),
    ("http://creativecommons.org/licenses/by-sa/3.0/de/", "open"),
    ("https://creativecommons.org/licenses/by/4.0", "open"),
    (BY_NC, "restricted"),
    ("http://creativecommons.org/licenses/by-nd/4.0/", "restricted"),
    ("http://creativecommons.org/licenses/by-nc-sa/2.5/", "restricted"),
    ("http://creativecommons.org/licenses/by-nc-nd/4.0/", "restricted"),
    ("http://rightsstatements.org/vocab/InC-EDU/1.0/", "restricted"),
    ("http://rightsstatements.org/vocab/NoC-NC/1.0/", "restricted"),
    ("http://rightsstatements.org/vocab/NoC-OKLR/1.0/", "restricted"),
    (IN_COPYRIGHT, "closed"),
    ("http://rightsstatements.org/vocab/InC-OW-EU/1.0/", "closed"),
    ("http://rightsstatements.org/vocab/CNE/1.0/", "closed"),
    ("http://rightsstatements.org/vocab/UND/1.0/", "closed"),
    ("http://creativecommons.org/licenses/by-no/4.0/", "closed"),
    ("http://example.org/http://creativecommons.org/publicdomain/zero/1.0/", "closed"),
    ("", "closed"),
]


@pytest.mark.parametrize(("rights", "expected"), CLASSES)
def test_rights_have_europeanas_class(rights: str, expected: str) -> None:
    assert reuse_class(rights) == expected
    assert f"rights:{expected}" in set_specs(thing(rights=rights), {})


@pytest.mark.parametrize(
    ("work", "files", "expected"),
    [
        (IN_COPYRIGHT, (CC0,), "open"),
        (CC0, (IN_COPYRIGHT,), "closed"),
        (CC0, ("", IN_COPYRIGHT), "open"),
        (IN_COPYRIGHT, (BY_NC, ""), "restricted"),
        (IN_COPYRIGHT, ("",), "closed"),
    ],
)
def test_the_rights_of_files_decide_and_a_file_without_any_has_those_of_the_work(
    work: str, files: tuple[str, ...], expected: str
) -> None:
    """As in Europeana: edm:rights of a web resource overrides that of the aggregation, for that file; the best file counts."""
    faces = {ItemId(f"asset/{number}"): face_of_file("image", rights) for number, rights in enumerate(files)}
    specs = set_specs(thing(rights=work, assets=tuple(faces)), faces)
    assert [spec for spec in specs if spec.startswith("rights:")] == [f"rights:{expected}"]


def test_every_set_is_described_in_three_languages_and_named_where_no_item_names_it() -> None:
    with resource("ontologies", "sets.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert all(row[f"about_{lang}"] for lang in LANGUAGES), row
        assert all(bool(row[lang]) is not row["set"].endswith("*") for lang in LANGUAGES), row
    named = {row["set"] for row in rows}
    assert {name.rpartition(":")[0] for name in named} - {""} <= named
