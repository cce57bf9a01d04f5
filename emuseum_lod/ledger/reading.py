"""The reading side: bounded look-ups by key or by keyset, whose cost does not depend on the size of the collection.

Thread-safe. Each call sees one commit of the ledger as a whole; two calls may see different ones.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, Final, TypeVar, cast

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    select,
    tuple_,
)

from emuseum_lod.catalogue.records import CatalogueRecord, Text, decode
from emuseum_lod.errors import LedgerError
from emuseum_lod.ledger.compiled import Lookup
from emuseum_lod.ledger.faces import Face, decode_face, normalise_number
from emuseum_lod.ledger.packing import unpack
from emuseum_lod.ledger.receipts import is_behind, kept_sums
from emuseum_lod.ledger.rows import Change, OaiLine, OaiPage, OaiReceipt, OaiRow, SetRow, StoredItem
from emuseum_lod.ledger.schema import (
    change,
    commit,
    form,
    item,
    item_set,
    licence,
    meta,
    notice,
    number,
    set_row,
    tally,
    use,
)
from emuseum_lod.ledger.streams import Streams
from emuseum_lod.ledger.versions import Versions
from emuseum_lod.uris import KINDS, ItemId, Kind

# SQLite binds at most 32,766 values; a page never asks for so many.
_AT_ONCE: Final = 1_000
_Key = TypeVar("_Key")
_TEXTS: Final = msgspec.json.Decoder(tuple[Text, ...])

_datestamped = commit.alias("datestamped")
_latest = change.alias("latest")
_latest_commit = commit.alias("latest_commit")
_before = change.alias("before")
_successor = item.alias("successor")

_ITEMS: Final = (
    select(
        item,
        _datestamped.c.datestamp,
        _latest_commit.c.datestamp.label("modified"),
        _latest.c.record,
        _before.c.record.label("last_record"),
        _successor.c.id.label("successor"),
        notice.c.reason,
    )
    .join(_datestamped, _datestamped.c.id == item.c.commit_id)
    .join(_latest, _latest.c.seq == item.c.seq)
    .join(_latest_commit, _latest_commit.c.id == _latest.c.commit_id)
    .outerjoin(_before, and_(item.c.deleted, _before.c.seq == _latest.c.previous_seq))
    .outerjoin(_successor, _successor.c.num == item.c.successor_num)
    .outerjoin(notice, notice.c.item_num == item.c.num)
)


class Reader:
    """Look-ups in the ledger. Made by `Ledger.reader()`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._one = Lookup(engine, _ONE, "format", "id")
        self._last_seq = Lookup(engine, select(func.max(change.c.seq)))
        self.streams = Streams(engine)
        self.versions = Versions(engine)

    # --- the ledger as a whole -------------------------------------------------------------------------------------

    @cached_property
    def base_iri(self) -> str:
        """The base of every IRI. Raises LedgerError before the first load, which fixes it."""
        return self._meta("base_iri")

    @cached_property
    def oai_domain(self) -> str:
        """The repository identifier of OAI identifiers. Raises LedgerError before the first load."""
        return self._meta("oai_domain")

    @cached_property
    def token_secret(self) -> bytes:
        """What resumption tokens and cursors are signed with; the same in every process that serves this ledger."""
        return bytes.fromhex(self._meta("token_secret"))

    def last_seq(self) -> int:
        """Return the sequence number of the last change; 0 when there is none."""
        row = self._last_seq.first()
        return (row[0] if row else None) or 0

    def kinds(self) -> dict[Kind, int]:
        """Return how many items of each kind there are, the deleted left out."""
        with self._engine.connect() as connection:
            counted = _tallies(connection, "kind")
        return {kind: counted[kind] for kind in KINDS if counted.get(kind)}

    def changes(self, after_seq: int, limit: int) -> list[Change]:
        """Return the next changes of the log, touches included."""
        query = (
            select(
                change.c.seq,
                item.c.id,
                change.c.op,
                commit.c.datestamp,
                change.c.record,
                _before.c.record.label("previous"),
            )
            .join(item, item.c.num == change.c.item_num)
            .join(commit, commit.c.id == change.c.commit_id)
            .outerjoin(_before, and_(_before.c.seq == change.c.previous_seq, change.c.op != "touch"))
            .where(change.c.seq > after_seq)
            .order_by(change.c.seq)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [
                Change(row.seq, row.id, row.op, row.datestamp, _record(row.record), _record(row.previous))
                for row in connection.execute(query)
            ]

    def is_purged_after(self, seq: int) -> bool:
        """Tell whether content was erased after a change: who follows the log then has to forget more than what changed."""
        query = select(exists().where(change.c.seq > seq, change.c.op == "purge"))
        with self._engine.connect() as connection:
            return bool(connection.execute(query).scalar())

    # --- items -----------------------------------------------------------------------------------------------------

    def get(self, item_id: ItemId) -> StoredItem | None:
        """Return an item, deleted or not; None when there never was one of that name."""
        return self.get_many((item_id,)).get(item_id)

    def get_many(self, ids: Iterable[ItemId]) -> dict[ItemId, StoredItem]:
        """Return those of the items that are in the ledger."""
        with self._engine.connect() as connection:
            return {
                stored.id: stored
                for some in _batches(ids)
                for stored in map(_stored, connection.execute(_ITEMS.where(item.c.id.in_(some))))
            }

    def labels(self, ids: Iterable[ItemId]) -> dict[ItemId, tuple[Text, ...]]:
        """Return the labels of those of the items that exist and are not deleted."""
        return {item_id: face.labels for item_id, face in self.faces(ids).items()}

    def faces(self, ids: Iterable[ItemId]) -> dict[ItemId, Face]:
        """Return the faces of those of the items that exist and are not deleted."""
        with self._engine.connect() as connection:
            return {
                row.id: decode_face(row.face)
                for some in _batches(ids)
                for row in connection.execute(
                    select(item.c.id, item.c.face).where(item.c.id.in_(some), item.c.deleted.is_(False))
                )
            }

    def lookup(self, namespace: str, local_id: str) -> list[ItemId]:
        """Return the items that a namespace calls so: one at most of each kind."""
        query = select(item.c.id).where(item.c.namespace == namespace, item.c.local_id == local_id)
        with self._engine.connect() as connection:
            return list(connection.execute(query.order_by(item.c.num)).scalars())

    def find_number(self, text: str, limit: int = 50) -> list[ItemId]:
        """Return the items that carry an inventory or accession number, or have it inside a range (КП 38618–38624)."""
        query = (
            select(item.c.id)
            .join(number, number.c.item_num == item.c.num)
            .where(number.c.number == normalise_number(text))
            .order_by(item.c.num)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def browse(
        self, kind: Kind, after: int = 0, limit: int = 50, provider: str | None = None
    ) -> tuple[list[StoredItem], int | None]:
        """Return items of a kind that are not deleted, in the ledger's order, and where to go on (None: nowhere); of one provider if it is named."""
        nums = (
            select(item.c.num)
            .where(item.c.kind == kind, item.c.deleted.is_(False), item.c.num > after)
            .order_by(item.c.num)
            .limit(limit + 1)
        )
        if provider is not None:
            nums = nums.where(item.c.provider == provider)
        with self._engine.connect() as connection:
            return _page(connection, list(connection.execute(nums).scalars()), limit)

    def live_records(self, after: int, upto: int, limit: int) -> list[tuple[int, bytes]]:
        """Return the canonical forms of items that are not deleted, each with its number, in the ledger's order.

        A walk over the whole ledger, for followers that are built anew: items numbered over `after` up to `upto`.
        """
        query = (
            select(item.c.num, change.c.record)
            .join(change, change.c.seq == item.c.seq)
            .where(item.c.num > after, item.c.num <= upto, item.c.deleted.is_(False))
            .order_by(item.c.num)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [(row.num, row.record) for row in connection.execute(query)]

    def last_num(self) -> int:
        """Return the highest number an item has; 0 when there is none."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.max(item.c.num))).scalar() or 0

    def institutions(self) -> list[StoredItem]:
        """Return every institution that is not deleted: a few hundred."""
        query = _ITEMS.where(item.c.kind == "institution", item.c.deleted.is_(False)).order_by(item.c.num)
        with self._engine.connect() as connection:
            return [_stored(row) for row in connection.execute(query)]

    def users(
        self, item_id: ItemId, kind: Kind | None = None, after: int = 0, limit: int = 50
    ) -> tuple[list[StoredItem], int | None]:
        """Return the items whose records refer to this one, in the ledger's order, and where to go on."""
        with self._engine.connect() as connection:
            # A walk of each kind's own order, merged: the look-up stays bounded whatever the mixture.
            nums: list[int] = sorted(
                num
                for one in ((kind,) if kind else KINDS)
                for num in connection.scalars(
                    _users_of(item_id, one, after).order_by(use.c.user_num).limit(limit + 1)
                )
            )
            return _page(connection, nums, limit)

    def count_users(self, item_id: ItemId, kind: Kind | None = None, at_most: int = 10_000) -> int:
        """Return how many items refer to this one, counting no further than `at_most`."""
        with self._engine.connect() as connection:
            counted = 0
            for one in (kind,) if kind else KINDS:
                some = _users_of(item_id, one).limit(at_most - counted).subquery()
                counted += connection.execute(select(func.count()).select_from(some)).scalar_one()
            return counted

    # --- OAI-PMH ---------------------------------------------------------------------------------------------------

    def oai_page(
        self,
        format_: str,
        set_spec: str | None,
        from_commit: int,
        upper_commit: int,
        after: tuple[int, int] | None,
        *,
        limit: int,
        with_payload: bool,
    ) -> OaiPage:
        """Return a page of a list in the order (commit_id, num), of the commits `from_commit` to `upper_commit`.

        `after` is the (commit_id, num) of the last row of the page before.
        """
        start = after or (from_commit, 0)
        order = (form.c.commit_id, form.c.item_num) if set_spec is None else _SET_ORDER
        query = (
            _oai_rows(set_spec, with_payload=with_payload)
            .where(
                form.c.format == format_,
                tuple_(*order) > tuple_(*start),
                order[0] <= upper_commit,
            )
            .order_by(*order)
            .limit(limit + 1)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
            return OaiPage(_with_sets(connection, rows[:limit]), more=len(rows) > limit)

    def oai_get(self, format_: str, item_id: ItemId) -> OaiRow | None:
        """Return one item in one format with its payload; None when it never had that format."""
        row = self._one.first(format_, item_id)
        if row is None:
            return None
        num, commit_id, datestamp, payload, licence_, origins, specs = row
        document = None if payload is None else unpack(payload)
        set_specs = tuple(sorted((specs or "").split()))
        return OaiRow(
            item_id, commit_id, num, datestamp, set_specs, payload is None, document, licence_ or "", origins
        )

    def oai_count(self, format_: str, set_spec: str | None = None) -> int:
        """Return how many rows the whole list of a format, or of a set in it, has; tombstones are rows."""
        with self._engine.connect() as connection:
            return _tally(connection, *_form_tally(format_, set_spec))

    def counts_by_set(self, format_: str) -> dict[str, int]:
        """Return how many rows the list of each set has in a format; a set without any may be missing."""
        with self._engine.connect() as connection:
            return _tallies(connection, f"form {format_}")

    def oai_count_between(
        self, format_: str, set_spec: str | None, from_commit: int, upper_commit: int, at_most: int = 100_000
    ) -> int | None:
        """Return how many rows these commits have, or None when they are more than `at_most`."""
        order = form.c.commit_id if set_spec is None else item_set.c.commit_id
        rows = _oai_rows(set_spec, with_payload=False).where(
            form.c.format == format_, order >= from_commit, order <= upper_commit
        )
        with self._engine.connect() as connection:
            some = rows.with_only_columns(form.c.item_num).limit(at_most + 1).subquery()
            counted = connection.execute(select(func.count()).select_from(some)).scalar_one()
        return counted if counted <= at_most else None

    def oai_receipt(self, format_: str, set_spec: str | None = None) -> OaiReceipt | None:
        """Return what a whole list holds, from sums that are kept; None while they are being brought up to a load that has just ended."""
        order = (form.c.commit_id, form.c.item_num) if set_spec is None else _SET_ORDER
        rows = _oai_lines(set_spec).where(form.c.format == format_).limit(1)
        with self._engine.connect() as connection:
            if is_behind(connection):
                return None
            sums = kept_sums(connection, format_, set_spec)
            if not any(one.lines for one in sums):
                return OaiReceipt(sums, None, None)
            first = connection.execute(rows.order_by(*order)).one()
            last = connection.execute(rows.order_by(*(column.desc() for column in order))).one()
            return OaiReceipt(sums, first.datestamp, last.datestamp)

    def oai_lines(
        self,
        format_: str,
        set_spec: str | None,
        commits: tuple[int, int],
        *,
        bucket: int | None = None,
        limit: int | None = None,
    ) -> list[OaiLine]:
        """Return what receipts count of a list, of the commits between two: all of it, or one bucket; no more than `limit`."""
        rows = _oai_lines(set_spec).where(form.c.format == format_).limit(limit)
        order = form.c.commit_id if set_spec is None else item_set.c.commit_id
        if bucket is not None:
            # By the bucket's own index: it has a 256th of the items, and the commits may have all of them.
            rows = rows.where(form.c.item_num.in_(select(item.c.num).where(item.c.bucket == bucket)))
            order = item.c.commit_id
        rows = rows.where(order >= commits[0], order <= commits[1])
        with self._engine.connect() as connection:
            return [
                OaiLine(row.id, row.bucket, row.datestamp, bool(row.deleted))
                for row in connection.execute(rows)
            ]

    def licences(self) -> list[str]:
        """Return the licences that descriptions have, or had: a few."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(licence.c.uri).order_by(licence.c.id)).scalars())

    def formats_of(self, item_id: ItemId) -> tuple[str, ...]:
        """Return the formats an item has or had, in alphabetical order."""
        query = (
            select(form.c.format)
            .join(item, item.c.num == form.c.item_num)
            .where(item.c.id == item_id)
            .order_by(form.c.format)
        )
        with self._engine.connect() as connection:
            return tuple(connection.execute(query).scalars())

    def sets(self, after: str = "", limit: int | None = None) -> list[SetRow]:
        """Return the sets behind a spec, in the order of specs; `count` is that of its items in any format."""
        query = select(set_row).where(set_row.c.spec > after).order_by(set_row.c.spec).limit(limit)
        with self._engine.connect() as connection:
            counted = _tallies(connection, "set")
            return [
                SetRow(
                    row.spec,
                    _TEXTS.decode(row.labels),
                    _TEXTS.decode(row.description),
                    counted.get(row.spec, 0),
                )
                for row in connection.execute(query)
            ]

    def has_set(self, spec: str) -> bool:
        """Tell whether there is a set, or was when it still had members."""
        with self._engine.connect() as connection:
            return bool(connection.execute(select(exists().where(set_row.c.spec == spec))).scalar())

    def count_sets(self) -> int:
        """Return how many sets there are: some thousands at most."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(set_row)).scalar_one()

    def commit_range(self, from_: str | None, until: str | None) -> tuple[int, int] | None:
        """Return the first and the last commit whose datestamps lie between two, both inclusive; None: no commit does."""
        query = select(func.min(commit.c.id), func.max(commit.c.id))
        if from_ is not None:
            query = query.where(commit.c.datestamp >= from_)
        if until is not None:
            query = query.where(commit.c.datestamp <= until)
        with self._engine.connect() as connection:
            first, last = connection.execute(query).one()
        return None if first is None else (first, last)

    def settled(self, now: str) -> str:
        """Return a second that no commit which is not seen now will be dated before: `now`, or the provisional datestamp of one not yet sealed.

        Between a load's commit and its sealing (`Ledger.seal`) its records are seen with a datestamp that will move: to a second that
        may be over by the time it is seen.
        """
        unsealed = select(func.min(commit.c.datestamp)).where(commit.c.sealed.is_(False))
        with self._engine.connect() as connection:
            provisional: str | None = connection.execute(unsealed).scalar()
        return now if provisional is None else min(now, provisional)

    def latest_commit(self) -> tuple[int, str] | None:
        """Return the number and datestamp of the last commit; None before the first."""
        query = select(commit.c.id, commit.c.datestamp).order_by(commit.c.id.desc()).limit(1)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else (row.id, row.datestamp)

    def earliest_datestamp(self) -> str | None:
        """Return the datestamp of the first commit: no item's is earlier. None before it."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.min(commit.c.datestamp))).scalar()

    def _meta(self, key: str) -> str:
        with self._engine.connect() as connection:
            value = connection.execute(select(meta.c.value).where(meta.c.key == key)).scalar()
        if value is None:
            raise LedgerError(f"the ledger has no {key} yet: load something first")
        return cast("str", value)


_SET_ORDER: Final = (item_set.c.commit_id, item_set.c.item_num)
_ONE: Final = (
    select(
        item.c.num,
        form.c.commit_id,
        commit.c.datestamp,
        form.c.payload,
        licence.c.uri,
        item.c.origins,
        # A set spec has no space in it. As a value, a separator would have to be given with every question.
        select(func.aggregate_strings(item_set.c.set_spec, literal_column("' '")))  # type: ignore[arg-type]  # any column will do
        .where(item_set.c.item_num == item.c.num)
        .scalar_subquery(),
    )
    .select_from(item)
    .join(form, form.c.item_num == item.c.num)
    .join(commit, commit.c.id == form.c.commit_id)
    .outerjoin(licence, licence.c.id == item.c.licence_id)
    .where(form.c.format == bindparam("format"), item.c.id == bindparam("id"))
)
"""One item in one format: what Europeana asks for once a record (`Reader.oai_get`)."""


def _oai_rows(set_spec: str | None, *, with_payload: bool) -> Select[Any]:
    """Return the query of OAI rows; a set's list is walked in the set's own index."""
    columns: list[ColumnElement[Any]] = [
        item.c.id,
        form.c.commit_id,
        form.c.item_num.label("num"),
        commit.c.datestamp,
        form.c.payload.is_(None).label("deleted"),
    ]
    if not with_payload:
        return _listed(select(*columns), set_spec)
    query = _listed(
        select(*columns, form.c.payload, licence.c.uri.label("licence"), item.c.origins), set_spec
    )
    return query.outerjoin(licence, licence.c.id == item.c.licence_id)


def _oai_lines(set_spec: str | None) -> Select[Any]:
    return _listed(
        select(item.c.id, item.c.bucket, commit.c.datestamp, form.c.payload.is_(None).label("deleted")),
        set_spec,
    )


def _listed(query: Select[Any], set_spec: str | None) -> Select[Any]:
    if set_spec is None:
        query = query.select_from(form)
    else:
        query = query.select_from(item_set).join(form, form.c.item_num == item_set.c.item_num)
        query = query.where(item_set.c.set_spec == set_spec)
    return query.join(item, item.c.num == form.c.item_num).join(commit, commit.c.id == form.c.commit_id)


def _with_sets(connection: Connection, rows: Sequence[Row[Any]]) -> list[OaiRow]:
    """Return OAI rows with the sets of each, in alphabetical order."""
    specs: dict[int, list[str]] = {row.num: [] for row in rows}
    for some in _batches(specs):
        query = select(item_set.c.item_num, item_set.c.set_spec).where(item_set.c.item_num.in_(some))
        for num, spec in connection.execute(query):
            specs[num].append(spec)
    return [
        OaiRow(
            row.id,
            row.commit_id,
            row.num,
            row.datestamp,
            tuple(sorted(specs[row.num])),
            bool(row.deleted),
            None if (payload := getattr(row, "payload", None)) is None else unpack(payload),
            getattr(row, "licence", None) or "",
            getattr(row, "origins", None),
        )
        for row in rows
    ]


def _users_of(item_id: ItemId, kind: Kind, after: int = 0) -> Select[Any]:
    return (
        select(use.c.user_num)
        .join(item, item.c.num == use.c.used_num)
        .where(item.c.id == item_id, use.c.user_kind == kind, use.c.user_num > after)
    )


def _page(connection: Connection, nums: list[int], limit: int) -> tuple[list[StoredItem], int | None]:
    """Return the first `limit` items and, when there are more, the number after which they go on."""
    wanted = nums[:limit]
    rows = (
        _stored(row) for row in connection.execute(_ITEMS.where(item.c.num.in_(wanted)).order_by(item.c.num))
    )
    return list(rows), wanted[-1] if len(nums) > limit else None


def _stored(row: Row[Any]) -> StoredItem:
    record = _record(row.record)
    return StoredItem(
        id=row.id,
        kind=row.kind,
        provider=row.provider,
        record=record,
        last_record=_record(row.last_record) if row.deleted else record,
        deleted=row.deleted,
        datestamp=row.datestamp,
        modified=row.modified,
        seq=row.seq,
        digest=row.digest,
        namespace=row.namespace,
        local_id=row.local_id,
        source=row.source,
        position=row.position,
        successor=row.successor,
        num=row.num,
        derived=row.derived,
        reason=row.reason,
    )


def _record(data: bytes | None) -> CatalogueRecord | None:
    return None if data is None else decode(unpack(data))


def _batches(keys: Iterable[_Key]) -> Iterator[list[_Key]]:
    """Yield keys, each once, in lists that one query can hold."""
    wanted = iter(dict.fromkeys(keys))
    while some := list(islice(wanted, _AT_ONCE)):
        yield some


def _form_tally(format_: str, set_spec: str | None) -> tuple[str, str]:
    return ("form", format_) if set_spec is None else (f"form {format_}", set_spec)


def _tally(connection: Connection, what: str, name: str) -> int:
    query = select(tally.c.n).where(tally.c.what == what, tally.c.name == name)
    return connection.execute(query).scalar() or 0


def _tallies(connection: Connection, what: str) -> dict[str, int]:
    query = select(tally.c.name, tally.c.n).where(tally.c.what == what)
    return {row.name: row.n for row in connection.execute(query)}
