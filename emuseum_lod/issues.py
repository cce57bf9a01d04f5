"""What is wrong with the data: one message for each finding, and never an exception.

An issue names where it was found, what was found, and what to do about it, so that a cataloguer can act on it without
reading the program.
"""

from typing import Literal

import msgspec

Severity = Literal["error", "warning", "notice"]


class Issue(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One finding about a source.

    `severity`: an *error* means that a record or value was not taken and makes the command exit with 1; a *warning* that
    something was taken with a doubt; a *notice* is for the report only. `source` is the file (and the member of an archive,
    ``export.zip!a/b.xml``), `position` the line or the ordinal of the record (1-based; 0: the whole input), `field` the
    source's field path, `value` the value as found (shortened to 200 characters), `advice` what to do.
    `incomplete` marks that the input could not be read to its end: a load then deletes nothing.
    """

    code: str
    message: str
    severity: Severity = "error"
    source: str = ""
    position: int = 0
    field: str = ""
    value: str = ""
    advice: str = ""
    incomplete: bool = False

    def __str__(self) -> str:
        where = self.source + (f":{self.position}" if self.position else "")
        what = (
            self.message
            + (f" [{self.field}]" if self.field else "")
            + (f": {self.value!r}" if self.value else "")
        )
        return " · ".join(part for part in (where, what, self.advice) if part)


def shorten(value: object, limit: int = 200) -> str:
    """Return a value as text that is fit for a message: no control characters, at most `limit` characters."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(value)[: limit + 1])
    return text if len(text) <= limit else text[: limit - 1] + "…"
