"""Results as clients of ``/api/`` get them: a page of rows, in JSON with plain values or in CSV, from SPARQL's own JSON format."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from typing import Final, TypeAlias

import msgspec

from emuseum_lod.namespaces import XSD

Plain: TypeAlias = str | int | float | Decimal | bool | None

_WHOLE: Final = frozenset(
    f"{XSD}{name}" for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
)
_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of rows. `more` tells that there are rows behind it."""

    columns: tuple[str, ...]
    bindings: Sequence[Mapping[str, Mapping[str, str]]]
    more: bool

    def items(self) -> list[dict[str, Plain]]:
        """Return the rows with plain values: IRIs and texts as strings, numbers as numbers, None for nothing."""
        return [{name: _plain(row.get(name)) for name in self.columns} for row in self.bindings]

    def csv(self) -> bytes:
        """Return the rows as CSV (RFC 4180) with a heading; the values are those of SPARQL's own CSV format."""
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(self.columns)
        for row in self.bindings:
            writer.writerow([row[name]["value"] if name in row else "" for name in self.columns])
        return text.getvalue().encode()


def page_of(document: bytes, limit: int) -> Page:
    """Return the page of a result in SPARQL's JSON format that was asked for one row more than the limit."""
    said = json.loads(document)
    bindings = said["results"]["bindings"]
    return Page(tuple(said["head"]["vars"]), bindings[:limit], len(bindings) > limit)


def encoded(value: object) -> bytes:
    """Return a value as JSON; decimals keep their digits."""
    return _ENCODER.encode(value) + b"\n"


def _plain(term: Mapping[str, str] | None) -> Plain:
    if term is None:
        return None
    text, datatype = term["value"], term.get("datatype", "")
    with suppress(ValueError):
        if datatype in _WHOLE:
            return int(text)
        if datatype == f"{XSD}decimal":
            return Decimal(text)
        if datatype in {f"{XSD}double", f"{XSD}float"} and isfinite(number := float(text)):
            return number
    if datatype == f"{XSD}boolean":
        return text in {"true", "1"}
    return f"_:{text}" if term["type"] == "bnode" else text
