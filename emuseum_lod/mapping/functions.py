"""What is done to a text on its way into a record, each with what it finds wrong. Pure."""

import csv
import re
from functools import cache, lru_cache
from typing import Final
from urllib.parse import urlsplit

from emuseum_lod.resources import resource

_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Controls, halves of surrogate pairs and noncharacters: XML 1.0 (2.2) and N-Triples can't carry them, and no one typed them."""

_NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\x9f]')
"""RFC 3987, 2.2; what an IRI between angle brackets can't hold."""

_LONGEST_ADDRESS: Final = 2_000


def clean(text: str) -> tuple[str, bool]:
    """Return a text without control characters and with line feeds alone at line ends, and whether any control was taken out."""
    if text.isprintable():
        return text, False
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = _NOT_TEXT.sub("", unix)
    return cleaned.strip(), cleaned != unix


def web_address(text: str) -> str:
    """Return an address as an IRI, or "" when it is not an absolute http or https one (RFC 3986, 4.3)."""
    if len(text) > _LONGEST_ADDRESS or _NOT_IN_IRI.search(text):
        return ""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return ""
    return text if parts.scheme.lower() in ("http", "https") and host else ""


def served_path(text: str) -> str:
    """Return the path from the root of a file that this service serves itself (``/files/…``), or "" for anything else."""
    inside = text.startswith("/files/") and ".." not in text.split("/")
    return text if inside and len(text) <= _LONGEST_ADDRESS and not _NOT_IN_IRI.search(text) else ""


@cache
def known_rights() -> frozenset[str]:
    """Return the rights URIs that are known, from ``mappings/values/rights.csv``."""
    with resource("mappings", "values", "rights.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["uri"] for row in csv.DictReader(file))


@lru_cache(maxsize=1_000)
def rights_uri(text: str) -> str:
    """Return a known rights URI in its one form (``http``, trailing slash), or "" for anything else.

    Europeana and rightsstatements.org name the ``http`` form as the identifier; ``https`` and a missing slash are common slips.
    """
    candidate = re.sub(r"^https?://(?:www\.)?", "http://", text.strip())
    candidate = re.sub(r"/(?:deed(?:\.[a-z]{2})?|rdf)?$|(?<!/)$", "/", candidate, count=1)
    candidate = candidate.replace("rightsstatements.org/page/", "rightsstatements.org/vocab/")
    return candidate if candidate in known_rights() else ""
