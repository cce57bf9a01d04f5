"""Keeps records that are no longer valid in little room. The valid ones stay as they are: every page and every follower reads them."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.packing import pack, unpack
from emuseum_lod.ledger.schema import change

_PACK: Final = Bulk(
    update(change).where(change.c.seq == bindparam("of")).values(record=bindparam("record")), "record", "of"
)


def archive(connection: Connection, seqs: Sequence[int]) -> None:
    """Compress the records that some changes wrote; at most some thousand at once."""
    query = select(change.c.seq, change.c.record).where(change.c.seq.in_(seqs), change.c.record.is_not(None))
    _PACK.run(connection, [(pack(unpack(row.record)), row.seq) for row in connection.execute(query)])
