"""Days, stretches of days, and how both are written: ISO 8601 with astronomical years, and EDTF (ISO 8601-2).

Years are astronomical throughout: 0 is 1 BCE, -499 is 500 BCE. The calendar is the proleptic Gregorian one of ISO 8601.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from emuseum_lod.catalogue.records import Span

Day = tuple[int, int, int]
"""Year, month, day."""

FARTHEST_YEAR: Final = 9_999_999
_MOST_MEMBERS: Final = 24
"""Dates that are written as an EDTF set, at most; a longer list has none."""

_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_GIVEN: Final = re.compile(r"([+-]?)(\d{1,7})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)


class Stretch(NamedTuple):
    """From one day to another, both inclusive; None is open. `season` is an EDTF season of the year (21 spring … 24 winter).

    `circa` and `uncertain` say whether the beginning and the end are so.
    """

    begin: Day | None
    end: Day | None
    circa: tuple[bool, bool] = (False, False)
    uncertain: tuple[bool, bool] = (False, False)
    season: int = 0


def month_length(year: int, month: int) -> int:
    """Return the number of days of a month."""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _LENGTHS[month - 1]


def day_before(day: Day) -> Day:
    """Return the day before."""
    year, month, number = day
    if number > 1:
        return (year, month, number - 1)
    if month > 1:
        return (year, month - 1, month_length(year, month - 1))
    return (year - 1, 12, 31)


def day_after(day: Day) -> Day:
    """Return the day after."""
    year, month, number = day
    if number < month_length(year, month):
        return (year, month, number + 1)
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def from_julian(day: Day) -> Day:
    """Return a day of the Julian calendar in the Gregorian one. Its year is 1583 or later."""
    year, month, _ = day
    of = year if month > 2 else year - 1
    for _ in range(of // 100 - of // 400 - 2):
        day = day_after(day)
    return day


def years_of_hijri(year: int) -> tuple[int, int]:
    """Return the first and the last Gregorian year that a year of the Hijra has days in.

    The mean Islamic year of 354.367 days from 16 July 622 (Julian) is exact to a day or two, so it may err for a
    year that begins within that of New Year.
    """
    return int(year * 0.970229 + 621.5774), int((year + 1) * 0.970229 + 621.5774 - 0.003)


def years(begin: int | None, end: int | None) -> Stretch:
    """Return a stretch of whole years."""
    return Stretch(None if begin is None else (begin, 1, 1), None if end is None else (end, 12, 31))


def given_day(text: str, *, last: bool) -> Day | None:
    """Return the first or last day of a year, month or day given as data; None for an empty text.

    Takes what `Span` holds, and bare years ("1850", "-499", "80"). Raises ValueError for anything else.
    """
    text = text.strip().replace("\N{MINUS SIGN}", "-")
    if not text:
        return None
    match = _GIVEN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text[:40]!r} is neither a year nor YYYY-MM-DD")
    year = int(match[2]) * (-1 if match[1] == "-" else 1)
    month = int(match[3]) if match[3] else 12 if last else 1
    if not 1 <= month <= 12:
        raise ValueError(f"{text!r} has no such month")
    number = int(match[4]) if match[4] else month_length(year, month) if last else 1
    if not 1 <= number <= month_length(year, month):
        raise ValueError(f"{text!r} has no such day")
    return (year, month, number)


def span(stretches: Sequence[Stretch], *, one_of: bool = False) -> Span:
    """Return the span from the first to the last of some stretches, with the EDTF of all of them.

    `one_of`: it is one of them and nobody knows which.
    """
    begins = [stretch.begin for stretch in stretches]
    ends = [stretch.end for stretch in stretches]
    begin = None if None in begins else min(day for day in begins if day)
    end = None if None in ends else max(day for day in ends if day)
    return Span(begin=_iso(begin), end=_iso(end), edtf=_edtf(stretches, one_of=one_of))


def _iso(day: Day | None) -> str:
    return f"{_year(day[0])}-{day[1]:02d}-{day[2]:02d}" if day else ""


def _year(year: int) -> str:
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"


def _edtf(stretches: Sequence[Stretch], *, one_of: bool) -> str:
    if len(stretches) == 1:
        return _edtf_one(stretches[0], "/")
    if len(stretches) > _MOST_MEMBERS or any(None in (one.begin, one.end) for one in stretches):
        return ""
    members = [_edtf_one(stretch._replace(season=0), "..") for stretch in stretches]
    if "" in members:
        return ""
    return ("[{}]" if one_of else "{{{}}}").format(",".join(dict.fromkeys(members)))


def _edtf_one(stretch: Stretch, between: str) -> str:
    """Return a stretch as one date where it is a year, month or day, otherwise as an interval of its coarsest unit."""
    begin, end = stretch.begin, stretch.end
    first = min(day for day in (begin, end) if day)
    if stretch.season:
        return f"{_year(first[0])}-{stretch.season}" + _mark(stretch.circa[0], stretch.uncertain[0])
    size = max(_size(begin, last=False), _size(end, last=True))
    low, high = _edtf_day(begin, size), _edtf_day(end, size)
    if not low or not high:
        return ""
    circa, uncertain = stretch.circa, stretch.uncertain
    if low == high:
        return low + ("" if low.startswith("Y") else _mark(any(circa), any(uncertain)))
    marks = (_mark(circa[0], uncertain[0]), _mark(circa[1], uncertain[1]))
    low, high = (
        text if text.startswith("Y") or text == ".." else text + mark
        for text, mark in zip((low, high), marks, strict=True)
    )
    return low + between + high


def _mark(circa: bool, uncertain: bool) -> str:
    return "%" if circa and uncertain else "~" if circa else "?" if uncertain else ""


def _size(day: Day | None, *, last: bool) -> int:
    """Return how fine a day must be written as the beginning or end: 1 its year says it, 2 its month, 3 only the day."""
    if day is None:
        return 1
    year, month, number = day
    if (month, number) == ((12, 31) if last else (1, 1)):
        return 1
    return 2 if number == (month_length(year, month) if last else 1) else 3


def _edtf_day(day: Day | None, size: int) -> str:
    if day is None:
        return ".."
    if abs(day[0]) > 9_999:
        return f"Y{day[0]}" if size == 1 else ""
    return f"{_year(day[0])}{f'-{day[1]:02d}' if size > 1 else ''}{f'-{day[2]:02d}' if size > 2 else ''}"
