"""What the clauses of a date mean together: the stretches of time of the object's making, by a policy."""

from collections.abc import Sequence

from emuseum_lod.mapping.values.calendar import Day, Stretch, day_after, day_before, years, years_of_hijri
from emuseum_lod.mapping.values.date_clauses import Clause
from emuseum_lod.mapping.values.date_points import NotADate, Point, stretch_of, widen
from emuseum_lod.mapping.values.date_policy import Policy

_STYLES_APART = range(10, 14)
"""Days between the Julian and the Gregorian calendar, 1582 to 1918: "8/21 октября"."""


Said = tuple[Clause, Stretch]
"""A clause and the time it says."""


def meaning(clauses: Sequence[Clause], policy: Policy, doubts: dict[str, None]) -> tuple[list[Stretch], bool]:
    """Return the stretches that the clauses mean, and whether the time is one of them only. Raises NotADate."""
    clauses = _of_the_making(clauses, policy, doubts)
    found: list[Said] = []
    for clause in clauses:
        if clause.undated and not _is_dated(clause):
            if len(clauses) > 1:
                doubts["partly-undated"] = None
            continue
        if not clause.said:
            continue
        said = (clause, _clause(clause, policy, doubts))
        if found and (together := _together(found[-1], said, doubts)):
            found[-1] = together
        else:
            found.append(said)
    if not found:
        doubts.pop("partly-undated", None)
    if any(stretch.begin is None for _, stretch in found) and any(
        stretch.end is None for _, stretch in found
    ):
        raise NotADate("contradiction")
    one_of = any(clause.link == "or" for clause, _ in found)
    return _distinct([stretch for _, stretch in found], found), one_of


def _of_the_making(clauses: Sequence[Clause], policy: Policy, doubts: dict[str, None]) -> list[Clause]:
    """Return the clauses about the object's making, without what happened to it later and without another object's."""
    kept: list[Clause] = []
    later = ""
    for clause in clauses:
        later = clause.later or (
            later if clause.link in (",", "or", "and", "until") and not clause.role else ""
        )
        if later and later not in policy.later_made:
            continue
        kept.append(clause)
    roles = {clause.role for clause in kept}
    if "copy" in roles and "original" in roles:
        kept = [clause for clause in kept if clause.role == "copy"]
    elif "copy" in roles and any(clause.said and not clause.role for clause in kept):
        doubts["copy"] = None
    if "acquired" in roles:
        doubts["acquired"] = None
    return kept


def _is_dated(clause: Clause) -> bool:
    return any(point.year or point.based for point in clause.points)


def _together(previous: Said, said: Said, doubts: dict[str, None]) -> Said | None:
    """Return what two neighbouring clauses say together, where one continues, narrows or explains the other; otherwise None."""
    (earlier, before), (clause, stretch) = previous, said
    if clause.link == "until":
        return clause, _between(before.begin, stretch.end)
    if earlier.points[-1].era == "hijri" and clause.points[-1].era != "hijri":
        # The year of our era is the finer one; where they contradict each other, the Hijra's is the object's own.
        return said if _overlap(before, stretch, doubts) else previous
    if clause.link == "=":
        _overlap(before, stretch, doubts)
        return said
    if clause.link in (",", "(") and _is_period(earlier) != _is_period(clause):
        _overlap(before, stretch, doubts)
        return previous if _is_period(clause) else said
    if clause.link in (",", "(") and _is_vague(earlier) and _within(stretch, before):
        return said
    return _bounds(before, said)


def _bounds(before: Stretch, said: Said) -> Said | None:
    """Return two bounds as one stretch: "не ранее 1850 и не позднее 1870"."""
    clause, stretch = said
    if before.end is None and stretch.begin is None:
        return clause, _between(before.begin, stretch.end)
    if before.begin is None and stretch.end is None:
        return clause, _between(stretch.begin, before.end)
    return None


def _between(begin: Day | None, end: Day | None) -> Stretch:
    if begin and end and begin > end:
        raise NotADate("contradiction")
    return Stretch(begin, end)


def _is_period(clause: Clause) -> bool:
    """Tell whether a clause gives a period of the vocabulary; years or centuries that a museum gives beside it are its own and go first."""
    return all(point.period for point in clause.points)


def _is_vague(clause: Clause) -> bool:
    """Tell whether a clause gives no more than a century or a named time, so that another may narrow it."""
    return all(point.based for point in clause.points)


def _overlap(one: Stretch, other: Stretch, doubts: dict[str, None]) -> bool:
    """Tell whether two stretches have a day in common; if not, that is a doubt."""
    apart = (one.end and other.begin and one.end < other.begin) or (
        other.end and one.begin and other.end < one.begin
    )
    if apart:
        doubts["contradiction"] = None
    return not apart


def _within(inner: Stretch, outer: Stretch) -> bool:
    if not inner.begin or not inner.end:
        return False
    return (outer.begin is None or outer.begin <= inner.begin) and (
        outer.end is None or inner.end <= outer.end
    )


def _distinct(stretches: list[Stretch], found: Sequence[Said]) -> list[Stretch]:
    """Return the stretches in order of time, without those inside another; centuries and their parts in a row made one."""
    ordered = sorted(
        stretches,
        key=lambda one: (one.begin or (-(10**9), 1, 1), tuple(-n for n in one.end or (10**9, 1, 1))),
    )
    kept: list[Stretch] = []
    vague = all(_is_vague(clause) or any(point.decade for point in clause.points) for clause, _ in found)
    for stretch in ordered:
        if kept and _within(stretch, kept[-1]):
            continue
        if kept and vague and kept[-1].end and stretch.begin and stretch.begin <= day_after(kept[-1].end):
            last = kept.pop()
            stretch = Stretch(  # noqa: PLW2901  # the two are one from here on
                last.begin,
                stretch.end,
                (last.circa[0], stretch.circa[1]),
                (last.uncertain[0], stretch.uncertain[1]),
            )
        kept.append(stretch)
    return kept


def _clause(clause: Clause, policy: Policy, doubts: dict[str, None]) -> Stretch:
    """Return the stretch of one clause."""
    points = _hijri_pairs(clause)
    stretches = [stretch_of(point, policy, doubts) for point in points]
    if clause.turn:
        return _turn(stretches, policy)
    stretch = _range(points, stretches, doubts) if len(stretches) > 1 else stretches[0]
    circa = (clause.circa or points[0].circa, clause.circa or points[-1].circa)
    uncertain = (clause.uncertain or points[0].uncertain, clause.uncertain or points[-1].uncertain)
    if clause.bound:
        bounded = _bounded(clause.bound, stretch, len(points), policy)
        return bounded._replace(circa=circa, uncertain=uncertain)
    if any(circa) and policy.circa and len(points) == 1 and _is_single_year(points[0]):
        return widen(stretch, policy.circa)._replace(uncertain=uncertain)
    return stretch._replace(circa=circa, uncertain=uncertain)


def _is_single_year(point: Point) -> bool:
    exact = point.in_year or point.part or point.fraction or point.decade or point.based
    return not exact and point.digits <= 4 and not point.ago


def _hijri_pairs(clause: Clause) -> list[Point]:
    """Return the points of a clause without those that only say the year of the Hijra or the old style of the next.

    "301/914-331/943" is 914–943, "8/21 октября" the 21st.
    """
    kept: list[Point] = []
    for index, point in enumerate(clause.points):
        following = clause.points[index + 1] if index + 1 < len(clause.points) else None
        if following and clause.joints[index] == "/" and _says_the_same(point, following):
            continue
        kept.append(point)
    return kept


def _says_the_same(one: Point, other: Point) -> bool:
    if one.number and other.number:
        return other.number - one.number in _STYLES_APART or other.number < one.number
    if one.era == "hijri" and other.era != "hijri":
        return True
    if not (one.year and other.year) or one.era or other.era == "hijri":
        return False
    first, last = years_of_hijri(one.year)
    return first - 1 <= other.year <= last + 1


def _range(points: Sequence[Point], stretches: Sequence[Stretch], doubts: dict[str, None]) -> Stretch:
    first, last = stretches[0], stretches[-1]
    if None in (first.begin, first.end, last.begin, last.end):
        raise NotADate("unreadable-words")
    begin, end = first.begin, last.end
    if begin and end and begin > end:
        if not points[0].based:
            doubts["reversed"] = None
        begin, end = last.begin, first.end
    middle = [stretch for stretch in stretches[1:-1] if stretch.begin and stretch.end]
    begin = min([day for day in (begin, *(one.begin for one in middle)) if day])
    end = max([day for day in (end, *(one.end for one in middle)) if day])
    return Stretch(begin, end)


def _turn(stretches: Sequence[Stretch], policy: Policy) -> Stretch:
    """Return the years around the boundary between two centuries, or around the year that begins one."""
    begin = stretches[-1].begin
    if begin is None:
        raise NotADate("unreadable-words")
    boundary = begin[0] - policy.century_start if begin[0] % 100 == policy.century_start else begin[0]
    return years(boundary - policy.turn, boundary + policy.turn)


def _bounded(bound: str, stretch: Stretch, count: int, policy: Policy) -> Stretch:
    """Return the time before or after a stretch."""
    if (bound == "from" and count > 1) or (bound not in ("before", "from") and policy.open_bounds == "exact"):
        return stretch
    if bound == "before":
        return Stretch(None, day_before(stretch.begin) if stretch.begin else None)
    if bound == "after":
        return Stretch(day_after(stretch.end) if stretch.end else None, None)
    if bound == "not_after":
        return Stretch(None, stretch.end)
    return Stretch(stretch.begin, None)
