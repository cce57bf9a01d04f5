"""The demonstration catalogue: whole, plainly invented, uneven as real exports are, and with nothing of a museum's own business in it."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from emuseum_lod.catalogue.records import Actor, Collection, HumanMadeObject, Institution, Tour
from emuseum_lod.catalogue.vocabularies import load_vocabularies, place_id
from emuseum_lod.mapping.functions import known_rights
from emuseum_lod.uris import mint

if TYPE_CHECKING:
    from conftest import Loaded

Catalogue = dict[str, "Loaded"]

WARNINGS = {
    "demo-receipt-books": {
        "doubtful-dimensions": 8,
        "doubtful-number": 2,
        "doubtful-date": 2,
        "unreadable-date": 1,
    },
    "demo-regional": {"doubtful-dimensions": 13, "doubtful-date": 2},
    "demo-lido": {},
}
"""What a museum that sent such rows would be told, and no more."""

UNKNOWN = {
    "demo-receipt-books": {"Бухара", "Макет юрты"},
    "demo-regional": {
        "балық ауы", "вымпел", "калька", "каска", "колокол", "перо", "радиоприёмник", "растение", "табличка", "телефон", "тескіш",
        "тигель", "шахтёрская лампа", "шәугім", "үлгі",
    },
    "demo-lido": {
        "алюминий", "каска", "курильница", "образец", "пишущая машинка", "подсвечник", "прялка", "слиток", "чернильница", "шлем лыжный",
    },
}  # fmt: skip
"""Words that our vocabularies don't have: they become the providers' own terms and are reported."""


def objects(catalogue: Catalogue) -> list[HumanMadeObject]:
    return [record for loaded in catalogue.values() for _, record in loaded.objects()]


def texts(node: Any) -> Iterator[str]:
    """Yield every text of a source tree."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for child in node.values():
            yield from texts(child)
    elif isinstance(node, list):
        for child in node:
            yield from texts(child)


def test_every_row_loads_and_every_doubt_is_known(catalogue: Catalogue) -> None:
    for provider, loaded in catalogue.items():
        issues = [issue for _, mapped in loaded.mapped for issue in mapped.issues]
        assert loaded.read == []
        assert all(mapped.emissions for _, mapped in loaded.mapped)
        assert [issue for issue in issues if issue.severity == "error"] == []
        assert Counter(issue.code for issue in issues if issue.severity == "warning") == WARNINGS[provider]


def test_every_field_is_accounted_for_and_unknown_words_are_reported(catalogue: Catalogue) -> None:
    for provider, loaded in catalogue.items():
        assert loaded.audit.unmapped == {}
        assert {value for _, _, value in loaded.audit.missed} == UNKNOWN[provider]


def test_thirty_museums_in_all_twenty_regions(catalogue: Catalogue) -> None:
    museums = [
        one.record
        for loaded in catalogue.values()
        for one in loaded.institutions
        if isinstance(one.record, Institution)
    ]
    regions = {record.id for record in load_vocabularies() if getattr(record, "code", "").startswith("KZ-")}
    holdings = Counter(record.institution for record in objects(catalogue))

    assert len({museum.code for museum in museums}) == 30
    assert len(regions) == 20
    assert {museum.region for museum in museums} == regions
    assert all(holdings[museum.id] >= 5 for museum in museums)


def test_the_catalogue_is_broad(catalogue: Catalogue) -> None:
    records = objects(catalogue)
    others = Counter(
        type(mapped.emissions[0].record).__name__
        for loaded in catalogue.values()
        for _, mapped in loaded.mapped
    )
    assert len({record.id for record in records}) == len(records) == 170
    assert others["Collection"] == 4
    assert others["Tour"] == 2
    assert len({one for record in records for one in record.types}) > 90
    assert len({one for record in records for one in record.materials}) > 45
    assert (
        len({one for record in records for production in record.production for one in production.techniques})
        > 40
    )


def test_the_object_whose_address_is_pinned_is_there(catalogue: Catalogue) -> None:
    found = {record.id: record for record in objects(catalogue)}
    record = found[mint("object", "demo-altyn-dala", "КП-279")]
    assert record.id == "object/8ra980p3nxsxhx"
    assert record.encounters[0].places == (place_id("shelek"),)


def test_everything_says_that_it_is_invented(catalogue: Catalogue) -> None:
    marks = re.compile("Үлгі|Ульги|Ulgi|Пример|Primer|Sample|неизвест|белгісіз")
    for loaded in catalogue.values():
        for emission in loaded.emissions():
            record = emission.record
            assert record.demonstration
            if isinstance(record, Institution):
                names = {name.lang: name.value for name in record.names}
                assert "демонстрациялық" in names["kk"]
                assert "Демонстрационный" in names["ru"]
                assert "Demonstration" in names["en"]
            if isinstance(record, Actor):
                assert all(marks.search(name.value) for name in record.names)


def test_it_is_as_uneven_as_real_exports_are(catalogue: Catalogue) -> None:
    records = objects(catalogue)
    languages = Counter(len({title.lang for title in record.titles}) for record in records)
    spans = [production.span for record in records for production in record.production if production.span]
    edtf = [span.edtf for span in spans]

    assert min(languages[1], languages[2], languages[3]) > 20
    assert sum(not record.production or record.production[0].span is None for record in records) > 5
    assert sum(span.begin.startswith("-") for span in spans) > 20
    assert sum(not span.begin and bool(span.end) for span in spans) > 3
    assert sum(bool(span.begin) and not span.end for span in spans) >= 2
    assert sum(bool(span.display) and not span.begin and not span.end for span in spans) >= 2
    for form in (r"\d{4}-\d\d-\d\d", r"\d{4}-\d\d", r"\d{4}-2[1-4]", r"\[.+\]|\{.+\}", r".*[~?].*"):
        assert any(re.fullmatch(form, one) for one in edtf), form
    assert sum(len(production.actors) > 1 for record in records for production in record.production) >= 4
    assert sum(len(number.findable) > 1 for record in records for number in record.identifiers) >= 4


def test_rights_are_open_restricted_or_not_stated(catalogue: Catalogue) -> None:
    rights = Counter(record.rights for record in objects(catalogue))
    assert set(rights) - {""} <= known_rights()
    assert rights["http://creativecommons.org/publicdomain/zero/1.0/"] > 90
    assert rights["http://creativecommons.org/licenses/by/4.0/"] >= 3
    assert rights["http://rightsstatements.org/vocab/InC/1.0/"] >= 5
    assert 4 <= rights[""] <= 12


def test_no_price_no_storage_place_and_no_donor_is_in_any_record(catalogue: Catalogue) -> None:
    donors = re.compile("Дарителев|Сыйлықбаев|ЭФЗК|хаттама|акт №")
    internal = re.compile("Стоимость|Құны|карандашом|Орналасқан орны|^Дата записи|^Жазылған күні")
    checked = 0
    for loaded in catalogue.values():
        for source, mapped in loaded.mapped:
            said = " ".join(emission.data.decode() for emission in mapped.emissions)
            acquired = source.fields.get("acquired", {})
            secrets = [value for name, value in source.fields.items() if internal.search(name)]
            secrets += [acquired.get("from"), acquired.get("price"), source.fields.get("kept")]
            for secret in filter(None, secrets):
                assert secret not in said
                checked += 1
            assert not donors.search(said)
    assert checked > 200


def test_donors_are_in_the_sources_so_that_leaving_them_out_means_something(catalogue: Catalogue) -> None:
    sources = " ".join(
        text for loaded in catalogue.values() for source, _ in loaded.mapped for text in texts(source.fields)
    )
    assert sources.count("Дарителев") > 15
    assert sources.count("Сыйлықбаев") > 15
    assert sources.count("ЭФЗК") > 5


def test_collections_and_tours_have_names_in_three_languages_and_objects(catalogue: Catalogue) -> None:
    primaries = [mapped.emissions[0].record for loaded in catalogue.values() for _, mapped in loaded.mapped]
    members = Counter(one for record in objects(catalogue) for one in record.collections)
    for record in primaries:
        if isinstance(record, Collection | Tour):
            assert {name.lang for name in record.names} == {"kk", "ru", "en"}
        if isinstance(record, Collection):
            assert members[record.id] >= 4
        if isinstance(record, Tour):
            assert record.institution


def test_persons_that_objects_name_by_number_are_in_the_register(catalogue: Catalogue) -> None:
    regional = catalogue["demo-regional"]
    register = {mapped.emissions[0].record.id for _, mapped in regional.mapped}
    named = {
        emission.record.id
        for emission in regional.emissions()
        if isinstance(emission.record, Actor) and re.fullmatch(r"[PG]-\d", emission.record.local_id)
    }
    assert named == {one for one in register if one.startswith("actor/")}


@pytest.mark.shared
def test_the_lido_files_are_valid_lido(demo: Path, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared / "standards" / "lido" / "lido-v1.1.xsd"))
    files = sorted((demo / "lido").glob("*.xml"))
    assert len(files) == 8
    for path in files:
        assert schema.validate(etree.parse(path)), f"{path.name}: {schema.error_log.last_error}"
