"""Times, sizes and decimals as each language writes them; astronomical years as people count them."""

import pytest

from emuseum_lod.catalogue.records import Span
from emuseum_lod.web.formatting import adds_to, day_text, decimal_text, size_text, span_text
from emuseum_lod.web.messages import messages_in

SPANS = [
    ("1850-01-01", "1850-12-31", "1850 ж.", "1850 г.", "1850"),
    ("1801-01-01", "1900-12-31", "1801–1900 жж.", "1801–1900 гг.", "1801–1900"),
    ("0000-01-01", "0000-12-31", "б.з.д. 1 ж.", "1 г. до н. э.", "1 BCE"),
    ("-0499-01-01", "-0299-12-31", "б.з.д. 500–300 жж.", "500–300 гг. до н. э.", "500–300 BCE"),
    ("-0499-01-01", "0200-12-31", "б.з.д. 500 ж. – б.з. 200 ж.", "500 г. до н. э. – 200 г. н. э.", "500 BCE – 200 CE"),
    ("1991-01-01", "", "1991 жылдан бастап", "с 1991 г.", "from 1991"),
    ("", "1991-12-31", "1991 жылға дейін", "по 1991 г.", "until 1991"),
    ("-0499-01-01", "", "б.з.д. 500 жылдан бастап", "с 500 г. до н. э.", "from 500 BCE"),
    ("", "-0499-12-31", "б.з.д. 500 жылға дейін", "по 500 г. до н. э.", "until 500 BCE"),
    ("1987-03-08", "1987-03-08", "1987\u202fж. 8 наурыз", "8 марта 1987\u202fг.", "8 March 1987"),
    ("1987-03-08", "", "1987\u202fж. 8 наурыз күнінен бастап", "с 8 марта 1987\u202fг.", "from 8 March 1987"),
    ("-2699999-01-01", "-11999-12-31", "б.з.д. 2\u00a0700\u00a0000–12\u00a0000 жж.", "2\u00a0700\u00a0000–12\u00a0000 гг. до н. э.", "2,700,000–12,000 BCE"),
    ("", "", "", "", ""),
    ("nonsense", "", "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("begin", "end", "kk", "ru", "en"), SPANS, ids=[f"{row[0]}/{row[1]}" for row in SPANS]
)
def test_spans(begin: str, end: str, kk: str, ru: str, en: str) -> None:
    span = Span(begin=begin, end=end)
    said = [
        span_text(span, messages_in(lang)).replace("\u00a0ж.", "\u202fж.").replace("\u00a0г.", "\u202fг.")
        for lang in ("kk", "ru", "en")
    ]
    assert said == [kk, ru, en]


@pytest.mark.parametrize(
    ("display", "text", "news"),
    [
        ("19th century", "1801–1900", True),
        ("1850", "1850", False),
        ("c. 1850", "1845–1855", True),
        ("1801-1900 гг.", "1801–1900 гг.", False),
    ],
)
def test_ours_is_said_beside_the_source_s_words_when_it_is_news(display: str, text: str, news: bool) -> None:
    assert adds_to(display, text) is news


@pytest.mark.parametrize(("lang", "text"), [("kk", "12,50"), ("ru", "12,50"), ("en", "12.50")])
def test_decimals_keep_every_digit(lang: str, text: str) -> None:
    assert decimal_text("12.50", messages_in(lang)) == text
    assert decimal_text("7", messages_in(lang)) == "7"


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "1 byte"), (999, "999 bytes"), (12_345, "12.3 KB"), (2_345_678, "2.3 MB"), (20_000_000, "20 MB")],
)
def test_sizes(count: int, text: str) -> None:
    assert size_text(count, messages_in("en")) == text


def test_the_day_of_a_datestamp() -> None:
    assert day_text("2026-03-01T10:00:00Z", messages_in("en")) == "1 March 2026"
