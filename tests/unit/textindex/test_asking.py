"""Whatever a person types becomes an expression of our own making: nobody's text reaches the index's query language."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.textindex.asking import MAX_CHARACTERS, MAX_WORDS, Unanswerable, expression
from emuseum_lod.textindex.folding import load_folding

FOLDING = load_folding()

HOSTILE = [
    "names : kumis", "NEAR(a b, 5)", "a AND NOT b", "a OR b", '"', '"kumis', "kumis*", "* *", "^kumis", "{names texts}: a",
    "a + b", "-a", "a) OR (b", "'; DROP TABLE words; --", "rank MATCH 'x'", "\x00kumis", "k\x00umis", "🏺", "\ud800 a", '""', '"" a',
    "“алқа", "a" * 900, "( " * 100 + "a",
]  # fmt: skip


@pytest.fixture(scope="module")
def words() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE words USING fts5 (names, texts, tokenize = 'unicode61 remove_diacritics 0')"
    )
    return connection


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("күміс", '"kumis"*'),
        ("Күміс жүзік", '"kumis"* AND "juzik"*'),
        ('"күміс жүзік" XIX', '"kumis juzik" AND "ksiks"*'),
        ("«күміс жүзік»", '"kumis juzik"'),
        ("XI ғ", '"ksi"* AND "g"'),
        ("kumis AND NOT (names:x)", '"kumis"* AND "and"* AND "not"* AND "names"* AND "ks"'),
    ],
)
def test_the_expression_of_a_text(text: str, wanted: str) -> None:
    assert expression(text, FOLDING) == wanted


@pytest.mark.parametrize("text", ["", " ", "— … !", "«»", "🏺"])
def test_a_text_without_words_is_refused(text: str) -> None:
    assert expression(text, FOLDING) == Unanswerable("the text has no word to search for")


def test_limits() -> None:
    assert isinstance(expression("a" * (MAX_CHARACTERS + 1), FOLDING), Unanswerable)
    assert isinstance(expression("a " * (MAX_WORDS + 1), FOLDING), Unanswerable)
    assert isinstance(expression("a " * MAX_WORDS, FOLDING), str)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_words_or_refused(text: str, words: sqlite3.Connection) -> None:
    check(text, words)


@given(st.text(st.one_of(st.characters(), st.sampled_from('"*()-:^+{}«»“”')), max_size=60))
def test_any_text_is_words_or_refused(text: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (names, texts)")
    try:
        check(text, connection)
    finally:
        connection.close()


def check(text: str, words: sqlite3.Connection) -> None:
    asked = expression(text, FOLDING)
    if isinstance(asked, str):
        assert words.execute("SELECT rowid FROM words WHERE words MATCH ?", (asked,)).fetchall() == []
