"""Applies a load to the ledger: what was staged, in the caller's transaction, and nothing at all when nothing changed.

The order is that of the dependencies: items and their changes; what is missing; who uses whom; then the forms of the items that
changed and of those that use an item whose face changed. Memory does not grow with the load, and the cost is that of the changes:
what is the same as before is never touched.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

import msgspec
from sqlalchemy import Row, bindparam, insert, select, update

from emuseum_lod.ledger.archiving import archive
from emuseum_lod.ledger.commits import CommitRow
from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.contest import decode_links
from emuseum_lod.ledger.forming import FORMED, Forming, Prepare
from emuseum_lod.ledger.licences import Licences
from emuseum_lod.ledger.linking import Linking
from emuseum_lod.ledger.missing import doomed, find_missing
from emuseum_lod.ledger.receipts import bucket_of, domain_of
from emuseum_lod.ledger.schema import item
from emuseum_lod.ledger.staging import AT_ONCE, Staging, staged
from emuseum_lod.ledger.tallying import Tallies
from emuseum_lod.uris import ItemId, oai_identifier

Progress = Callable[[str, int, int | None], None]
"""Told the name of the step, how far it is, and of how much (None: not known)."""

_STATE: Final = (
    "provider",
    "digest",
    "face",
    "seq",
    "commit_id",
    "deleted",
    "derived",
    "authority",
    "source",
    "position",
    "licence_id",
    "origins",
)


def _setting(*names: str) -> Bulk:
    """Return the update of columns of the item whose number comes last."""
    values: dict[Any, Any] = {name: bindparam(name) for name in names}
    return Bulk(update(item).where(item.c.num == bindparam("of")).values(values), *names, "of")


_CREATE: Final = Bulk(
    insert(item), *_STATE, "num", "id", "kind", "namespace", "local_id", "successor_num", "bucket"
)
_REPLACE: Final = _setting(*_STATE)
_DELETE: Final = _setting("seq", "commit_id", "deleted")
_NOTE: Final = _setting("authority", "derived")
_WRITTEN: Final = ("create", "restore", "update")


class Applied(msgspec.Struct, frozen=True, kw_only=True):
    """What a load did to the ledger.

    `counts` are items by what was done to them (created, updated, deleted, restored, touched, unchanged) and kind. `commit_id` is None
    when nothing changed. `seconds` are those of each step.
    """

    counts: dict[str, dict[str, int]]
    commit_id: int | None
    last_seq: int
    seconds: dict[str, float]


def apply(
    staging: Staging,
    prepare: Prepare,
    *,
    deletes: bool,
    forms_version: str,
    progress: Progress = lambda *_: None,
) -> Applied:
    """Apply what was staged.

    `deletes`: the load is the whole of what the provider publishes and was read to its end, so that what is missing becomes a
    tombstone. `prepare` makes the forms of records; when its `forms_version` is not that which the ledger's forms were made
    by, all are made anew, and those that come out different are re-dated.
    """
    return _Application(staging, prepare, progress).run(deletes=deletes, forms_version=forms_version)


def withdraw(
    staging: Staging,
    prepare: Prepare,
    nums: Sequence[int],
    *,
    forms_version: str,
    progress: Progress = lambda *_: None,
) -> Applied:
    """Delete items that are there, as a load does that does not bring them; nothing was staged."""
    return _Application(staging, prepare, progress).withdraw(nums, forms_version=forms_version)


class _Application:
    """One load being applied."""

    def __init__(self, staging: Staging, prepare: Prepare, progress: Progress) -> None:
        self._connection = staging.connection
        self._staging = staging
        self._progress = progress
        self._commit = CommitRow(self._connection, staging.provider)
        self._tallies = Tallies(self._connection)
        self._linking = Linking(self._connection)
        self._licences = Licences(self._connection)
        self._domain = domain_of(self._connection)
        self._forming = Forming(self._connection, self._commit, self._tallies, prepare)
        self._counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("created", "updated", "deleted", "restored", "touched", "unchanged")
        }
        self._seconds: dict[str, float] = {}

    def run(self, *, deletes: bool, forms_version: str) -> Applied:
        with self._timed("settle"):
            self._staging.settle(whole=deletes)
            self._count()
        with self._timed("write records"):
            self._write_notes()
            self._write_items()
        with self._timed("write links"):
            self._write_links()
        if deletes:
            # After the links: what only an earlier record referred to has no user any more.
            with self._timed("find what is missing"):
                find_missing(self._connection, self._staging.provider)
            with self._timed("write tombstones"):
                self._delete_missing()
        return self._finish(forms_version)

    def withdraw(self, nums: Sequence[int], *, forms_version: str) -> Applied:
        with self._timed("write tombstones"):
            query = select(item.c.num, item.c.seq, item.c.kind).where(
                item.c.num.in_(nums), item.c.deleted.is_(False)
            )
            self._delete(self._connection.execute(query).all())
        return self._finish(forms_version)

    def _finish(self, forms_version: str) -> Applied:
        with self._timed("make forms"):
            total = self._forming.choose(forms_version)
            touched = self._forming.run(lambda done: self._progress("forms", done, total))
            self._counts["touched"] += touched
        with self._timed("count"):
            self._tallies.write()
            self._commit.stamp()
        return Applied(
            counts={name: dict(counted) for name, counted in self._counts.items()},
            commit_id=self._commit.id if self._commit.written else None,
            last_seq=self._commit.last_seq,
            seconds=self._seconds,
        )

    def _count(self) -> None:
        names = {"create": "created", "update": "updated", "restore": "restored"}
        for (kind, op), count in self._staging.counts().items():
            self._counts[names.get(op, "unchanged")][kind] += count

    # --- items and their changes -----------------------------------------------------------------------------------

    def _write_notes(self) -> None:
        """Keep the authority by which items that are otherwise the same are known now; nothing that is published."""
        noted = select(staged.c.num, staged.c.authority, staged.c.derived).where(
            staged.c.op != "same", staged.c.op == "note"
        )
        _NOTE.run(
            self._connection,
            [(row.authority, row.derived, row.num) for row in self._connection.execute(noted)],
        )

    def _write_items(self) -> None:
        done, total = 0, sum(sum(self._counts[name].values()) for name in ("created", "updated", "restored"))
        for rows in self._staged_changes(staged):
            self._create([row for row in rows if row.op == "create"])
            self._replace([row for row in rows if row.op != "create"])
            done += len(rows)
            self._progress("ledger", done, total)

    def _staged_changes(
        self, *columns: Any
    ) -> Iterator[Sequence[Row[Any]]]:  # tables or columns, as of select()
        """Yield the staged changes in chunks, in the order of arrival."""
        after = 0
        query = select(*columns).where(staged.c.op != "same", staged.c.op.in_(_WRITTEN))
        while rows := self._connection.execute(
            query.where(staged.c.ord > after).order_by(staged.c.ord).limit(AT_ONCE)
        ).all():
            yield rows
            after = rows[-1].ord

    def _create(self, rows: Sequence[Row[Any]]) -> None:
        if not rows:
            return
        seqs = self._commit.log("create", [(row.num, None, row.record) for row in rows])
        _CREATE.run(
            self._connection,
            (
                (
                    *self._state(row, seq),
                    row.num,
                    row.id,
                    row.kind,
                    row.namespace,
                    row.local_id,
                    None,
                    self._bucket(row),
                )
                for row, seq in zip(rows, seqs, strict=True)
            ),
        )
        self._linking.arrive({ItemId(row.id): row.num for row in rows})
        for row in rows:
            self._tallies.add("kind", row.kind)

    def _replace(self, rows: Sequence[Row[Any]]) -> None:
        if not rows:
            return
        query = select(item.c.num, item.c.seq, item.c.face).where(item.c.num.in_([row.num for row in rows]))
        before = {old.num: old for old in self._connection.execute(query)}
        archive(self._connection, [old.seq for old in before.values()])
        for op in ("update", "restore"):
            some = [row for row in rows if row.op == op]
            seqs = self._commit.log(op, [(row.num, before[row.num].seq, row.record) for row in some])
            _REPLACE.run(
                self._connection,
                ((*self._state(row, seq), row.num) for row, seq in zip(some, seqs, strict=True)),
            )
        self._linking.faces_changed(
            [row.num for row in rows if row.op == "restore" or row.face != before[row.num].face]
        )
        for row in rows:
            if row.op == "restore":
                self._tallies.add("kind", row.kind)
                self._tallies.add("deleted", row.kind, -1)

    def _state(self, row: Row[Any], seq: int) -> tuple[object, ...]:
        """Return what the ledger notes of an item whose record is new, in the order of `_STATE`."""
        return (
            self._staging.provider,
            row.digest,
            row.face,
            seq,
            self._commit.id,
            False,
            row.derived,
            row.authority,
            row.source,
            row.position,
            self._licences.num(row.licence),
            row.origins,
        )

    def _bucket(self, row: Row[Any]) -> int | None:
        return bucket_of(oai_identifier(self._domain, ItemId(row.id))) if row.kind == FORMED else None

    def _delete_missing(self) -> None:
        after = 0
        query = select(item.c.num, item.c.seq, item.c.kind).join(doomed, doomed.c.num == item.c.num)
        while rows := self._connection.execute(
            query.where(doomed.c.num > after).order_by(doomed.c.num).limit(AT_ONCE)
        ).all():
            self._delete(rows)
            after = rows[-1].num

    def _delete(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> None:
        archive(self._connection, [row.seq for row in rows])
        seqs = self._commit.log("delete", [(row.num, row.seq, None) for row in rows])
        _DELETE.run(
            self._connection,
            ((seq, self._commit.id, True, row.num) for row, seq in zip(rows, seqs, strict=True)),
        )
        nums = [row.num for row in rows]
        self._linking.forget(nums)
        self._linking.faces_changed(nums)
        self._forming.bury(dict(zip(nums, seqs, strict=True)))
        for row in rows:
            self._counts["deleted"][row.kind] += 1
            self._tallies.add("kind", row.kind, -1)
            self._tallies.add("deleted", row.kind)

    # --- links -----------------------------------------------------------------------------------------------------

    def _write_links(self) -> None:
        for rows in self._staged_changes(
            staged.c.ord, staged.c.num, staged.c.kind, staged.c.op, staged.c.links
        ):
            self._linking.connect([(row.num, row.kind, decode_links(row.links)) for row in rows])

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[step] = self._seconds.get(step, 0.0) + time.perf_counter() - began
