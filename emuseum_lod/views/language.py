"""Which language a page is in: the one that its address names, else the one that the browser asks for, else Kazakh."""

from typing import Final
from urllib.parse import parse_qsl

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.negotiation import negotiate_language

DEFAULT_LANGUAGE: Final = "kk"
_MAX_FIELDS: Final = 20


def page_language(named: str, accept_language: str | None) -> str:
    """Return the language for a ``?lang=`` (or "") and an Accept-Language header (or None)."""
    if named in LANGUAGES:
        return named
    return negotiate_language(accept_language, LANGUAGES) or DEFAULT_LANGUAGE


def named_language(query: bytes) -> str:
    """Return the ``lang`` of a query string, the first where there are several; "" where there is none, or too much of everything."""
    try:
        pairs = parse_qsl(query.decode("utf-8", "replace"), max_num_fields=_MAX_FIELDS, errors="replace")
    except ValueError:
        return ""
    return dict(reversed(pairs)).get("lang", "")
