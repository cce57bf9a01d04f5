"""Resumption tokens (§3.5): where a list goes on, signed, so that no state is kept and none can be made up.

A token carries the whole list request and the place after which it goes on, in the order (commit, item); what is given out for it
depends on the token and the ledger alone. It can be sent again, to any process, and after a restart. `upper_commit` is the last commit
when the list began: what changes during a harvest leaves the list and is found by the next one, and nothing is skipped.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Final, TypeVar

import msgspec

from emuseum_lod.oaipmh.request import ListVerb

DAYS: Final = 30
"""Days that a token is good for. It costs nothing to keep one; a harvest that rests longer is better begun again."""

MAX_LENGTH: Final = 1_000
_SIGNATURE: Final = 16


class Token(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """The list request and how far it is.

    `after` is the (commit, item) of the last row that was sent, `cursor` how many were, `size` how many the whole list has; `until` is
    the last second asked for, `expires` that of the token.
    """

    verb: ListVerb
    prefix: str
    set_spec: str | None
    until: str | None
    upper_commit: int
    after: tuple[int, int]
    cursor: int
    size: int
    expires: str


class SetsToken(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """How far the list of sets is: `after` is the spec of the last set that was sent; the rest is as in `Token`."""

    after: str
    cursor: int
    size: int
    expires: str


AnyToken = TypeVar("AnyToken", Token, SetsToken)

# A token of one list means nothing in the other: it is signed for its own.
_PERSONS: Final[dict[type, bytes]] = {Token: b"oai-token-1", SetsToken: b"oai-sets-1"}
_ENCODER: Final = msgspec.msgpack.Encoder()


def write(token: Token | SetsToken, secret: bytes) -> str:
    """Return a token as text: letters, digits, ``-`` and ``_``, which no client's encoding can hurt."""
    payload = _ENCODER.encode(token)
    signature = _signature(payload, secret, _PERSONS[type(token)])
    return base64.urlsafe_b64encode(signature + payload).rstrip(b"=").decode("ascii")


def read(text: str, secret: bytes, now: str, kind: type[AnyToken]) -> AnyToken | None:
    """Return what `write` was given; None for anything that it has not written with this secret, and for what has expired."""
    if len(text) > MAX_LENGTH or not text.isascii():
        return None
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    signature, payload = data[:_SIGNATURE], data[_SIGNATURE:]
    if not hmac.compare_digest(signature, _signature(payload, secret, _PERSONS[kind])):
        return None
    token = msgspec.msgpack.decode(payload, type=kind)
    # Base 64 has several texts for some bytes; only the one that was given out counts.
    return token if write(token, secret) == text and now <= token.expires else None


def expiry(now: str) -> str:
    """Return until when a token is good that is given out now."""
    return (datetime.fromisoformat(now) + timedelta(days=DAYS)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _signature(payload: bytes, secret: bytes, person: bytes) -> bytes:
    return hashlib.blake2b(payload, key=secret, person=person, digest_size=_SIGNATURE).digest()
