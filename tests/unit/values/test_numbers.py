"""Accession and inventory numbers: every row of the founders' table."""

import csv
from pathlib import Path

import pytest

from emuseum_lod.mapping.values.numbers import LONGEST_RANGE, read_number

# form; number and type of each identifier; how many are findable, the first and the last; doubts
Row = tuple[str, list[tuple[str, str]], tuple[int, str, str] | None, str]
TABLE: list[Row] = [
    ("КПо92 38082-3086", [("КПо92 38082-3086", "accession")], (5, "КПо92 38082", "КПо92 38086"), "range-end-mistyped"),
    ("КПо93-38618-38624", [("КПо93-38618-38624", "accession")], (7, "КПо93-38618", "КПо93-38624"), ""),
    ("КПо93- 38614", [("КПо93- 38614", "accession")], (1, "КПо93-38614", "КПо93-38614"), ""),
    ("КПо 93-38613", [("КПо 93-38613", "accession")], None, ""),
    ("КПо93-38630/1-1781", [("КПо93-38630/1-1781", "accession")], None, "range-too-long"),
    ("КПо92-37981-37985; КПо92-37991-37995", [("КПо92-37981-37985", "accession"), ("КПо92-37991-37995", "accession")], (10, "КПо92-37981", "КПо92-37995"), ""),
    ("КПо93-38638A", [("КПо93-38638A", "accession")], None, ""),
    ("КПо94 – 39462-39463", [("КПо94 – 39462-39463", "accession")], (2, "КПо94-39462", "КПо94-39463"), ""),
    ("КПВХ - 482/Б36-48", [("КПВХ - 482/Б36-48", "local")], (1, "КПВХ-482/Б36-48", "КПВХ-482/Б36-48"), "perhaps-a-range"),
    ("BX-36-48", [("BX-36-48", "local")], None, "perhaps-a-range"),
    ("К\nПо93-38631/1- 10358", [("КПо93-38631/1- 10358", "accession")], (1, "КПо93-38631/1-10358", "КПо93-38631/1-10358"), "range-too-long"),
    ("КК 3038", [("КК 3038", "accession")], None, ""),
    ("№ 61, КП-279", [("№ 61", "local"), ("КП-279", "accession")], None, "unknown-number-kind"),
    ("ОФ-10141/1", [("ОФ-10141/1", "accession")], None, ""),
    ("НВФ-2116/503", [("НВФ-2116/503", "accession")], None, ""),
    ("ОФ-12497||НВФ-2116", [("ОФ-12497", "accession"), ("НВФ-2116", "accession")], None, ""),
    ("КП 12345/1-3 НҚ", [("КП 12345/1-3 НҚ", "accession")], (3, "КП 12345/1", "КП 12345/3"), ""),
    ("ГИК 1234", [("ГИК 1234", "inventory")], None, ""),
    ("Инв. № А-123", [("Инв. № А-123", "inventory")], None, ""),
    ("КП-123, инв. Н-45", [("КП-123", "accession"), ("инв. Н-45", "inventory")], None, ""),
    ("ВХ-15", [("ВХ-15", "local")], None, ""),
]  # fmt: skip

OTHERS: list[Row] = [
    ("КП 38618–38624", [("КП 38618–38624", "accession")], (7, "КП 38618", "КП 38624"), ""),
    ("КП 38618-24", [("КП 38618-24", "accession")], (7, "КП 38618", "КП 38624"), ""),
    ("КП 0098-0101", [("КП 0098-0101", "accession")], (4, "КП 0098", "КП 0101"), ""),
    (f"КП 1000-{1000 + LONGEST_RANGE}", [(f"КП 1000-{1000 + LONGEST_RANGE}", "accession")], None, "range-too-long"),
    ("КП 38624-38618", [("КП 38624-38618", "accession")], None, ""),
    ("KП-5", [("KП-5", "accession")], None, ""),
    ("спец. инв. 12", [("спец. инв. 12", "special-inventory")], None, ""),
    ("A00001", [("A00001", "accession")], None, "unknown-number-kind"),
    (" \n ", [], None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("form", "numbers", "findable", "doubt"), TABLE + OTHERS)
def test_a_number_is_kept_typed_and_findable(
    form: str, numbers: list[tuple[str, str]], findable: tuple[int, str, str] | None, doubt: str
) -> None:
    reading = read_number(form)
    assert [(each.value, each.type) for each in reading.identifiers] == numbers
    found = [number for each in reading.identifiers for number in each.findable]
    assert ((len(found), found[0], found[-1]) if found else None) == findable
    assert ", ".join(reading.doubts) == doubt
    assert reading.understood is (doubt != "unknown-number-kind")


def test_the_whole_table_is_here(shared: Path) -> None:
    with (shared / "data" / "domain" / "numbers.csv").open(encoding="utf-8", newline="") as file:
        assert [row["form"] for row in csv.DictReader(file)] == [form for form, *_ in TABLE]


def test_a_text_that_is_too_long_is_left_alone() -> None:
    reading = read_number("КП-1;" * 1_000)
    assert (reading.identifiers, reading.understood, reading.doubts) == ((), False, ("too-long",))
