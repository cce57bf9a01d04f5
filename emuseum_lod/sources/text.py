"""Characters that no text of a catalogue may carry, and trees without them.

XML 1.0 (section 2.2, Char) can't hold C0 controls, U+FFFE, U+FFFF or lone surrogates, so no view could publish them; DEL and
the C1 controls are legal there and still never text (they come from a wrong code page). They are removed, aloud.
"""

import math
import re
from decimal import Decimal
from typing import Any, Final

from emuseum_lod.issues import Issue, shorten
from emuseum_lod.sources.options import ReaderOptions

FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_UTF8: Final = re.compile(rb"\x7f|\xc2[\x80-\x84\x86-\x9f]|\xed[\xa0-\xbf]|\xef\xbf[\xbe\xbf]")


def is_suspect(utf8: bytes) -> bool:
    """Tell quickly whether text whose C0 controls a parser has already refused holds another forbidden character.

    The single-byte searches come first because they are many times faster than the pattern, and nearly always the answer.
    """
    leads = b"\x7f" in utf8 or b"\xc2" in utf8 or b"\xed" in utf8 or b"\xef" in utf8
    return leads and _FORBIDDEN_UTF8.search(utf8) is not None


class RefusedRecordError(Exception):
    """A record is beyond a limit: `code`, `field`, and why."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.field = field


class Cleaner:
    """Removes what is forbidden from one record's tree and holds it to the limits; `issues` tells what was removed."""

    def __init__(self, source: str, position: int, options: ReaderOptions) -> None:
        self._source = source
        self._position = position
        self._options = options
        self.issues: list[Issue] = []

    def tree(self, value: Any, field: str = "", depth: int = 1) -> Any:
        """Return `value` without forbidden characters; raises RefusedRecordError past `max_depth` or `max_field`."""
        if isinstance(value, str):
            return self.text(value, field)
        if isinstance(value, Decimal | float):
            return self._number(value, field)
        if not isinstance(value, dict | list):
            return value
        if depth > self._options.max_depth:
            raise RefusedRecordError("too-deep", field, "the record is nested deeper than the limit")
        if isinstance(value, list):
            return [self.tree(item, field, depth + 1) for item in value]
        return {
            self.text(key, field): self.tree(item, f"{field}.{key}" if field else key, depth + 1)
            for key, item in value.items()
        }

    def text(self, text: str, field: str) -> str:
        """Return `text` without forbidden characters."""
        if len(text) > self._options.max_field:
            raise RefusedRecordError("field-too-large", field, "one field is larger than the limit")
        if not FORBIDDEN.search(text):
            return text
        self.issues.append(
            Issue(
                code="control-characters",
                message="characters that are no text were removed",
                severity="warning",
                source=self._source,
                position=self._position,
                field=shorten(field),
                value=shorten(text),
                advice="remove them in the catalogue; they often come from a wrong code page",
            )
        )
        return FORBIDDEN.sub("", text)

    def _number(self, number: Decimal | float, field: str) -> float:
        """Return a JSON number as JSON lines have it, a binary float (RFC 8259, section 6)."""
        result = float(number)
        if not math.isfinite(result):
            raise RefusedRecordError("number-too-large", field, "a number is beyond what can be represented")
        return result
