"""JSON documents as bytes: in UTF-8, in the order in which they were put together, fit to be read and compared."""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

Json = dict[str, Any]
"""A JSON object in the making."""

_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_IN_HTML: Final = re.compile("[<>&\u2028\u2029]")


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Return a document as UTF-8. Lone surrogates, which are no characters, become U+FFFD as in the graph."""
    return _text(document, indent=2).encode() + b"\n"


def json_line(document: Mapping[str, Any]) -> bytes:
    """Return a document as a line of a file of such lines."""
    return _text(document, indent=None).encode() + b"\n"


def json_in_html(document: Mapping[str, Any]) -> str:
    """Return a document as it may stand inside ``<script type="application/ld+json">``.

    A script element ends at the first ``</script``, whatever the JSON around it says, and ``<!--`` changes how it is read (HTML, §4.12.1.3):
    what could be markup is escaped, which JSON reads as the same text.
    """
    return _IN_HTML.sub(lambda found: f"\\u{ord(found[0]):04x}", _text(document, indent=None))


def number(text: str) -> int | float:
    """Return a canonical decimal as a number of JSON: ``12`` or ``12.5``."""
    return float(text) if "." in text else int(text)


def said(**properties: Any) -> Json:
    """Return an object of the properties that say something: not None, "" or an empty list or object."""
    return {
        name: value for name, value in properties.items() if value is not None and value not in ("", [], {})
    }


def _text(document: Mapping[str, Any], indent: int | None) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=indent, allow_nan=False)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
