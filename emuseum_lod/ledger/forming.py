"""Keeps the prepared forms of items and the sets they are in.

The forms of an item are made anew when its record changed, or the face of an item did that it uses or that its museum uses (its region). Where
they come out as they were, nothing is written; where they don't, and the record is the same, the item is *touched*: re-dated. A form that
an item has no more becomes a tombstone in its format.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from emuseum_lod.catalogue.records import Text
from emuseum_lod.ledger.commits import CommitRow
from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.linking import refaced
from emuseum_lod.ledger.museums import MuseumChanges
from emuseum_lod.ledger.receipts import Receipts
from emuseum_lod.ledger.schema import change, form, item, item_set, meta, set_row, use
from emuseum_lod.ledger.staging import staged
from emuseum_lod.ledger.streams import Did
from emuseum_lod.ledger.tallying import Tallies
from emuseum_lod.uris import ItemId, Kind

_AT_ONCE: Final = 500
_TEXTS: Final = msgspec.json.Decoder(tuple[Text, ...])
FORMED: Final[Kind] = "object"
"""The kind of items that are published in prepared forms and belong to sets."""
_BETWEEN: Final[Kind] = "institution"
"""The kind of items whose own uses the forms show too: an object is in its museum's region."""

_temporary: Final = MetaData()

redo: Final = Table(
    "redo", _temporary, Column("num", Integer, primary_key=True, autoincrement=False), prefixes=["TEMPORARY"]
)
"""Items whose forms must be made again."""


class SetText(msgspec.Struct, frozen=True, array_like=True):
    """What a set is called and what is in it, in the languages there are."""

    labels: tuple[Text, ...]
    description: tuple[Text, ...] = ()


class ToPrepare(msgspec.Struct, frozen=True, array_like=True):
    """Records in their canonical form, and the encoded faces of the items they and their museums use (those that exist and are not deleted)."""

    records: tuple[bytes, ...]
    faces: dict[ItemId, bytes]


class PreparedForm(msgspec.Struct, frozen=True, array_like=True):
    """A document: the digest of what it says, and the bytes that the ledger keeps (`packing`)."""

    digest: bytes
    payload: bytes


class PreparedItem(msgspec.Struct, frozen=True, array_like=True):
    """The forms that a record has, by format, and its sets."""

    forms: dict[str, PreparedForm]
    sets: tuple[str, ...]


class Prepared(msgspec.Struct, frozen=True, array_like=True):
    """What was made of a `ToPrepare`: an item for each record, and the texts of the sets they are in."""

    items: tuple[PreparedItem, ...]
    sets: dict[str, SetText]


Prepare = Callable[[Iterator[ToPrepare]], Iterator[Prepared]]
"""Makes forms, one `Prepared` for each `ToPrepare` in the same order; it may take some in advance."""


@dataclass(slots=True)
class _Before:
    """How things stood with an item: its digest by format (None: a tombstone) and its sets.

    `written`: this load wrote its record; `alive`: it was there before the load and not deleted.
    """

    num: int
    seq: int
    written: bool
    alive: bool
    forms: dict[str, bytes | None] = field(default_factory=dict)
    sets: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Writes:
    """Rows to write for a chunk."""

    new_forms: list[tuple[object, ...]] = field(default_factory=list)
    changed_forms: list[tuple[object, ...]] = field(default_factory=list)
    left: list[tuple[object, ...]] = field(default_factory=list)
    entered: list[tuple[object, ...]] = field(default_factory=list)
    dated: list[int] = field(default_factory=list)
    touched: list[_Before] = field(default_factory=list)
    moved: list[tuple[_Before, set[str]]] = field(default_factory=list)


_LEAVE: Final = Bulk(
    delete(item_set).where(
        and_(item_set.c.item_num == bindparam("of"), item_set.c.set_spec == bindparam("spec"))
    ),
    "of",
    "spec",
)
_ENTER: Final = Bulk(insert(item_set), "set_spec", "commit_id", "item_num")
_NEW_FORM: Final = Bulk(insert(form), "format", "item_num", "commit_id", "payload", "digest")
_CHANGE_FORM: Final = Bulk(
    update(form)
    .where(and_(form.c.item_num == bindparam("of"), form.c.format == bindparam("as")))
    .values({form.c.payload: bindparam("payload"), form.c.digest: bindparam("digest")}),
    "payload",
    "digest",
    "of",
    "as",
)


class Forming:
    """The forms and sets of the items that a load changes."""

    def __init__(self, connection: Connection, commit: CommitRow, tallies: Tallies, prepare: Prepare) -> None:
        self._connection = connection
        self._commit = commit
        self._tallies = tallies
        self._prepare = prepare
        self._receipts = Receipts(connection)
        self._museums = MuseumChanges(connection)
        self._sets = {
            row.spec: SetText(_TEXTS.decode(row.labels), _TEXTS.decode(row.description))
            for row in connection.execute(select(set_row))
        }
        _temporary.drop_all(connection)
        _temporary.create_all(connection)

    def choose(self, forms_version: str) -> int:
        """Choose the items whose forms must be made again; return how many they are."""
        if self._is_new(forms_version):
            self._choose(select(item.c.num).where(item.c.kind == FORMED, item.c.deleted.is_(False)))
        else:
            self._choose(
                select(staged.c.num).where(
                    staged.c.op != "same",
                    staged.c.op.in_(("create", "update", "restore")),
                    staged.c.kind == FORMED,
                )
            )
            # Users of items whose faces changed; uses of deleted users are gone already.
            changed = select(refaced.c.num)
            self._choose_users(changed)
            self._choose_users(_users(changed, _BETWEEN))
        return self._connection.execute(select(func.count()).select_from(redo)).scalar_one()

    def run(self, progress: Callable[[int], None]) -> Counter[str]:
        """Make the forms of the chosen items, write what is different, and return how many were touched by kind."""
        waiting: deque[list[_Before]] = deque()
        touched: Counter[str] = Counter()
        done = 0
        for prepared in self._prepare(self._tasks(waiting)):
            chunk = waiting.popleft()
            touched[FORMED] += self._compare(chunk, prepared)
            done += len(chunk)
            progress(done)
        self._receipts.write()
        return +touched

    def bury(self, deletions: Mapping[int, int]) -> None:
        """Turn the forms of deleted items, each with its change, into tombstones; they stay in their sets."""
        nums = list(deletions)
        self._receipts.take_out(nums)
        memberships = self._memberships(nums)
        self._museums.add((spec, deletions[num], "delete") for num, spec in memberships)
        for _, spec in memberships:
            self._tallies.add("set", spec, -1)
        self._connection.execute(
            update(form)
            .where(form.c.item_num.in_(nums))
            .values(payload=None, digest=b"", commit_id=self._commit.id)
        )
        self._connection.execute(
            update(item_set).where(item_set.c.item_num.in_(nums)).values(commit_id=self._commit.id)
        )

    def _is_new(self, version: str) -> bool:
        """Tell whether the forms were made by another version, or none, and note this one."""
        known = self._connection.execute(select(meta.c.value).where(meta.c.key == "forms")).scalar()
        if known is None:
            self._connection.execute(insert(meta).values(key="forms", value=version))
        elif known != version:
            self._connection.execute(update(meta).where(meta.c.key == "forms").values(value=version))
        return known != version

    def _choose(self, nums: Any) -> None:  # a Select of one column of numbers
        self._connection.execute(insert(redo).from_select(["num"], nums))

    def _choose_users(self, used: Select[Any]) -> None:
        self._choose(_users(used, FORMED).where(use.c.user_num.not_in(select(redo.c.num))))

    # --- what is there ---------------------------------------------------------------------------------------------

    def _tasks(self, waiting: deque[list[_Before]]) -> Iterator[ToPrepare]:
        """Yield what to prepare, chunk by chunk, and append how things stand with each chunk to `waiting`."""
        after = 0
        query = (
            select(item.c.num, item.c.seq, item.c.commit_id, change.c.record, staged.c.op)
            .select_from(redo)
            .join(item, item.c.num == redo.c.num)
            .join(change, change.c.seq == item.c.seq)
            .outerjoin(staged, staged.c.num == redo.c.num)
            .order_by(redo.c.num)
            .limit(_AT_ONCE)
        )
        while rows := self._connection.execute(query.where(redo.c.num > after)).all():
            after = rows[-1].num
            waiting.append(self._before(rows))
            nums = [row.num for row in rows]
            yield ToPrepare(tuple(row.record for row in rows), self._faces(nums))

    def _before(self, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[_Before]:
        found = {
            row.num: _Before(
                row.num,
                row.seq,
                written=row.commit_id == self._commit.id,
                alive=row.op not in {"create", "restore"},
            )
            for row in rows
        }
        nums = list(found)
        forms = select(form.c.item_num, form.c.format, form.c.payload.is_(None), form.c.digest)
        for num, format_, gone, held in self._connection.execute(forms.where(form.c.item_num.in_(nums))):
            found[num].forms[format_] = None if gone else bytes(held)
        for num, spec in self._memberships(nums):
            found[num].sets.add(spec)
        return list(found.values())

    def _memberships(self, nums: Sequence[int]) -> list[tuple[int, str]]:
        query = select(item_set.c.item_num, item_set.c.set_spec).where(item_set.c.item_num.in_(nums))
        return [(row.item_num, row.set_spec) for row in self._connection.execute(query)]

    def _faces(self, nums: Sequence[int]) -> dict[ItemId, bytes]:
        used = select(use.c.used_num).where(use.c.user_num.in_(nums))
        beyond = select(use.c.used_num).where(use.c.user_num.in_(used), use.c.user_kind == _BETWEEN)
        query = select(item.c.id, item.c.face).where(
            item.c.num.in_(used.union(beyond)), item.c.deleted.is_(False)
        )
        return {ItemId(row.id): bytes(row.face) for row in self._connection.execute(query)}

    # --- what becomes of it ----------------------------------------------------------------------------------------

    def _compare(self, chunk: Sequence[_Before], prepared: Prepared) -> int:
        writes = _Writes()
        for before, now in zip(chunk, prepared.items, strict=True):
            self._compare_item(before, now, writes)
        self._write_sets(prepared.sets)
        self._write(writes)
        return len(writes.touched)

    def _compare_item(self, before: _Before, now: PreparedItem, writes: _Writes) -> None:
        digests: dict[str, bytes | None] = dict.fromkeys(before.forms)
        digests.update((format_, made.digest) for format_, made in now.forms.items())
        sets = set(now.sets)
        changed = [
            name for name, held in digests.items() if name not in before.forms or before.forms[name] != held
        ]
        if not changed and sets == before.sets and not before.written:
            return
        for format_ in changed:
            made = now.forms.get(format_)
            payload, held = (made.payload, made.digest) if made else (None, b"")
            if format_ in before.forms:
                writes.changed_forms.append((payload, held, before.num, format_))
            else:
                writes.new_forms.append((format_, before.num, self._commit.id, payload, held))
        writes.left += [(before.num, spec) for spec in sorted(before.sets - sets)]
        writes.entered += [(spec, self._commit.id, before.num) for spec in sorted(sets - before.sets)]
        if before.forms or before.sets:
            writes.dated.append(before.num)
        if not before.written:
            writes.touched.append(before)
        writes.moved.append((before, sets))
        self._tally(before, digests, sets)

    def _tally(self, before: _Before, digests: Mapping[str, bytes | None], sets: set[str]) -> None:
        for format_ in digests.keys() - before.forms.keys():
            self._tallies.add("form", format_)
        was = {(format_, spec) for format_ in before.forms for spec in before.sets}
        now = {(format_, spec) for format_ in digests for spec in sets}
        for format_, spec in now - was:
            self._tallies.add(f"form {format_}", spec)
        for format_, spec in was - now:
            self._tallies.add(f"form {format_}", spec, -1)
        lived = before.sets if before.alive else set()
        for spec in sets - lived:
            self._tallies.add("set", spec)
        for spec in lived - sets:
            self._tallies.add("set", spec, -1)

    def _write(self, writes: _Writes) -> None:
        connection, now = self._connection, {"commit_id": self._commit.id}
        touches: dict[int, int] = {}
        if writes.touched:
            seqs = self._commit.log("touch", [(before.num, before.seq, None) for before in writes.touched])
            touches = dict(zip((before.num for before in writes.touched), seqs, strict=True))
            nums = [before.num for before in writes.touched]
            connection.execute(update(item).where(item.c.num.in_(nums)).values(now))
        self._museums.add(_told(writes.moved, touches))
        self._receipts.take_out(writes.dated)
        _LEAVE.run(connection, writes.left)
        if writes.dated:
            for table in (form, item_set):
                connection.execute(update(table).where(table.c.item_num.in_(writes.dated)).values(now))
        _CHANGE_FORM.run(connection, writes.changed_forms)
        _NEW_FORM.run(connection, writes.new_forms)
        _ENTER.run(connection, writes.entered)

    def _write_sets(self, texts: Mapping[str, SetText]) -> None:
        for spec, text in texts.items():
            known = self._sets.get(spec)
            if known == text:
                continue
            values = {
                "labels": msgspec.json.encode(text.labels),
                "description": msgspec.json.encode(text.description),
            }
            if known is None:
                self._connection.execute(insert(set_row).values(spec=spec, **values))
            else:
                self._connection.execute(update(set_row).where(set_row.c.spec == spec).values(values))
            self._sets[spec] = text


def _told(
    moved: Iterable[tuple[_Before, set[str]]], touches: Mapping[int, int]
) -> Iterator[tuple[str, int, Did]]:
    """Yield what changes mean to the sets that their items are in, or have left."""
    for before, sets in moved:
        seq = touches.get(before.num, before.seq)
        was = before.sets if before.alive else set()
        for spec in sorted(sets):
            yield spec, seq, "update" if spec in was else "create"
        for spec in sorted(was - sets):
            yield spec, seq, "delete"


def _users(used: Select[Any], kind: Kind) -> Select[Any]:
    """Return the query of the items of a kind that use any of others."""
    return select(use.c.user_num).distinct().where(use.c.used_num.in_(used), use.c.user_kind == kind)
