"""HTTP around a representation, for every protocol that sends some: validators and conditional requests (RFC 9110, §8.8 and §13), links (RFC 8288), CORS."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final, Protocol
from urllib.parse import quote

from emuseum_lod.reply import Reply, has_entity_tag

MAX_AGE: Final = 60
"""Seconds for which a cache may answer without asking: short, as a load changes many items at once."""

Header = tuple[str, str]

CORS: Final[tuple[Header, ...]] = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Link, ETag, Last-Modified, Location, Content-Location"),
)
_PREFLIGHT: Final[tuple[Header, ...]] = (
    ("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS"),
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Language, Accept-Profile, If-None-Match, If-Modified-Since",
    ),
    ("Access-Control-Max-Age", "86400"),
    ("Allow", "GET, HEAD, OPTIONS"),
)
_OF_THE_BODY: Final = frozenset({"Content-Type", "Content-Language", "Last-Modified"})
"""What a 304 does not repeat, as the client has it with the body, and the entity tag says which (RFC 9110, §15.4.5)."""
_SAFE: Final = "!#$%&'()*+,/:;=?@[]~"


class Conditions(Protocol):
    """What a request tells of what its client has already (RFC 9110, §13.1); None: nothing."""

    @property
    def if_none_match(self) -> str | None:
        """The entity tags that it has."""

    @property
    def if_modified_since(self) -> str | None:
        """When what it has was last changed."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a Link header. `target` is an address of ours or an http(s) one; parameters are tokens of ours.

    `anchor` is what the link is from, where that is not what is sent (in a linkset, RFC 9264).
    """

    target: str
    rel: str
    type: str = ""
    hreflang: str = ""
    profile: str = ""
    datetime: str = ""
    anchor: str = ""

    def __str__(self) -> str:
        parameters = (
            ("rel", self.rel),
            ("anchor", quote(self.anchor, safe=_SAFE)),
            ("type", self.type),
            ("hreflang", self.hreflang),
            ("profile", self.profile),
            ("datetime", self.datetime),
        )
        said = "".join(f'; {name}="{value}"' for name, value in parameters if value)
        return f"<{quote(self.target, safe=_SAFE)}>{said}"


@dataclass(frozen=True, slots=True)
class Representation:
    """What is sent. `modified` is the ledger's datestamp of what the body is made of alone, or "".

    `immutable`: the body will never be another one, so that nobody need ask again before `max_age` seconds are over (RFC 8246).
    """

    body: bytes
    content_type: str
    modified: str = ""
    links: tuple[Link, ...] = ()
    headers: tuple[Header, ...] = ()
    status: int = 200
    max_age: int = MAX_AGE
    immutable: bool = False


def reply_with(representation: Representation, request: Conditions) -> Reply:
    """Return a representation as an answer: 304 without a body when the client has it already.

    The entity tag is a digest of the body, so it is strong and differs between formats and languages. If-None-Match decides
    alone where it is sent (§13.1.3); If-Modified-Since is heard where the body depends on nothing but its date.
    """
    etag = f'"{hashlib.blake2b(representation.body, digest_size=12).hexdigest()}"'
    modified = _http_date(representation.modified)
    headers = [
        ("Content-Type", representation.content_type),
        ("ETag", etag),
        *((("Last-Modified", modified),) if modified else ()),
        (
            "Cache-Control",
            f"public, max-age={representation.max_age}{', immutable' if representation.immutable else ''}",
        ),
        *(("Link", str(link)) for link in representation.links),
        *representation.headers,
    ]
    return conditional(Reply(representation.status, tuple(headers), representation.body), request)


def conditional(reply: Reply, request: Conditions) -> Reply:
    """Return a reply, or 304 where it would send what the client has already."""
    known = reply.status == 200 and _is_known(
        request, reply.header("ETag") or "", reply.header("Last-Modified") or ""
    )
    return (
        Reply(304, tuple(each for each in reply.headers if each[0] not in _OF_THE_BODY)) if known else reply
    )


def redirect(status: int, location: str, headers: tuple[Header, ...] = ()) -> Reply:
    """Return an answer that sends the client elsewhere: to a path of ours."""
    cache = ("Cache-Control", f"public, max-age={MAX_AGE}")
    return Reply(status, (("Location", quote(location, safe="/?&=%.-_~#:")), cache, *headers))


def preflight() -> Reply:
    """Return the answer to OPTIONS: anybody's page may read our data."""
    return Reply(204, (*CORS, *_PREFLIGHT))


def _is_known(request: Conditions, etag: str, modified: str) -> bool:
    if request.if_none_match is not None:
        return has_entity_tag(request.if_none_match, etag)
    if not request.if_modified_since or not modified:
        return False
    try:
        since = parsedate_to_datetime(request.if_modified_since)
    except ValueError:
        return False
    return parsedate_to_datetime(modified) <= (since if since.tzinfo else since.replace(tzinfo=UTC))


def _http_date(datestamp: str) -> str:
    return format_datetime(datetime.fromisoformat(datestamp), usegmt=True) if datestamp else ""
