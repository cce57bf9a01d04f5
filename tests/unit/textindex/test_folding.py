"""What a person types and what a museum wrote meet in one spelling: both Kazakh scripts, romanisations, capitals, diacritics, look-alikes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource
from emuseum_lod.textindex.folding import Folding, load_folding

FOLDING = load_folding()

# Each row is one word. Kazakh Latin: the alphabet of 2021, that of 2018 (acute accents), BGN/PCGN, what people type without any diacritics.
SAME = [
    ("Қазақ", "қазақ", "ҚАЗАҚ", "казак", "Qazaq", "qazaq"),
    ("жүзік", "жузик", "jüzık", "zhüzik", "zhuzik", "JUZIK"),
    ("шаңырақ", "şañyraq", "shańyraq", "shangyraq", "шанырак", "SHANYRAQ"),
    ("күміс", "kümıs", "kúmis", "kumis", "КУМИС"),
    ("қобыз", "qobyz", "кобыз", "kobyz"),
    ("домбыра", "dombyra", "ДОМБЫРА"),
    ("Ғабит", "Ğabit", "Ǵabıt", "Ghabit", "Габит"),
    ("өнер", "öner", "óner", "онер"),
    ("Әуезов", "Äuezov", "Áýezov", "Ауэзов", "Auezov"),
    ("хан", "han", "khan", "һан"),
    ("музей", "muzei", "muzey", "mýzeı", "МУЗЕЙ"),
    ("ұлы", "ūly", "uly", "улы"),
    ("Щербаков", "Shcherbakov", "Sherbakov"),
    ("чаша", "chasha", "çaşa", "ČAŠA"),
    ("Ёлка", "елка", "ЕЛКА"),
    ("за\u0301мок", "замок"),  # the stress of a dictionary
    ("café", "CAFÉ", "cafe\u0301", "cafe"),
    ("ﬁgure", "figure"),  # a ligature out of a PDF
    ("Д’Артаньян", "Д'Артаньян", "Дʼартаньян"),
    ("касса", "каса"),
    ("сере\u00adбро", "серебро"),  # a soft hyphen out of a typeset text
    ("кaзаxcтaн", "казахстан"),  # Latin a, x, c in a Cyrillic word
]  # fmt: skip


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_these_are_one_word(spellings: tuple[str, ...]) -> None:
    folded = {tuple(FOLDING.words(spelling)) for spelling in spellings}
    assert len(folded) == 1, folded
    assert all(len(words) == 1 for words in folded)


@pytest.mark.parametrize(
    ("one", "other"),
    [("қола", "қала"), ("ат", "ет"), ("нан", "нар"), ("1937", "1973"), ("11", "1"), ("gold", "good")],
)
def test_these_are_two(one: str, other: str) -> None:
    """Folding joins spellings, not words; doubled digits stay."""
    assert FOLDING.words(one) != FOLDING.words(other)


def test_the_words_of_a_text() -> None:
    assert FOLDING.words("Алқа, күміс (XIX ғ.) — 36,5×22 см; «Той»") == [
        "alka", "kumis", "ksiks", "g", "36", "5", "22", "sm", "toi",
    ]  # fmt: skip
    assert FOLDING.words(" …!?_ — ") == []


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("КП-279", "kp279"),
        ("кп 279", "kp279"),
        ("KП–279", "kp279"),  # a Latin K, an en dash
        ("KP-279", "kp279"),
        ("КП-279/1", "kp279-1"),
        ("КП 279-1", "kp279-1"),
        ("КП-2791", "kp2791"),
        ("КП 1781/1", "kp1781-1"),
        ("№ КП 38 618", "kp38-618"),
        ("КПВХ - 482/Б36-48", "kpvh482b36-48"),
        ("/1-1781", "1-1781"),
        ("A00001", "a00001"),
        ("—", ""),
    ],
)
def test_numbers(written: str, folded: str) -> None:
    assert FOLDING.number(written) == folded


def test_a_number_in_letters_that_look_like_those_of_the_other_script_is_found() -> None:
    """`BX-12` typed on a Latin keyboard is ВХ-12; no rule can know, so both are looked up."""
    assert FOLDING.number("ВХ-12") in FOLDING.numbers("BX-12")
    assert FOLDING.number("A-12") in FOLDING.numbers("А-12")


@given(st.text())
def test_folded_words_hold_letters_and_digits_alone(text: str) -> None:
    """So that nothing in a text can be an operator of the index's query language."""
    for word in FOLDING.words(text):
        assert word.isalnum()
        assert word == word.casefold()


@given(st.text())
def test_folding_again_changes_nothing_that_was_ascii(text: str) -> None:
    folded = [word for word in FOLDING.words(text) if word.isascii() and not set("wxyq") & set(word)]
    assert [FOLDING.words(FOLDING.words(word)[0]) for word in folded] == [
        FOLDING.words(word) for word in folded
    ]


def test_a_table_that_is_wrong_is_refused_with_its_line(tmp_path: Path) -> None:
    for name in ("letters.csv", "sequences.csv", "lookalikes.csv"):
        (tmp_path / name).write_bytes(resource("mappings", "search", name).read_bytes())
    with (tmp_path / "letters.csv").open("a", encoding="utf-8") as file:
        file.write("Қ,k,a capital\n")
    lines = (tmp_path / "letters.csv").read_text("utf-8").count("\n")
    with pytest.raises(ConfigurationError, match=rf"letters\.csv:{lines}: .*lower-case"):
        Folding(tmp_path)
