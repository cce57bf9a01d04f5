"""What a point of a date leaves out and takes from its neighbours: the century of "V–III вв.", the year of a mere month."""

from collections.abc import Sequence
from itertools import pairwise

from emuseum_lod.mapping.values.date_clauses import Clause
from emuseum_lod.mapping.values.date_points import NotADate, Numeral, Point
from emuseum_lod.mapping.values.date_policy import Policy


def complete(clauses: Sequence[Clause], policy: Policy, doubts: dict[str, None]) -> list[Clause]:
    """Complete the points of all clauses, within each and from clause to clause; return those that are left.

    "10 сәуір, 2026" is one clause.
    """
    for clause in clauses:
        for left, right, joint in zip(clause.points, clause.points[1:], clause.joints, strict=False):
            _pair(left, right, joint, policy, doubts)
        if len(clause.points) == 1 and len(clauses) == 1:
            _lone(clause.points[0])
    kept = _joined(clauses)
    dated = [clause for clause in kept if clause.said]
    for earlier, later in reversed(list(pairwise(dated))):
        _from_next(earlier, later)
    for earlier, later in pairwise(dated):
        _from_previous(earlier, later)
    for clause in dated:
        for point in clause.points:
            _settle(point, doubts)
    return kept


def _pair(left: Point, right: Point, joint: str, policy: Policy, doubts: dict[str, None]) -> None:
    """Complete the two ends of a range by each other."""
    _eras(left, right)
    if right.within >= 0 and left.year and not (left.century or right.century):
        right.bare = Numeral(right.within, 2, suffix=right.ending)  # "1921-22 гг."
        right.within, right.decade = -1, False
    if right.bare:
        _right_bare(left, right, joint, policy, doubts)
    if left.bare:
        _left_bare(left, right)
    for one, other in ((left, right), (right, left)):
        _share(one, other)
    if right.decade and right.year and not right.part and left.year % 10 == 0 and not left.in_year:
        left.decade = True
    if right.decade and right.within >= 0 and left.within >= 0 and left.within % 10 == 0:
        left.decade = True
    left.old_style = left.old_style or right.old_style


def _share(point: Point, other: Point) -> None:
    """Give a point the year or century that only the other end says."""
    if point.in_year and not point.year:
        point.year, point.digits = other.year, other.digits
    if point.within >= 0 and not point.century:
        point.century = other.century
    if (point.part or point.fraction) and not (point.based or point.year or point.in_year):
        point.century, point.millennium = other.century, other.millennium
        point.year, point.decade, point.digits = other.year, other.decade, other.digits


def _eras(left: Point, right: Point) -> None:
    if not left.era and right.era and not right.era_first:
        left.era = right.era
    elif not right.era and left.era and left.era_first:
        right.era = left.era


def _right_bare(left: Point, right: Point, joint: str, policy: Policy, doubts: dict[str, None]) -> None:
    """Give the second number of a range its unit: a day ("14-15"), the end of a year ("1921-22"), another century."""
    bare = right.bare
    if bare is None:
        return
    if left.number and left.month and not bare.roman:
        right.month, right.number, right.year = left.month, bare.number, left.year
    elif left.year and not left.in_year and not bare.roman:
        _abbreviated(left, right, joint, policy, doubts)
    elif left.century:
        right.century = bare.number
    elif left.millennium:
        right.millennium = bare.number
    elif left.within >= 0:
        right.within, right.century, right.decade = bare.number, left.century, left.decade
    else:
        return
    right.bare = None


def _abbreviated(left: Point, right: Point, joint: str, policy: Policy, doubts: dict[str, None]) -> None:
    """Read "1921-22", "1920-30-е" and what may be a month ("1908-10")."""
    bare = right.bare
    if bare is None:
        return
    size = 10**bare.digits
    year = left.year - left.year % size + bare.number
    may_be_month = joint == "-tight" and bare.digits == 2 and 1 <= bare.number <= 12 and not bare.suffix
    if may_be_month and (year <= left.year or policy.ambiguous_pair == "month"):
        left.month = right.month = bare.number
        right.year = left.year
        return
    if may_be_month and policy.ambiguous_pair == "years" and joint == "-tight":
        doubts["year-or-month"] = None
    if year < left.year:
        raise NotADate("unreadable-number")
    right.year, right.digits = year, left.digits
    right.decade = bare.suffix == "decade" or (left.decade and year % 10 == 0)


def _left_bare(left: Point, right: Point) -> None:
    """Give the first number of a range the unit of the second."""
    bare = left.bare
    if bare is None:
        return
    if right.within >= 0 and not left.century:
        left.within, left.century, left.decade = bare.number, right.century, right.decade
    elif right.within >= 0 and left.century:
        left.within, left.decade = bare.number, right.decade
    elif right.century:
        left.century = bare.number
    elif right.millennium:
        left.millennium = bare.number
    elif right.number and right.month and not bare.roman:
        left.number, left.month, left.year = bare.number, right.month, right.year
    elif right.digits > 4 and right.year and not bare.roman:
        scale = 1_000_000 if right.year % 1_000_000 == 0 else 1_000
        left.year, left.digits = bare.number * scale, right.digits
        left.ago = right.ago
    elif right.year and right.era and not bare.roman:
        left.year, left.digits = bare.number, bare.digits
    else:
        return
    left.bare = None


def _lone(point: Point) -> None:
    """Read a plural behind a single round year as the decade: "1920 жж." (in a range or list it is that of the years)."""
    is_round_year = point.year and point.year % 10 == 0 and point.digits <= 4
    if point.plural and is_round_year and not (point.in_year or point.ago or point.era):
        point.decade = True


def _joined(clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses, "10 сәуір, 2026" made one."""
    kept: list[Clause] = []
    for clause in clauses:
        previous = kept[-1].points[-1] if kept and kept[-1].said else None
        point = clause.points[0]
        if (
            previous is not None
            and clause.link == ","
            and len(clause.points) == 1
            and previous.in_year
            and not previous.year
            and point.year
            and not (point.in_year or point.decade or clause.later or clause.role)
        ):
            for each in kept[-1].points:
                each.year, each.digits = each.year or point.year, point.digits
        elif previous is not None and clause.link == "," and _is_month_of(previous, kept[-1], clause):
            for each in clause.points:
                each.year, each.digits = previous.year, previous.digits
            kept[-1] = clause
        else:
            kept.append(clause)
    return kept


def _is_month_of(year: Point, previous: Clause, clause: Clause) -> bool:
    """Tell whether a clause says which month of the year before it: "1937 г., май"."""
    is_plain = year.year and not (year.in_year or year.decade or year.based or year.part)
    months = all(point.in_year and not point.year for point in clause.points)
    return bool(is_plain) and len(previous.points) == 1 and months and not clause.later


def _from_next(clause: Clause, following: Clause) -> None:
    """Complete "12" in "12; 18 апреля 1928", "03 июня" in "03 июня, 23 июля 1957", "XVII" in "XVII, XIX вв."."""
    giver = following.points[0]
    for point in clause.points:
        if point.in_year and not point.year:
            point.year, point.digits = giver.year, giver.digits
        if point.bare and giver.century and following.link in (",", "and", "or"):
            point.century, point.bare = point.bare.number, None
            point.era = point.era or giver.era
        elif point.bare and not point.bare.roman and giver.number and giver.month:
            point.number, point.month = point.bare.number, giver.month
            point.year, point.bare = giver.year, None
        elif (point.part or point.fraction) and not (point.based or point.year or point.in_year):
            point.century, point.year, point.decade = giver.century, giver.year, giver.decade


def _from_previous(previous: Clause, clause: Clause) -> None:
    """Complete "сент." in "1946 март, сент.", "21" in "1949 февраля 18, 21", "63" in "1860 or 63"."""
    giver = previous.points[-1]
    for point in clause.points:
        if point.in_year and not point.year:
            point.year, point.digits, point.old_style = giver.year, giver.digits, giver.old_style
        if not point.bare or point.bare.roman:
            continue
        if giver.number and giver.month:
            point.number, point.month, point.year = point.bare.number, giver.month, giver.year
            point.bare = None
        elif giver.year and not giver.in_year:
            size = 10**point.bare.digits
            year = giver.year - giver.year % size + point.bare.number
            if year > giver.year:
                point.year, point.digits, point.bare = year, giver.digits, None


def _settle(point: Point, doubts: dict[str, None]) -> None:
    """Decide what is left: a Roman numeral alone counts centuries, a small number alone nothing."""
    if point.bare is None:
        return
    if not point.bare.roman or point.century or point.year:
        raise NotADate("unreadable-number" if not point.bare.roman or point.year else "unreadable-words")
    point.century, point.bare = point.bare.number, None
    doubts["unit-assumed"] = None
