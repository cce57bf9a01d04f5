"""Europeana's problem patterns: titles and descriptions that help nobody. P1, the same title everywhere, takes more than one record."""

import re
from collections import Counter, defaultdict
from typing import Final, Literal

from emuseum_lod.catalogue.records import Text
from emuseum_lod.quality.europeana import texts_of
from emuseum_lod.views.edm.model import EdmRecord

Problem = Literal["P2", "P3", "P5", "P6", "P7", "P9", "P12"]
"""Title and description are the same (P2) or nearly so (P3); a title that nobody can read (P5), is too short (P6) or too long (P12); no
description (P7), or none in some language of a useful length (P9)."""

_ODD: Final = re.compile(r"[^\w ]|_")
_MOST_ODD: Final = 5
_SHORTEST_TITLE: Final = 2
_LONGEST_TITLE: Final = 70
_SHORTEST_DESCRIPTION: Final = 50
_ALIKE: Final = 0.9
_APART: Final = 20
"""Texts whose lengths differ by more characters are not alike."""


def problems(record: EdmRecord) -> tuple[Problem, ...]:
    """Return the patterns that a record has, in the order of their numbers."""
    titles = [text.value for text in texts_of(record, "dc:title")]
    described = texts_of(record, "dc:description")
    descriptions = [text.value for text in described]
    numbers = [text.value for text in texts_of(record, "dc:identifier")]
    pairs = [(title, description) for title in titles for description in descriptions]
    found: dict[Problem, bool] = {
        "P2": any(title.lower() == description.lower() for title, description in pairs),
        "P3": any(_nearly_the_same(*pair) for pair in pairs),
        "P5": any(_is_unreadable(title, numbers) for title in titles),
        "P6": any(len(title) <= _SHORTEST_TITLE for title in titles),
        "P7": not descriptions,
        "P9": _has_short_descriptions_alone(described),
        "P12": any(len(title) > _LONGEST_TITLE for title in titles),
    }
    return tuple(problem for problem, has in found.items() if has)


def _nearly_the_same(title: str, description: str) -> bool:
    shorter = min(len(title), len(description))
    if abs(len(title) - len(description)) > _APART or title.lower() == description.lower():
        return False
    least = _ALIKE * shorter
    # What two texts have in common in whatever order is never less than what they have in the same order.
    if (Counter(title) & Counter(description)).total() < least:
        return False
    return _common_subsequence(title, description) >= least


def _common_subsequence(one: str, other: str) -> int:
    """Return the length of the longest common subsequence."""
    before = [0] * (len(other) + 1)
    for character in one:
        now = [0]
        for position, opposite in enumerate(other):
            now.append(
                before[position] + 1 if character == opposite else max(before[position + 1], now[position])
            )
        before = now
    return before[-1]


def _is_unreadable(title: str, numbers: list[str]) -> bool:
    return len(_ODD.findall(title)) > _MOST_ODD or any(number in title for number in numbers)


def _has_short_descriptions_alone(descriptions: list[Text]) -> bool:
    """Tell whether all descriptions in one of the languages are short."""
    longest: dict[str, int] = defaultdict(int)
    for text in descriptions:
        longest[text.lang] = max(longest[text.lang], len(text.value))
    return any(length <= _SHORTEST_DESCRIPTION for length in longest.values())
