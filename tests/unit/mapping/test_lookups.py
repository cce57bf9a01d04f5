"""A lookup says what words mean, once; a table with a mistake is refused."""

from pathlib import Path

import pytest

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.lookups import read_lookup
from emuseum_lod.mapping.references import check_lookup


def table(folder: Path, text: str, name: str = "materials.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_case_and_white_space_make_no_difference_and_a_word_may_have_several_rows(tmp_path: Path) -> None:
    lookup = read_lookup(
        table(
            tmp_path,
            "\ufeffvalue,scheme,notation,note\nPainted  Wood,materials,wood,\npainted wood,materials,paint,\n",
        )
    )
    assert lookup.name == "materials"
    assert [entry.notation for entry in lookup.find(" painted\twood ")] == ["wood", "paint"]
    assert lookup.find("plywood") == ()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("word,scheme\na,b\n", "'value'"),
        ("", "'value'"),
        ("value,scheme\n,materials\n", ":2: a row without a value"),
        ("value,scheme,notation\nA,materials,wood\na,materials,wood\n", ":3: 'a' is there already"),
    ],
)
def test_a_table_with_a_mistake_is_refused_with_its_place(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(ConfigurationError, match=complaint):
        read_lookup(table(tmp_path, text))


@pytest.mark.parametrize("target", ["materials,wodo", "material,", "place,KZ-10", "places,KZ-99"])
def test_a_row_that_names_no_term_of_ours_is_refused(tmp_path: Path, target: str) -> None:
    lookup = read_lookup(table(tmp_path, f"value,scheme,notation\nagash,{target}\n"))
    with pytest.raises(ConfigurationError, match="'agash'"):
        check_lookup(lookup, "lookups/materials.csv")


def test_a_place_a_deliberate_nothing_and_an_own_term_are_fine(tmp_path: Path) -> None:
    rows = "value,scheme,notation,term\nабай,places,KZ-10,\nжоқ,ignore,,\nfilz,materials,,felted wool\n"
    check_lookup(read_lookup(table(tmp_path, rows)), "x.csv")
