"""Dates as museums write them, in Kazakh, Russian, English and Swedish, read by a named policy (docs/dates.md).

`read_date` goes from a text by way of tokens (`date_tokens`), clauses (`date_clauses`, `date_neighbours`) and points (`date_points`) to a
span. A text is read to its last word or not at all: a word that no list has makes it not understood, because half a date is a wrong
date. No text raises an error.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import msgspec

from emuseum_lod.catalogue.records import Span
from emuseum_lod.mapping.values.calendar import Stretch, given_day, span
from emuseum_lod.mapping.values.date_clauses import Parser
from emuseum_lod.mapping.values.date_meaning import meaning
from emuseum_lod.mapping.values.date_neighbours import complete
from emuseum_lod.mapping.values.date_points import NotADate
from emuseum_lod.mapping.values.date_policy import Policy, load_policies
from emuseum_lod.mapping.values.date_tokens import tokens
from emuseum_lod.mapping.values.date_words import ORDER, words

LONGEST: Final = 2_000
"""Characters of a text that is read; a longer one isn't, since half of it could say another time than all of it."""

_KAZAKH: Final = re.compile("[әғқңөұүһіӘҒҚҢӨҰҮҺІ]")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")


class DateReading(msgspec.Struct, frozen=True):
    """What a text says of a time.

    `span` is None where it says none: the text is undated ("б/г": understood) or was not understood. `doubts` are slugs, explained in
    docs/dates.md.
    """

    span: Span | None = None
    doubts: tuple[str, ...] = ()
    understood: bool = True


def policies() -> frozenset[str]:
    """Return the names of the date policies."""
    return frozenset(load_policies())


@lru_cache(maxsize=50_000)
def read_date(text: str, policy: str, lang: str = "") -> DateReading:
    """Return what a text means by a policy. `lang` (BCP 47) is the language it is in; "" to go by its letters.

    Raises KeyError for a policy that there is not, and nothing else.
    """
    rules = load_policies()[policy]
    text = unicodedata.normalize("NFC", text[: 2 * LONGEST].strip())
    if len(text) > LONGEST:
        return DateReading(None, ("too-long",), understood=False)
    try:
        return _read(text, rules, lang)
    except NotADate as reason:
        return DateReading(None, (str(reason),), understood=False)


def span_between(begin: str, end: str) -> Span:
    """Return the span between years or days given as data: "1850", "-499" (500 BCE), "1850-05", "1850-05-01"; "" is open.

    Raises ValueError for anything else, for two empty texts, and for an end before the beginning.
    """
    first, last = given_day(begin, last=False), given_day(end, last=True)
    if first is None and last is None:
        raise ValueError("neither a beginning nor an end")
    if first and last and first > last:
        raise ValueError(f"{end!r} is before {begin!r}")
    return span([Stretch(first, last)])


def _read(text: str, policy: Policy, lang: str) -> DateReading:
    found = tokens(text, words(_language(text, lang), periods=policy.periods))
    if not found:
        return DateReading(None, (), understood=not text.strip(" .,-–—"))
    doubts: dict[str, None] = {}
    clauses = complete(Parser(found).clauses, policy, doubts)
    stretches, one_of = meaning(clauses, policy, doubts)
    if not stretches:
        return DateReading(None, tuple(doubts))
    return DateReading(span(stretches, one_of=one_of), tuple(doubts))


def _language(text: str, lang: str) -> str:
    """Return whose words to try first: those of the language given, unless the letters are another's."""
    language = lang.partition("-")[0].lower()
    if _CYRILLIC.search(text):
        return language if language in ("kk", "ru") else "kk" if _KAZAKH.search(text) else "ru"
    return language if language in ORDER else "en"
