"""Which language a page is in: the one that its address names, else the one that the browser asks for, else Kazakh."""

from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.negotiation import negotiate_language

DEFAULT_LANGUAGE: Final = "kk"


def page_language(named: str, accept_language: str | None) -> str:
    """Return the language for a ``?lang=`` (or "") and an Accept-Language header (or None)."""
    if named in LANGUAGES:
        return named
    return negotiate_language(accept_language, LANGUAGES) or DEFAULT_LANGUAGE
