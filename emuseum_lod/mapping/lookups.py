"""Lookups: tables in which a cataloguer says what a provider's word means.

``mappings/<provider>/lookups/<name>.csv`` has a header row and these columns; only the first is needed, and columns of any
other name are the cataloguer's own:

=========  =========================================================================================================
value      the word as the provider writes it; case and the amount of white space make no difference
scheme     the vocabulary it belongs to (``materials``), or ``ignore``: deliberately nothing
notation   the concept there (``silver``); empty: no such concept, so the provider's own term is kept
term       the spelling to keep for the provider's own term, where several words mean the same
id         the provider's identifier of the person or place that the word names (a confirmed match)
note       why, or who confirmed it
=========  =========================================================================================================

A word may have several rows ("Etching on paper" is a technique and a material). A row with nothing but a value confirms that the
word is a good term by itself.
"""

import csv
from functools import cache
from pathlib import Path
from typing import Final

import msgspec

from emuseum_lod.errors import ConfigurationError

IGNORE: Final = "ignore"


class Entry(msgspec.Struct, frozen=True):
    """What one row says of a word."""

    value: str
    scheme: str = ""
    notation: str = ""
    term: str = ""
    id: str = ""


class Lookup(msgspec.Struct, frozen=True):
    """One table. `name` is that of its file, without the extension."""

    name: str
    entries: dict[str, tuple[Entry, ...]]

    def find(self, text: str) -> tuple[Entry, ...]:
        """Return what the table says of a word; nothing when it isn't there."""
        return self.entries.get(fold(text), ())

    def all(self) -> list[Entry]:
        """Return every row, for the checks."""
        return [entry for entries in self.entries.values() for entry in entries]


def fold(text: str) -> str:
    """Return a word as it is compared: without case, white space made single blanks."""
    return " ".join(text.split()).casefold()


@cache
def read_lookup(path: Path) -> Lookup:
    """Read a table. Raises ConfigurationError when it has no value column or says of a word the same thing twice."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if "value" not in (rows.fieldnames or ()):
            raise ConfigurationError(f"{path}: the first row must name the columns, one of them 'value'")
        entries: dict[str, tuple[Entry, ...]] = {}
        for row in rows:
            entry = _entry(row)
            if not entry.value:
                raise ConfigurationError(f"{path}:{rows.line_num}: a row without a value")
            known = entries.get(fold(entry.value), ())
            if any((one.scheme, one.notation) == (entry.scheme, entry.notation) for one in known):
                raise ConfigurationError(f"{path}:{rows.line_num}: {entry.value!r} is there already")
            entries[fold(entry.value)] = (*known, entry)
    return Lookup(path.stem, entries)


def _entry(row: dict[str | None, str | None]) -> Entry:
    cells = {name: " ".join((row.get(name) or "").split()) for name in Entry.__struct_fields__}
    return Entry(**cells)
