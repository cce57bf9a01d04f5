"""The words of dates, by language: ``mappings/values/dates/<language>.toml`` and the periods of the vocabulary.

A word list of a file is one *meaning*:

=====================================  ==================================================================================
century, millennium, year, years       units. ``century_after_numeral``: only straight after a short numeral ("XIX в.")
year_from                              a year in the ablative, from which a range may go
bce, ce, hijri                         eras; ``…_after_numeral`` as above
early, mid, late                       parts of a century, decade or year
half, third, quarter, tenth            fractions, with an ordinal before them
turn, first_centuries                  around the boundary of two centuries; "первые века н.э."
circa, uncertain                       about; perhaps
before, after, not_after, not_before   bounds, before or behind the date they are of
from, to, between, and, or, that_is    what joins two dates
undated, ago, thousand, million        as they say; ``ago`` counts back from the policy's base year
old_style, new_style                   Julian, Gregorian
made, until, copy, original, acquired  what a date is of. ``later`` is a table: what happened to a work after it was made
ignore                                 says nothing of time
=====================================  ==================================================================================

Tables are ``ordinals``, ``months``, ``seasons``, ``suffixes`` (written onto a number) and ``later``. Words are lower case; dots and blanks
make no difference ("до н.э." is "до н. э."); ``*`` stands for any ending. A language falls back on the others, since catalogues mix
them; its own words win.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final, NamedTuple

from emuseum_lod.catalogue.records import Concept
from emuseum_lod.catalogue.vocabularies import load_scheme
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.values.calendar import Stretch, given_day
from emuseum_lod.resources import resource

ORDER: Final = {
    "kk": ("kk", "ru", "en", "sv"),
    "ru": ("ru", "kk", "en", "sv"),
    "en": ("en", "sv", "ru", "kk"),
    "sv": ("sv", "en", "ru", "kk"),
}
"""Whose words are tried, for a text in a language."""

_ELEMENT: Final = re.compile(r"[^\W\d_]+\*?|\d+|[/-]")
_SHORTEST_STEM: Final = 3
_FRACTIONS: Final = {"half": 2, "third": 3, "quarter": 4, "tenth": 10}
_SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_TABLES: Final[dict[str, tuple[str, Callable[[str], Any]]]] = {
    "ordinals": ("ordinal", lambda key: 0 if key == "last" else int(key)),
    "months": ("month", int),
    "seasons": ("season", _SEASONS.__getitem__),
    "later": ("later", str),
}
"""A table of the files → the meaning of its words, and the number that a key of it stands for."""
_SCALES: Final = {"thousand": 1_000, "million": 1_000_000}
# fmt: off
_PLAIN: Final = frozenset({
    "century", "century_after_numeral", "millennium", "year", "years", "year_from",
    "bce", "ce", "ce_after_numeral", "hijri", "hijri_after_numeral",
    "early", "mid", "late", "turn", "first_centuries", "circa", "uncertain",
    "before", "after", "not_after", "not_before", "from", "to", "between", "and", "or", "that_is",
    "undated", "ago", "old_style", "new_style", "made", "until", "copy", "original", "acquired", "ignore",
})
# fmt: on

Meanings = Mapping[str, Any]
"""What a phrase may mean: name of the meaning → its number, where it has one (the month, the count of parts)."""


class Phrase(NamedTuple):
    """A phrase that begins with a certain word: the elements after it, and what it means."""

    rest: tuple[str, ...]
    meanings: Meanings


class Words:
    """The words for texts in one language."""

    def __init__(self, language: str, *, periods: bool) -> None:
        """Read the files. Raises ConfigurationError for a list of unknown meaning."""
        self._first: dict[str, dict[tuple[str, ...], Meanings]] = {}
        self.suffixes: dict[str, str] = {}
        for name in ORDER[language]:
            phrases, suffixes = _read(name)
            for suffix, meaning in suffixes.items():
                self.suffixes.setdefault(suffix, meaning)
            for elements, meanings in phrases.items():
                self._first.setdefault(elements[0], {}).setdefault(elements[1:], meanings)
        for elements, meanings in _named(periods=periods).items():
            self._first.setdefault(elements[0], {}).setdefault(elements[1:], meanings)
        self.phrases = lru_cache(maxsize=5_000)(self._phrases)

    def _phrases(self, word: str) -> tuple[Phrase, ...]:
        """Return the phrases that begin with a word, the longest first, and of equally long ones the exact before the stems."""
        found = [*self._first.get(word, {}).items()]
        for length in range(len(word), _SHORTEST_STEM - 1, -1):
            found.extend(self._first.get(f"{word[:length]}*", {}).items())
        return tuple(Phrase(rest, meanings) for rest, meanings in sorted(found, key=lambda one: -len(one[0])))


@cache
def words(language: str, *, periods: bool) -> Words:
    """Return the words for texts in a language of `ORDER`."""
    return Words(language, periods=periods)


def fits(element: str, word: str) -> bool:
    """Tell whether a word is an element of a phrase."""
    return element == word or (element[-1] == "*" and word.startswith(element[:-1]))


def _elements(phrase: str) -> tuple[str, ...]:
    return tuple(_ELEMENT.findall(phrase.lower()))


@cache
def _read(language: str) -> tuple[dict[tuple[str, ...], Meanings], dict[str, str]]:
    path = resource("mappings", "values", "dates", f"{language}.toml")
    phrases: dict[tuple[str, ...], dict[str, Any]] = {}
    suffixes: dict[str, str] = {}
    for name, said in tomllib.loads(path.read_text("utf-8")).items():
        if name == "suffixes":
            suffixes = {suffix: meaning for meaning, listed in said.items() for suffix in listed}
            continue
        for phrase, meaning, number in _list(name, said, str(path)):
            phrases.setdefault(_elements(phrase), {})[meaning] = number
    return dict(phrases), suffixes


def _list(name: str, said: Any, path: str) -> Iterator[tuple[str, str, Any]]:
    """Yield each phrase of a list or table with its meaning and the number in it."""
    if name in _TABLES:
        meaning, number_of = _TABLES[name]
        for key, listed in said.items():
            yield from ((phrase, meaning, number_of(key)) for phrase in listed)
    elif name in _FRACTIONS:
        yield from ((phrase, "fraction", _FRACTIONS[name]) for phrase in said)
    elif name in _SCALES:
        yield from ((phrase, "scale", _SCALES[name]) for phrase in said)
    elif name in _PLAIN:
        yield from ((phrase, name, None) for phrase in said)
    else:
        raise ConfigurationError(
            f"{path}: there is no list {name!r}; emuseum_lod/mapping/values/date_words.py says which there are"
        )


@cache
def _named(*, periods: bool) -> dict[tuple[str, ...], Meanings]:
    """Return times that have a name: reigns and the like (``named``), and the periods of the vocabulary (``period``)."""
    path = resource("mappings", "values", "named-times.toml")
    named: dict[tuple[str, ...], Meanings] = {
        _elements(name): {"named": _stretch(entry["begin"], entry["end"])}
        for entry in tomllib.loads(path.read_text("utf-8"))["time"]
        for name in entry["names"]
    }
    return {**(_periods() if periods else {}), **named}


def _periods() -> dict[tuple[str, ...], Meanings]:
    path = resource("ontologies", "vocabularies", "periods.ttl")
    return {
        _elements(label.value): {"period": _stretch(concept.span.begin, concept.span.end)}
        for concept in load_scheme(path)
        if isinstance(concept, Concept) and concept.span
        for label in (*concept.labels, *concept.alt_labels, *concept.hidden_labels)
    }


def _stretch(begin: str, end: str) -> Stretch:
    return Stretch(given_day(begin, last=False), given_day(end, last=True))
