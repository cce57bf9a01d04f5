"""The canonical form of triples: N-Triples lines exactly as Oxigraph prints them after its own normalisation.

Oxigraph stores ``"12.0"^^xsd:decimal`` as ``"12"`` and ``@RU-ru`` as ``@ru-ru`` (measured). What an item said before is taken
out of the store line by line, so its lines must be in that form from the start. Whether a text is an IRI or a language tag is
asked of pyoxigraph itself: what it would refuse must not come out.
"""

import hashlib
import re
from calendar import monthrange
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

import pyoxigraph

from emuseum_lod.namespaces import EDTF, GEO, XSD

# What oxrdf escapes in a quoted string; lone surrogates are no characters and become U+FFFD.
_SPECIAL: Final = re.compile(r'[\x00-\x1f"\\\x7f\ufffe\uffff\ud800-\udfff]')
_SHORT: Final = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_DECIMAL: Final = re.compile(r"[+-]?[0-9]{1,200}(?:\.[0-9]{1,200})?", re.ASCII)
_DATE: Final = re.compile(r"(-?(?!0000)[0-9]{4}|0000|-?[1-9][0-9]{4,17})-([0-9]{2})-([0-9]{2})", re.ASCII)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    if "\ud800" <= character <= "\udfff":
        return "\N{REPLACEMENT CHARACTER}"
    return _SHORT.get(character) or f"\\u{ord(character):04X}"


def escape(text: str) -> str:
    """Return a text as it stands between the quotes of a canonical literal."""
    return _SPECIAL.sub(_escaped, text) if _SPECIAL.search(text) else text


@lru_cache(maxsize=1024)
def _suffix(lang: str) -> str:
    """Return ``@tag`` in lower case, or nothing for what is no BCP 47 tag: a text without a language is still a text."""
    try:
        return f"@{pyoxigraph.Literal('', language=lang).language}" if lang else ""
    except ValueError:
        return ""


def literal(text: str, lang: str = "") -> str:
    """Return a plain literal, or one in a language: ``"Алқа"@kk``."""
    quoted = _SPECIAL.sub(_escaped, text) if _SPECIAL.search(text) else text
    return f'"{quoted}"{_suffix(lang)}'


@lru_cache(maxsize=65536)
def iri(text: str) -> str | None:
    """Return ``<text>``, or None when Oxigraph would refuse it as an absolute IRI (RFC 3987)."""
    try:
        return str(pyoxigraph.NamedNode(text))
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def decimal(text: str) -> str | None:
    """Return a number as a canonical xsd:decimal (XSD 1.1 part 2, §3.3.3), or None when it is none."""
    if not _DECIMAL.fullmatch(text):
        return None
    digits = f"{Decimal(text):f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f'"{"0" if digits == "-0" else digits}"^^<{XSD}decimal>'


def integer(number: int) -> str:
    """Return a number as a canonical xsd:integer."""
    return f'"{number}"^^<{XSD}integer>'


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    # The Gregorian calendar repeats itself every 400 years, and `calendar` knows the years from 1 on.
    return 1 <= month <= 12 and 1 <= day <= monthrange(year % 400 + 400, month)[1]


@lru_cache(maxsize=65536)
def first_moment(date: str) -> str | None:
    """Return the first second of a day (``YYYY-MM-DD``, astronomical) as xsd:dateTime in UTC, or None when it is no date."""
    return f'"{date}T00:00:00Z"^^<{XSD}dateTime>' if _is_date(date) else None


@lru_cache(maxsize=65536)
def last_moment(date: str) -> str | None:
    """Return the last second of a day as xsd:dateTime in UTC, or None when it is no date."""
    return f'"{date}T23:59:59Z"^^<{XSD}dateTime>' if _is_date(date) else None


def edtf(text: str) -> str | None:
    """Return an EDTF expression with the Library of Congress's datatype, or None for none."""
    return f'"{escape(text)}"^^<{EDTF}>' if text else None


def point(longitude: str, latitude: str) -> str:
    """Return a point as a geo:wktLiteral, whose default reference system (CRS84) puts the longitude first (GeoSPARQL 1.1 §8.5)."""
    return f'"POINT({longitude} {latitude})"^^<{GEO}wktLiteral>'


def canonical_lines(data: str | bytes, base_iri: str, media_type: str = "text/turtle") -> list[str]:
    """Return what an RDF document says as canonical lines, sorted: how vocabulary and ontology files become `Definition.triples`.

    Raises SyntaxError for a broken document, and ValueError when it has blank nodes, which no item may own.
    """
    rdf_format = pyoxigraph.RdfFormat.from_media_type(media_type)
    store = pyoxigraph.Store()
    store.load(data, format=rdf_format, base_iri=base_iri)
    quads = list(store)
    if any(isinstance(term, pyoxigraph.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        raise ValueError("blank nodes are nobody's: give the node an IRI")
    return sorted(f"{quad.triple} ." for quad in quads)


def triples_digest(lines: Iterable[str]) -> bytes:
    """Return the digest (BLAKE2b, 16 bytes) of a set of canonical lines, whatever their order."""
    state = hashlib.blake2b(digest_size=16)
    for line in sorted(lines):
        state.update(line.encode())
        state.update(b"\n")
    return state.digest()
