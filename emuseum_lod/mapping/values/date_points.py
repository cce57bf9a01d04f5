"""One point of a date ("кон. XIX в.", "15 мая 1937"): what is said of it, in whatever order, and the days it means by a policy."""

from typing import Final

import msgspec

from emuseum_lod.mapping.values.calendar import (
    FARTHEST_YEAR,
    Stretch,
    from_julian,
    month_length,
    years,
    years_of_hijri,
)
from emuseum_lod.mapping.values.date_policy import Part, Parts, Policy

_LAST_HIJRI: Final = 1_500
_SEASON_MONTHS: Final = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (1, 12)}
"""Winter lies at both ends of its year; what is sure of it is the year."""


class NotADate(Exception):  # noqa: N818  # no error: the way to say that a text is not understood
    """The text can't be read; the argument is the doubt's slug."""


class Numeral(msgspec.Struct, frozen=True):
    """A number whose unit isn't known yet: "V" in "V–III вв."."""

    number: int
    digits: int
    roman: bool = False
    suffix: str = ""


class Point(msgspec.Struct):
    """What is said of a point. 0 and "" are nothing said; `fraction` is which one of how many, which one 0 for the last."""

    bare: Numeral | None = None
    year: int = 0
    digits: int = 0
    decade: bool = False
    within: int = -1
    """A year or decade within the century: 20 of "20-е гг. XX в."."""
    ending: str = ""
    """The ending written onto `within`: "-е" is ``decade``."""
    century: int = 0
    millennium: int = 0
    month: int = 0
    number: int = 0
    season: int = 0
    ordinal: int = -1
    fraction: tuple[int, int] | None = None
    part: Part | None = None
    era: str = ""
    era_first: bool = False
    ago: bool = False
    plural: bool = False
    old_style: bool = False
    circa: bool = False
    uncertain: bool = False
    ablative: bool = False
    named: Stretch | None = None
    period: bool = False
    """Whether `named` is a period of the vocabulary, whose years are ours and not the museum's."""
    first_centuries: bool = False

    @property
    def said(self) -> bool:
        """Whether anything countable was said."""
        return bool(
            self.bare
            or self.year
            or self.based
            or self.month
            or self.season
            or self.within >= 0
            or self.number
        )

    @property
    def based(self) -> bool:
        """Whether there is a whole by itself: a century, a millennium, a named time."""
        return bool(self.century or self.millennium or self.named or self.first_centuries)

    @property
    def in_year(self) -> bool:
        """Whether it is a part of a year: a day, month or season."""
        return bool(self.month or self.season)


def stretch_of(point: Point, policy: Policy, doubts: dict[str, None]) -> Stretch:
    """Return the days that a point means. Raises NotADate."""
    if (
        (point.based and (point.year or point.in_year))
        or (point.in_year and point.decade)
        or point.ordinal >= 0
        or (point.month and point.season)
    ):
        raise NotADate("unreadable-words")
    if point.named:
        return _part(point, point.named, policy) if point.part or point.fraction else point.named
    if point.in_year:
        return _in_year(point, policy)
    return _part(point, _whole(point, policy, doubts), policy)


def _whole(point: Point, policy: Policy, doubts: dict[str, None]) -> Stretch:
    """Return the years of the century, decade or year, before any part of it is taken."""
    if point.first_centuries:
        return years(1, policy.first_centuries)
    if point.century or point.millennium:
        whole = _hundreds(point, policy)
        return _within(point, whole, policy) if point.within >= 0 else whole
    if point.within >= 0:
        raise NotADate("no-year")
    if point.decade and point.year % 10 == 0:
        if point.year % 100 == 0:
            if policy.hundreds == "century":
                return _checked(years(max(point.year, 1), point.year + 99), policy)
            doubts["ambiguous-decade"] = None
        return _checked(years(point.year, point.year + 9), policy)
    return _year(point, policy)


def _hundreds(point: Point, policy: Policy) -> Stretch:
    count, size = (point.century, 100) if point.century else (point.millennium, 1_000)
    if point.era == "bce":
        return _checked(years(1 - size * count, size - size * count), policy)
    if point.era == "hijri":
        first, last = size * (count - 1) + 1, size * count
        return years(years_of_hijri(first)[0], years_of_hijri(last)[1])
    first = size * (count - 1) + policy.century_start
    return _checked(years(max(first, 1), first + size - 1), policy)


def _within(point: Point, century: Stretch, policy: Policy) -> Stretch:
    if point.era in ("bce", "hijri") or not point.century or not century.begin:
        raise NotADate("unreadable-number")
    first = 100 * (point.century - 1) + point.within
    is_decade = point.within % 10 == 0 and point.decade
    return _checked(years(max(first, 1), first + (9 if is_decade else 0)), policy)


def _year(point: Point, policy: Policy) -> Stretch:
    year = point.year
    if point.ago:
        return _years_ago(year, policy)
    if point.era == "hijri":
        if not 0 < year <= _LAST_HIJRI:
            raise NotADate("impossible-year")
        return years(*years_of_hijri(year))
    if point.era == "bce":
        return _checked(years(1 - year, 1 - year), policy) if year else _no_year()
    return _checked(years(year, year), policy) if year else _no_year()


def _no_year() -> Stretch:
    raise NotADate("no-year")


def _years_ago(ago: int, policy: Policy) -> Stretch:
    """Return a time counted back, no finer than it is said: a million years ago is 1,000,000 BCE and not 998,000."""
    before_christ = ago - policy.years_ago_from + 1
    if before_christ < 1:
        return _checked(years(policy.years_ago_from - ago, policy.years_ago_from - ago), policy)
    unit = 10 ** max(0, len(str(before_christ)) - policy.years_ago_figures)
    year = 1 - (before_christ + unit // 2) // unit * unit
    return _checked(years(year, year), policy)


def _checked(stretch: Stretch, policy: Policy) -> Stretch:
    begin, end = stretch.begin, stretch.end
    if not begin or not end or begin[0] < -FARTHEST_YEAR or begin[0] > policy.latest_year or begin > end:
        raise NotADate("impossible-year")
    return stretch


def _in_year(point: Point, policy: Policy) -> Stretch:
    if not point.year:
        raise NotADate("no-year")
    whole = _year(point, policy)
    if whole.begin != (whole.end and (whole.end[0], 1, 1)) or whole.begin is None:
        raise NotADate("unreadable-number")  # a month of the Hijra
    year = whole.begin[0]
    if point.season:
        first, last = _SEASON_MONTHS[point.season]
        return Stretch((year, first, 1), (year, last, month_length(year, last)), season=point.season)
    length = month_length(year, point.month)
    if point.number > length:
        raise NotADate("impossible-day")
    if point.number:
        begin = end = (year, point.month, point.number)
    elif point.part or point.fraction:
        first, last = _third_of_month(point, length)
        begin, end = (year, point.month, first), (year, point.month, last)
    else:
        begin, end = (year, point.month, 1), (year, point.month, length)
    if point.old_style and year > 1582:
        begin, end = from_julian(begin), from_julian(end)
    return Stretch(begin, end)


def _third_of_month(point: Point, length: int) -> tuple[int, int]:
    """Return the days of a part of a month: its first ten days, the next ten, the rest; or an exact fraction."""
    if point.part:
        return {"early": (1, 10), "mid": (11, 20), "late": (21, length)}[point.part]
    which, count = point.fraction or (1, 1)
    which = which or count
    return (which - 1) * length // count + 1, which * length // count


def _part(point: Point, whole: Stretch, policy: Policy) -> Stretch:
    """Return the part or fraction of some years; of a single year it is a part of its months."""
    if not (point.part or point.fraction) or whole.begin is None or whole.end is None:
        return whole
    first, size = whole.begin[0], whole.end[0] - whole.begin[0] + 1
    of, count = (size, size) if size > 1 else (12, 1)
    if point.part:
        offsets, unit = _offsets(of, policy)
        low, high = (offset * of // unit for offset in offsets[point.part])
    else:
        which, parts = point.fraction or (1, 1)
        which = which or parts
        low, high = (which - 1) * of // parts, which * of // parts
    if high <= low:
        raise NotADate("unreadable-number")
    if count == 1:
        return Stretch((first, low + 1, 1), (first, high, month_length(first, high)))
    return years(first + low, first + high - 1)


def _offsets(size: int, policy: Policy) -> tuple[Parts, int]:
    parts = policy.year_parts if size == 12 else policy.decade_parts if size == 10 else policy.century_parts
    return parts, 12 if size == 12 else 10 if size == 10 else 100


def widen(stretch: Stretch, by: int) -> Stretch:
    """Return a stretch of years some years wider at either end."""
    if not stretch.begin or not stretch.end:
        return stretch
    return years(stretch.begin[0] - by, stretch.end[0] + by)
