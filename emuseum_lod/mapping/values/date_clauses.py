"""A date's tokens as clauses: "1970, printed 2011" is two, the second about something that happened later.

A clause has one point or several in a row ("кон. XIX – нач. XX в."), each collected word by word in any order, because Kazakh puts behind a
date what Russian and English put before it. What a point leaves out it takes from its neighbours.
"""

from collections.abc import Sequence
from typing import Final, get_args

import msgspec

from emuseum_lod.mapping.values.date_points import NotADate, Numeral, Point
from emuseum_lod.mapping.values.date_policy import Part
from emuseum_lod.mapping.values.date_tokens import Token

_BOUNDS: Final = ("before", "after", "not_after", "not_before")
_PARTS: Final[tuple[Part, ...]] = get_args(Part)
_ROLES: Final = ("copy", "original", "acquired")
_ASIDE: Final = frozenset({"bce", "ce", "circa", "uncertain", "old_style", "new_style", "turn", "between"})
"""What a bracket may hold without being a clause: "(б.з.д.)", "(ст.)"."""


class Clause(msgspec.Struct):
    """A clause. `link` joins it to the one before: ``,`` ``;`` ``(`` ``or`` ``and`` ``=`` (that is) ``until``."""

    link: str = ","
    points: list[Point] = msgspec.field(default_factory=lambda: [Point()])
    joints: list[str] = msgspec.field(default_factory=list)
    """What stands between two points: ``-``, ``-tight`` (a dash without blanks) or ``/``."""
    bound: str = ""
    turn: bool = False
    between: bool = False
    circa: bool = False
    uncertain: bool = False
    undated: bool = False
    role: str = ""
    later: str = ""

    @property
    def said(self) -> bool:
        """Whether any of its points is more than an empty place."""
        return any(point.said or point.part or point.fraction for point in self.points)


class Parser:
    """Reads tokens into `clauses`. Raises NotADate for what makes no sense."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        """Read the tokens."""
        self.clauses: list[Clause] = [Clause()]
        self._tokens = tokens
        self._ranges_by_and = any(token.means("between") or token.means("turn") for token in tokens)
        for at, token in enumerate(tokens):
            self._take(token, at)
        self.clauses = _merged(self.clauses)

    @property
    def _clause(self) -> Clause:
        return self.clauses[-1]

    @property
    def _point(self) -> Point:
        return self._clause.points[-1]

    def _take(self, token: Token, at: int) -> None:
        if token.kind in ("number", "roman"):
            self._numeral(token)
        elif token.kind == "phrase":
            self._phrase(token, self._tokens[at + 1] if at + 1 < len(self._tokens) else Token(""))
        elif token.kind == "day":
            self._start_if(self._point.said, ",")
            self._point.year, self._point.month, self._point.number = token.day
            self._point.digits = 4
            if not 1 <= self._point.month <= 12:
                raise NotADate("impossible-day")
        elif token.kind == "unknown":
            raise NotADate("unknown-word")
        else:
            self._mark(token, at)

    def _mark(self, token: Token, at: int) -> None:
        if token.kind in ("-", "/"):
            following = self._tokens[at + 1] if at + 1 < len(self._tokens) else Token("")
            if self._point.said or (self._point.part and any(following.means(part) for part in _PARTS)):
                self._range("-tight" if token.tight and token.kind == "-" else token.kind)
        elif token.kind == "?":
            self._flag("uncertain")
        elif token.kind == "(":
            if self._clause.said and not self._is_aside(at):
                self._start("(")
        elif token.kind == ")":
            if self._clause.link == "(":
                self._start(",")
        else:
            self._start(token.kind)

    def _is_aside(self, at: int) -> bool:
        for token in self._tokens[at + 1 :]:
            if token.kind == ")":
                break
            if token.kind != "?" and not (token.meanings and _ASIDE.issuperset(token.meanings)):
                return False
        return True

    def _start(self, link: str) -> None:
        if self._clause == Clause(link=self._clause.link):
            self._clause.link = link if link in ("or", "and", "=") else self._clause.link
        else:
            self.clauses.append(Clause(link=link))

    def _start_if(self, condition: object, link: str) -> None:
        if condition:
            self._start(link)

    def _range(self, joint: str) -> None:
        self._clause.joints.append(joint)
        self._clause.points.append(Point())

    def _numeral(self, token: Token) -> None:
        self._start_if(self._point.named and not self._point.part, ",")
        point = self._point
        if token.kind == "number" and token.digits > 2:
            if point.ablative:
                self._clause.bound = "from"
                self._range("-")
                point = self._point
            if point.year:
                raise NotADate("unreadable-number")
            point.year, point.digits = token.number, token.digits
            point.decade = token.suffix == "decade"
        elif point.month and not point.number and token.kind == "number" and not token.suffix:
            if not 1 <= token.number <= 31:
                raise NotADate("impossible-day")
            point.number = token.number
        elif point.bare:
            raise NotADate("unreadable-number")
        else:
            point.bare = Numeral(token.number, token.digits, token.kind == "roman", token.suffix)

    def _phrase(self, token: Token, following: Token) -> None:  # noqa: C901, PLR0912, PLR0915  # one line a meaning: a table in the form of a function
        clause, point = self._clause, self._point
        means = token.means
        if means("later") and (clause.said or len(self.clauses) > 1 or not means("made")):
            self._start_if(clause.said or clause.later, ",")
            self._clause.later = token.meanings["later"]
        elif means("made"):
            pass
        elif means("until"):
            self._start_if(clause.said, "until")
            self._clause.link = "until"
        elif any(means(role) for role in _ROLES):
            self._start_if(clause.said, ",")
            self._clause.role = next(role for role in _ROLES if means(role))
        elif means("century") or means("millennium"):
            self._whole("century" if means("century") else "millennium")
        elif means("fraction"):
            self._fraction(token.meanings["fraction"])
        elif means("ordinal"):
            point.ordinal = token.meanings["ordinal"]
        elif means("month"):
            self._month(token.meanings["month"])
        elif means("season"):
            point.season = token.meanings["season"]
        elif any(means(part) for part in _PARTS):
            self._part(next(part for part in _PARTS if means(part)))
        elif means("ago") and (point.digits > 4 or not means("before")):
            point.ago = True
        elif any(means(bound) for bound in _BOUNDS):
            self._bound(next(bound for bound in _BOUNDS if means(bound)), following)
        elif means("from"):
            self._from(following)
        elif means("year") or means("years") or means("year_from"):
            self._year(plural=means("years"))
            point.ablative = means("year_from")
        elif means("bce") or means("ce") or means("hijri"):
            point.era = next(era for era in ("bce", "ce", "hijri") if means(era))
            point.era_first = not point.said
        elif means("circa") or means("uncertain"):
            self._flag("circa" if means("circa") else "uncertain")
        elif means("named") or means("period"):
            self._named(token)
        elif means("first_centuries"):
            point.first_centuries = True
        elif means("and") and self._ranges_by_and:
            self._range("-")
        elif means("or") or means("and") or means("that_is"):
            self._start("or" if means("or") else "and" if means("and") else "=")
        elif means("to"):
            if point.said:
                self._range("-")
        elif means("turn"):
            clause.turn = True
        elif means("between"):
            clause.between = True
        elif means("undated"):
            clause.undated = True
        elif means("old_style"):
            for each in clause.points:
                each.old_style = True

    def _flag(self, flag: str) -> None:
        """Note that something is about or perhaps: before the first point and behind the last it is said of the whole clause."""
        whole = len(self._clause.points) == 1 or self._point.said
        setattr(self._clause if whole else self._point, flag, True)

    def _bound(self, bound: str, following: Token) -> None:
        """Take "до": before, or the other end of "от … до …"."""
        clause = self._clause
        if clause.bound == "from" and bound == "before" and self._point.said:
            if following.kind in ("number", "roman", "day") and len(clause.points) == 1:
                self._range("-")
        elif clause.bound:
            if not self._point.said:
                raise NotADate("unreadable-words")
            self._start(",")
            self._clause.bound = bound
        else:
            clause.bound = bound

    def _from(self, following: Token) -> None:
        """Take "с": from; behind a date only at its end ("1850 ж. бастап"), and not in "копия с оригинала"."""
        if not self._point.said or following.kind in ("", ",", ";", ")"):
            self._clause.bound = self._clause.bound or "from"
        elif not following.means("original"):
            raise NotADate("unreadable-words")

    def _named(self, token: Token) -> None:
        """Take a named time. "позднее средневековье" is not after the Middle Ages."""
        if self._clause.bound and not self._point.said:
            raise NotADate("unreadable-words")
        self._start_if(self._point.said, ",")
        self._point.period = token.means("period")
        self._point.named = token.meanings["period" if self._point.period else "named"]

    def _whole(self, unit: str) -> None:
        point = self._point
        if point.bare is None and point.ordinal >= 0:
            point.bare, point.ordinal = Numeral(point.ordinal, 1), -1
        if point.bare is None:
            if point.year or point.in_year:
                raise NotADate("unreadable-words")
            return  # "I-IV в. в."; "начало века" shows later that no number is there
        if getattr(point, unit) or not point.bare.number:
            raise NotADate("unreadable-number")
        setattr(point, unit, point.bare.number)
        point.bare = None

    def _fraction(self, count: int) -> None:
        point = self._point
        which = point.ordinal if point.ordinal >= 0 else point.bare.number if point.bare else -1
        if not 0 <= which <= count:
            raise NotADate("unreadable-number")
        point.fraction = (which, count)
        if point.ordinal >= 0:
            point.ordinal = -1
        else:
            point.bare = None

    def _month(self, month: int) -> None:
        point = self._point
        if point.month:
            raise NotADate("unreadable-words")
        point.month = month
        if point.bare and not point.bare.roman:
            if not 1 <= point.bare.number <= 31:
                raise NotADate("impossible-day")
            point.number, point.bare = point.bare.number, None

    def _part(self, part: Part) -> None:
        if self._point.part and self._point.said:
            self._range("-")
        self._point.part = part

    def _year(self, *, plural: bool) -> None:
        point = self._point
        if point.bare and not point.bare.roman:
            if point.century or plural or point.bare.suffix == "decade":
                point.within, point.ending = point.bare.number, point.bare.suffix
                point.decade = plural or point.bare.number % 10 == 0
            else:
                point.year, point.digits = point.bare.number, 4
            point.bare = None
        point.plural = point.plural or plural


def _merged(clauses: list[Clause]) -> list[Clause]:
    """Return the clauses that say a time; what only qualifies ("вероятно, …", "…, or later") goes to its neighbour."""
    kept: list[Clause] = []
    waiting: Clause | None = None
    for clause in clauses:
        if clause.said or clause.undated:
            if waiting is not None:
                _qualify(clause, waiting)
                waiting = None
            kept.append(clause)
        elif clause.later or clause.role:
            kept.append(clause)
        elif clause != Clause(link=clause.link):
            if kept and kept[-1].said:
                _qualify(kept[-1], clause)
            else:
                waiting = clause
    return kept


def _qualify(clause: Clause, by: Clause) -> None:
    clause.circa = clause.circa or by.circa
    clause.uncertain = clause.uncertain or by.uncertain
    clause.bound = clause.bound or by.bound
    clause.turn = clause.turn or by.turn
    clause.points[-1].era = clause.points[-1].era or by.points[-1].era
