"""Dates are read as docs/dates.md says: every row of the founders' table, and the real texts of three museums."""

import csv
import importlib.util
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.values import date_words
from emuseum_lod.mapping.values.date_tokens import tokens
from emuseum_lod.mapping.values.date_words import ORDER, words
from emuseum_lod.mapping.values.dates import LONGEST, DateReading, policies, read_date, span_between
from emuseum_lod.resources import resource

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[2]
COLUMNS = ("from_year", "to_year", "edtf_astronomical")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def corrections() -> dict[tuple[int, str], dict[str, str]]:
    return {(int(row["row"]), row["column"]): row for row in rows_of(HERE / "dates-corrections.csv")}


def expected() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Yield each row of the table with its corrections; the row of a correction is its line in the file."""
    for line, row in enumerate(rows_of(HERE / "dates.csv"), 2):
        wanted = {
            column: corrections()[line, column]["corrected"]
            if (line, column) in corrections()
            else row[column]
            for column in COLUMNS
        }
        yield row["form"], "" if row["lang"] == "und" else row["lang"], wanted


def signed_year(day: str) -> str:
    """Return the year of a day as the table counts it: without a year 0, -500 is 500 BCE."""
    year = int(day[:-6]) if day else 0
    return "" if not day else str(year if year > 0 else year - 1)


def facts(reading: DateReading) -> dict[str, str]:
    span = reading.span
    if span is None:
        return dict.fromkeys(COLUMNS, "")
    return dict(zip(COLUMNS, (signed_year(span.begin), signed_year(span.end), span.edtf), strict=True))


@pytest.mark.parametrize(("form", "lang", "wanted"), list(expected()))
def test_the_founders_table(form: str, lang: str, wanted: dict[str, str]) -> None:
    reading = read_date(form, "kazakhstan", lang)
    assert reading.understood
    assert facts(reading) == wanted


def test_the_table_here_is_the_founders_own(shared: Path) -> None:
    assert rows_of(HERE / "dates.csv") == rows_of(shared / "data" / "domain" / "dates.csv")


def test_a_correction_names_what_it_corrects_and_why() -> None:
    rows = rows_of(HERE / "dates.csv")
    for (line, column), correction in corrections().items():
        row = rows[line - 2]
        assert (correction["form"], correction["given"]) == (row["form"], row[column])
        assert correction["corrected"] != correction["given"]
        assert correction["reason"]


KAZAKHSTAN = [
    # Kazakh: what a language puts behind the date and others before it
    ("XIX ғ. екінші жартысы – XX ғ. басы", "1851-01-01", "1925-12-31", "1851/1925"),
    ("1990-жылдардың басы", "1990-01-01", "1993-12-31", "1990/1993"),
    ("XIX ғасырдың 60-70 жылдары", "1860-01-01", "1879-12-31", "1860/1879"),
    ("XX ғасырдың алғашқы жартысы", "1901-01-01", "1950-12-31", "1901/1950"),
    ("1850 жылдан 1860 жылға дейін", "1850-01-01", "1860-12-31", "1850/1860"),
    ("1850 жылдан бастап", "1850-01-01", "", "1850/.."),
    ("XV мен XVI ғасырлар аралығы", "1401-01-01", "1600-12-31", "1401/1600"),
    ("1812 жылдың 5 қыркүйегі", "1812-09-05", "1812-09-05", "1812-09-05"),
    ("б.з. I мыңжылдығы", "0001-01-01", "1000-12-31", "0001/1000"),
    ("қазан төңкерісіне дейін", "", "1917-12-31", "../1917"),
    # Russian
    ("от 1850 до 1860", "1850-01-01", "1860-12-31", "1850/1860"),
    ("с 1937 по 1940 г.", "1937-01-01", "1940-12-31", "1937/1940"),
    ("не ранее 1850 и не позднее 1870", "1850-01-01", "1870-12-31", "1850/1870"),
    ("VII в. до н.э.–III в. н.э.", "-0699-01-01", "0300-12-31", "-0699/0300"),
    ("ок. 1500 г. до н.э.", "-1504-01-01", "-1494-12-31", "-1504/-1494"),
    ("15000 лет до н.э.", "-14999-01-01", "-14999-12-31", "Y-14999"),
    ("2-1 тыс. до н.э.", "-1999-01-01", "0000-12-31", "-1999/0000"),
    ("кон. XIX нач. XX вв.", "1876-01-01", "1925-12-31", "1876/1925"),
    ("XIX-XXвв.", "1801-01-01", "2000-12-31", "1801/2000"),
    ("XVII, XIX вв.", "1601-01-01", "1900-12-31", "{1601..1700,1801..1900}"),
    ("12; 18 апреля 1928", "1928-04-12", "1928-04-18", "{1928-04-12,1928-04-18}"),
    ("03 июня, 23 июля 1957", "1957-06-03", "1957-07-23", "{1957-06-03,1957-07-23}"),
    ("1949 февраля 18, 21", "1949-02-18", "1949-02-21", "{1949-02-18,1949-02-21}"),
    ("1941 окт.11-1945 мая 1", "1941-10-11", "1945-05-01", "1941-10-11/1945-05-01"),
    ("1937 г., май", "1937-05-01", "1937-05-31", "1937-05"),
    ("15.V.1937", "1937-05-15", "1937-05-15", "1937-05-15"),
    ("12.1937", "1937-12-01", "1937-12-31", "1937-12"),
    ("2 пол. 1941", "1941-07-01", "1941-12-31", "1941-07/1941-12"),
    ("кон.1959", "1959-09-01", "1959-12-31", "1959-09/1959-12"),
    ("зима 1942 г.", "1942-01-01", "1942-12-31", "1942-24"),
    ("40 тыс. лет назад", "-37999-01-01", "-37999-12-31", "Y-37999"),
    ("5000 лет до н.э.", "-4999-01-01", "-4999-12-31", "-4999"),
    ("1500 лет назад", "0500-01-01", "0500-12-31", "0500"),
    # Old style: 27 January 1914 of the Julian calendar is 9 February
    ("1914 января 27 (ст.)", "1914-02-09", "1914-02-09", "1914-02-09"),
    ("1911 октября 8/21", "1911-10-21", "1911-10-21", "1911-10-21"),
    # A period of the vocabulary gives its years only where the museum gives none
    ("сақ дәуірі, б.з.д. V-III ғғ.", "-0499-01-01", "-0200-12-31", "-0499/-0200"),
    ("XIII-XIV вв. (Золотая Орда)", "1201-01-01", "1400-12-31", "1201/1400"),
    # English
    ("late 18th–early 19th century", "1776-01-01", "1825-12-31", "1776/1825"),
    ("500 BC – AD 200", "-0499-01-01", "0200-12-31", "-0499/0200"),
    ("1850?", "1850-01-01", "1850-12-31", "1850?"),
    ("~1850", "1845-01-01", "1855-12-31", "1845/1855"),
    ("<1850", "", "1849-12-31", "../1849"),
    ("1850s-1860s", "1850-01-01", "1869-12-31", "1850/1869"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "begin", "end", "edtf"), KAZAKHSTAN)
def test_more_forms_under_the_policy_of_kazakhstan(text: str, begin: str, end: str, edtf: str) -> None:
    span = read_date(text, "kazakhstan").span
    assert span is not None
    assert (span.begin, span.end, span.edtf, span.display) == (begin, end, edtf, ())


@pytest.mark.parametrize(
    ("text", "policy", "edtf"),
    [
        ("19th century", "kazakhstan", "1801/1900"),
        ("19th century", "tate", "1800/1899"),
        ("1st century", "tate", "0001/0099"),
        ("c.1850", "kazakhstan", "1845/1855"),
        ("c.1850", "tate", "1850~"),
        ("1900s", "kazakhstan", "1900/1909"),
        ("1900s", "plain-european", "1900/1999"),
        ("after c.1830", "tate", "1830~"),
        ("after 1830", "kazakhstan", "1831/.."),
        ("before 1866", "tate", "../1865"),
        ("1811-12", "kazakhstan", "1811/1812"),
        ("1811-12", "plain-european", "1811-12"),
        ("1876-09", "kazakhstan", "1876-09"),
        ("1970, printed 2011", "tate", "{1970,2011}"),
        ("1970, printed 2011", "kazakhstan", "1970"),
        ("1825, reprinted 1874", "tate", "1825"),
        ("Bronze Age", "kazakhstan", "-2499/-0799"),
    ],
)
def test_a_policy_decides(text: str, policy: str, edtf: str) -> None:
    span = read_date(text, policy, "en").span
    assert span is not None
    assert span.edtf == edtf


def test_a_period_means_nothing_where_the_vocabulary_is_not_of_the_place() -> None:
    assert not read_date("Bronze Age", "tate", "en").understood


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("17 сенятбря 1959", "unknown-word"),
        ("1950 Материал: ватман", "unknown-word"),
        ("published by the artist 1832", "unknown-word"),
        ("позднее средневековье", "unreadable-words"),
        ("192,319,411,964", "unknown-word"),
        ("05/15/1937", "unreadable-number"),
        ("80-е годы", "no-year"),
        ("2 декабря", "no-year"),
        ("29 февраля 1937", "impossible-day"),
        ("1937-13-01", "impossible-day"),
        ("3025", "impossible-year"),
        ("после 1943 и до 1912", "contradiction"),
        ("1937" * LONGEST, "too-long"),
        ("1937 № 5", "unknown-word"),
        ("1850±5", "unknown-word"),
        ("***", "unknown-word"),
    ],
)
def test_half_a_date_is_no_date(text: str, doubt: str) -> None:
    reading = read_date(text, "kazakhstan")
    assert (reading.span, reading.understood) == (None, False)
    assert reading.doubts == (doubt,)


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("1900-е", ("ambiguous-decade",)),
        ("1908-10", ("year-or-month",)),
        ("XVII-XIX", ("unit-assumed",)),
        ("1920-1937; б/г", ("partly-undated",)),
        ("720 г. Хиджры, т.е. 1319 г.", ("contradiction",)),
        ("сақ дәуірі, XIX ғ.", ("contradiction",)),
        ("1943-1941", ("reversed",)),
        ("1930 г. (копия 1960 г.)", ("copy",)),
        ("Förvärvsår 1866", ("acquired",)),
        ("1937 г.", ()),
    ],
)
def test_a_doubt_is_told(text: str, doubts: tuple[str, ...]) -> None:
    reading = read_date(text, "kazakhstan")
    assert reading.span is not None
    assert reading.doubts == doubts


@pytest.mark.parametrize(
    "text", ["", "  ", "б/г", "no date", "мерзімі белгісіз", "odaterad", "?", "приблиз."]
)
def test_an_undated_text_is_understood(text: str) -> None:
    assert read_date(text, "kazakhstan") == DateReading()


def test_letters_may_be_composed_in_either_way() -> None:
    decomposed = read_date("начало 19-и\N{COMBINING BREVE} в.", "kazakhstan")
    assert decomposed.span is not None
    assert decomposed == read_date("начало 19-й в.", "kazakhstan")


def test_the_language_decides_between_without_date_and_our_era() -> None:
    assert read_date("б.д.", "kazakhstan", "ru") == DateReading()
    span = read_date("б.д. 350 ж.", "kazakhstan", "kk").span
    assert span is not None
    assert span.edtf == "0350"


@pytest.mark.parametrize(
    ("begin", "end", "days", "edtf"),
    [
        ("1850", "1860", ("1850-01-01", "1860-12-31"), "1850/1860"),
        ("1850", "1850", ("1850-01-01", "1850-12-31"), "1850"),
        ("-499", "-399", ("-0499-01-01", "-0399-12-31"), "-0499/-0399"),
        ("-2699999", "-9999", ("-2699999-01-01", "-9999-12-31"), "Y-2699999/-9999"),
        ("1850-05", "1850-05-01", ("1850-05-01", "1850-05-01"), "1850-05-01"),
        ("1912-02", "1912-02", ("1912-02-01", "1912-02-29"), "1912-02"),
        ("1991", "", ("1991-01-01", ""), "1991/.."),
        ("", "1917", ("", "1917-12-31"), "../1917"),
    ],
)
def test_years_given_as_data(begin: str, end: str, days: tuple[str, str], edtf: str) -> None:
    span = span_between(begin, end)
    assert ((span.begin, span.end), span.edtf) == (days, edtf)


@pytest.mark.parametrize(
    ("begin", "end"),
    [("", ""), ("1860", "1850"), ("c.1850", ""), ("1850-13", ""), ("1850-02-30", ""), ("18500000", "")],
)
def test_data_that_are_no_years_are_refused(begin: str, end: str) -> None:
    with pytest.raises(ValueError, match=r"neither|before|no such"):
        span_between(begin, end)


def test_the_policies_are_those_of_the_file() -> None:
    assert policies() == {"kazakhstan", "tate", "plain-european"}
    with pytest.raises(KeyError):
        read_date("1850", "no such policy")


@pytest.mark.parametrize("language", list(ORDER))
def test_every_word_of_the_lists_is_known(language: str) -> None:
    lists = tomllib.loads(resource("mappings", "values", "dates", f"{language}.toml").read_text("utf-8"))
    for name, said in lists.items():
        for word in chain.from_iterable(said.values() if isinstance(said, dict) else [said]):
            text = f"1850{word}" if name == "suffixes" else f"1850 {word.replace('*', '')}"
            found = tokens(text, words(language, periods=False))
            assert "unknown" not in {token.kind for token in found}, word


def test_a_list_of_unknown_meaning_is_an_error_that_names_the_file() -> None:
    with pytest.raises(ConfigurationError, match=r"xx\.toml: there is no list 'centurry'"):
        list(date_words._list("centurry", ["век"], "xx.toml"))


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmark_dates", CHECKOUT / "benchmarks" / "dates.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_tates_own_years(benchmark: ModuleType, shared: Path) -> None:
    """Of the works whose text says a date, more than 99 % are read as Tate does; docs/dates.md explains the rest."""
    measured = benchmark.tate(shared)
    assert measured.compared == 63_824
    assert measured.groups == {
        "data contradict text": 174,
        "decade or part of one": 7,
        "later event": 121,
        "not understood": 4,
        "open bound": 17,
        "undated text": 596,
    }
    dated = measured.compared - measured.groups["undated text"]
    assert (measured.failures - measured.groups["undated text"]) / dated < 0.01


def test_nationalmuseums_own_years(benchmark: ModuleType, shared: Path) -> None:
    measured = benchmark.nationalmuseum(shared)
    assert measured.compared == 7_276
    assert measured.groups == {
        "circa": 126,
        "data contradict text": 4,
        "no text": 11,
        "one of two": 18,
        "open bound": 26,
    }


def test_a_russian_museums_texts(benchmark: ModuleType, shared: Path) -> None:
    measured = benchmark.russian(shared)
    assert measured.compared == 770
    assert measured.groups == {"not understood": 3}


def test_a_russian_museums_texts_are_understood_but_for_eight(shared: Path) -> None:
    rows = rows_of(shared / "data" / "domain" / "dates_real_ru_dev.csv")
    not_understood = {
        row["form"] for row in rows if not read_date(row["form"], "kazakhstan", "ru").understood
    }
    assert len(rows) == 809
    assert not_understood == {
        "? декабря 2",
        "..? октября 20",
        "31 декабря; 01-03 января ?",
        "1928 преля 27",
        "17 сенятбря 1959",
        "до 1931 Материал: картон",
        "192,319,411,964",
        "1950 Материал: ватман",
    }
