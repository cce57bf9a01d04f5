"""What the ledger answers with."""

from dataclasses import dataclass
from typing import Literal

from emuseum_lod.catalogue.records import CatalogueRecord, Text
from emuseum_lod.ledger.notices import Reason
from emuseum_lod.ledger.receipts import Sum
from emuseum_lod.uris import ItemId, Kind

Op = Literal["create", "update", "delete", "restore", "touch", "purge"]
"""What a change did. *touch* re-dates an item because its published forms changed while its record did not; *purge* erased what an item that is gone had said."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """An item as the ledger has it.

    `record` is None when it is deleted, `last_record` its last good content (None only after a purge). `datestamp` moves when a
    published form, a set or the deletion changes (OAI); `modified` when its content did (`seq`, `digest`). Both are
    ``YYYY-MM-DDTHH:MM:SSZ``. `num` is the ledger's own number, the keyset of its lists. `derived` marks what
    other records mention and no record of its own describes. `successor` is where a merged item went, `reason` why an item is gone where
    a person decided it.
    """

    id: ItemId
    kind: Kind
    provider: str
    record: CatalogueRecord | None
    last_record: CatalogueRecord | None
    deleted: bool
    datestamp: str
    modified: str
    seq: int
    digest: bytes
    namespace: str
    local_id: str
    source: str
    position: int
    successor: ItemId | None
    num: int
    derived: bool
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class OaiRow:
    """One item in one format. `payload` is None for a tombstone, or where it was not asked for.

    `licence` is that of the description, or empty; `origins` where that was harvested, encoded, if it was.
    """

    item_id: ItemId
    commit_id: int
    num: int
    datestamp: str
    set_specs: tuple[str, ...]
    deleted: bool
    payload: bytes | None
    licence: str = ""
    origins: bytes | None = None


@dataclass(frozen=True, slots=True)
class OaiPage:
    """Rows in the order (commit_id, num), and whether more follow."""

    rows: list[OaiRow]
    more: bool


@dataclass(frozen=True, slots=True)
class OaiLine:
    """What a receipt counts of one item in one format."""

    item_id: ItemId
    bucket: int
    datestamp: str
    deleted: bool


@dataclass(frozen=True, slots=True)
class OaiReceipt:
    """What a list holds: the sum of each bucket, and the datestamps between which it lies (None: it is empty)."""

    buckets: list[Sum]
    earliest: str | None
    latest: str | None


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set: its spec, names and descriptions in the languages they exist in, and how many items it has in each format."""

    spec: str
    labels: tuple[Text, ...]
    description: tuple[Text, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the change log. `record` and `previous` are what the item said since and before; None: nothing."""

    seq: int
    item_id: ItemId
    op: Op
    datestamp: str
    record: CatalogueRecord | None
    previous: CatalogueRecord | None
