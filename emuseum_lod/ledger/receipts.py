"""What each OAI list holds, summed up: so that a harvester can prove that its copy is complete, and find what differs, without walking the list.

A record's line in a list is ``identifier TAB datestamp TAB 0|1`` (1: a tombstone in that format). The sum of a list is the number of its lines, and the
sum of their BLAKE2b-128 modulo 2^128, which does not depend on their order; it is kept apart for 256 buckets, by the first byte of the
BLAKE2b-128 of the identifier. Sums are kept up: a load takes out the lines of what it dates anew, and when its commit has its final datestamp,
the new lines are put in (`Ledger.seal`). Until then the sums of no list are told (`is_behind`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, bindparam, exists, insert, select, update

from emuseum_lod.errors import LedgerError
from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.schema import commit, form, item, item_set, meta, receipt
from emuseum_lod.uris import ItemId, oai_identifier

BUCKETS: Final = 256
WHOLE: Final = ""
"""Stands for the set of everything."""

_MODULUS: Final = 1 << 128
_DIGEST_BYTES: Final = 16
_AT_ONCE: Final = 1_000
_MOST_HELD: Final = 200_000
"""Sums that are held before they are written."""


class Sum(NamedTuple):
    """How many lines there are, and the sum of their digests."""

    lines: int = 0
    digest: int = 0

    def plus(self, other: "Sum") -> "Sum":
        """Return the sum of both."""
        return Sum(self.lines + other.lines, (self.digest + other.digest) % _MODULUS)


def line(identifier: str, datestamp: str, *, deleted: bool) -> str:
    """Return a record's line."""
    return f"{identifier}\t{datestamp}\t{int(deleted)}"


def sum_of(text: str) -> Sum:
    """Return the sum of one line."""
    return Sum(1, int.from_bytes(_digest(text), "big"))


def bucket_of(identifier: str) -> int:
    """Return the bucket that a record is in."""
    return _digest(identifier)[0]


def domain_of(connection: Connection) -> str:
    """Return the repository's part of its identifiers. Raises LedgerError before it was fixed (`Ledger.identify`)."""
    domain = connection.execute(select(meta.c.value).where(meta.c.key == "oai_domain")).scalar()
    if domain is None:
        raise LedgerError("the ledger has no OAI domain yet: nothing can be loaded")
    return str(domain)


def is_behind(connection: Connection) -> bool:
    """Tell whether there is a commit whose lines are not in the sums yet."""
    return bool(connection.execute(select(exists().where(commit.c.counted.is_(False)))).scalar())


def kept_sums(connection: Connection, format_: str, set_spec: str | None) -> list[Sum]:
    """Return what each bucket of a list holds."""
    sums = [Sum()] * BUCKETS
    for bucket, known in _kept(connection, format_, set_spec or WHOLE).items():
        sums[bucket] = known
    return sums


@dataclass(slots=True)
class _Standing:
    """How an item stands in the lists: in which formats it is alive or a tombstone (True), and in which sets."""

    identifier: str
    bucket: int
    datestamp: str
    formats: dict[str, bool] = field(default_factory=dict)
    sets: list[str] = field(default_factory=lambda: [WHOLE])


class Receipts:
    """The sums of all lists, in the transaction that changes what they hold."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._domain = domain_of(connection)
        # Most items have the same formats: these are summed up together, and told apart when they are written.
        self._added: dict[tuple[tuple[str, ...], str, int], Sum] = defaultdict(Sum)

    def take_out(self, nums: Sequence[int]) -> None:
        """Take out the lines of items that are about to change; not of those that are not in yet."""
        for standing in self._standing(nums, counted=True):
            self._add(standing, -1)

    def put_in(self, commit_id: int) -> None:
        """Put in the lines of all that a commit dated."""
        formats = sorted(self._connection.execute(select(form.c.format).distinct()).scalars())
        for format_ in formats:
            for nums in self._dated(format_, commit_id):
                for standing in self._standing(nums, counted=False):
                    self._add(standing, 1)
                if len(self._added) > _MOST_HELD:
                    self.write()

    def write(self) -> None:
        """Write what was taken out and put in."""
        by_list: dict[tuple[str, str], dict[int, Sum]] = defaultdict(lambda: defaultdict(Sum))
        for (formats, spec, bucket), added in self._added.items():
            for format_ in formats:
                buckets = by_list[format_, spec]
                buckets[bucket] = buckets[bucket].plus(added)
        for (format_, spec), buckets in sorted(by_list.items()):
            self._write_list(format_, spec, buckets)
        self._added.clear()

    def _write_list(self, format_: str, spec: str, buckets: dict[int, Sum]) -> None:
        known = _kept(self._connection, format_, spec)
        new, old = [], []
        for bucket, added in sorted(buckets.items()):
            lines, digest = known.get(bucket, Sum()).plus(added)
            held = digest.to_bytes(_DIGEST_BYTES, "big")
            if bucket in known:
                old.append((lines, held, format_, spec, bucket))
            else:
                new.append((format_, spec, bucket, lines, held))
        _NEW.run(self._connection, new)
        _OLD.run(self._connection, old)

    def _add(self, standing: _Standing, sign: int) -> None:
        for deleted in (False, True):
            formats = tuple(sorted(name for name, gone in standing.formats.items() if gone is deleted))
            if not formats:
                continue
            text = line(standing.identifier, standing.datestamp, deleted=deleted)
            one = Sum(sign, sign * sum_of(text).digest)
            for spec in standing.sets:
                key = formats, spec, standing.bucket
                self._added[key] = self._added[key].plus(one)

    def _dated(self, format_: str, commit_id: int) -> Iterator[Sequence[int]]:
        """Yield the items that a commit dated and that have this format as their first, so that each comes once."""
        earlier = form.alias("earlier")
        query = (
            select(form.c.item_num)
            .where(
                form.c.format == format_,
                form.c.commit_id == commit_id,
                ~exists().where(earlier.c.item_num == form.c.item_num, earlier.c.format < form.c.format),
            )
            .order_by(form.c.item_num)
            .limit(_AT_ONCE)
        )
        after = 0
        while nums := self._connection.execute(query.where(form.c.item_num > after)).scalars().all():
            yield nums
            after = nums[-1]

    def _standing(self, nums: Sequence[int], *, counted: bool) -> Iterable[_Standing]:
        """Return how items stand in the lists: those whose lines are in the sums, or those whose lines are not."""
        found: dict[int, _Standing] = {}
        forms = (
            select(
                form.c.item_num,
                form.c.format,
                form.c.payload.is_(None),
                item.c.id,
                item.c.bucket,
                commit.c.datestamp,
            )
            .join(item, item.c.num == form.c.item_num)
            .join(commit, commit.c.id == form.c.commit_id)
            .where(form.c.item_num.in_(nums), commit.c.counted.is_(counted))
        )
        for num, format_, gone, item_id, bucket, datestamp in self._connection.execute(forms):
            if num not in found:
                name = oai_identifier(self._domain, ItemId(item_id))
                found[num] = _Standing(name, bucket, datestamp)
            found[num].formats[format_] = bool(gone)
        memberships = select(item_set.c.item_num, item_set.c.set_spec).where(item_set.c.item_num.in_(nums))
        for num, spec in self._connection.execute(memberships):
            if num in found:
                found[num].sets.append(spec)
        return found.values()


_NEW: Final = Bulk(insert(receipt), "format", "set_spec", "bucket", "n", "digest")
_OLD: Final = Bulk(
    update(receipt)
    .where(
        and_(
            receipt.c.format == bindparam("as"),
            receipt.c.set_spec == bindparam("spec"),
            receipt.c.bucket == bindparam("of"),
        )
    )
    .values({receipt.c.n: bindparam("n"), receipt.c.digest: bindparam("digest")}),
    "n",
    "digest",
    "as",
    "spec",
    "of",
)


def _kept(connection: Connection, format_: str, spec: str) -> dict[int, Sum]:
    query = select(receipt.c.bucket, receipt.c.n, receipt.c.digest).where(
        receipt.c.format == format_, receipt.c.set_spec == spec
    )
    return {row.bucket: Sum(row.n, int.from_bytes(row.digest, "big")) for row in connection.execute(query)}


def _digest(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=_DIGEST_BYTES).digest()
