"""Measurements as museums write them: "Выс. 15, диам. 8,2 см", "support: 411 x 244 mm", "Ram 41 x 35 x 6 cm".

The text is read from left to right as clauses, each a label ("Выс."), what was measured ("D дна", "frame:"), one number or several
with a sign of multiplication, and a unit. A unit holds for all numbers before it that have none. Words are data
(``mappings/values/dimensions.toml``). Values stay in the unit of the source.

Unlabelled numbers are height × width, and height × width × depth; in Russian and Kazakh three are length × width × height, with the doubt
``order-assumed`` (docs/dates.md, "Measurements").
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final

import msgspec

from emuseum_lod.catalogue.records import Dimension, Text
from emuseum_lod.mapping.values.vocabulary import Stems
from emuseum_lod.resources import resource

_LONGEST_TEXT: Final = 4_000
_LONGEST_PART: Final = 80
_USUAL_UNIT: Final = "cm"
_SIZE_UNITS: Final = frozenset({"mm", "cm", "m"})
_TYPE_OF_UNIT: Final = {"g": "weight", "kg": "weight", "piece": "count"}
_THREE_IN_CYRILLIC: Final = ("length", "width", "height")
_THREE: Final = ("height", "width", "depth")

_DECIMAL: Final = re.compile(r"\s*(\d{1,12})(?:[.,](\d{1,6}))?\s*", re.ASCII)
_CLAUSE: Final = re.compile(r"\|\||[;\r\n]|\s/\s")
_TOKEN: Final = re.compile(
    r"(?P<number>\d+(?:[.,]\d+)?)|(?P<times>[xх×*](?=\s*\d)|(?<=\d)\s*[XХ](?=\s*\d))|(?P<word>[^\W\d_]+|[Ø№])|(?P<mark>[:,/()\[\]=–—-])"
)
_PAPER: Final = re.compile(r"(?<!\w)[AА]([0-6])(?!\w)")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


class DimensionsReading(msgspec.Struct, frozen=True):
    """What a text says of sizes.

    `doubts`: ``unit-assumed`` (there is none, cm taken), ``order-assumed``, ``ambiguous-label`` (Д. is length or diameter), ``approximate``,
    ``unconfirmed``, ``from-format`` (A4), ``too-many-numbers``, ``number-left``, ``too-long``. `understood` is false when a number
    was left over that nothing explains.
    """

    dimensions: tuple[Dimension, ...] = ()
    understood: bool = True
    doubts: tuple[str, ...] = ()


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    start: int
    end: int


class _Group(msgspec.Struct):
    """Numbers that belong together, with what is said of them. `unit` is "" until one is found."""

    numbers: list[tuple[str, str]]
    type: str = ""
    part: str = ""
    unit: str = ""
    factor: str = "1"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    types: dict[str, list[str]]
    ambiguous: dict[str, list[str]]
    units: dict[str, dict[str, str]]
    say_nothing: dict[str, list[str]]
    aside: dict[str, list[str]]
    not_a_size: dict[str, list[str]]
    formats: dict[str, tuple[str, str]]


class _Words:
    def __init__(self, file: _File) -> None:
        self.types = Stems({word: name for name, words in file.types.items() for word in words})
        self.ambiguous = {word: name for name, words in file.ambiguous.items() for word in words}
        self.units = {
            word: (unit, factor) for unit, words in file.units.items() for word, factor in words.items()
        }
        self.say_nothing = Stems(dict.fromkeys(file.say_nothing["words"], "nothing"))
        self.aside = Stems(dict.fromkeys(file.aside["words"], "aside"))
        self.not_before = Stems(dict.fromkeys(file.not_a_size["before"], "other"))
        self.not_after = Stems(dict.fromkeys(file.not_a_size["after"], "other"))
        self.formats = file.formats


@cache
def _words() -> _Words:
    text = resource("mappings", "values", "dimensions.toml").read_text("utf-8")
    return _Words(msgspec.convert(tomllib.loads(text), _File))


def decimal(text: str) -> str | None:
    """Return a number in its canonical form ("12,50" is "12.5"), or None when the text is no positive decimal number."""
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return None
    whole, fraction = match[1].lstrip("0") or "0", (match[2] or "").rstrip("0")
    return f"{whole}.{fraction}" if fraction else whole


@lru_cache(maxsize=20_000)
def read_dimensions(text: str, lang: str = "") -> DimensionsReading:
    """Return the measurements in a text, in its order. `lang` is the language of its words, for the names of parts."""
    if len(text) > _LONGEST_TEXT:
        return DimensionsReading((), understood=False, doubts=("too-long",))
    text = unicodedata.normalize("NFC", text)
    reader = _Reader(lang)
    for clause in _CLAUSE.split(text):
        reader.read(clause)
    return reader.result(cyrillic=lang in ("ru", "kk") or bool(_CYRILLIC.search(text)))


class _Reader:
    """Reads one text. What it finds grows clause by clause."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._words = _words()
        self._groups: list[_Group] = []
        self._doubts: dict[str, None] = {}
        self._left = False

    def result(self, *, cyrillic: bool) -> DimensionsReading:
        self._spread_units()
        dimensions = tuple(
            dimension for group in self._groups for dimension in self._dimensions(group, cyrillic=cyrillic)
        )
        return DimensionsReading(dimensions, not self._left, tuple(self._doubts))

    def read(self, clause: str) -> None:
        """Read a clause: before each number the words that say what it is, after it its unit."""
        if paper := _PAPER.search(clause):
            self._groups.append(
                _Group([(side, "") for side in self._words.formats[f"a{paper[1]}"]], unit="mm")
            )
            self._doubts["from-format"] = None
            clause = clause[: paper.start()] + clause[paper.end() :]
        tokens = [
            _Token(str(match.lastgroup), match[0].strip(), match.start(), match.end())
            for match in _TOKEN.finditer(clause)
        ]
        before: list[_Token] = []
        at = 0
        while at < len(tokens):
            if tokens[at].kind != "number":
                before.append(tokens[at])
                at += 1
                continue
            group, after = self._numbers(tokens, at)
            if self._measures(group, before, tokens, after):
                after = self._unit(group, tokens, after)
                self._describe(group, before, clause)
                self._groups.append(group)
                before = []
            elif self._is_other(before, tokens, after):
                before = []
            else:
                before.extend(tokens[at:after])
            at = after
        if any(self._words.aside.find(token.text.lower()) for token in before):
            self._doubts["unconfirmed"] = None

    def _numbers(self, tokens: Sequence[_Token], at: int) -> tuple[_Group, int]:
        """Return the numbers from here on that are joined by a sign of multiplication, a unit between them or not."""
        numbers: list[tuple[str, str]] = []
        while True:
            number, at = self._number(tokens, at)
            numbers.append(number)
            if self._is_same_again(tokens, at, number):
                at += 1
                continue
            following = at + 1 if at < len(tokens) and tokens[at].text.lower() in self._words.units else at
            if following + 1 < len(tokens) and tokens[following].kind == "times":
                if tokens[following + 1].kind != "number":
                    return _Group(numbers), at
                at = following + 1
                continue
            return _Group(numbers), at

    def _number(self, tokens: Sequence[_Token], at: int) -> tuple[tuple[str, str], int]:
        """Return a number or a range ("1,5-2"); where the second is not bigger the dash stands for a sign of multiplication."""
        low = self._value(tokens[at].text)
        if (
            at + 2 < len(tokens)
            and tokens[at + 1].text in "-–—"
            and tokens[at + 2].kind == "number"
            and Decimal(high := self._value(tokens[at + 2].text)) > Decimal(low)
        ):
            return (low, high), at + 3
        return (low, ""), at + 1

    def _is_same_again(self, tokens: Sequence[_Token], at: int, number: tuple[str, str]) -> bool:
        """Tell whether a dash stands for a sign of multiplication ("25-25 мм")."""
        return (
            not number[1]
            and at + 1 < len(tokens)
            and tokens[at].text in "-–—"
            and tokens[at + 1].kind == "number"
            and self._value(tokens[at + 1].text) == number[0]
        )

    def _value(self, text: str) -> str:
        if self._lang == "en" and re.fullmatch(r"\d{1,3},\d{3}", text):
            text = text.replace(",", "")
        return decimal(text) or "0"

    def _measures(
        self, group: _Group, before: Sequence[_Token], tokens: Sequence[_Token], after: int
    ) -> bool:
        """Tell whether numbers measure the object, rather than count parts, say a duration or a fineness."""
        following = tokens[after].text.lower() if after < len(tokens) else ""
        previous = [token.text.lower() for token in before if token.kind == "word"]
        if following in self._words.units:
            return True
        if self._is_other(before, tokens, after):
            return False
        if len(group.numbers) > 1 or any(self._label(word) for word in previous):
            return after >= len(tokens) or tokens[after].text != ":"
        if after + 1 < len(tokens) and tokens[after].text in "-–—" and tokens[after + 1].kind == "number":
            return True
        is_part = (following.isalpha() or following in (":", "(", ",")) and bool(
            previous or following.isalpha()
        )
        if not is_part:
            self._left = True
            self._doubts["number-left"] = None
        return False

    def _is_other(self, before: Sequence[_Token], tokens: Sequence[_Token], after: int) -> bool:
        """Tell whether numbers measure something else than size: minutes, a fineness."""
        following = tokens[after].text.lower() if after < len(tokens) else ""
        previous = before[-1].text.lower() if before else ""
        return bool(self._words.not_after.find(following) or self._words.not_before.find(previous))

    def _unit(self, group: _Group, tokens: Sequence[_Token], after: int) -> int:
        if after < len(tokens) and (found := self._words.units.get(tokens[after].text.lower())):
            group.unit, group.factor = found
            return after + 1
        return after

    def _label(self, word: str) -> str:
        return self._words.types.find(word) or self._words.ambiguous.get(word, "")

    def _describe(self, group: _Group, before: Sequence[_Token], clause: str) -> None:
        """Find in the words before the numbers what they measure, and of which part."""
        part: list[_Token] = []
        for token in before:
            word = token.text.lower()
            if self._words.aside.find(word):
                self._doubts["unconfirmed"] = None
            elif self._words.say_nothing.find(word):
                if word in ("ок", "около", "прибл", "шамамен", "approx", "ca", "c", "circa", "approximate"):
                    self._doubts["approximate"] = None
            elif token.kind == "word" and not group.type and self._label(word):
                group.type = self._label(word)
                if word in self._words.ambiguous:
                    self._doubts["ambiguous-label"] = None
            elif token.kind in ("word", "number"):
                part.append(token)
        if part:
            group.part = _closed(clause[part[0].start : part[-1].end][:_LONGEST_PART].rstrip(" ,:-–—(["))

    def _spread_units(self) -> None:
        """Give numbers without a unit that of the next ones with a unit of length, else of those before, else centimetres."""
        unit, factor = "", "1"
        for group in reversed(self._groups):
            if group.unit in _SIZE_UNITS:
                unit, factor = group.unit, group.factor
            elif not group.unit and unit and group.type not in ("weight", "count"):
                group.unit, group.factor = unit, factor
        for group in self._groups:
            if group.unit in _SIZE_UNITS:
                unit = group.unit
            elif not group.unit:
                self._doubts["unit-assumed"] = None
                usual = {"weight": "g", "count": "piece"}.get(group.type, unit or _USUAL_UNIT)
                group.unit = usual

    def _dimensions(self, group: _Group, *, cyrillic: bool) -> Iterator[Dimension]:
        part = Text(group.part, self._lang) if group.part else None
        for (low, high), name in zip(group.numbers, self._names(group, cyrillic=cyrillic), strict=True):
            yield Dimension(
                type=name,
                value=_times(low, group.factor),
                unit=group.unit,
                value_max=_times(high, group.factor) if high else "",
                part=part,
            )

    def _names(self, group: _Group, *, cyrillic: bool) -> tuple[str, ...]:
        count = len(group.numbers)
        if group.type and not (count > 1 and group.type == "weight"):
            return (group.type,) * count
        if group.unit in _TYPE_OF_UNIT:
            return (_TYPE_OF_UNIT[group.unit],) * count
        if count == 2:
            return ("height", "width")
        if count == 3:
            if cyrillic:
                self._doubts["order-assumed"] = None
                return _THREE_IN_CYRILLIC
            return _THREE
        if count > 3:
            self._doubts["too-many-numbers"] = None
        return ("unknown",) * count


def _closed(part: str) -> str:
    """Return the name of a part with the bracket closed that its last word stood in."""
    for opening, closing in ("()", "[]"):
        if part.count(opening) > part.count(closing):
            part += closing
    return part


def _times(value: str, factor: str) -> str:
    return value if factor == "1" else decimal(f"{Decimal(value) * Decimal(factor):f}") or "0"
