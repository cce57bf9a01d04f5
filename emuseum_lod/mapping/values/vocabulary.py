"""Words as the data files of values write them: whole, or a stem with ``*`` for any ending."""

from collections.abc import Mapping
from functools import lru_cache


class Stems:
    """A small dictionary of words and stems. A whole word wins over a stem, a longer stem over a shorter."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the words as the files have them: lower case, ``салма*`` for all that begin so."""
        self._whole = {word: value for word, value in words.items() if not word.endswith("*")}
        self._stems = {word[:-1]: value for word, value in words.items() if word.endswith("*")}
        self.find = lru_cache(maxsize=2_000)(self._find)

    def _find(self, word: str) -> str:
        """Return what the dictionary says of a word in lower case, or ""."""
        if word in self._whole:
            return self._whole[word]
        for length in range(len(word), 1, -1):
            if value := self._stems.get(word[:length]):
                return value
        return ""
