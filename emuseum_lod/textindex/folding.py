"""Folding: one spelling for a word, whichever script, romanisation, letter case or keyboard it was written with.

``Қазақ``, ``қазақ``, ``Qazaq`` and ``КАЗАК`` become ``kazak``; ``жүзік``, ``jüzik`` and ``zhuzik`` become ``juzik``. Words are never shown folded; they are
compared so. What is the same is said by tables that anybody can edit (``mappings/search/``); a change of them is a change of the index (`digest`).
"""

import csv
import hashlib
import re
import unicodedata
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource

_TABLES: Final = {
    "letters.csv": ("letter", "folded"),
    "sequences.csv": ("sequence", "folded"),
    "lookalikes.csv": ("cyrillic", "latin"),
}
# Apostrophes of all kinds, the modifier letters that romanisations use for signs, the soft hyphen, and joiners: parts of a word that nobody types twice alike.
_WITHIN_WORDS: Final = re.compile("(?<=\\w)['’‘ʼʻʹʺ`´\xad\u200b\u200c\u200d\u2060](?=\\w|$|\\s)")
_WORD: Final = re.compile(r"[^\W_]+")
_DOUBLED: Final = re.compile(r"([^\W\d_])\1+")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_LATIN: Final = re.compile("[a-z\u00df-\u024f]")
_RUN: Final = re.compile(r"\d+|[^\W\d_]+")
_LONGEST: Final = 64
"""Characters of a word that count. What is longer is no word but an encoded something; its beginning finds it."""


class Folding:
    """The tables, read. Raises ConfigurationError that names the file and the line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._letters = str.maketrans(self._table("letters.csv"))
        self._sequences = sorted(self._table("sequences.csv").items(), key=lambda pair: -len(pair[0]))
        pairs = self._table("lookalikes.csv")
        self._as_latin = str.maketrans(pairs)
        self._as_cyrillic = str.maketrans({latin: cyrillic for cyrillic, latin in reversed(pairs.items())})

    @cached_property
    def digest(self) -> str:
        """What the index remembers it was made with."""
        state = hashlib.blake2b(digest_size=8)
        for name in _TABLES:
            state.update((self._folder / name).read_bytes())
        return state.hexdigest()

    def words(self, text: str) -> list[str]:
        """Return the words of a text, folded, in their order."""
        joined = _WITHIN_WORDS.sub("", _plain(text))
        return [folded for word in _WORD.findall(joined) if (folded := self._word(word))]

    def number(self, text: str) -> str:
        """Return an inventory number folded: ``КП-279/1``, ``кп 279-1`` and ``KP 279/1`` are ``kp279-1``. "" where no letter or digit is in it."""
        folded = ""
        for run in _RUN.findall(_plain(text.replace("№", " "))):
            # A hyphen between digits keeps them apart (279/1 is not 2791); all else between the parts is a matter of taste.
            apart = "-" if folded[-1:].isdigit() and run[0].isdigit() else ""
            folded += apart + (run if run.isdigit() else self._word(run))
        return folded

    def numbers(self, text: str) -> tuple[str, ...]:
        """Return a number as it may have been meant: as typed, and with its letters taken for those of the other script that look the same."""
        plain = _plain(text)
        readings = (plain, plain.translate(self._as_cyrillic), plain.translate(self._as_latin))
        return tuple(dict.fromkeys(folded for reading in readings if (folded := self.number(reading))))

    def _word(self, word: str) -> str:
        word = self._of_one_script(word[:_LONGEST]).translate(self._letters)
        if not word.isascii():
            apart = unicodedata.normalize("NFD", word)
            word = "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(
                self._letters
            )
        for sequence, folded in self._sequences:
            word = word.replace(sequence, folded)
        return _DOUBLED.sub(r"\1", word)

    def _of_one_script(self, word: str) -> str:
        """Return a word that mixes Cyrillic and Latin in the script that it must be meant in; otherwise as it is."""
        if word.isascii() or not (_CYRILLIC.search(word) and _LATIN.search(word)):
            return word
        for table, other in ((self._as_cyrillic, _LATIN), (self._as_latin, _CYRILLIC)):
            if not other.search(changed := word.translate(table)):
                return changed
        return word

    def _table(self, name: str) -> dict[str, str]:
        path = self._folder / name
        columns = _TABLES[name]
        rows: dict[str, str] = {}
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if not set(columns) <= set(reader.fieldnames or ()):
                raise ConfigurationError(f"{path}:1: the columns have to be {', '.join(columns)}")
            for row in reader:
                key, value = row[columns[0]], row[columns[1]] or ""
                where = f"{path}:{reader.line_num}"
                if not key or key != _plain(key):
                    raise ConfigurationError(
                        f"{where}: {columns[0]} has to be a lower-case letter or more, not {key!r}"
                    )
                if key in rows:
                    raise ConfigurationError(f"{where}: {key!r} has a row already")
                rows[key] = value
        return rows


@cache
def load_folding(folder: Path | None = None) -> Folding:
    """Return the folding that this installation's tables say."""
    return Folding(folder or resource("mappings", "search"))


def _plain(text: str) -> str:
    """Return a text without letter case, compatibility forms and the marks that belong to no letter (stress: за́мок)."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter for letter in folded if not unicodedata.combining(letter))
