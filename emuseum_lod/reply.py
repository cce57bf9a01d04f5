"""A request and its answer without a web framework (docs/architecture.md, "The seam")."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

_ENTITY_TAG: Final = re.compile(r'(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"')


@dataclass(frozen=True, slots=True)
class Asked:
    """An HTTP request as a protocol needs it.

    `query` is the raw query string and `body` the raw body: how they are decoded, and what is refused, is the
    protocol's to say. Header names are lower case. `client` is the address of the peer.
    """

    method: str
    path: str
    query: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer. `headers` may repeat a name (Link).

    `body` is whole bytes, or chunks whose iterator raises when the answer can't be completed: the connection is then
    aborted, never ended as if all were well.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | Iterable[bytes] = b""

    def header(self, name: str) -> str | None:
        """Return the first header of that name, in any case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


def has_entity_tag(if_none_match: str, etag: str) -> bool:
    """Tell whether an If-None-Match header names an entity tag, by the weak comparison (RFC 9110, §13.1.2)."""
    return if_none_match.strip() == "*" or etag.removeprefix("W/").strip('"') in _ENTITY_TAG.findall(
        if_none_match
    )
