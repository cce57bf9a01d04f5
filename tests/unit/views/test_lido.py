"""Protects what a LIDO record says, element by element: in every language, with every identifier, in the order the schema wants."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from support.any_record import KINDS, records

from emuseum_lod.catalogue.records import (
    Acquisition,
    Actor,
    Asset,
    CatalogueRecord,
    Dimension,
    Encounter,
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
from emuseum_lod.ledger.faces import Face, FileFace, face_of
from emuseum_lod.ledger.references import references
from emuseum_lod.namespaces import LIDO, XML
from emuseum_lod.uris import ItemId, concept_id, item_iri, mint
from emuseum_lod.views.dublin_core import INVENTED
from emuseum_lod.views.lido import LIDO_SCHEMA, lido
from emuseum_lod.views.lido.elements import by_language
from emuseum_lod.views.lido.people_and_places import bounds

BASE: Final = "https://data.example.org/"
L: Final = f"{{{LIDO}}}"
LANG: Final = f"{{{XML}}}lang"
TERMINOLOGY: Final = "http://terminology.lido-schema.org/"
AAT: Final = "http://vocab.getty.edu/aat/"

MUSEUM = mint("institution", "vocabulary/institutions", "demo-museum")
OWNER = mint("actor", "demo", "owner")
JEWELLER = mint("actor", "demo", "jeweller")
SITTER_ = mint("actor", "demo", "sitter")
NAMELESS = mint("actor", "demo", "nameless")
REGION = mint("place", "vocabulary/places", "KZ-61")
COUNTRY = mint("place", "vocabulary/places", "KZ")
SILVER = concept_id("materials", "silver")
FILIGREE = concept_id("techniques", "filigree")
NECKLACE = concept_id("object-types", "necklace")
FUND = concept_id("funds", "main")
PERIOD = concept_id("periods", "kazakh-khanate")
BIRD = concept_id("subjects", "bird")
GIFT = concept_id("acquisition-methods", "gift")
ROLE = concept_id("roles", "jeweller")
COLLECTION = mint("collection", "demo", "jewellery")
PHOTO = mint("asset", "demo", "front")
MODEL = mint("asset", "demo", "model")
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"

FACES: dict[ItemId, Face] = {
    MUSEUM: Face((Text("Мұражай", "kk"), Text("Музей", "ru"))),
    OWNER: Face((Text("Иесі", "kk"),), sort="group"),
    JEWELLER: Face(
        (Text("Айша", "kk"), Text("Aisha", "en")),
        matches=("http://www.wikidata.org/entity/Q2",),
        begin="1931-01-01",
        end="2007-12-31",
        sort="person",
    ),
    SITTER_: Face((Text("Абай"),), begin="1845-08-10", end="1904-07-06", sort="person"),
    REGION: Face(
        (Text("Түркістан", "kk"),),
        code="KZ-61",
        matches=("https://sws.geonames.org/1/",),
        latitude="43.3",
        longitude="68.25",
        broader=(COUNTRY,),
    ),
    SILVER: Face((Text("күміс", "kk"), Text("silver", "en")), scheme="materials", matches=(f"{AAT}300011029",)),
    FILIGREE: Face((Text("сым өру", "kk"),), scheme="techniques"),
    NECKLACE: Face((Text("алқа", "kk"),), scheme="object-types"),
    FUND: Face((Text("основной фонд", "ru"),), scheme="funds"),
    PERIOD: Face((Text("Қазақ хандығы", "kk"),), scheme="periods"),
    BIRD: Face((Text("құс", "kk"),), scheme="subjects"),
    GIFT: Face((Text("сыйға тарту", "kk"),), scheme="acquisition-methods"),
    ROLE: Face((Text("зергер", "kk"),), scheme="roles"),
    COLLECTION: Face((Text("Зергерлік бұйымдар", "kk"),)),
    PHOTO: Face(
        (Text("Алды", "kk"),),
        file=FileFace(
            "image",
            "/files/demo/алқа.png",
            "image/png",
            CC0,
            thumbnail="https://img.example/t.jpg",
            iiif_service="https://img.example/iiif/1",
            width=800,
            height=600,
            bytes=12345,
            homepage="https://museum.example/photo",
        ),
    ),
    MODEL: Face(file=FileFace("model", "https://img.example/m.glb", "model/gltf-binary")),
}  # fmt: skip


def thing(**fields: Any) -> HumanMadeObject:
    """Return an object of which next to nothing is known but what is given."""
    return HumanMadeObject(
        id=mint("object", "demo-museum", "1"),
        provider="demo",
        namespace="demo-museum",
        local_id="1",
        institution=MUSEUM,
        **fields,
    )


IRI: Final = item_iri(BASE, thing().id)


def written(record: HumanMadeObject, faces: Mapping[ItemId, Face] = FACES) -> etree._Element:
    document = lido(record, faces, BASE)
    assert document is not None
    return etree.fromstring(document)


def compact(element: etree._Element) -> Any:
    """Return an element as ``[name, {attributes}?, text | children…]``: our base is ``~``, LIDO's terms are by number."""
    attributes = {
        etree.QName(name).localname: short(str(value))
        for name, value in element.attrib.items()
        if not (etree.QName(name).localname == "type" and str(value) == f"{TERMINOLOGY}lido00099")
    }
    content = [compact(child) for child in element] or ([short(element.text)] if element.text else [])
    return [etree.QName(element).localname, *([attributes] if attributes else []), *content]


def short(text: str) -> str:
    return text.replace(TERMINOLOGY, "").replace(BASE, "~").replace(AAT, "aat:").replace("lido00169", "preferred").replace("lido00170", "alternate")  # fmt: skip


def only(record: HumanMadeObject, path: str) -> list[Any]:
    """Return the elements of a path below the root, compact."""
    return [
        compact(found) for found in written(record).findall("/".join(L + step for step in path.split("/")))
    ]


DESCRIPTION: Final = "descriptiveMetadata/objectIdentificationWrap"
EVENT: Final = "descriptiveMetadata/eventWrap/eventSet/event"
ADMINISTRATION: Final = "administrativeMetadata"

PRODUCTION: Final = ["eventType", ["conceptID", "lido00007"], ["term", {"lang": "kk"}, "Жасалуы"], ["term", {"lang": "ru"}, "Создание"], ["term", {"lang": "en"}, "Production"]]  # fmt: skip


def ours(name: str, item: ItemId) -> list[Any]:
    """Return the preferred identifier of an item of ours."""
    return [name, {"pref": "preferred"}, f"~id/{item}"]


def silver(name: str, type_: str) -> list[Any]:
    return [
        name,
        {"type": type_},
        ours("conceptID", SILVER),
        ["conceptID", {"pref": "alternate"}, "aat:300011029"],
        ["term", {"lang": "kk"}, "күміс"],
        ["term", {"lang": "en"}, "silver"],
    ]


AISHA: Final = [
    "actor",
    {"type": "lido00163"},
    ours("actorID", JEWELLER),
    ["actorID", {"pref": "alternate"}, "http://www.wikidata.org/entity/Q2"],
    ["nameActorSet", ["appellationValue", {"lang": "kk"}, "Айша"], ["appellationValue", {"lang": "en"}, "Aisha"]],
    ["vitalDatesActor", ["earliestDate", "1931"], ["latestDate", "2007"]],
]  # fmt: skip
TURKISTAN: Final = [
    "place",
    ours("placeID", REGION),
    ["placeID", {"pref": "alternate"}, "https://sws.geonames.org/1/"],
    ["placeID", {"type": "lido00100", "source": "ISO 3166-2"}, "KZ-61"],
    ["namePlaceSet", ["appellationValue", {"lang": "kk"}, "Түркістан"]],
    ["gml", ["Point", {"srsName": "urn:ogc:def:crs:EPSG::4326"}, ["pos", "43.3 68.25"]]],
    ["partOfPlace", ["placeID", f"~id/{COUNTRY}"]],
]
CC0_TYPE: Final = [
    "rightsType",
    {"type": "lido00921"},
    ["conceptID", CC0],
    ["term", {"lang": "kk"}, "CC0 1.0: барлық құқықтан бас тарту"],
    ["term", {"lang": "ru"}, "CC0 1.0: отказ от всех прав"],
    ["term", {"lang": "en"}, "CC0 1.0: no rights reserved"],
]


def structural(name: str, iri: str, *words: str) -> list[Any]:
    return [name, ["conceptID", iri], *(["term", {"lang": lang}, word] for lang, word in zip(("kk", "ru", "en"), words, strict=True))]  # fmt: skip


HEIGHT: Final = structural("measurementType", "aat:300055644", "биіктігі", "высота", "height")
CM: Final = structural("measurementUnit", "aat:300379098", "сантиметр", "сантиметр", "centimetre")

TABLE: Final[list[Any]] = [
    # Identity and kind
    (thing(equivalents=("http://www.wikidata.org/entity/Q1", "no iri")), "objectPublishedID",
     [["objectPublishedID", {"pref": "preferred"}, short(IRI)], ["objectPublishedID", {"pref": "alternate"}, "http://www.wikidata.org/entity/Q1"]]),
    (thing(), "lidoRecID", [["lidoRecID", f"{short(IRI)}#record"]]),
    (thing(types=(NECKLACE,)), "descriptiveMetadata/objectClassificationWrap/objectWorkTypeWrap/objectWorkType",
     [["objectWorkType", ours("conceptID", NECKLACE), ["term", {"lang": "kk"}, "алқа"]]]),
    (thing(), "descriptiveMetadata/objectClassificationWrap/objectWorkTypeWrap/objectWorkType",
     [structural("objectWorkType", "aat:300404024", "жинақ заты", "предмет собрания", "collection item")]),
    (thing(classifications=(FUND,)), "descriptiveMetadata/objectClassificationWrap/classificationWrap/classification",
     [["classification", {"type": "funds"}, ours("conceptID", FUND), ["term", {"lang": "ru"}, "основной фонд"]]]),
    # Titles
    (thing(titles=(Name(value="Алқа", lang="kk"), Name(value="Necklace", lang="en"), Name(value="Tumar", type="alternative"))),
     f"{DESCRIPTION}/titleWrap/titleSet",
     [["titleSet", {"type": "aat:300404670"}, ["appellationValue", {"lang": "kk", "pref": "preferred"}, "Алқа"], ["appellationValue", {"lang": "en", "pref": "preferred"}, "Necklace"]],
      ["titleSet", {"type": "aat:300264273"}, ["appellationValue", {"lang": "und", "pref": "alternate"}, "Tumar"]]]),
    (thing(identifiers=(Identifier(value="КП 7"),)), f"{DESCRIPTION}/titleWrap/titleSet", [["titleSet", ["appellationValue", {"lang": "zxx"}, "КП 7"]]]),
    (thing(titles=(Name(value=" \x00"),)), f"{DESCRIPTION}/titleWrap/titleSet", [["titleSet", ["appellationValue", {"lang": "zxx"}, thing().id.partition("/")[2]]]]),
    # What is on it
    (thing(statements=(Statement(value="«Айша»", lang="kk", type="inscription"), Statement(value="A.", type="signature"))),
     f"{DESCRIPTION}/inscriptionsWrap/inscriptions",
     [["inscriptions", {"type": "aat:300435414"}, ["inscriptionTranscription", {"lang": "kk"}, "«Айша»"]],
      ["inscriptions", {"type": "aat:300028705"}, ["inscriptionTranscription", {"lang": "und"}, "A."]]]),
    # Keeper and numbers
    (thing(identifiers=(Identifier(value="КП 1–2", findable=("КП 1", "КП 2")), Identifier(value="7", type="call-number"))),
     f"{DESCRIPTION}/repositoryWrap/repositorySet",
     [["repositorySet", {"type": "lido00475"},
       ["repositoryName", ours("legalBodyID", MUSEUM),
        ["legalBodyName", ["appellationValue", {"lang": "kk"}, "Мұражай"], ["appellationValue", {"lang": "ru"}, "Музей"]],
        ["legalBodyWeblink", f"~page/{MUSEUM}"]],
       ["workID", {"type": "aat:300312355"}, "КП 1–2"],
       ["workID", {"type": "aat:300312355", "label": "findable"}, "КП 1"],
       ["workID", {"type": "aat:300312355", "label": "findable"}, "КП 2"],
       ["workID", {"type": "aat:300311706"}, "7"]]]),
    # Texts
    (thing(statements=(Statement(value="Бір", lang="kk"), Statement(value="Один", lang="ru"), Statement(value="Екі", lang="kk"), Statement(value="бүтін", lang="kk", type="condition"))),
     f"{DESCRIPTION}/objectDescriptionWrap/objectDescriptionSet",
     [["objectDescriptionSet", {"type": "aat:300435416"}, ["descriptiveNoteValue", {"lang": "kk"}, "Бір"], ["descriptiveNoteValue", {"lang": "ru"}, "Один"]],
      ["objectDescriptionSet", {"type": "aat:300435416"}, ["descriptiveNoteValue", {"lang": "kk"}, "Екі"]],
      ["objectDescriptionSet", {"type": "aat:300435425"}, ["descriptiveNoteValue", {"lang": "kk"}, "бүтін"]]]),
    (thing(demonstration=True), f"{DESCRIPTION}/objectDescriptionWrap/objectDescriptionSet",
     [["objectDescriptionSet", {"type": f"~id/{concept_id('status', 'demonstration')}"}, *(["descriptiveNoteValue", {"lang": said.lang}, said.value] for said in INVENTED)]]),
    # Measurements
    (thing(dimensions=(Dimension(type="height", value="31.5", unit="cm"),)), f"{DESCRIPTION}/objectMeasurementsWrap/objectMeasurementsSet",
     [["objectMeasurementsSet",
       ["displayObjectMeasurements", {"lang": "kk"}, "биіктігі 31,5 см"], ["displayObjectMeasurements", {"lang": "ru"}, "высота 31,5 см"], ["displayObjectMeasurements", {"lang": "en"}, "height 31.5 cm"],
       ["objectMeasurements", ["measurementsSet", HEIGHT, CM, ["measurementValue", "31.5"]]]]]),
    (thing(dimensions=(Dimension(type="height", value="12", value_max="13", unit="cm", part=Text("рама", "ru")),), statements=(Statement(value="выс. 12–13", lang="ru", type="dimensions"),)),
     f"{DESCRIPTION}/objectMeasurementsWrap/objectMeasurementsSet",
     [["objectMeasurementsSet", ["displayObjectMeasurements", {"lang": "ru"}, "выс. 12–13"]],
      ["objectMeasurementsSet", ["objectMeasurements", ["measurementsSet", HEIGHT, CM, ["measurementValue", "12–13"]], ["extentMeasurements", {"lang": "ru"}, "рама"]]]]),
    (thing(dimensions=(Dimension(type="girth", value="5", unit=""),)), f"{DESCRIPTION}/objectMeasurementsWrap/objectMeasurementsSet/objectMeasurements",
     [["objectMeasurements", ["measurementsSet", ["measurementType", ["term", {"lang": "und"}, "girth"]], ["measurementUnit"], ["measurementValue", "5"]]]]),
    # Materials
    (thing(materials=(SILVER,), statements=(Statement(value="күмістен", lang="kk", type="materials"),)), f"{DESCRIPTION}/objectMaterialsTechWrap/objectMaterialsTechSet",
     [["objectMaterialsTechSet", ["displayMaterialsTech", {"lang": "kk"}, "күмістен"], ["materialsTech", silver("termMaterialsTech", "lido00132")]]]),
    # Events
    (thing(production=(Production(
        actors=(Role(actor=JEWELLER, role=ROLE), Role(actor=NAMELESS)), places=(REGION,), techniques=(FILIGREE,), periods=(PERIOD,), note=(Text("Тапсырыспен.", "kk"),),
        span=Span(display=(Text("XIX ғ.", "kk"),), begin="1801-01-01", end="1900-12-31", edtf="1801/1900")),)), EVENT,
     [["event", ["eventID", f"{short(IRI)}#production"], PRODUCTION,
       ["eventActor", ["actorInRole", AISHA, ["roleActor", ours("conceptID", ROLE), ["term", {"lang": "kk"}, "зергер"]]]],
       ["eventDate", ["displayDate", {"lang": "kk"}, "XIX ғ."], ["displayDate", {"lang": "zxx", "label": "EDTF"}, "1801/1900"], ["date", ["earliestDate", "1801"], ["latestDate", "1900"]]],
       ["periodName", ours("conceptID", PERIOD), ["term", {"lang": "kk"}, "Қазақ хандығы"]],
       ["eventPlace", TURKISTAN],
       ["eventMaterialsTech", ["materialsTech", ["termMaterialsTech", {"type": "lido00131"}, ours("conceptID", FILIGREE), ["term", {"lang": "kk"}, "сым өру"]]]],
       ["eventDescriptionSet", ["descriptiveNoteValue", {"lang": "kk"}, "Тапсырыспен."]]]]),
    (thing(production=(Production(actors=(Role(actor=JEWELLER, qualifier=Text("приписывается", "ru")),)), Production(places=(REGION,)))), f"{EVENT}/eventID",
     [["eventID", f"{short(IRI)}#production-1"], ["eventID", f"{short(IRI)}#production-2"]]),
    (thing(production=(Production(actors=(Role(actor=JEWELLER, qualifier=Text("приписывается", "ru")),)),)), f"{EVENT}/eventActor",
     [["eventActor", ["actorInRole", AISHA, ["attributionQualifierActor", {"lang": "ru"}, "приписывается"]]]]),
    (thing(encounters=(Encounter(places=(REGION,), span=Span(begin="1974-05-01", end="1974-05-31")),)), EVENT,
     [["event", ["eventID", f"{short(IRI)}#encounter-1"], ["eventType", ["conceptID", "lido00002"], ["term", {"lang": "kk"}, "Табылуы"], ["term", {"lang": "ru"}, "Находка"], ["term", {"lang": "en"}, "Finding"]],
       ["eventDate", ["date", ["earliestDate", "1974-05-01"], ["latestDate", "1974-05-31"]]], ["eventPlace", TURKISTAN]]]),
    (thing(acquisitions=(Acquisition(method=GIFT, span=Span(begin="1988-01-01", end="1988-12-31")),)), EVENT,
     [["event", ["eventID", f"{short(IRI)}#acquisition-1"], ["eventType", ["conceptID", "lido00001"], ["term", {"lang": "kk"}, "Түсуі"], ["term", {"lang": "ru"}, "Поступление"], ["term", {"lang": "en"}, "Acquisition"]],
       ["eventDate", ["date", ["earliestDate", "1988"], ["latestDate", "1988"]]], ["eventMethod", ours("conceptID", GIFT), ["term", {"lang": "kk"}, "сыйға тарту"]]]]),
    (thing(owner=OWNER), f"{EVENT}/eventActor/actorInRole/roleActor", [["roleActor", ["term", {"lang": "kk"}, "меншік иесі"], ["term", {"lang": "ru"}, "собственник"], ["term", {"lang": "en"}, "owner"]]]),
    (thing(owner=MUSEUM, production=(Production(),), encounters=(Encounter(),), acquisitions=(Acquisition(),)), EVENT, []),
    # Subjects: by kind, and whom the work shows
    (thing(subjects=(BIRD, REGION), production=(Production(actors=(Role(actor=SITTER_, role=SITTER),)),)), "descriptiveMetadata/objectRelationWrap/subjectWrap/subjectSet/subject",
     [["subject", ["subjectConcept", ours("conceptID", BIRD), ["term", {"lang": "kk"}, "құс"]]],
      ["subject", ["subjectPlace", TURKISTAN]],
      ["subject", ["subjectActor", ["actor", {"type": "lido00163"}, ours("actorID", SITTER_), ["nameActorSet", ["appellationValue", {"lang": "und"}, "Абай"]],
                                    ["vitalDatesActor", ["earliestDate", "1845-08-10"], ["latestDate", "1904-07-06"]]]]]]),
    (thing(production=(Production(actors=(Role(actor=SITTER_, role=SITTER),)),)), EVENT, []),
    # Rights, record, files
    (thing(rights=CC0, statements=(Statement(value="© Музей", lang="ru", type="rights"), Statement(value="Alğys", lang="kk-latn", type="credit"))), f"{ADMINISTRATION}/rightsWorkWrap/rightsWorkSet",
     [["rightsWorkSet", CC0_TYPE], ["rightsWorkSet", ["rightsType", ["term", {"lang": "ru"}, "© Музей"]]], ["rightsWorkSet", ["creditLine", {"lang": "kk-latn"}, "Alğys"]]]),
    (thing(rights="public domain"), f"{ADMINISTRATION}/rightsWorkWrap/rightsWorkSet", [["rightsWorkSet", ["rightsType", {"type": "lido00921"}, ["term", {"lang": "und"}, "public domain"]]]]),
    (thing(metadata_rights=CC0), f"{ADMINISTRATION}/recordWrap/recordRights", [["recordRights", CC0_TYPE]]),
    (thing(), f"{ADMINISTRATION}/recordWrap/recordID", [["recordID", {"type": "lido00100", "source": "demo-museum"}, "1"], ["recordID", f"{short(IRI)}#record"]]),
    (thing(), f"{ADMINISTRATION}/recordWrap/recordSource",
     [["recordSource", ours("legalBodyID", MUSEUM), ["legalBodyName", ["appellationValue", {"lang": "kk"}, "Мұражай"], ["appellationValue", {"lang": "ru"}, "Музей"]]],
      ["recordSource", {"type": "provider"}, ["legalBodyID", "~def/providers#demo"]]]),
    (thing(homepage="https://museum.example/1"), f"{ADMINISTRATION}/recordWrap/recordInfoSet/recordInfoLink",
     [["recordInfoLink", {"formatResource": "text/html"}, f"~page/{thing().id}"], ["recordInfoLink", {"formatResource": "text/html"}, "https://museum.example/1"]]),
    (thing(collections=(COLLECTION,)), f"{ADMINISTRATION}/recordWrap/collection",
     [["collection", ["displayObject", {"lang": "kk"}, "Зергерлік бұйымдар"],
       ["object", ["objectWebResource", {"formatResource": "text/html"}, f"~page/{COLLECTION}"], ours("objectID", COLLECTION), ["objectName", ["appellationValue", {"lang": "kk"}, "Зергерлік бұйымдар"]]]]]),
    (thing(assets=(PHOTO,)), f"{ADMINISTRATION}/resourceWrap/resourceSet",
     [["resourceSet", ours("resourceID", PHOTO),
       ["resourceRepresentation", {"type": "lido00464"}, ["linkResource", {"formatResource": "image/png"}, "~files/demo/%D0%B0%D0%BB%D2%9B%D0%B0.png"],
        ["resourceMeasurementsSet", structural("measurementType", "aat:300055647", "ені", "ширина", "width"), structural("measurementUnit", "aat:300266190", "пиксель", "пиксель", "pixel"), ["measurementValue", "800"]],
        ["resourceMeasurementsSet", HEIGHT, structural("measurementUnit", "aat:300266190", "пиксель", "пиксель", "pixel"), ["measurementValue", "600"]],
        ["resourceMeasurementsSet", structural("measurementType", "aat:300265863", "файл өлшемі", "размер файла", "file size"), structural("measurementUnit", "aat:300265869", "байт", "байт", "byte"), ["measurementValue", "12345"]]],
       ["resourceRepresentation", {"type": "lido00451"}, ["linkResource", "https://img.example/t.jpg"]],
       ["resourceRepresentation", {"type": "http://iiif.io/api/image"}, ["linkResource", "https://img.example/iiif/1"]],
       ["resourceRepresentation", {"type": "page"}, ["linkResource", {"formatResource": "text/html"}, "https://museum.example/photo"]],
       structural("resourceType", "aat:300215302", "цифрлық сурет", "цифровое изображение", "digital image"),
       ["resourceDescription", {"lang": "kk"}, "Алды"],
       ["rightsResource", CC0_TYPE]]]),
    (thing(assets=(MODEL,)), f"{ADMINISTRATION}/resourceWrap/resourceSet/resourceRepresentation",
     [["resourceRepresentation", {"type": "lido00464"}, ["linkResource", {"formatResource": "model/gltf-binary"}, "https://img.example/m.glb"]]]),
]  # fmt: skip


@pytest.mark.parametrize(("record", "path", "said"), TABLE, ids=[f"{n}-{row[1].rpartition('/')[2]}" for n, row in enumerate(TABLE)])  # fmt: skip
def test_each_part_of_a_record_stands_in_its_element(
    record: HumanMadeObject, path: str, said: list[Any]
) -> None:
    assert only(record, path) == said


@pytest.mark.shared
@pytest.mark.parametrize("row", range(len(TABLE)))
def test_every_row_of_the_table_is_valid(schema: etree.XMLSchema, row: int) -> None:
    assert schema.validate(written(TABLE[row][0])), schema.error_log
    assert schema.validate(written(TABLE[row][0], {})), schema.error_log


@pytest.fixture(scope="module")
def schema(shared: Path) -> etree.XMLSchema:
    """LIDO 1.1."""
    return etree.XMLSchema(etree.parse(shared / "standards" / "lido" / "lido-v1.1.xsd"))


def test_the_root_stands_alone() -> None:
    document = lido(thing(titles=(Name(value="Алқа", lang="kk"),)), FACES, BASE)
    assert document is not None
    assert document.startswith(b"<lido:lido ")
    root = etree.fromstring(document)
    assert root.tag == f"{L}lido"
    assert root.get("{http://www.w3.org/2001/XMLSchema-instance}schemaLocation") == f"{LIDO} {LIDO_SCHEMA}"
    assert [child.get(LANG) for child in root if child.tag.endswith("Metadata")] == ["kk", "kk"]


def test_other_kinds_of_items_have_no_lido() -> None:
    assert (
        lido(Actor(id=JEWELLER, provider="demo", namespace="demo", local_id="jeweller"), FACES, BASE) is None
    )


def test_a_photograph_of_which_nothing_is_known_is_its_identifier() -> None:
    root = written(thing(assets=(PHOTO,)), {})
    (found,) = root.iter(f"{L}resourceSet")
    assert compact(found) == ["resourceSet", ours("resourceID", PHOTO)]


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("1801-01-01", "1900-12-31", ("1801", "1900")),
        ("-0499-01-01", "-0400-12-31", ("-0499", "-0400")),
        ("-2699999-01-01", "-9999-12-31", ("-2699999", "-9999")),
        ("1978-05-03", "1978-05-03", ("1978-05-03", "1978-05-03")),
        ("1978-01-01", "1978-01-01", ("1978-01-01", "1978-01-01")),
        ("1978-05-03", "1978-12-31", ("1978-05-03", "1978-12-31")),
        ("1950-01-01", "", ("1950", "")),
        ("", "1950-12-31", ("", "1950")),
        ("", "1950-06-30", ("", "1950-06-30")),
        ("", "", ("", "")),
    ],
)
def test_whole_years_are_years_and_all_else_is_days(begin: str, end: str, said: tuple[str, str]) -> None:
    assert bounds(begin, end) == said


def test_a_display_element_is_repeated_for_other_languages_only() -> None:
    one, two, three = Text("а", "kk"), Text("б", "ru"), Text("в", "kk")
    assert list(by_language([one, two, three])) == [(one, two), (three,)]
    assert list(by_language([])) == []


LANGUAGE_BEARING: Final = ("term", "appellationValue", "descriptiveNoteValue", "inscriptionTranscription", "displayDate",
    "displayObjectMeasurements", "displayMaterialsTech", "displayObject", "attributionQualifierActor", "extentMeasurements",
    "creditLine", "resourceDescription")  # fmt: skip


def test_every_text_says_its_language() -> None:
    """Or it would be in the language of the whole record."""
    for record, _, _ in TABLE:
        for found in written(record).iter(*(L + name for name in LANGUAGE_BEARING)):
            assert found.get(LANG), found.text


def every_face(record: CatalogueRecord, others: list[Any]) -> dict[ItemId, Face]:
    """Return a face for everything that a record refers to, made of records that are anything at all."""
    by_kind = {str(other.id).partition("/")[0]: face_of(other) for other in others}
    return {item: by_kind[item.partition("/")[0]] for item in references(record) if item.partition("/")[0] in by_kind}  # fmt: skip


@pytest.mark.shared
def test_whatever_stands_in_a_record_its_lido_is_valid(schema: etree.XMLSchema) -> None:
    others = st.tuples(*(records(kind) for kind in KINDS if kind != "object")).map(list)

    @settings(max_examples=60, deadline=None)
    @given(records("object"), others)
    def holds(record: HumanMadeObject, used: list[Any]) -> None:
        document = lido(record, every_face(record, used), BASE)
        assert document is not None
        root = etree.fromstring(document)
        assert schema.validate(root), schema.error_log
        assert document == lido(record, every_face(record, used), BASE)

    holds()


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1), st.text(max_size=20))
def test_hostile_texts_stay_texts(value: str, lang: str) -> None:
    text = f"</lido:term>\"<a b='&{value}]]>"
    record = thing(
        titles=(Name(value=text, lang=lang),),
        identifiers=(Identifier(value=text, type=text),),
        statements=(Statement(value=text, lang=lang, type="inscription"),),
        rights=text,
        homepage=text,
    )
    record = replace(record, local_id=text, namespace=text)
    document = lido(record, {MUSEUM: Face((Text(text, lang),), scheme=text, matches=(text,))}, BASE)
    assert document is not None
    root = etree.fromstring(document)
    (title,) = root.iterfind(f"{L}descriptiveMetadata//{L}titleSet/{L}appellationValue")
    assert (title.text or "").startswith("</lido:term>\"<a b='&")
    assert not root.findall(".//a")


def test_the_faces_that_are_shown_are_those_of_the_references() -> None:
    """A face that changes re-dates the records that show it: the ledger goes by the record's references."""
    record = thing(
        owner=OWNER, types=(NECKLACE,), classifications=(FUND,), materials=(SILVER,), subjects=(BIRD,), collections=(COLLECTION,), assets=(PHOTO, MODEL),
        production=(Production(actors=(Role(actor=JEWELLER, role=ROLE), Role(actor=SITTER_, role=SITTER)), places=(REGION,), techniques=(FILIGREE,), periods=(PERIOD,)),),
        acquisitions=(Acquisition(method=GIFT),),
    )  # fmt: skip
    known = set(references(record))
    for item in FACES:
        without = {other: face for other, face in FACES.items() if other != item}
        assert item in known
        assert lido(record, without, BASE) != lido(record, FACES, BASE), item


def test_a_file_is_an_address_or_nothing() -> None:
    for url in ("javascript:alert(1)", "//x", "", "/etc/passwd", "/files/../x"):
        asset = Asset(id=PHOTO, provider="demo", namespace="demo", local_id="1", url=url)
        root = written(thing(assets=(PHOTO,)), {PHOTO: face_of(asset)})
        assert not list(root.iter(f"{L}linkResource")), url
