"""Where a description was harvested before it is published here (OAI-PMH guidelines: provenance).

What was harvested several times has several origins: the first is the repository that we asked, the next the one that this had asked.
"""

import re
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

import msgspec

_URI: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*:(?:[A-Za-z0-9\-._~!$&'()*+,;=:@/?]|%[0-9A-Fa-f]{2})+", re.ASCII
)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,6})?Z)?", re.ASCII)


class OriginDescription(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """From which repository a description was taken.

    `url` is its base URL; `identifier` and `datestamp` are those of the description there, `namespace` that of the format in which it was
    taken. `harvested` is the responseDate of the answer that brought it. `altered`: what was published then is not what was harvested.
    """

    url: str
    identifier: str
    datestamp: str
    namespace: str
    harvested: str
    altered: bool = True

    @property
    def is_sayable(self) -> bool:
        """Whether it can be told in valid XML: others' identifiers are not always URIs, nor their dates dates."""
        uris, dates = (self.url, self.identifier, self.namespace), (self.datestamp, self.harvested)
        return all(map(_is_uri, uris)) and all(map(_is_date, dates))


encode_origins: Final = msgspec.json.Encoder().encode
decode_origins: Final = msgspec.json.Decoder(tuple[OriginDescription, ...]).decode


def _is_uri(text: str) -> bool:
    if not _URI.fullmatch(text):
        return False
    try:
        urlsplit(text).port  # noqa: B018 - raises for a port that is none
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
