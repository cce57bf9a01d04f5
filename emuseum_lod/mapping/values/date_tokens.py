"""A date's text as tokens: numbers, Roman numerals, phrases with their meaning, and the marks between them.

Roman numerals may be typed with Cyrillic letters and with Y for V ("ХIY"), words may hide a Latin letter among Cyrillic ones.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from emuseum_lod.mapping.values.date_words import Meanings, Words, fits

_RAW: Final = re.compile(
    r"(?P<iso>(?<!\d)\d{4}-\d{2}-\d{2}(?!\d))"
    r"|(?P<dotted>(?<!\d)\d{1,2}\.\d{1,2}\.\d{4}(?!\d))"
    r"|(?P<with_month>(?<![\d.])\d{1,2}\.[IVXХІ]{1,4}\.\d{4}(?!\d))"
    r"|(?P<month>(?<![\d.,])\d{2}\.\d{4}(?!\d))"
    r"|(?P<roman>[IVXХІYУ]+(?=(?:вв?|ғғ?)(?![^\W\d_])))"
    # Years that a spreadsheet took for one number: 192,319,411,964.
    r"|(?P<mangled>\d{1,3}(?:,\d{3}){2,}(?!\d))"
    r"|(?P<number>\d{1,3}(?:[ \u00a0\u202f]000)+(?!\d)|\d+)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<dash>[-\u2010-\u2015\u2212]+|(?<=\d\d\d\d)\.(?=\d{4}(?!\d)))"
    r"|(?P<separator>\|\||[;+\r\n])"
    r"|(?P<mark>[?,/()\[\]])"
    r"|(?P<sign>[~≈<>])"
    r"|(?P<other>[^\s.:!'\"’‘“”„«»`\\\u00ad\u200b-\u200d\ufeff])"
)
_SIGNS: Final = {"~": "circa", "≈": "circa", "<": "before", ">": "after"}
_HYPHENS: Final = frozenset({"-", "\u2010", "\u2011"})
"""Dashes that may stand before a month (1908-10)."""
_JOINS: Final = frozenset({"", "'", "’", "`"})

_TO_CYRILLIC: Final = str.maketrans("abcehkmoptxyABCEHKMOPTXY", "авсенкмортхуАВСЕНКМОРТХУ")
_TO_ROMAN: Final = str.maketrans("ХІУҮY", "XIVVV")
_ROMAN: Final = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|VI{0,3}|I{0,3})")
_UNITS: Final = {"": 0, "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9}
_SCRIPTS: Final = re.compile("(?=.*[a-zA-Z])(?=.*[\u0400-\u04ff])")
_SHORT: Final = 2
"""Digits of a numeral that may count centuries, days, parts."""


class Token(NamedTuple):
    """One token. Its `kind` is one of these.

    * ``number``: `number` with as many `digits` as written; `suffix` is ``decade`` or ``ordinal`` when such an ending is on it
    * ``roman``: `number`
    * ``day``: `day` is year, month and day, the day 0 for a whole month
    * ``phrase``: `meanings`
    * ``unknown``: a word that no list has, a sign that means nothing here
    * a mark itself, a ``-`` being `tight` when it is a hyphen between two tokens without a blank: ``-`` ``,`` ``;`` ``/`` ``(`` ``)`` ``?``
    """

    kind: str
    number: int = 0
    digits: int = 0
    suffix: str = ""
    meanings: Meanings = MappingProxyType({})
    day: tuple[int, int, int] = (0, 0, 0)
    tight: bool = False

    def means(self, meaning: str) -> bool:
        """Tell whether this may mean that."""
        return meaning in self.meanings


class _Raw(NamedTuple):
    kind: str
    text: str
    start: int
    end: int
    glued: bool


def tokens(text: str, words: Words) -> list[Token]:
    """Return the tokens of a text. Brackets ("[1937]", supplied by the cataloguer) and words that say nothing of time are left out."""
    raw = _raw(text)
    found: list[Token] = []
    at = 0
    while at < len(raw):
        one = raw[at]
        at += 1
        if one.kind == "number":
            token, at = _number(raw, at, words)
            found.append(token)
        elif one.kind == "word":
            at = _word(raw, at, words, found)
        elif one.kind == "dash":
            tight = one.text in _HYPHENS and one.glued and at < len(raw) and raw[at].glued
            found.append(Token("-", tight=tight))
        elif one.text not in "[]":
            found.append(_sign(one))
    return found


def _sign(raw: _Raw) -> Token:
    """Return what is neither a word nor a lone number nor a dash."""
    if raw.kind == "separator":
        return Token(";")
    if raw.kind == "mark":
        return Token(raw.text)
    if raw.kind == "sign":
        return Token("phrase", meanings={_SIGNS[raw.text]: None})
    if raw.kind == "roman":
        return Token("roman", _roman(raw.text), _SHORT)
    if raw.kind in ("iso", "dotted", "with_month", "month"):
        return Token("day", day=_day(raw))
    return Token("unknown")


def _raw(text: str) -> list[_Raw]:
    raw: list[_Raw] = []
    end = 0
    for match in _RAW.finditer(text):
        raw.append(
            _Raw(
                str(match.lastgroup),
                match[0],
                match.start(),
                match.end(),
                text[end : match.start()] in _JOINS,
            )
        )
        end = match.end()
    return raw


def _day(raw: _Raw) -> tuple[int, int, int]:
    """Return year, month and day of a date in figures; the day is 0 in "05.1937"."""
    if raw.kind == "iso":
        year, month, day = raw.text.split("-")
    elif raw.kind == "month":
        day, (month, year) = "0", raw.text.split(".")
    else:
        day, month, year = raw.text.split(".")
    return (int(year), _roman(month) if raw.kind == "with_month" else int(month), int(day))


def _number(raw: Sequence[_Raw], at: int, words: Words) -> tuple[Token, int]:
    """Return a number with what is written onto it: an ending ("1920-е", "19th"), a scale ("2,7 млн")."""
    text = raw[at - 1].text
    digits = re.sub(r"\D", "", text)
    fraction = ""
    if at + 2 < len(raw) and raw[at].text == "," and raw[at + 1].kind == "number" and raw[at + 1].glued:
        scale, _ = _phrase(raw, at + 2, words)
        if "scale" in scale:
            fraction = raw[at + 1].text[:6]
            at += 2
    if at < len(raw):
        scale, length = _phrase(raw, at, words)
        if "scale" in scale and len(digits) < 8:
            number = (int(digits + fraction) * int(scale["scale"])) // 10 ** len(fraction)
            return Token("number", number, 9), at + length
    suffix_at = at + 1 if at + 1 < len(raw) and raw[at].kind == "dash" and raw[at].glued else at
    if suffix_at < len(raw) and raw[suffix_at].kind == "word" and raw[suffix_at].glued:
        suffix = words.suffixes.get(raw[suffix_at].text.lower(), "")
        if suffix:
            return Token("number", int(digits[:9]), len(digits), suffix), suffix_at + 1
    return Token("number", int(digits[:9]), len(digits)), at


def _word(raw: Sequence[_Raw], at: int, words: Words, found: list[Token]) -> int:
    """Append the phrase or Roman numeral that begins with the word before `at`; return where it ends."""
    meanings, length = _phrase(raw, at - 1, words)
    if length <= 1 and (roman := _roman(raw[at - 1].text)):
        found.append(Token("roman", roman, _SHORT))
        return at
    if not meanings:
        found.append(Token("unknown"))
        return at
    previous = found[-1] if found else Token("")
    meanings = _in_context(meanings, previous, phrase=length > 1)
    if not meanings:
        return at - 1 + length
    if (
        previous.kind == "-"
        and len(found) > 1
        and _counts(meanings)
        and found[-2].kind in ("number", "roman")
    ):
        found.pop()  # the dash of "19-ғасыр", "1-жартысы", "1937-ж."
    found.append(Token("phrase", meanings=meanings))
    return at - 1 + length


def _counts(meanings: Meanings) -> bool:
    return any(
        unit in meanings for unit in ("century", "millennium", "year", "years", "year_from", "fraction")
    )


def _phrase(raw: Sequence[_Raw], at: int, words: Words) -> tuple[Meanings, int]:
    """Return what the longest phrase from here on may mean, and how many raw tokens it has."""
    if raw[at].kind != "word":
        return {}, 0
    for phrase in words.phrases(_plain(raw[at].text)):
        length = len(phrase.rest)
        if at + length < len(raw) and all(
            fits(element, _element(raw[at + 1 + index])) for index, element in enumerate(phrase.rest)
        ):
            return phrase.meanings, length + 1
    return {}, 1


def _element(raw: _Raw) -> str:
    return "-" if raw.kind == "dash" else _plain(raw.text)


@lru_cache(maxsize=5_000)
def _plain(word: str) -> str:
    """Return a word in lower case, in one alphabet."""
    return (word.translate(_TO_CYRILLIC) if _SCRIPTS.match(word) else word).lower()


@lru_cache(maxsize=5_000)
def _roman(word: str) -> int:
    match = _ROMAN.fullmatch(word.translate(_TO_ROMAN))
    if match is None or word in ("У", "Y", "Ү"):
        return 0
    return 10 * len(match[1]) + _UNITS[match[2]]


def _in_context(meanings: Meanings, previous: Token, *, phrase: bool) -> dict[str, Any]:
    """Return the meanings that are left behind the token before: "в." is a century after a numeral and otherwise "in"."""
    numeral = previous.kind in ("number", "roman")
    short = numeral and previous.digits <= _SHORT
    if "century_after_numeral" in meanings and (short or previous.means("century")):
        return {"century": None}
    for era in ("ce", "hijri"):
        if f"{era}_after_numeral" in meanings and (numeral or previous.means("year")):
            return {era: None}
    styles = {name: None for name in ("old_style", "new_style") if name in meanings}
    if styles and (phrase or previous.kind == "("):
        return styles
    return {
        name: value
        for name, value in meanings.items()
        if not name.endswith(("_after_numeral", "_style")) and name != "ignore"
    }
