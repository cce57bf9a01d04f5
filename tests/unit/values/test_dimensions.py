"""Measurements: every row of the founders' table, and those of Tate and Nationalmuseum as they stand."""

import csv
import gzip
import json
import tarfile
from pathlib import Path

import pytest
from lxml import etree

from emuseum_lod.catalogue.records import Dimension
from emuseum_lod.mapping.values.dimensions import decimal, read_dimensions

HERE = Path(__file__).parent

# form, what is read, doubts. Written as type value[..value_max] unit [part].
TABLE = [
    ("12,5х8х3 см", "length 12.5 cm; width 8 cm; height 3 cm", "order-assumed"),
    ("36,5х 22х 4 см.", "length 36.5 cm; width 22 cm; height 4 cm", "order-assumed"),
    ("26х 4х 43 см.", "length 26 cm; width 4 cm; height 43 cm", "order-assumed"),
    ("Размеры: 25-25 мм", "height 25 mm; width 25 mm", ""),
    ("Диаметр: 21 мм. Вес: 1900 мг.", "diameter 21 mm; weight 1.9 g", ""),
    ("Вес: 4,020 г", "weight 4.02 g", ""),
    ("Вес: 45 кг", "weight 45 kg", ""),
    ("D-2.4; H-10", "diameter 2.4 cm; height 10 cm", "unit-assumed"),
    ("выс. 15 см", "height 15 cm", ""),
    ("Выс. 15, диам. 8,2 см", "height 15 cm; diameter 8.2 cm", ""),
    ("Д. 12 см, ш. 3 см", "length 12 cm; width 3 cm", "ambiguous-label"),
    ("d - 2,3 см", "diameter 2.3 cm", ""),
    ("Ø 2,3 см", "diameter 2.3 cm", ""),
    ("В-10,5; Ш-7; Г-3 см", "height 10.5 cm; width 7 cm; depth 3 cm", "ambiguous-label"),
    ("H - 10,5, D (дн.) - 7 см", "height 10.5 cm; diameter 7 cm [дн]", ""),
    ("D венч. - 12, D дна - 8, H - 20 см", "diameter 12 cm [венч]; diameter 8 cm [дна]; height 20 cm", ""),
    ("дл. 45 см, шир. 3,2 см, толщ. 0,4 см", "length 45 cm; width 3.2 cm; thickness 0.4 cm", ""),
    ("ұзындығы 45 см, ені 3,2 см", "length 45 cm; width 3.2 cm", ""),
    ("биіктігі – 15 см, диаметрі – 8 см", "height 15 cm; diameter 8 cm", ""),
    ("көлемі 12,5х8х3 см", "length 12.5 cm; width 8 cm; height 3 cm", "order-assumed"),
    ("салмағы 4,02 гр.", "weight 4.02 g", ""),
    ("салмағы 7 кг, калибрі 25 мм", "weight 7 kg; unknown 25 mm [калибрі]", ""),
    ("22 × 17 см", "height 22 cm; width 17 cm", ""),
    ("22x17 cm", "height 22 cm; width 17 cm", ""),
    ("22*17 см", "height 22 cm; width 17 cm", ""),
    ("60х80", "height 60 cm; width 80 cm", "unit-assumed"),
    ("Mått 22 x 17 cm / Ram 41 x 35 x 6 cm", "height 22 cm; width 17 cm; height 41 cm [Ram]; width 35 cm [Ram]; depth 6 cm [Ram]", ""),
    ("1,5-2 см", "unknown 1.5..2 cm", ""),
    ("ок. 15 см", "unknown 15 cm", "approximate"),
    ("А4", "height 297 mm; width 210 mm", "from-format"),
    ("9х12 (фото)", "height 9 cm; width 12 cm", "unit-assumed"),
    ("20 л.; 35х22 см", "count 20 piece; height 35 cm; width 22 cm", ""),
    ("2 шт.; 5х3 см; 4х3 см", "count 2 piece; height 5 cm; width 3 cm; height 4 cm; width 3 cm", ""),
    ("проба 875, вес 12,4 г", "weight 12.4 g", ""),
    ("вес ч/м 11,2 г", "weight 11.2 g [ч/м]", ""),
]  # fmt: skip

OTHERS = [
    ("support: 411 x 244 mm\r\nframe: 607 x 439 x 45 mm", "en", "height 411 mm [support]; width 244 mm [support]; height 607 mm [frame]; width 439 mm [frame]; depth 45 mm [frame]", ""),
    ("object: 625 x 1480 x 153 mm, 15 kg", "en", "height 625 mm [object]; width 1480 mm [object]; depth 153 mm [object]; weight 15 kg", ""),
    ("support: 152 mm x 190 mm", "en", "height 152 mm [support]; width 190 mm [support]", ""),
    ("frame: 815 x 935 x 95\r\nsupport: 639 x 765 mm", "en", "height 815 mm [frame]; width 935 mm [frame]; depth 95 mm [frame]; height 639 mm [support]; width 765 mm [support]", ""),
    ("support: 639 x 765 mm\r\nframe: 815 x 935", "en", "height 639 mm [support]; width 765 mm [support]; height 815 mm [frame]; width 935 mm [frame]", "unit-assumed"),
    ("Weight installed: approx 15,750 kg", "en", "weight 15750 kg [installed]", "approximate"),
    ("unconfirmed: 508 x 660 mm", "en", "height 508 mm; width 660 mm", "unconfirmed"),
    ("object 1 Blue coat boy: 1587 x 510 x 485 mm", "en", "height 1587 mm [object 1 Blue coat boy]; width 510 mm [object 1 Blue coat boy]; depth 485 mm [object 1 Blue coat boy]", ""),
    ("duration: 8 min, 11 sec", "en", "", ""),
    ("Overall display dimensions variable", "en", "", ""),
    ("Ram [med krön] 130 x 89 cm", "sv", "height 130 cm [Ram [med krön]]; width 89 cm [Ram [med krön]]", ""),
    ("Mått 145 x 120 cm dubblerad", "sv", "height 145 cm; width 120 cm", ""),
    ("Mått 350 x 510 cm osäkert mått", "sv", "height 350 cm; width 510 cm", "unconfirmed"),
    ("Vikt 32 kg", "sv", "weight 32 kg", ""),
    ("1 x 2 x 3 x 4 cm", "en", "unknown 1 cm; unknown 2 cm; unknown 3 cm; unknown 4 cm", "too-many-numbers"),
    ("", "ru", "", ""),
]  # fmt: skip


def written(dimension: Dimension) -> str:
    up_to = f"..{dimension.value_max}" if dimension.value_max else ""
    part = f" [{dimension.part.value}]" if dimension.part else ""
    return f"{dimension.type} {dimension.value}{up_to} {dimension.unit}{part}"


@pytest.mark.parametrize(("form", "wanted", "doubts"), TABLE)
def test_the_founders_table(form: str, wanted: str, doubts: str) -> None:
    reading = read_dimensions(form)
    assert "; ".join(map(written, reading.dimensions)) == wanted
    assert (reading.understood, ", ".join(reading.doubts)) == (True, doubts)


def test_the_whole_table_is_here(shared: Path) -> None:
    with (shared / "data" / "domain" / "dimensions.csv").open(encoding="utf-8", newline="") as file:
        assert [row["form"] for row in csv.DictReader(file)] == [form for form, *_ in TABLE]


@pytest.mark.parametrize(("form", "lang", "wanted", "doubts"), OTHERS)
def test_forms_of_tate_and_nationalmuseum(form: str, lang: str, wanted: str, doubts: str) -> None:
    reading = read_dimensions(form, lang)
    assert "; ".join(map(written, reading.dimensions)) == wanted
    assert (reading.understood, ", ".join(reading.doubts)) == (True, doubts)
    assert all(dimension.part is None or dimension.part.lang == lang for dimension in reading.dimensions)


@pytest.mark.parametrize(
    ("text", "doubt"), [("12", "number-left"), ("12 5", "number-left"), ("9" * 5_000, "too-long")]
)
def test_a_number_that_nothing_explains_is_not_understood(text: str, doubt: str) -> None:
    reading = read_dimensions(text)
    assert (reading.understood, reading.doubts, reading.dimensions) == (False, (doubt,), ())


@pytest.mark.parametrize(
    ("text", "canonical"),
    [("12,50", "12.5"), ("007", "7"), ("0", "0"), ("1.0", "1"), (" 394 ", "394"), ("", None), ("-3", None), ("1e5", None), ("1.2.3", None), ("٣", None)],
)  # fmt: skip
def test_a_decimal_has_one_form(text: str, canonical: str | None) -> None:
    assert decimal(text) == canonical


def test_all_of_tate(shared: Path) -> None:
    """All but ten of 66,769 texts are read; where Tate gives two figures as data, they are the first two read."""
    texts = understood = compared = agreed = 0
    with gzip.open(shared / "data" / "tate" / "artworks.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            work = json.loads(line)
            if not work["dimensions"]:
                continue
            texts += 1
            reading = read_dimensions(work["dimensions"], "en")
            understood += reading.understood
            if work["width"].isdigit() and work["height"].isdigit():
                compared += 1
                agreed += [one.value for one in reading.dimensions[:2]] == [work["width"], work["height"]]
    assert (texts, texts - understood) == (66_769, 10)
    assert (compared, compared - agreed) == (65_826, 42)


def test_all_of_nationalmuseum(shared: Path) -> None:
    name = "{http://www.lido-schema.org}displayObjectMeasurements"
    texts: list[str] = []
    for archive in (shared / "data" / "lido_nationalmuseum_se").glob("*.tgz"):
        with tarfile.open(archive) as files:
            for member in files:
                if member.name.endswith(".xml") and (file := files.extractfile(member)):
                    texts.extend(each.text or "" for each in etree.parse(file).iter(name))
    readings = [read_dimensions(text, "sv") for text in texts]
    assert len(texts) == 13_279
    assert all(reading.understood for reading in readings)
    assert sum(not reading.dimensions for reading in readings) == sum(
        text in ("", "-", "Mått") for text in texts
    )
