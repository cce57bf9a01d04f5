"""Times, measurements and sizes as a language writes them."""

import re
from datetime import date
from typing import Final

from babel.dates import format_date

from emuseum_lod.catalogue.records import Span
from emuseum_lod.web.messages import Messages

_DAY: Final = re.compile(r"([+-]?\d{4,})-(\d\d)-(\d\d)", re.ASCII)
_GROUPED_FROM: Final = 10_000
"""Years are written without a separator of thousands as long as they have four digits."""


def span_text(span: Span, messages: Messages) -> str:
    """Return a span in words: years where it covers whole years, days otherwise; "" for one that says nothing.

    Years are astronomical in the record (-0499) and BCE on the page (500 BCE).
    """
    begin, end = _read(span.begin), _read(span.end)
    if begin is None and end is None:
        return ""
    if (begin is None or begin[1:] == (1, 1)) and (end is None or end[1:] == (12, 31)):
        return _years(begin and begin[0], end and end[0], messages)
    days = tuple(_day_text(day, messages) for day in (begin, end))
    if not days[0] or not days[1]:
        return messages.say("date.since", day=days[0]) if days[0] else messages.say("date.up_to", day=days[1])
    return days[0] if days[0] == days[1] else f"{days[0]} – {days[1]}"


def adds_to(display: str, text: str) -> bool:
    """Tell whether the years in `text` are news to a reader of `display` ("19th century" → "1801–1900")."""
    said = set(re.findall(r"\d+", display))
    return not set(re.findall(r"\d+", text)) <= said


def day_text(datestamp: str, messages: Messages) -> str:
    """Return the day of a datestamp (``2026-01-31T…``)."""
    return format_date(date.fromisoformat(datestamp[:10]), "long", locale=messages.locale)


def decimal_text(value: str, messages: Messages) -> str:
    """Return a canonical decimal with the language's decimal sign, every digit kept."""
    whole, point, fraction = value.partition(".")
    return f"{whole}{messages.locale.number_symbols['latn']['decimal']}{fraction}" if point else whole


def size_text(count: int, messages: Messages) -> str:
    """Return a number of bytes in a unit that a person can compare."""
    if count < 1_000:
        return messages.count("size.bytes", count)
    unit, divisor = ("size.kb", 1_000) if count < 1_000_000 else ("size.mb", 1_000_000)
    return messages.say(unit, n=messages.number(round(count / divisor, 1)))


def _years(first: int | None, last: int | None, messages: Messages) -> str:
    if first is None or last is None:
        year = first if first is not None else last
        return _year("from" if last is None else "until", year, messages) if year is not None else ""
    if first == last:
        return _year("year", first, messages)
    if first <= 0 < last:
        return messages.say("date.years_both", first=_number(first, messages), last=_number(last, messages))
    years = f"{_number(first, messages)}–{_number(last, messages)}"
    return messages.say("date.years" if first > 0 else "date.years_bce", years=years)


def _year(form: str, year: int, messages: Messages) -> str:
    return messages.say(f"date.{form}" if year > 0 else f"date.{form}_bce", years=_number(year, messages))


def _number(year: int, messages: Messages) -> str:
    """Return a year of either era: the astronomical year 0 is 1 BCE."""
    year = year if year > 0 else 1 - year
    return messages.number(year) if year >= _GROUPED_FROM else str(year)


def _day_text(day: tuple[int, int, int] | None, messages: Messages) -> str:
    if day is None:
        return ""
    try:
        return format_date(date(*day), "long", locale=messages.locale)
    except ValueError:  # a year that the calendar of the library does not have
        return _year("year", day[0], messages)


def _read(text: str) -> tuple[int, int, int] | None:
    match = _DAY.fullmatch(text)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None
