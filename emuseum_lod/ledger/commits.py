"""The commit of a load, and its part of the change log."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, func, insert, select, update

from emuseum_lod.ledger import clock
from emuseum_lod.ledger.compiled import Bulk
from emuseum_lod.ledger.database import next_datestamp
from emuseum_lod.ledger.schema import change, commit

_LOG: Final = Bulk(insert(change), "seq", "item_num", "commit_id", "op", "previous_seq", "record")


class CommitRow:
    """The commit of a load: made when the first change is written, never when there is none."""

    def __init__(self, connection: Connection, provider: str) -> None:
        self._connection = connection
        self._provider = provider
        self._started = clock.now()
        self._seq = connection.execute(select(func.max(change.c.seq))).scalar() or 0
        self.id = (connection.execute(select(func.max(commit.c.id))).scalar() or 0) + 1
        self.written = False

    @property
    def last_seq(self) -> int:
        """The last change's number."""
        return self._seq

    def log(self, op: str, changes: Sequence[tuple[int, int | None, bytes | None]]) -> list[int]:
        """Append changes, each of an item's number, its previous change and its record; return their sequence numbers."""
        if not changes:
            return []
        if not self.written:
            self._write_row()
        seqs = list(range(self._seq + 1, self._seq + 1 + len(changes)))
        self._seq = seqs[-1]
        _LOG.run(
            self._connection,
            (
                (seq, num, self.id, op, previous, record)
                for seq, (num, previous, record) in zip(seqs, changes, strict=True)
            ),
        )
        return seqs

    def stamp(self) -> None:
        """Give the commit its datestamp, as late as can be before it becomes visible (`Ledger.seal`)."""
        if self.written:
            self._connection.execute(
                update(commit)
                .where(commit.c.id == self.id)
                .values(datestamp=next_datestamp(self._connection))
            )

    def _write_row(self) -> None:
        self._connection.execute(
            insert(commit).values(
                id=self.id,
                datestamp=next_datestamp(self._connection),
                provider=self._provider,
                started=self._started,
                sealed=False,
                counted=False,
            )
        )
        self.written = True
