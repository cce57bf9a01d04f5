"""What may be done with something, by Europeana's three classes of edm:rights: open, restricted, closed.

Everything that is not known to be allowed is closed: statements that Europeana does not take, and none at all. Exports write
https and http, with and without the slash at the end, and versions of licences for single countries.
"""

import re
from typing import Final, Literal

Reuse = Literal["open", "restricted", "closed"]

_CLASSES: Final[tuple[tuple[Reuse, re.Pattern[str]], ...]] = (
    (
        "open",
        re.compile(
            r"https?://creativecommons\.org/(?:publicdomain/(?:mark|zero)/1\.0|licenses/by(?:-sa)?/[1-4]\.[05](?:/[a-z]+)?)/?",
            re.ASCII,
        ),
    ),
    (
        "restricted",
        re.compile(
            r"https?://(?:creativecommons\.org/licenses/by-(?:nc|nd|nc-sa|nc-nd)/[1-4]\.[05](?:/[a-z]+)?"
            r"|rightsstatements\.org/(?:vocab|page)/(?:InC-EDU|NoC-NC|NoC-OKLR)/1\.0)/?",
            re.ASCII,
        ),
    ),
)
_MOST_OPEN_FIRST: Final[tuple[Reuse, ...]] = ("open", "restricted", "closed")


def reuse_class(rights: str) -> Reuse:
    """Return the class of a statement of rights (a URI, or empty)."""
    return next((name for name, pattern in _CLASSES if pattern.fullmatch(rights)), "closed")


def most_open(classes: set[Reuse]) -> Reuse:
    """Return the class that allows most; closed for none."""
    return next((name for name in _MOST_OPEN_FIRST if name in classes), "closed")
