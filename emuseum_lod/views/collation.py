"""Alphabetical order as readers of Kazakh, Russian and English expect it: letters of Kazakh stand among the others, not after я."""

from typing import Final

_CYRILLIC: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_FIRST: Final = ord("а")
_ORDER: Final = {ord(letter): chr(_FIRST + place) for place, letter in enumerate(_CYRILLIC)}


def alphabetically(text: str) -> str:
    """Return the key that sorts a text among others, letter case aside."""
    return text.casefold().translate(_ORDER)
