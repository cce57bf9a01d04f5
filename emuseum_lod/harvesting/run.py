"""A harvest from its beginning to its end: go on with what was interrupted, take what changed, prove it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from emuseum_lod.errors import HarvestError
from emuseum_lod.harvesting.faults import Fault, Unfaithful
from emuseum_lod.harvesting.mirror import Mirror
from emuseum_lod.harvesting.pages import Page, read_page
from emuseum_lod.harvesting.receipts import Reconciler, Verdict
from emuseum_lod.harvesting.report import HarvestReport
from emuseum_lod.harvesting.source import Source
from emuseum_lod.harvesting.transport import Fetcher, Patience, Response, http_get
from emuseum_lod.harvesting.walking import Limits, Walker
from emuseum_lod.locks import FileLock

Progress = Callable[[str, int, int | None], None]
"""Told the name of the step, how far it is, and of how much (None: not known)."""

_LOCK: Final = "lock"
_BROKEN_KEPT: Final = 20
_BY_DAY: Final = "YYYY-MM-DD"
_PATIENCE: Final = Patience()
_LIMITS: Final = Limits()


def harvest(
    source: Source,
    folder: Path,
    *,
    whole: bool = False,
    reconcile: bool = False,
    patience: Patience = _PATIENCE,
    limits: Limits = _LIMITS,
    progress: Progress = lambda *_: None,
) -> HarvestReport:
    """Bring the mirror in a folder up to date and return what came of it.

    `whole` walks through the whole list and lets go of what it no longer has; otherwise only what changed is asked for, once there is a
    mirror. `reconcile` compares with the repository's receipt and mends what differs. Raises HarvestError when the repository or the
    folder is not what it was taken for, or another harvest into it is under way; whatever else goes wrong is in the report.
    """
    lock = FileLock.take(folder / _LOCK)
    if lock is None:
        raise HarvestError(f"another harvest into {folder} is under way")
    with lock, Mirror.open(folder, source) as mirror:
        one = _Harvest(Fetcher(http_get(), patience), mirror, limits, progress)
        return one.run(whole=whole, reconcile=reconcile)


class _Harvest:
    """One harvest."""

    def __init__(self, fetcher: Fetcher, mirror: Mirror, limits: Limits, progress: Progress) -> None:
        self._fetcher = fetcher
        self._mirror = mirror
        self._limits = limits
        self._progress = progress
        self._source = mirror.state.source
        self._pages = 0
        self._broken: list[str] = []

    def run(self, *, whole: bool, reconcile: bool) -> HarvestReport:
        fault, receipt = "", None
        try:
            walker = Walker(self._fetcher, self._mirror, self._limits, by_day=self._is_by_day())
            self._walk(walker, whole=whole)
            if reconcile:
                self._progress("comparing with the receipt", 0, None)
                receipt = Reconciler(self._fetcher, self._mirror, walker).reconcile()
        except Fault as raised:
            fault = str(raised)
        return self._report(fault, receipt)

    def _is_by_day(self) -> bool:
        """Ask what the repository is; tell whether its datestamps are days. Raises HarvestError for what is no repository."""
        try:
            page = self._fetcher.fetch(self._source.identify(), _identity)
        except Unfaithful as fault:
            raise HarvestError(f"{self._source.url} can't be harvested: {fault}") from fault
        version = page.identity.get("protocolVersion")
        if version != "2.0":
            raise HarvestError(f"{self._source.url} speaks OAI-PMH {version or 'of no version'}, not 2.0")
        return page.identity.get("granularity") == _BY_DAY

    def _walk(self, walker: Walker, *, whole: bool) -> None:
        """End an interrupted walk; then walk through what changed since, or through everything."""
        interrupted = walker.walk
        if interrupted is not None:
            self._to_the_end(walker)
            whole = whole and not interrupted.whole
        walker.begin(whole=whole)
        self._to_the_end(walker)

    def _to_the_end(self, walker: Walker) -> None:
        try:
            while (walk := walker.walk) is not None:
                step = "records" if walk.token is not None else "looking for what did not come"
                self._progress(step, walk.received, walk.size)
                walker.step()
                self._pages += 1
        finally:
            self._broken = walker.broken[:_BROKEN_KEPT]

    def _report(self, fault: str, receipt: Verdict | None) -> HarvestReport:
        tally = self._mirror.tally
        live, tombstones = self._mirror.count()
        return HarvestReport(
            url=self._source.url,
            prefix=self._source.prefix,
            set_spec=self._source.set_spec,
            pages=self._pages,
            created=tally.created,
            updated=tally.updated,
            deleted=tally.deleted,
            unchanged=tally.unchanged,
            repeated=tally.repeated,
            gone=tally.gone,
            live=live,
            tombstones=tombstones,
            complete=self._mirror.state.complete,
            fault=fault,
            broken=self._broken,
            receipt=receipt or "",
        )


def _identity(response: Response) -> Page:
    return read_page(response.pieces, lambda _record: None)
