"""How far a licence lets a record's content come: open licences to tier 4, restricted ones to 3, all others to 2."""

import re
from functools import lru_cache
from typing import Final, Literal

_OPEN: Final = re.compile(
    r"http://creativecommons\.org/(?:publicdomain/(?:zero|mark)/|licenses/(?:by|by-sa)/).*"
)
_RESTRICTED: Final = re.compile(
    r"http://creativecommons\.org/licenses/(?:by-nc|by-nc-sa|by-nc-nd|by-nd|by-nd-nc)/.*"
    r"|http://rightsstatements\.org/vocab/(?:InC-EDU|NoC-NC|NoC-OKLR)/.*"
)

Openness = Literal["open", "restricted", "closed"]
_CAPS: Final[dict[Openness, int]] = {"open": 4, "restricted": 3, "closed": 2}


@lru_cache(maxsize=1024)
def openness(rights: str) -> Openness:
    """Return how open a statement of rights is; no statement, or one that nobody knows, is closed."""
    if _OPEN.fullmatch(rights):
        return "open"
    return "restricted" if _RESTRICTED.fullmatch(rights) else "closed"


def tier_cap(rights: str) -> int:
    """Return the best content tier that a statement of rights allows."""
    return _CAPS[openness(rights)]
