"""Proves a mirror by the repository's receipt, and asks for just what differs (docs/harvesting.md has the form of receipts).

The digest of a list is the sum, modulo 2^128, of the BLAKE2b-128 of each record's line ``identifier TAB datestamp TAB 0|1`` (1: deleted): whatever
the order, and the same for two sides that hold the same. By the first byte of the BLAKE2b-128 of its identifier each record is in one of 256
buckets, so that two sides find what differs without exchanging what does not.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Final, Literal

from emuseum_lod.harvesting.faults import Broken, Unfaithful
from emuseum_lod.harvesting.mirror import Mirror
from emuseum_lod.harvesting.transport import Fetcher, Response
from emuseum_lod.harvesting.walking import Walker

BUCKETS: Final = 256
_ROUNDS: Final = 3
_MODULUS: Final = 1 << 128

Verdict = Literal["matches", "differs", "none"]
"""The mirror is what the repository says it is; it could not be made so; the repository gives no receipts."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What is held: how many records, and the digest of their lines."""

    count: int = 0
    digest: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.count + other.count, (self.digest + other.digest) % _MODULUS)


def line(identifier: str, datestamp: str, deleted: bool) -> str:
    """Return a record's line."""
    return f"{identifier}\t{datestamp}\t{int(deleted)}"


def bucket_of(identifier: str) -> int:
    """Return the bucket that a record is in."""
    return _hash(identifier)[0]


def sums(lines: Iterable[tuple[str, str, bool]]) -> list[Sum]:
    """Return what each bucket holds."""
    found = [Sum()] * BUCKETS
    for one in lines:
        found[bucket_of(one[0])] += Sum(1, int.from_bytes(_hash(line(*one)), "big"))
    return found


def _hash(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=16).digest()


class Reconciler:
    """Compares a mirror with its repository and mends it."""

    def __init__(self, fetcher: Fetcher, mirror: Mirror, walker: Walker) -> None:
        self._fetcher = fetcher
        self._mirror = mirror
        self._walker = walker
        self._source = mirror.state.source

    def reconcile(self) -> Verdict:
        """Compare, ask for what differs, and compare again: the repository may change in between, but not for ever."""
        for attempt in range(_ROUNDS + 1):
            told = self._fetcher.fetch(self._source.receipt(buckets=str(BUCKETS)), _receipt)
            if told is None:
                return "none"
            theirs, ours = _buckets(told), sums(self._mirror.lines())
            differing = [bucket for bucket in range(BUCKETS) if ours[bucket] != theirs[bucket]]
            if not differing:
                return "matches"
            if attempt < _ROUNDS:
                self._mend(differing)
        return "differs"

    def _mend(self, differing: list[int]) -> None:
        """Ask for each record of these buckets that one side has otherwise, or not at all."""
        ours: dict[int, set[str]] = {bucket: set() for bucket in differing}
        for one in self._mirror.lines():
            if (bucket := bucket_of(one[0])) in ours:
                ours[bucket].add(line(*one))
        walk = self._mirror.state.walks
        for bucket in differing:
            theirs = self._fetcher.fetch(self._source.receipt(bucket=f"{bucket:02x}"), _lines)
            for identifier in sorted({one.partition("\t")[0] for one in ours[bucket] ^ theirs}):
                self._walker.ask_for(identifier, walk)


def _receipt(response: Response) -> dict[str, Any] | None:
    """Return a receipt; None where there is none: an error, or a page of something else."""
    body = b"".join(response.pieces)
    if response.status != 200 or "json" not in (response.headers.get("Content-Type") or ""):
        return None
    try:
        told = json.loads(body)
    except ValueError as error:
        raise Broken(f"a receipt is no JSON: {error}") from error
    return told if isinstance(told, dict) else None


def _lines(response: Response) -> set[str]:
    """Return the lines of a bucket."""
    body = b"".join(response.pieces)
    if response.status != 200:
        raise Unfaithful(f"the repository answers for a bucket of its receipt with status {response.status}")
    try:
        return set(filter(None, body.decode().split("\n")))
    except UnicodeDecodeError as error:
        raise Broken("a bucket of the receipt is no UTF-8") from error


def _buckets(told: dict[str, Any]) -> list[Sum]:
    try:
        found = [Sum(int(one["count"]), int(one["digest"], 16)) for one in told["buckets"]]
    except (KeyError, TypeError, ValueError) as error:
        raise Unfaithful(f"the repository's receipt can't be read: {error!r}") from error
    if len(found) != BUCKETS:
        raise Unfaithful(f"the repository's receipt has {len(found)} buckets instead of {BUCKETS}")
    return found
