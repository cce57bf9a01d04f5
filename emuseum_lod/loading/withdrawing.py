"""Takes items out of publication by hand: `purge` removes what one says from everything that is kept, `merge` sends its visitors to another.

A purge has three steps, and can be killed and repeated at any moment:

1. Dumps, which may hold the item, are removed; they are made anew in the end.
2. The item is deleted as a load would delete it, and that is published: pages, lists and queries no longer have it, moments later.
3. Its content is erased from every version in the ledger. The follower, which meets that in the log, builds the triple store and the text
   index anew, since both keep bytes of what was taken out of them. What it replaced is removed.

What stays is a tombstone without content, and the note by which later loads leave the item alone.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Literal

import msgspec

from emuseum_lod.config import Settings
from emuseum_lod.dumps.making import hold, make_dump, remove_dumps
from emuseum_lod.errors import LedgerError
from emuseum_lod.issues import Issue
from emuseum_lod.ledger import notices
from emuseum_lod.ledger.applying import Progress, withdraw
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.erasing import erase, only_referred_by
from emuseum_lod.ledger.forming import Prepared, ToPrepare
from emuseum_lod.ledger.notices import Reason
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.ledger.staging import Staging
from emuseum_lod.loading.forms import forms_version, prepare
from emuseum_lod.loading.report import read_report, write_report
from emuseum_lod.locks import FileLock
from emuseum_lod.store.following import publish
from emuseum_lod.uris import ItemId


def _quiet(_step: str, _done: int, _total: int | None) -> None:
    """Tell nobody."""


class Withdrawn(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to an item. `also` are the items that only it referred to: a purge leaves them, and whoever asked for it may mean them too."""

    item: ItemId
    done: Literal["purged", "merged", "unmerged"]
    also: tuple[ItemId, ...] = ()


def purge(settings: Settings, item: ItemId, reason: Reason, progress: Progress = _quiet) -> Withdrawn:
    """Remove the content of an item from everything that is kept; its tombstone stays. Repeated, it does what is left to do.

    Raises LedgerError when there never was such an item, or when a load is running; DumpError when a dump is.
    """
    with hold(settings.dumps_folder):
        had_dumps = remove_dumps(settings.dumps_folder)
        withdrawn = _purge(settings, item, reason, progress)
    if had_dumps:
        make_dump(settings, progress=progress)
    return withdrawn


def _purge(settings: Settings, item: ItemId, reason: Reason, progress: Progress) -> Withdrawn:
    with _writing(settings) as ledger:
        stored = _existing(ledger, item)
        also = _only_referred_by(ledger, stored)
        if not stored.deleted:
            _withdraw(ledger, stored, progress)
            publish(settings, progress)
        if stored.reason is None or stored.reason == "merged":
            with ledger.transaction() as connection:
                erase(connection, stored.num, stored.provider, reason)
            ledger.seal()
        ledger.forget_what_was_erased()
        _clean_report(settings, stored)
        publish(settings, progress)
    return Withdrawn(item=item, done="purged", also=also)


def merge(settings: Settings, item: ItemId, successor: ItemId, progress: Progress = _quiet) -> Withdrawn:
    """Declare that an item is the same thing as another, to which its visitors are sent from now on (308).

    Raises LedgerError when there is no such item or successor, when it would lead in a circle, or when a load is running.
    """
    with _writing(settings) as ledger:
        stored, other = _existing(ledger, item), _existing(ledger, successor)
        if other.deleted or other.id == stored.id or other.kind != stored.kind:
            raise LedgerError(
                f"{item} can't become {successor}: that has to be another {stored.kind}, and published"
            )
        with ledger.transaction() as connection:
            notices.merge(connection, stored.num, other.num)
        if not stored.deleted:
            _withdraw(ledger, stored, progress)
        publish(settings, progress)
    return Withdrawn(item=item, done="merged")


def unmerge(settings: Settings, item: ItemId) -> Withdrawn:
    """Take a merger back: the next load that brings the item publishes it again. Raises LedgerError when it was not merged."""
    with _writing(settings) as ledger:
        stored = _existing(ledger, item)
        if stored.successor is None:
            raise LedgerError(f"{item} was not merged with anything")
        with ledger.transaction() as connection:
            notices.unmerge(connection, stored.num)
    return Withdrawn(item=item, done="unmerged")


@contextmanager
def _writing(settings: Settings) -> Iterator[Ledger]:
    """Open the ledger under the lock that loads take."""
    lock = FileLock.take(settings.data / "load.lock")
    if lock is None:
        raise LedgerError(f"a load into {settings.data} is running: wait for it to end")
    with lock, Ledger.open(settings.ledger_url) as ledger:
        ledger.seal()  # a load that was killed may have left its commit without its final datestamp
        yield ledger


def _existing(ledger: Ledger, item: ItemId) -> StoredItem:
    stored = ledger.reader().get(item)
    if stored is None:
        raise LedgerError(f"there never was an item {item}")
    return stored


def _only_referred_by(ledger: Ledger, stored: StoredItem) -> tuple[ItemId, ...]:
    with ledger.transaction() as connection:
        return tuple(only_referred_by(connection, stored.num))


def _withdraw(ledger: Ledger, stored: StoredItem, progress: Progress) -> None:
    base = ledger.reader().base_iri

    def prepared(tasks: Iterator[ToPrepare]) -> Iterator[Prepared]:
        return (prepare(task, base) for task in tasks)

    with ledger.transaction() as connection:
        staging = Staging(connection, stored.provider)
        withdraw(staging, prepared, [stored.num], forms_version=forms_version(), progress=progress)
    ledger.seal()


def _clean_report(settings: Settings, stored: StoredItem) -> None:
    """Remove from the provider's last report what it quotes of the item's source record."""
    report = read_report(settings, stored.provider)
    if report is None or not stored.source:
        return
    name = PurePath(stored.source).name

    def is_other(issue: Issue) -> bool:
        return issue.position != stored.position or PurePath(issue.source).name != name

    kept = [issue for issue in report.issues if is_other(issue)]
    if len(kept) < len(report.issues):
        write_report(settings, msgspec.structs.replace(report, issues=kept))
