"""Protects what Europeana is told of an object: each property, in its order and languages, and nothing where EDM can't be right."""

import pytest
from hypothesis import given, settings
from lxml import etree
from msgspec.structs import replace
from support.any_record import objects_with_faces

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    Collection,
    Concept,
    Encounter,
    HumanMadeObject,
    Identifier,
    Institution,
    Name,
    Place,
    Production,
    Role,
    Span,
    Statement,
    Text,
)
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.ledger.faces import Face, face_of
from emuseum_lod.quality.europeana import content_tier
from emuseum_lod.uris import ItemId, concept_id, item_iri, key_of, mint
from emuseum_lod.views.dublin_core import INVENTED
from emuseum_lod.views.edm import edm_record, edm_xml, why_no_edm
from emuseum_lod.views.edm.model import EdmRecord, Link
from emuseum_lod.views.edm.rights import is_accepted
from emuseum_lod.views.edm.senders import read_aggregator

BASE = "https://data.example.org/lod/"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
BY = "http://creativecommons.org/licenses/by/4.0/"
INC = "http://rightsstatements.org/vocab/InC/1.0/"
UND = "http://rightsstatements.org/vocab/UND/1.0/"
KK, RU, EN = "kk", "ru", "en"
NS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "edm": "http://www.europeana.eu/schemas/edm/",
    "ore": "http://www.openarchives.org/ore/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wgs84_pos": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "ebucore": "http://www.ebu.ch/metadata/ontologies/ebucore/ebucore#",
    "svcs": "http://rdfs.org/sioc/services#",
}
RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def own(kind: str, key: str) -> dict[str, object]:
    item = mint(kind, "demo", key)  # type: ignore[arg-type]  # kinds by name
    return {"id": item, "provider": "nobody", "namespace": "demo", "local_id": key}


def names(**by_language: str) -> tuple[Name, ...]:
    return tuple(Name(value=value, lang=lang) for lang, value in by_language.items())


MUSEUM = Institution(**own("institution", "m"), names=names(kk="Мұражай", ru="Музей", en="Museum"))  # type: ignore[arg-type]
MAKER = Actor(
    **own("actor", "maker"),  # type: ignore[arg-type]
    names=names(kk="Айша", ru="Айша-ювелир"),
    birth=Span(begin="1899-03-08", end="1899-03-08"),
    death=Span(begin="1960-01-01", end="1961-12-31"),
    equivalents=("http://www.wikidata.org/entity/Q1",),
)
PRINTER = Actor(**own("actor", "printer"), type="group", names=names(ru="Типография"))  # type: ignore[arg-type]
DOUBTED = Actor(**own("actor", "doubted"), names=names(ru="Иванов"))  # type: ignore[arg-type]
FINDER = Actor(**own("actor", "finder"), names=names(ru="Экспедиция"))  # type: ignore[arg-type]
SITTER = Actor(**own("actor", "sitter"), names=names(kk="Абай"))  # type: ignore[arg-type]
TOWN = Place(
    **own("place", "town"),  # type: ignore[arg-type]
    names=names(kk="Түркістан", en="Turkistan"),
    latitude="43.3",
    longitude="68.25",
    part_of=mint("place", "demo", "region"),
)
SITE = Place(**own("place", "site"), names=names(kk="Отырар"), latitude="43.3")  # type: ignore[arg-type]
SILVER = Concept(
    **own("concept", "silver"),  # type: ignore[arg-type]
    scheme="materials",
    role="material",
    labels=(Text("күміс", KK), Text("серебро", RU), Text("silver", EN)),
    exact_match=("http://vocab.getty.edu/aat/300011029",),
    broader=(concept_id("materials", "metal"),),
)
NECKLACE = Concept(**own("concept", "necklace"), scheme="object-types", labels=(Text("алқа", KK),))  # type: ignore[arg-type]
PERIOD = Concept(
    **own("concept", "period"),  # type: ignore[arg-type]
    scheme="periods",
    role="period",
    labels=(Text("сақ дәуірі", KK),),
    span=Span(begin="-0799-01-01", end="-0200-12-31"),
)
COLLECTION = Collection(**own("collection", "c"), names=names(kk="Зергерлік", en="Jewellery"))  # type: ignore[arg-type]
FRONT = Asset(
    **own("asset", "front"), url="/files/a ә.png", media_type="image/png", width=1200, height=900, bytes=5
)  # type: ignore[arg-type]
BACK = Asset(
    **own("asset", "back"), url="https://x.org/b.jpg", rights=BY, iiif_service="https://x.org/iiif/b"
)  # type: ignore[arg-type]
MODEL = Asset(**own("asset", "model"), type="model", url="/files/m.glb", rights=BY, bytes=9)  # type: ignore[arg-type]
OTHERS = (MUSEUM, MAKER, PRINTER, DOUBTED, FINDER, SITTER, TOWN, SITE, SILVER, NECKLACE, PERIOD, COLLECTION, FRONT, BACK, MODEL)  # fmt: skip
FACES: dict[ItemId, Face] = {other.id: face_of(other) for other in OTHERS}

PLAIN = HumanMadeObject(
    **own("object", "o"),  # type: ignore[arg-type]
    institution=MUSEUM.id,
    titles=names(kk="Алқа"),
    types=(NECKLACE.id,),
    rights=CC0,
)
FULL = replace(
    PLAIN,
    titles=(*names(kk="Алқа", ru="Ожерелье"), Name(value="Моншақ", lang=KK, type="alternative"), Name(value="alqa", type="sort")),
    identifiers=(Identifier(value="КП 1–2", findable=("КП 1", "КП 2")),),
    materials=(SILVER.id,),
    statements=(
        Statement(value="жақсы", lang=KK, type="condition"),
        Statement(value="«Айша»", lang=KK, type="inscription"),
        Statement(value="Күмістен соғылған.", lang=KK),
        Statement(value="серебро", lang=RU, type="materials"),
        Statement(value="31 см", type="dimensions"),
        Statement(value="© Музей", lang=RU, type="rights"),
        Statement(value="Из старого собрания", lang=RU, type="provenance"),
        Statement(value="Каталог, 5", lang=RU, type="bibliography"),
    ),
    production=(
        Production(
            actors=(
                Role(actor=MAKER.id),
                Role(actor=PRINTER.id, role=concept_id("roles", "printer")),
                Role(actor=SITTER.id, role=concept_id("roles", "sitter")),
                Role(actor=DOUBTED.id, qualifier=Text("приписывается", RU)),
            ),
            places=(TOWN.id,),
            techniques=(SILVER.id,),
            periods=(PERIOD.id,),
            span=Span(display=(Text("V–III вв. до н.э.", RU),), begin="-0499-01-01", end="-0200-12-31", edtf="-0499/-0200"),
            note=(Text("Ескерту", KK),),
        ),
    ),
    encounters=(
        Encounter(
            places=(SITE.id,),
            actors=(Role(actor=FINDER.id),),
            span=Span(begin="1974-01-01", end="1974-12-31", edtf="1974"),
            note=(Text("Қорғаннан", KK),),
        ),
    ),
    subjects=(SITTER.id,),
    collections=(COLLECTION.id,),
    assets=(FRONT.id, BACK.id),
    equivalents=("http://www.wikidata.org/entity/Q2", "javascript:alert(1)"),
)  # fmt: skip


def made(record: HumanMadeObject, **faces: Face) -> EdmRecord:
    found = edm_record(record, FACES | {FACE[name]: face for name, face in faces.items()}, BASE)
    assert found is not None
    assert why_no_edm(record, FACES) == ()
    return found


FACE = {"model": MODEL.id, "museum": MUSEUM.id, "town": TOWN.id, "silver": SILVER.id}


def document(record: HumanMadeObject) -> etree._Element:
    return etree.fromstring(edm_xml(made(record)))


def said(root: etree._Element, path: str) -> list[str | tuple[str, str | None]]:
    """Return what elements say: links as IRIs, texts with their languages."""
    found = root.iterfind(path, NS)
    return [one.get(RESOURCE) or (one.text or "", one.get(LANG)) for one in found]


IRI = item_iri(BASE, PLAIN.id)


def of(item: HumanMadeObject | Actor | Place | Concept | Institution) -> str:
    return item_iri(BASE, item.id)


@pytest.mark.parametrize(
    ("property_", "expected"),
    [
        ("dc:title", [("Алқа", KK), ("Ожерелье", RU)]),
        ("dcterms:alternative", [("Моншақ", KK)]),
        ("dc:identifier", [("КП 1–2", None), ("КП 1", None), ("КП 2", None)]),
        ("dc:description", [("Күмістен соғылған.", KK), ("«Айша»", KK), ("Ескерту", KK)]),
        ("dc:format", [("серебро", RU)]),
        ("dcterms:extent", [("31 см", None)]),
        ("dc:rights", [("© Музей", RU)]),
        ("dcterms:provenance", [("Из старого собрания", RU), ("Қорғаннан", KK)]),
        ("dcterms:isReferencedBy", [("Каталог, 5", RU)]),
        ("dc:creator", [of(MAKER)]),
        ("dc:contributor", [of(PRINTER), ("Иванов (приписывается)", RU)]),
        ("dc:subject", [of(SITTER)]),
        ("dcterms:created", [f"{IRI}#production-span"]),
        ("dcterms:spatial", [of(TOWN), of(SITE)]),
        ("dcterms:temporal", [of(PERIOD)]),
        ("dcterms:medium", [of(SILVER)]),
        ("dc:type", [of(NECKLACE)]),
        ("dcterms:isPartOf", [("Зергерлік", KK), ("Jewellery", EN)]),
        ("edm:currentLocation", [f"{of(MUSEUM)}#place"]),
        ("edm:hasMet", [of(FINDER), f"{IRI}#encounter-1-span"]),
        ("edm:type", [("IMAGE", None)]),
        ("owl:sameAs", ["http://www.wikidata.org/entity/Q2"]),
    ],
)  # fmt: skip
def test_each_property_of_the_object(property_: str, expected: list[object]) -> None:
    assert said(document(FULL), f"edm:ProvidedCHO/{property_}") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("edm:Agent[1]/skos:prefLabel", [("Айша", KK), ("Айша-ювелир", RU)]),
        ("edm:Agent[1]/edm:begin", [("1899-03-08", None)]),
        ("edm:Agent[1]/edm:end", [("1961", None)]),
        ("edm:Agent[1]/owl:sameAs", ["http://www.wikidata.org/entity/Q1"]),
        ("edm:Place[1]/wgs84_pos:lat", [("43.3", None)]),
        ("edm:Place[1]/wgs84_pos:long", [("68.25", None)]),
        ("edm:Place[1]/dcterms:isPartOf", [item_iri(BASE, mint("place", "demo", "region"))]),
        ("edm:Place[2]/wgs84_pos:lat", []),
        ("edm:TimeSpan/edm:begin", [("-0799-01-01", None), ("-0499-01-01", None), ("1974-01-01", None)]),
        ("edm:TimeSpan/edm:end", [("-0200-12-31", None), ("-0200-12-31", None), ("1974-12-31", None)]),
        ("edm:TimeSpan/skos:prefLabel", [("сақ дәуірі", KK), ("V–III вв. до н.э.", RU)]),
        ("edm:TimeSpan/skos:notation", [("-0499/-0200", None), ("1974", None)]),
        ("skos:Concept/skos:exactMatch", ["http://vocab.getty.edu/aat/300011029"]),
        ("skos:Concept/skos:broader", [item_iri(BASE, concept_id("materials", "metal"))]),
    ],
)  # fmt: skip
def test_what_is_embedded(path: str, expected: list[object]) -> None:
    assert said(document(FULL), path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("edm:aggregatedCHO", [IRI]),
        ("edm:dataProvider", [("Мұражай", KK)]),
        ("edm:hasView", ["https://x.org/b.jpg"]),
        ("edm:isShownAt", [f"{BASE}page/object/{key_of(PLAIN.id)}"]),
        ("edm:isShownBy", [f"{BASE}files/a%20%D3%99.png"]),
        ("edm:object", [f"{BASE}files/a%20%D3%99.png"]),
        ("edm:provider", [("Қазақстан Республикасының «E-museum» порталы", KK)]),
        ("edm:rights", [CC0]),
        ("edm:intermediateProvider", []),
    ],
)
def test_the_aggregation(path: str, expected: list[object]) -> None:
    assert said(document(FULL), f"ore:Aggregation/{path}") == expected


def test_pictures() -> None:
    front, back = made(FULL).web_resources
    assert (front.media_type, front.width, front.height, front.bytes) == ("image/png", 1200, 900, 5)
    assert (front.rights, back.rights) == (CC0, BY)
    assert [(one.iri, one.conforms_to) for one in made(FULL).services] == [
        ("https://x.org/iiif/b", "http://iiif.io/api/image")
    ]


def test_a_model_is_shown_by_its_viewer_and_its_picture_stands_for_it() -> None:
    edm = made(replace(FULL, assets=(FRONT.id, MODEL.id)))
    viewer, model, _ = edm.web_resources
    assert edm.cho.type == "3D"
    assert viewer.iri == f"{BASE}embed/asset/{key_of(MODEL.id)}" == edm.aggregation.is_shown_by
    assert model.iri == f"{BASE}files/m.glb"
    assert (viewer.is_format_of, model.is_format_of) == ((model.iri,), (viewer.iri,))
    assert (viewer.media_type, model.media_type, model.bytes) == ("text/html", "model/gltf-binary", 9)
    assert (viewer.type, model.type) == ("3D", "3D")
    assert edm.aggregation.has_view == (model.iri, f"{BASE}files/a%20%D3%99.png")
    assert edm.aggregation.object == f"{BASE}files/a%20%D3%99.png"
    assert edm.aggregation.rights == BY
    (service,) = edm.services
    assert service.conforms_to == "https://oembed.com/"
    assert service.iri == viewer.service
    assert service.iri.startswith(f"{BASE}oembed?url=https%3A%2F%2Fdata.example.org%2Flod%2Fembed%2Fasset%2F")
    assert service.iri.endswith("&format=json")


@pytest.mark.parametrize(
    ("url", "media_type", "viewed"),
    [
        ("/files/m.glb", "", True),
        ("/files/m.GLTF", "", True),
        ("https://x.org/m?id=1", "model/gltf-binary; charset=binary", True),
        ("/files/m.ply", "", False),
        ("/files/m.glb", "model/stl", False),
    ],
)
def test_a_model_that_the_viewer_does_not_know_is_a_file(url: str, media_type: str, viewed: bool) -> None:
    model = face_of(replace(MODEL, url=url, media_type=media_type))
    edm = made(replace(FULL, assets=(MODEL.id,)), model=model)
    assert edm.cho.type == "3D"
    assert [one.media_type == "text/html" for one in edm.web_resources] == (
        [True, False] if viewed else [False]
    )
    assert bool(edm.services) is viewed
    assert content_tier(edm) == (4 if viewed or media_type else 0)


ASSET_RIGHTS = [
    # rights of the object, of the file, of the aggregation, is the file shown
    (CC0, "", CC0, True),
    (CC0, BY, BY, True),
    (INC, CC0, CC0, True),
    ("", CC0, CC0, True),
    (UND, CC0, CC0, True),
    (CC0, UND, CC0, False),
    (CC0, INC.replace("http:", "https:"), CC0, False),
]


@pytest.mark.parametrize(("work", "file", "stated", "is_shown"), ASSET_RIGHTS)
def test_a_file_is_shown_under_its_own_rights_or_not_at_all(
    work: str, file: str, stated: str, is_shown: bool
) -> None:
    faces = FACES | {FRONT.id: face_of(replace(FRONT, rights=file))}
    edm = edm_record(replace(PLAIN, rights=work, assets=(FRONT.id,)), faces, BASE)
    assert edm is not None
    assert edm.aggregation.rights == stated
    assert bool(edm.aggregation.is_shown_by) == is_shown
    assert [resource.rights for resource in edm.web_resources] == [stated] * is_shown


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"rights": ""}, ("no-rights",)),
        ({"rights": UND}, ("rights-not-accepted",)),
        ({"rights": CC0.replace("http:", "https:")}, ("rights-not-accepted",)),
        ({"rights": CC0.rstrip("/")}, ("rights-not-accepted",)),
        ({"titles": ()}, ("no-title",)),
        ({"titles": (Name(value=" \x00\n"),)}, ("no-title",)),
        ({"types": ()}, ("no-subject",)),
        ({"types": (mint("concept", "demo", "unknown"),)}, ("no-subject",)),
        ({"institution": mint("institution", "demo", "unknown")}, ("no-museum",)),
        ({"rights": "", "titles": (), "types": ()}, ("no-rights", "no-title", "no-subject")),
    ],
)
def test_why_there_is_none(change: dict[str, object], reasons: tuple[str, ...]) -> None:
    record = replace(PLAIN, **change)
    assert edm_record(record, FACES, BASE) is None
    assert why_no_edm(record, FACES) == reasons


def test_only_objects_have_edm() -> None:
    assert edm_record(MAKER, FACES, BASE) is None
    assert why_no_edm(MAKER, FACES) == ("not-an-object",)


@pytest.mark.parametrize(
    ("change", "property_"),
    [
        ({"titles": (), "statements": (Statement(value="Сипаттама", lang=KK),)}, "dc:description"),
        ({"types": (), "subjects": (NECKLACE.id,)}, "dc:subject"),
        ({"types": (), "production": (Production(places=(TOWN.id,)),)}, "dcterms:spatial"),
        ({"types": (), "production": (Production(periods=(PERIOD.id,)),)}, "dcterms:temporal"),
    ],
)
def test_one_of_several_is_enough(change: dict[str, object], property_: str) -> None:
    assert said(document(replace(PLAIN, **change)), f"edm:ProvidedCHO/{property_}")


@pytest.mark.parametrize(
    ("rights", "accepted"),
    [
        *((f"http://creativecommons.org/licenses/{kind}/4.0/", True) for kind in ("by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd")),
        *((f"http://rightsstatements.org/vocab/{kind}/1.0/", True) for kind in ("NoC-NC", "NoC-OKLR", "InC", "InC-EDU", "InC-OW-EU", "CNE")),
        *((f"http://rightsstatements.org/vocab/{kind}/1.0/", False) for kind in ("UND", "NKC", "InC-RUU", "InC-NC", "NoC-CR", "NoC-US")),
        ("http://creativecommons.org/publicdomain/zero/1.0/", True),
        ("http://creativecommons.org/publicdomain/mark/1.0/", True),
        ("http://creativecommons.org/licenses/by-nd-nc/1.0/", True),
        ("http://creativecommons.org/licenses/by-nd-nc/2.0/", False),
        ("http://creativecommons.org/licenses/by/2.1/", False),
        ("http://creativecommons.org/licenses/by/2.1/jp/", True),
        ("http://creativecommons.org/licenses/by/3.0/igo/", True),
        ("http://creativecommons.org/licenses/by/3.0/kz/", False),
        ("http://creativecommons.org/licenses/by/4.0/de/", False),
        ("https://creativecommons.org/licenses/by/4.0/", False),
        ("http://creativecommons.org/licenses/by/4.0", False),
        ("http://creativecommons.org/licenses/by/4.0/\n", False),
        ("http://creativecommons.org/publicdomain/zero/1.0/deed.ru", False),
        ("", False),
    ],
)  # fmt: skip
def test_the_rights_that_europeana_accepts(rights: str, accepted: bool) -> None:
    assert is_accepted(rights) == accepted


@pytest.mark.parametrize(
    ("span", "begin", "end"),
    [
        (Span(begin="-0499-01-01", end="-0200-12-31"), "-0499-01-01", "-0200-12-31"),
        (Span(begin="0000-01-01", end="0000-12-31"), "0000-01-01", "0000-12-31"),
        (Span(begin="-2699999-01-01", end="-0001-12-31"), "-2699999-01-01", "-0001-12-31"),
        (Span(begin="1978-05-01"), "1978-05-01", ""),
        (Span(end="1978-05-01", begin="2023-02-30"), "", "1978-05-01"),
    ],
)
def test_days_are_those_of_the_graph_with_astronomical_years(span: Span, begin: str, end: str) -> None:
    (found,) = made(replace(PLAIN, production=(Production(span=span),))).time_spans
    assert (found.begin, found.end) == (begin, end)


def test_a_time_without_days_is_said_in_words() -> None:
    span = Span(display=(Text("ерте заманда", KK),))
    edm = made(replace(PLAIN, production=(Production(span=span),)))
    assert edm.time_spans == ()
    assert said(document(replace(PLAIN, production=(Production(span=span),))), ".//dcterms:created") == [
        ("ерте заманда", KK)
    ]


def test_makings_of_which_there_are_several_have_times_of_their_own() -> None:
    spans = [Span(begin=f"{year}-01-01", end=f"{year}-12-31") for year in (1900, 1950)]
    edm = made(replace(PLAIN, production=tuple(Production(span=span) for span in spans)))
    assert [span.iri for span in edm.time_spans] == [f"{IRI}#production-1-span", f"{IRI}#production-2-span"]


@pytest.mark.parametrize(
    ("kind", "type_", "languages"),
    [
        ("text", "TEXT", [("und", None)]),
        ("sound", "SOUND", []),
        ("video", "VIDEO", []),
        ("image", "IMAGE", []),
    ],
)
def test_the_type_is_that_of_the_files(kind: str, type_: str, languages: list[object]) -> None:
    faces = FACES | {FRONT.id: face_of(replace(FRONT, type=kind))}
    edm = edm_record(replace(PLAIN, assets=(FRONT.id,)), faces, BASE)
    assert edm is not None
    assert edm.cho.type == type_
    root = etree.fromstring(edm_xml(edm))
    assert said(root, "edm:ProvidedCHO/dc:language") == languages


def test_a_demonstration_object_says_so_before_anything_else_is_said_of_it() -> None:
    described = said(document(replace(FULL, demonstration=True)), "edm:ProvidedCHO/dc:description")
    assert described[:3] == [(text.value, text.lang) for text in INVENTED]


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("tate", [("Tate", EN)]),
        ("demo-regional", None),
        ("nobody", []),
        ("../tate", []),
    ],
)
def test_who_sends_records_for_a_museum_is_named_between(
    provider: str, expected: list[object] | None
) -> None:
    found = said(document(replace(PLAIN, provider=provider)), "ore:Aggregation/edm:intermediateProvider")
    assert found == expected if expected is not None else len(found) == 1


def test_a_museum_that_sends_its_own_records_has_nobody_between() -> None:
    tate = replace(FACES[MUSEUM.id], labels=(Text("Tate", EN),))
    assert made(replace(PLAIN, provider="tate"), museum=tate).aggregation.intermediate_provider is None


def test_one_preferred_name_a_language() -> None:
    silver = Face(labels=(Text("күміс", KK), Text("ақ күміс", KK), Text("серебро", RU), Text("Ag", "no tag")))
    (concept, *_) = made(replace(PLAIN, types=(SILVER.id,)), silver=silver).concepts
    assert concept.labels == (Text("күміс", KK), Text("серебро", RU), Text("Ag"))
    assert concept.other_labels == (Text("ақ күміс", KK),)


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [("north", "1"), ("1", ""), ("91", "1"), ("1", "181"), ("1e1", "1"), ("٣", "1"), ("NaN", "1")],
)
def test_coordinates_that_are_none_are_left_out(latitude: str, longitude: str) -> None:
    town = replace(FACES[TOWN.id], latitude=latitude, longitude=longitude)
    edm = made(replace(PLAIN, production=(Production(places=(TOWN.id,)),)), town=town)
    assert [place.latitude for place in edm.places] == ["", ""]


def test_an_item_is_described_once_however_often_it_is_led_to() -> None:
    edm = made(replace(FULL, types=(SILVER.id, NECKLACE.id), subjects=(SILVER.id, MAKER.id)))
    nodes = (*edm.agents, *edm.places, *edm.time_spans, *edm.concepts, *edm.web_resources)
    iris = [node.iri for node in nodes]
    assert len(iris) == len(set(iris))
    led_to = {said.value.iri for said in edm.cho.statements if isinstance(said.value, Link)}
    assert led_to <= set(iris)


@pytest.mark.parametrize(
    "hostile",
    ["</dc:title><evil/>", "]]>", "&amp;&#0;", "\x00\x1f\ufffe", "\"'<", "\ud800", "\u202eabc", "&lol;"],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    root = document(replace(FULL, titles=(Name(value=f"a{hostile}", lang=KK), Name(value="b", lang=hostile))))
    titles = said(root, "edm:ProvidedCHO/dc:title")
    assert len(titles) == 2
    assert titles[1] == ("b", None)
    assert not root.findall(".//evil")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("names = { kk = 'а', ru = 'б' }", "one in each"),
        ("names = { kk = 'а', ru = ' ', en = 'c' }", "one in each"),
        ("uri = 'ftp://x'\nnames = { kk = 'а', ru = 'б', en = 'c' }", "no http"),
        ("name = 'x'\nnames = { kk = 'а', ru = 'б', en = 'c' }", "unknown: name"),
        ("names = ", "aggregator.toml"),
    ],
)
def test_a_wrong_aggregator_is_refused_with_the_file(tmp_path, text: str, message: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "aggregator.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(ConfigurationError, match=message):
        read_aggregator(path)


def test_an_aggregator_that_europeana_knows_goes_by_its_address(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "aggregator.toml"
    path.write_text(
        "uri = 'http://data.europeana.eu/organization/1'\nnames = { en = 'c', kk = 'а', ru = 'б' }", "utf-8"
    )
    assert read_aggregator(path) == Link("http://data.europeana.eu/organization/1")


@settings(max_examples=30, deadline=None)
@given(objects_with_faces(CC0, INC))
def test_any_record_gives_edm_or_a_reason(drawn: tuple[HumanMadeObject, dict[ItemId, Face]]) -> None:
    record, faces = drawn
    edm = edm_record(record, faces, BASE)
    assert (edm is None) == bool(why_no_edm(record, faces))
    if edm is not None:
        assert etree.fromstring(edm_xml(edm)).tag.endswith("}RDF")
        assert edm_xml(edm) == edm_xml(edm)
