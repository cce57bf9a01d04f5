"""What holds for every text, well meant or hostile: readings never fail, and what they give is in order."""

import re
import tomllib
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.catalogue.records import Span
from emuseum_lod.mapping.values.calendar import Day, given_day
from emuseum_lod.mapping.values.date_words import ORDER
from emuseum_lod.mapping.values.dates import policies, read_date, span_between
from emuseum_lod.mapping.values.dimensions import decimal, read_dimensions
from emuseum_lod.mapping.values.languages import guess_language, language_tag
from emuseum_lod.mapping.values.numbers import LONGEST_RANGE, read_number
from emuseum_lod.resources import resource


def phrases() -> list[str]:
    """Return every phrase of the word lists of dates."""
    found = []
    for language in ORDER:
        text = resource("mappings", "values", "dates", f"{language}.toml").read_text("utf-8")
        for lists in tomllib.loads(text).values():
            for words in lists.values() if isinstance(lists, dict) else [lists]:
                found.extend(word.replace("*", "") for word in words)
    return sorted(set(found))


numbers = st.one_of(
    st.integers(0, 2_100).map(str),
    st.sampled_from(["XIX", "V", "ХIY", "1920-е", "1950s", "1-я", "2,7", "1937-05-15", "31.02.1900", "15.05.1937", "9" * 30, "²", "٣"]),
)  # fmt: skip
marks = st.sampled_from([" ", "-", "–", ",", ";", "||", "/", "(", ")", "?", "[", "]", ".", "\n"])
dates = st.lists(st.one_of(numbers, st.sampled_from(phrases()), marks), max_size=9).map(" ".join)
texts = st.one_of(dates, st.text(max_size=60), st.text("0123456789xх×-,.;:/ смкгÅё", max_size=60))
languages = st.sampled_from(["", "kk", "ru", "en", "sv", "de", "kk-latn", "?"])
some_policy = st.sampled_from(sorted(policies()))

MEMBER: Final = re.compile(r"Y?-?\d{4,7}(?:-(\d\d)(?:-\d\d)?)?")
SEASONS: Final = {"21": ("03-01", "05-31"), "22": ("06-01", "08-31"), "23": ("09-01", "11-30"), "24": ("01-01", "12-31")}  # fmt: skip


def bounds_of(edtf: str) -> tuple[Day | None, Day | None]:
    """Return the first and last day of an EDTF date, interval or set, read here anew from ISO 8601-2."""
    plain = re.sub(r"[?~%]", "", edtf)
    members = [re.split(r"\.\.|/", one, maxsplit=1) for one in plain.strip("{}[]").split(",")]
    if "/" in plain:
        begin, end = plain.split("/")
        members = [[begin, end]]
    return day_of(members[0][0], last=False), max_day([day_of(one[-1], last=True) for one in members])


def max_day(days: list[Day | None]) -> Day | None:
    return None if None in days else max(day for day in days if day)


def day_of(text: str, *, last: bool) -> Day | None:
    if text == "..":
        return None
    match = MEMBER.fullmatch(text)
    assert match, text
    if match[1] in SEASONS:
        text = f"{text[:-3]}-{SEASONS[match[1]][last]}"
    return given_day(text.removeprefix("Y"), last=last)


def days_of(span: Span) -> tuple[Day | None, Day | None]:
    return given_day(span.begin, last=False), given_day(span.end, last=True)


@given(texts, some_policy, languages)
def test_a_date_is_in_order_and_says_the_same_twice(text: str, policy: str, lang: str) -> None:
    reading = read_date(text, policy, lang)
    span = reading.span
    assert reading.understood or (span is None)
    if span is None:
        return
    begin, end = days_of(span)
    assert begin or end
    assert begin is None or end is None or begin <= end
    if span.edtf:
        assert bounds_of(span.edtf) == (begin, end)


@given(texts, some_policy, languages, st.text(" \t\n\u00a0", max_size=5), st.text(" \t\n\u00a0", max_size=5))
def test_white_space_around_a_date_says_nothing(
    text: str, policy: str, lang: str, before: str, after: str
) -> None:
    assert read_date(f"{before}{text}{after}", policy, lang) == read_date(text, policy, lang)


@given(st.integers(-9_999_999, 2_100), st.integers(-9_999_999, 2_100))
def test_years_as_data_come_back_as_they_were(one: int, other: int) -> None:
    begin, end = sorted((one, other))
    span = span_between(str(begin), str(end))
    assert days_of(span) == ((begin, 1, 1), (end, 12, 31))
    assert bounds_of(span.edtf) == days_of(span)
    assert span_between(span.begin, span.end) == span


@given(st.integers(1, 9_999))
def test_a_year_before_our_era_is_astronomical(year: int) -> None:
    span = read_date(f"{year} г. до н.э.", "kazakhstan", "ru").span
    assert span is not None
    assert days_of(span) == ((1 - year, 1, 1), (1 - year, 12, 31))


@given(texts, languages)
def test_measurements_are_canonical_and_sorted(text: str, lang: str) -> None:
    for dimension in read_dimensions(text, lang).dimensions:
        assert decimal(dimension.value) == dimension.value
        assert dimension.unit in {"mm", "cm", "m", "g", "kg", "piece"}
        assert not dimension.value_max or float(dimension.value) < float(dimension.value_max)


@given(st.one_of(texts, st.from_regex(r"КП[ -]?\d{1,6}[-–]\d{1,6}", fullmatch=True)))
def test_numbers_are_bounded_and_lose_nothing(text: str) -> None:
    reading = read_number(text)
    for identifier in reading.identifiers:
        assert identifier.value == " ".join(identifier.value.split())
        assert len(identifier.findable) <= LONGEST_RANGE
        assert len(set(identifier.findable)) == len(identifier.findable)
    kept = "".join(identifier.value for identifier in reading.identifiers)
    assert set(re.sub(r"\D", "", text)) == set(re.sub(r"\D", "", kept))


@pytest.mark.parametrize(
    "text",
    [
        start + middle * (1_990 // len(middle)) + end
        for middle in (
            " ",
            "\n",
            "1-",
            "(",
            "(?",
            "1,",
            "X",
            "1 x ",
            "х",
            "a\n",
            "1 000 ",
            "IV",
            "- ",
            "1,234",
            "б/",
        )
        for start, end in (("", ""), ("КП", ";"), ("1937 ", "в"))
    ],
)
def test_no_text_holds_a_reader_up(text: str) -> None:
    """A reader that goes back and forth would not come to an end here in any time a test could take."""
    for policy in policies():
        read_date(text, policy)
    read_dimensions(text)
    read_number(text)
    guess_language(text)
    assert language_tag(text) is None


@given(st.text(max_size=80))
def test_a_language_is_always_a_tag(text: str) -> None:
    guess = guess_language(text)
    assert guess in {"", "kk", "ru", "en", "kk-latn"}
    tag = language_tag(text)
    assert tag is None or language_tag(tag) == tag
