"""Accession and inventory numbers as museums write them: "КПо93-38618-38624", "ОФ-12497||НВФ-2116", "КП-123, инв. Н-45".

A number is kept as it is written, but for white space. What kind it is shows in its letters (``mappings/values/number-prefixes.csv``), which are
compared without regard to Latin look-alikes (BX is ВХ). A range stands for all of its numbers: each of them is findable.
"""

import csv
import re
from functools import cache
from typing import Final

import msgspec

from emuseum_lod.catalogue.records import Identifier
from emuseum_lod.resources import resource

LONGEST_RANGE: Final = 1_000
"""Numbers that a range may stand for; a longer one is kept as it is written, with a doubt."""
_SHORTEST_IN_RANGE: Final = 3
"""Digits from which on two numbers with a dash are a range; "36-48" may as well be a number in two steps."""
_LONGEST_TEXT: Final = 2_000

_LIKE_CYRILLIC: Final = str.maketrans("ABCEHKMOPTXaceopxy", "АВСЕНКМОРТХасеорху")
_WHITE_SPACE: Final = re.compile(r"\s+")
_BREAK: Final = re.compile(r"(?<=[^\W\d_])\n(?=[^\W\d_])|(?<=[-/])\n|\n(?=[-/])")
"""A line that ends inside a number: within its letters, or beside a dash or stroke."""
_SEPARATOR: Final = re.compile(r" ?(?:\|\||[;\n]|,(?=\s|[^\W\d_]))[ \n]?")
_AROUND_DASH: Final = re.compile(r" ?[-\u2010-\u2015\u2212] ?")
_PREFIX: Final = re.compile(r"(?:№\s*)?([^\W\d_]+(?:\.?\s?[^\W\d_]{2,})?)(?=[\W\d_]|$)")
_SERIAL: Final = re.compile(
    r"(?P<before>.*?)(?P<first>\d{1,9})-(?P<last>\d{1,9})(?P<after>(?:\s+[^\W\d_]+)?)"
)
_SUB_NUMBERS: Final = re.compile(r"/\s*$")


class NumberReading(msgspec.Struct, frozen=True):
    """What a text says of numbers. `doubts`: ``unknown-number-kind``, ``range-too-long``, ``range-end-mistyped``, ``perhaps-a-range``."""

    identifiers: tuple[Identifier, ...] = ()
    understood: bool = True
    doubts: tuple[str, ...] = ()


def read_number(text: str) -> NumberReading:
    """Return the numbers in a text, in its order.

    A number of unknown kind makes the text not understood. Alone it is taken for an accession number; beside others it is local (the
    act's in "№ 61, КП-279").
    """
    if len(text) > _LONGEST_TEXT:
        return NumberReading((), understood=False, doubts=("too-long",))
    pieces = (" ".join(piece.split()) for piece in _SEPARATOR.split(_BREAK.sub("", _lines(text))))
    kinds = {piece: _kind(piece) for piece in pieces if piece}
    understood = None not in kinds.values()
    doubts = {} if understood else {"unknown-number-kind": None}
    identifiers = []
    for value, kind in kinds.items():
        findable, doubt = _findable(value)
        doubts.update(dict.fromkeys(doubt))
        otherwise = "accession" if len(kinds) == 1 else "local"
        identifiers.append(Identifier(value=value, type=kind or otherwise, findable=findable))
    return NumberReading(tuple(identifiers), understood, tuple(doubts))


def _lines(text: str) -> str:
    """Return a text with one blank or line feed for each stretch of white space."""
    return _WHITE_SPACE.sub(lambda space: "\n" if re.search(r"[\r\n]", space[0]) else " ", text.strip())


@cache
def _kinds() -> dict[str, str]:
    with resource("mappings", "values", "number-prefixes.csv").open(encoding="utf-8", newline="") as file:
        return {_fold(row["prefix"]): row["type"] for row in csv.DictReader(file)}


def _fold(prefix: str) -> str:
    return " ".join(prefix.replace(".", " ").translate(_LIKE_CYRILLIC).split()).casefold()


def _kind(value: str) -> str | None:
    """Return what kind of number this is by the letters at its beginning or, as in "12345 НҚ", at its end."""
    kinds = _kinds()
    if letters := _PREFIX.match(value):
        words = _fold(letters[1])
        return kinds.get(words) or kinds.get(words.split(" ")[0])
    return kinds.get(_fold(value.rpartition(" ")[2]))


def _findable(value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the numbers by which this one is found beside itself, and the doubts of it."""
    plain = _AROUND_DASH.sub("-", value)
    match = _SERIAL.fullmatch(plain)
    itself = (plain,) if plain != value else ()
    if match is None:
        return itself, ()
    before, first = match["before"], int(match["first"])
    last, doubts = _last(match["first"], match["last"])
    sub_numbers = _SUB_NUMBERS.search(before) is not None
    if last <= first or (not sub_numbers and len(match["last"]) > len(match["first"]) + 1):
        return itself, ()  # a volume or year and a number in it
    if not sub_numbers and len(match["first"]) < _SHORTEST_IN_RANGE:
        return itself, ("perhaps-a-range",)
    if last - first >= LONGEST_RANGE:
        return itself, ("range-too-long",)
    width = len(match["first"]) if match["first"].startswith("0") else 1
    numbers = tuple(f"{before}{number:0{width}d}" for number in range(first, last + 1))
    return numbers, doubts


def _last(first: str, last: str) -> tuple[int, tuple[str, ...]]:
    """Return the end of a range. It may leave out the digits it shares with the beginning ("38618-24").

    "38082-3086" lacks a digit inside: where the end has one digit less than the beginning and becomes its neighbour by that digit
    alone, that is what was meant, with a doubt.
    """
    if len(last) >= len(first):
        return int(last), ()
    end = int(first[: -len(last)] + last)
    if end > int(first):
        return end, ()
    if len(last) == len(first) - 1 and len(last) > 1:
        meant = first[:-1] + last[-1]
        if any(meant[:at] + meant[at + 1 :] == last for at in range(len(meant))) and meant > first:
            return int(meant), ("range-end-mistyped",)
    return end, ()
