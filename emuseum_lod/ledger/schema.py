"""The ledger's tables (docs/ledger.md tells what each is for).

Plain relational SQL: the embedded default is SQLite, and nothing here is SQLite's own but the hint that a table clusters on
its key. Numbers of commits, items and changes are given out by the one writer, so no sequence of the database is used.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

SCHEMA_VERSION: Final = "4"

metadata: Final = MetaData()

meta: Final = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
    sqlite_with_rowid=False,
)
"""What holds for the whole ledger: schema, base_iri, oai_domain, token_secret."""

commit: Final = Table(
    "commit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("datestamp", String(20), nullable=False, index=True),
    Column("provider", String, nullable=False),
    Column("started", String(20), nullable=False),
    Column("sealed", Boolean, nullable=False),
    Column("counted", Boolean, nullable=False),
)
"""One ledger transaction that changed something. Every datestamp is a commit's; later commits never have earlier ones. `sealed`: the
datestamp is final; `counted`: `receipt` has what it dated."""

licence: Final = Table(
    "licence",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("uri", String, nullable=False, unique=True),
)
"""The licences of descriptions that there are, or were."""

item: Final = Table(
    "item",
    metadata,
    Column("num", Integer, primary_key=True, autoincrement=False),
    Column("id", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("provider", String, nullable=False),
    Column("namespace", String, nullable=False),
    Column("local_id", String, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("face", LargeBinary, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("commit_id", ForeignKey("commit.id"), nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("derived", Boolean, nullable=False),
    Column("authority", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("position", Integer, nullable=False),
    Column("successor_num", ForeignKey("item.num")),
    Column("licence_id", ForeignKey("licence.id")),
    Column("origins", LargeBinary),
    Column("bucket", Integer),
    Index("item_by_name", "namespace", "local_id"),
    Index("item_by_kind", "kind", "deleted", "num"),
    Index("item_by_provider", "provider", "deleted", "num"),
)
"""One row for each item there ever was. `seq` is its last change that is no touch, `commit_id` its datestamp, `face` what the forms of its users show of it (`faces.Face`),
`licence_id` the licence of its description, `origins` where that was harvested (`provenance`), if it was. `bucket` is where its OAI identifier is in receipts (`receipts.bucket_of`); none for kinds that OAI has no records of."""

Index("item_by_bucket", item.c.bucket, item.c.num, sqlite_where=item.c.bucket.is_not(None))

change: Final = Table(
    "change",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("item_num", ForeignKey("item.num"), nullable=False),
    Column("commit_id", ForeignKey("commit.id"), nullable=False),
    Column("op", String(8), nullable=False),
    Column("previous_seq", Integer),
    Column("record", LargeBinary),
)
"""The append-only log. `op` is create, update, delete, restore, touch (re-dated without a new record), or purge (content erased).
`previous_seq` is the item's change before this one that is no touch."""

museum_change: Final = Table(
    "museum_change",
    metadata,
    Column("set_spec", String, primary_key=True),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("seq", ForeignKey("change.seq"), nullable=False),
    Column("did", String(8), nullable=False),
    sqlite_with_rowid=False,
)
"""The changes of each museum's objects, numbered without gaps; `did` is what they mean to who follows that museum alone (`streams.Did`):
an object that moves to another museum is deleted here and created there."""

notice: Final = Table(
    "notice",
    metadata,
    Column("item_num", ForeignKey("item.num"), primary_key=True),
    Column("reason", String(16), nullable=False),
)
"""Why an item is gone for good (`notices.Reason`): a person said so. Those that are gone because their provider sends them no more have none."""

form: Final = Table(
    "form",
    metadata,
    Column("item_num", ForeignKey("item.num"), primary_key=True),
    Column("format", String, primary_key=True),
    Column("commit_id", ForeignKey("commit.id"), nullable=False),
    Column("payload", LargeBinary),
    Column("digest", LargeBinary, nullable=False),
    Index("form_in_order", "format", "commit_id", "item_num"),
)
"""A prepared document of an item (`packing`); `digest` is that of what it says. No payload: a tombstone in that format. An item's come first in the key: a load asks for all that it has."""

item_set: Final = Table(
    "item_set",
    metadata,
    Column("set_spec", String, primary_key=True),
    Column("commit_id", ForeignKey("commit.id"), primary_key=True),
    Column("item_num", ForeignKey("item.num"), primary_key=True),
    Index("set_by_item", "item_num", "set_spec"),
    sqlite_with_rowid=False,
)
"""Who belongs to which set; kept for tombstones. `commit_id` is the item's, so that a set is walked in order."""

set_row: Final = Table(
    "set",
    metadata,
    Column("spec", String, primary_key=True),
    Column("labels", LargeBinary, nullable=False),
    Column("description", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""The sets there are, with their names; a set that has become empty stays."""

receipt: Final = Table(
    "receipt",
    metadata,
    Column("format", String, primary_key=True),
    Column("set_spec", String, primary_key=True),
    Column("bucket", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What each OAI list holds, by bucket: how many rows, and the sum of their digests (`receipts`). An empty spec stands for the whole."""

use: Final = Table(
    "use",
    metadata,
    Column("used_num", ForeignKey("item.num"), primary_key=True),
    Column("user_kind", String, primary_key=True),
    Column("user_num", ForeignKey("item.num"), primary_key=True),
    Index("use_by_user", "user_num", "used_num"),
    sqlite_with_rowid=False,
)
"""Which record refers to which item. Those of deleted users are removed."""

dangling: Final = Table(
    "dangling",
    metadata,
    Column("used_id", String, primary_key=True),
    Column("user_num", ForeignKey("item.num"), primary_key=True),
    Index("dangling_by_user", "user_num"),
    sqlite_with_rowid=False,
)
"""References to items that the ledger has never had; they become `use` when the item arrives."""

number: Final = Table(
    "number",
    metadata,
    Column("number", String, primary_key=True),
    Column("item_num", ForeignKey("item.num"), primary_key=True),
    Index("number_by_item", "item_num"),
    sqlite_with_rowid=False,
)
"""The numbers an object can be found by, normalised (`faces.normalise_number`)."""

tally: Final = Table(
    "tally",
    metadata,
    Column("what", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""Counts kept with each commit, so that none is ever counted on a request: (kind, object), (deleted, object),
(form, oai_dc), (form oai_dc, museum:x). Forms' tombstones count as forms, since OAI lists them."""
