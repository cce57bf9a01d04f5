"""Protects what a harvested record says: every statement in its element, in every language, in XML that nobody's parser refuses."""

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from emuseum_lod.catalogue.records import (
    Actor,
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
from emuseum_lod.uris import concept_id, item_iri, mint
from emuseum_lod.views.dublin_core import (
    INVENTED,
    DcStatement,
    dc_document,
    dc_statements,
    iso_span,
    oai_dc,
    references,
)

BASE = "https://data.example.org/"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MUSEUM = mint("institution", "vocabulary/institutions", "demo-museum")
JEWELLER = mint("actor", "demo", "jeweller")
PRINTER = mint("actor", "demo", "printer")
SITTER = mint("actor", "demo", "sitter")
DOUBTFUL = mint("actor", "demo", "doubtful")
FINDER = mint("actor", "demo", "finder")
PLACE = mint("place", "places", "KZ-61")
SITE = mint("place", "places", "site")
SILVER = concept_id("materials", "silver")
FILIGREE = concept_id("techniques", "filigree")
NECKLACE = concept_id("object-types", "necklace")
FUND = concept_id("funds", "main")
PERIOD = concept_id("periods", "kazakh-khanate")
BIRD = concept_id("subjects", "bird")
COLLECTION = mint("collection", "demo", "jewellery")
ASSET = mint("asset", "demo", "front")

LABELS = {
    MUSEUM: (Text("Мұражай", "kk"), Text("Музей", "ru"), Text("Museum", "en")),
    JEWELLER: (Text("Зергер Айша", "kk"), Text("Айша, ювелир", "ru")),
    PRINTER: (Text("Баспахана", "kk"),),
    SITTER: (Text("Абай"),),
    DOUBTFUL: (Text("Иванов", "ru"),),
    FINDER: (Text("Экспедиция", "ru"),),
    PLACE: (Text("Түркістан", "kk"), Text("Turkistan", "en")),
    SITE: (Text("Отырар", "kk"),),
    SILVER: (Text("күміс", "kk"), Text("серебро", "ru"), Text("silver", "en")),
    FILIGREE: (Text("сымкәптеу", "kk"),),
    NECKLACE: (Text("алқа", "kk"),),
    FUND: (Text("основной фонд", "ru"),),
    PERIOD: (Text("Қазақ хандығы", "kk"),),
    BIRD: (Text("құс", "kk"), Text("bird", "en")),
    COLLECTION: (Text("Зергерлік бұйымдар", "kk"),),
}

FULL = HumanMadeObject(
    id=mint("object", "demo-museum", "КП 1"),
    provider="demo",
    namespace="demo-museum",
    local_id="КП 1",
    demonstration=True,
    homepage="https://museum.example/1",
    equivalents=("http://www.wikidata.org/entity/Q1",),
    institution=MUSEUM,
    titles=(Name(value="Алқа", lang="kk"), Name(value="alqa", type="sort")),
    identifiers=(
        Identifier(value="КП 1–2", findable=("КП 1", "КП 2")),
        Identifier(value="ВСП 7", type="special-inventory"),
    ),
    types=(NECKLACE,),
    classifications=(FUND,),
    materials=(SILVER,),
    statements=(
        Statement(value="Күмістен соғылған.", lang="kk"),
        Statement(value="«Айша»", lang="kk", type="inscription"),
        Statement(value="серебро, филигрань", lang="ru", type="materials"),
        Statement(value="© Музей", lang="ru", type="rights"),
    ),
    dimensions=(
        Dimension(type="height", value="31.5", unit="cm"),
        Dimension(type="weight", value="120", value_max="125", unit="g"),
    ),
    production=(
        Production(
            actors=(
                Role(actor=JEWELLER, role=concept_id("roles", "jeweller")),
                Role(actor=PRINTER, role=concept_id("roles", "printer")),
                Role(actor=SITTER, role=concept_id("roles", "sitter")),
                Role(actor=DOUBTFUL, qualifier=Text("приписывается", "ru")),
            ),
            places=(PLACE,),
            techniques=(FILIGREE,),
            span=Span(display=(Text("XIX ғ.", "kk"),), begin="1801-01-01", end="1900-12-31"),
            periods=(PERIOD,),
            note=(Text("Тапсырыспен жасалған.", "kk"),),
        ),
    ),
    encounters=(Encounter(places=(SITE,), actors=(Role(actor=FINDER),)),),
    subjects=(BIRD,),
    collections=(COLLECTION,),
    assets=(ASSET,),
    rights="http://creativecommons.org/publicdomain/zero/1.0/",
)


def _bare(**fields: object) -> HumanMadeObject:
    """Return an object of which next to nothing is known."""
    return HumanMadeObject(
        id=FULL.id, provider="demo", namespace="demo-museum", local_id="КП 1", institution=MUSEUM, **fields
    )


def test_every_part_of_a_record_is_said_in_its_element_in_every_language_it_has() -> None:
    said: dict[str, list[tuple[str, str]]] = {}
    for element, value, lang in dc_statements(FULL, LABELS, BASE):
        said.setdefault(element, []).append((value, lang))
    assert said == {
        "title": [("Алқа", "kk")],
        "publisher": [("Мұражай", "kk"), ("Музей", "ru"), ("Museum", "en")],
        "creator": [("Зергер Айша", "kk"), ("Айша, ювелир", "ru")],
        "contributor": [("Баспахана", "kk"), ("Иванов (приписывается)", "ru"), ("Экспедиция", "ru")],
        "subject": [("құс", "kk"), ("bird", "en"), ("Абай", "")],
        "description": [
            *((text.value, text.lang) for text in INVENTED),
            ("Күмістен соғылған.", "kk"),
            ("«Айша»", "kk"),
            ("Тапсырыспен жасалған.", "kk"),
        ],
        "date": [("XIX ғ.", "kk"), ("1801/1900", "")],
        "coverage": [
            ("Түркістан", "kk"),
            ("Turkistan", "en"),
            ("Қазақ хандығы", "kk"),
            ("Отырар", "kk"),
        ],
        "type": [("PhysicalObject", ""), ("алқа", "kk"), ("основной фонд", "ru")],
        "format": [
            ("күміс", "kk"),
            ("серебро", "ru"),
            ("silver", "en"),
            ("сымкәптеу", "kk"),
            ("серебро, филигрань", "ru"),
            ("биіктігі 31,5 см; салмағы 120–125 г", "kk"),
            ("высота 31,5 см; вес 120–125 г", "ru"),
            ("height 31.5 cm; weight 120–125 g", "en"),
        ],
        "identifier": [
            (item_iri(BASE, FULL.id), ""),
            *((number, "") for number in ("КП 1–2", "КП 1", "КП 2", "ВСП 7")),
        ],
        "relation": [
            ("Зергерлік бұйымдар", "kk"),
            (item_iri(BASE, COLLECTION), ""),
            (item_iri(BASE, ASSET), ""),
            ("https://museum.example/1", ""),
            ("http://www.wikidata.org/entity/Q1", ""),
        ],
        "rights": [("http://creativecommons.org/publicdomain/zero/1.0/", ""), ("© Музей", "ru")],
    }


def test_every_name_that_is_said_is_one_of_the_references() -> None:
    """A label that changes re-dates the records that say it: the ledger goes by this list."""
    known = references(FULL)
    assert len(set(known)) == len(known)
    for item in LABELS:
        without = {other: texts for other, texts in LABELS.items() if other != item}
        assert (oai_dc(FULL, without, BASE) != oai_dc(FULL, LABELS, BASE)) is (item in known), item


def test_what_has_no_name_yet_is_left_out_and_never_said_as_a_key() -> None:
    document = oai_dc(FULL, {}, BASE)
    assert document is not None
    assert JEWELLER not in document.decode()
    assert b"<dc:creator" not in document


def test_a_statement_stands_once_and_an_empty_one_nowhere() -> None:
    record = _bare(
        titles=(
            Name(value="Алқа", lang="kk"),
            Name(value="Алқа", lang="kk", type="alternative"),
            Name(value=" "),
        )
    )
    titles = [said for said in dc_statements(record, {}, BASE) if said.element == "title"]
    assert titles == [DcStatement("title", "Алқа", "kk")]


def test_only_invented_objects_say_that_they_are_invented() -> None:
    assert INVENTED[0].value.encode() in (oai_dc(FULL, LABELS, BASE) or b"")
    assert INVENTED[0].value.encode() not in (oai_dc(_bare(), LABELS, BASE) or b"")


def test_other_kinds_of_items_have_no_dublin_core() -> None:
    actor = Actor(id=JEWELLER, provider="demo", namespace="demo", local_id="jeweller")
    assert oai_dc(actor, {}, BASE) is None
    assert dc_statements(actor, {}, BASE) == []
    assert references(actor) == ()


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        ("1978-01-01", "1978-12-31", "1978"),
        ("1978-05-03", "1978-05-03", "1978-05-03"),
        ("1978-01-01", "1978-01-01", "1978-01-01"),
        ("1900-01-01", "1999-12-31", "1900/1999"),
        ("1978-05-01", "1978-12-31", "1978-05-01/1978-12-31"),
        ("-0499-01-01", "-0400-12-31", "-0499/-0400"),
        ("-2699999-01-01", "-9999-12-31", "Y-2699999/-9999"),
        ("1950-01-01", "", "1950/.."),
        ("", "1950-12-31", "../1950"),
        ("", "1950-06-30", "../1950-06-30"),
        ("", "", ""),
    ],
)
def test_times_are_said_in_iso_8601(begin: str, end: str, said: str) -> None:
    assert iso_span(Span(begin=begin, end=end)) == said


def test_texts_and_languages_arrive_as_they_were_written() -> None:
    text = "a < b & \"c\" 'd' ]]> қ\t\n𐰴"
    (element,) = etree.fromstring(dc_document([DcStatement("title", text, "kk")]))
    assert (element.tag, element.text, element.get(LANG)) == (f"{DC}title", text, "kk")


@pytest.mark.parametrize("lang", ["", "x y", '"', "қазақ", "kk-", "toolongtag", "kk\n"])
def test_what_is_no_language_tag_is_not_said(lang: str) -> None:
    (element,) = etree.fromstring(dc_document([DcStatement("title", "Алқа", lang)]))
    assert element.get(LANG) is None


# Any code point, lone surrogates and noncharacters included: sources are hostile.
_ANYTHING = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


@settings(deadline=None)
@given(text=_ANYTHING, lang=_ANYTHING)
def test_no_text_breaks_the_document_and_no_control_character_is_in_it(text: str, lang: str) -> None:
    record = _bare(
        titles=(Name(value=text, lang=lang),), production=(Production(actors=(Role(actor=JEWELLER),)),)
    )
    document = oai_dc(record, {JEWELLER: (Text(text, lang),)}, BASE)
    assert document is not None
    etree.fromstring(document)
    assert not [c for c in document.decode() if (c < " " and c not in "\t\n") or "\x7f" <= c <= "\x9f"]


@pytest.mark.shared
def test_documents_are_valid_by_the_schema_of_oai_dc(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("oai_validate", shared / "standards" / "validate.py")
    assert spec is not None
    assert spec.loader is not None
    validate = importlib.util.module_from_spec(spec)
    sys.modules["oai_validate"] = validate
    spec.loader.exec_module(validate)
    for record in (FULL, _bare()):
        document = oai_dc(record, LABELS, BASE)
        assert document is not None
        assert validate.check(etree.ElementTree(etree.fromstring(document))) == ([], 1)
    broken = etree.fromstring(dc_document([DcStatement("colour", "red")]))
    assert validate.check(etree.ElementTree(broken))[0]
