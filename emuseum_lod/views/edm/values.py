"""Texts and IRIs as a record of EDM may hold them: nothing empty, no language that is none, no IRI that a schema refuses."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from emuseum_lod.catalogue.records import Text
from emuseum_lod.views.addresses import web_address
from emuseum_lod.views.xml_text import content, language_attribute

_PLAIN: Final = re.compile(r"https?://[^/?#\[\]@]+(?:[/?#][^\[\]]*)?", re.IGNORECASE)
_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def texts(found: Iterable[Text]) -> list[Text]:
    """Return the texts that say something once they stand in XML, each once; what is no language tag is left out."""
    kept: dict[Text, None] = {}
    for text in found:
        if text.value and content(text.value).strip():
            kept[text if language_attribute(text.lang) or not text.lang else Text(text.value)] = None
    return list(kept)


def named(labels: Iterable[Text]) -> tuple[tuple[Text, ...], tuple[Text, ...]]:
    """Return labels as one preferred label a language (SKOS S14), and the others."""
    preferred: dict[str, Text] = {}
    others: list[Text] = []
    for label in texts(labels):
        if label.lang in preferred:
            others.append(label)
        else:
            preferred[label.lang] = label
    return tuple(preferred.values()), tuple(others)


def links(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return addresses on the web as IRIs, each once; those that are none are left out."""
    return tuple(dict.fromkeys(iri for address in addresses if (iri := link(address))))


@lru_cache(maxsize=65536)
def link(address: str) -> str:
    """Return an address on the web as an xs:anyURI (RFC 3986), or "" for anything else."""
    found = web_address(address)
    if not found or not _PLAIN.fullmatch(found) or _PERCENT.search(found) or found.count("#") > 1:
        return ""
    try:
        urlsplit(found).port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return ""
    return found
