"""How things stand: the ledger, the store that follows it, and what is published."""

import msgspec

from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.locks import FileLock
from emuseum_lod.store.snapshots import Snapshots
from emuseum_lod.textindex.files import index_of


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """`published_seq` is the last change that queries see (None: nothing is published yet), `text_index` the file that they search (None: there is none yet); `following` whether a service's follower is at work."""

    base_iri: str
    items: dict[str, int]
    last_seq: int
    last_commit: str | None
    published_seq: int | None
    snapshot: str | None
    text_index: str | None
    following: bool

    @property
    def behind(self) -> int:
        """Changes of the ledger that are not yet published."""
        return self.last_seq - (self.published_seq or 0)


def read_status(settings: Settings) -> Status:
    """Return the status of a data folder. Raises LedgerError when nothing has been loaded into it."""
    with Ledger.open(settings.ledger_url) as ledger:
        reader = ledger.reader()
        latest = reader.latest_commit()
        snapshot = Snapshots(settings.data).current()
        index = index_of(snapshot.path, settings.data) if snapshot else None
        return Status(
            base_iri=reader.base_iri,
            items=dict(reader.kinds().items()),
            last_seq=reader.last_seq(),
            last_commit=latest[1] if latest else None,
            published_seq=snapshot.seq if snapshot else None,
            snapshot=snapshot.name if snapshot else None,
            text_index=index.name if index else None,
            following=_is_held(settings),
        )


def _is_held(settings: Settings) -> bool:
    lock = FileLock.take(settings.data / "store" / "follower.lock")
    if lock is None:
        return True
    lock.release()
    return False
