"""Which language a text is in, and how a language is named.

A wrong tag is worse than none, so a guess needs a reason: letters that only one of the languages has, or words and endings of its own
(``mappings/values/languages.toml``). A lone "монета" is both Kazakh and Russian and gets no tag.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from typing import Final

import msgspec

from emuseum_lod.resources import resource

_LONGEST_READ: Final = 1_000
"""Characters that are looked at: the language of a long text shows in its beginning."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_KAZAKH_LETTER: Final = re.compile("[әғқңөұүһі]")
_FOREIGN_LETTER: Final = re.compile("[єїґўћђјљњџѓќѕҡҙҫҗҷӣӯҳ]")
"""Letters of Ukrainian, Belarusian, Serbian, Macedonian, Bashkir, Tatar and Tajik that Kazakh and Russian don't have."""
_RUSSIAN_LETTER: Final = re.compile("[ёъщ]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")

# RFC 5646, 2.1; extensions and private use are allowed, grandfathered tags are not.
_TAG: Final = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)
_SHORTER: Final = {
    "kaz": "kk", "rus": "ru", "eng": "en", "swe": "sv", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "ita": "it", "spa": "es",
    "tur": "tr", "uzb": "uz", "kir": "ky", "tat": "tt", "uig": "ug", "ukr": "uk", "ara": "ar", "fas": "fa", "per": "fa", "zho": "zh",
    "chi": "zh", "jpn": "ja", "kor": "ko", "lat": "la", "mon": "mn", "pol": "pl", "nld": "nl", "dut": "nl", "fin": "fi", "dan": "da",
    "kz": "kk",
}  # fmt: skip
"""ISO 639-2 codes that RFC 5646 (2.2.1) replaces by two letters; and ``kz``, a country's code that is widely used for Kazakh."""

_NO_LANGUAGE: Final = frozenset(("und", "zxx", "mul", "mis"))
"""Codes of ISO 639-2 that say that a text is in no one language, or that nobody knows in which."""


class _Marks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    words: frozenset[str]
    endings: tuple[str, ...]


@cache
def _marks() -> dict[str, _Marks]:
    return msgspec.convert(
        tomllib.loads(resource("mappings", "values", "languages.toml").read_text("utf-8")), dict[str, _Marks]
    )


@lru_cache(maxsize=20_000)
def guess_language(text: str) -> str:
    """Return ``kk``, ``ru``, ``en`` or ``kk-latn`` (Kazakh in Latin letters), or "" when the text doesn't tell."""
    text = unicodedata.normalize("NFC", text[:_LONGEST_READ]).lower()
    words = _WORD.findall(text)
    if _CYRILLIC.search(text):
        if _FOREIGN_LETTER.search(text):
            return ""
        kazakh = _weight(words, "kk") + 2 * sum(1 for word in words if _KAZAKH_LETTER.search(word))
        russian = _weight(words, "ru") + 2 * sum(1 for word in words if _RUSSIAN_LETTER.search(word))
        return _heavier("kk", kazakh, "ru", russian)
    return _heavier("en", _weight(words, "en"), "kk-latn", _weight(words, "kk-latn"))


def language_tag(tag: str) -> str | None:
    """Return a language tag (BCP 47, RFC 5646) in lower case and its shortest form, or None when it is none, or names no language."""
    candidate = tag.strip().replace("_", "-").lower()
    language, dash, rest = candidate.partition("-")
    if names_no_language(tag):
        return None
    candidate = f"{_SHORTER.get(language, language)}{dash}{rest}"
    return candidate if len(candidate) <= 35 and _TAG.fullmatch(candidate) else None


def names_no_language(tag: str) -> bool:
    """Tell whether a tag says that a text is in no one language, or in one that nobody knows: ``und``, ``zxx``."""
    return re.split("[-_]", tag.strip().lower())[0] in _NO_LANGUAGE


def _heavier(one: str, weight: int, other: str, other_weight: int) -> str:
    if weight == other_weight:
        return ""
    return one if weight > other_weight else other


def _weight(words: list[str], language: str) -> int:
    marks = _marks()[language]
    return sum(
        2 if word in marks.words else 1 if len(word) > 4 and word.endswith(marks.endings) else 0
        for word in words
    )
