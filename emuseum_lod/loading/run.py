"""Loads a provider's export into the ledger."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import msgspec
from sqlalchemy import Connection

from emuseum_lod.catalogue.records import encode
from emuseum_lod.catalogue.vocabularies import PROVIDER as VOCABULARY
from emuseum_lod.catalogue.vocabularies import load_vocabularies
from emuseum_lod.config import Settings
from emuseum_lod.errors import LedgerError
from emuseum_lod.graph.documents import load_documents
from emuseum_lod.issues import Issue
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.applying import Applied, apply
from emuseum_lod.ledger.contest import Arrival, arrive
from emuseum_lod.ledger.database import Ledger, identify
from emuseum_lod.ledger.forming import Prepared, ToPrepare
from emuseum_lod.ledger.staging import Staging
from emuseum_lod.loading.crew import Crew
from emuseum_lod.loading.desk import MappedChunk, Setup, pack_records, pack_task, unpack_audit
from emuseum_lod.loading.forms import forms_version
from emuseum_lod.loading.report import ISSUES_KEPT, IssueList, LoadReport, write_report
from emuseum_lod.locks import FileLock
from emuseum_lod.mapping.audit import Audit
from emuseum_lod.sources.reader import read
from emuseum_lod.sources.record import SourceRecord

Progress = Callable[[str, int, int | None], None]
"""Told the name of the step, how far it is, and of how much (None: not known)."""

_CHUNK: Final = 250
"""Source records that are mapped in one piece of work."""
_OF_OURS: Final = 1_000
"""Authority of our own vocabularies."""
_MOST_WORDS: Final = 100_000
"""Distinct words that no lookup knows which are counted; a hostile export could fill the memory with them."""


def load(
    settings: Settings,
    provider: str,
    sources: Sequence[Path],
    *,
    partial: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> LoadReport:
    """Load sources (files, folders, archives) and return what came of it; nothing is published yet (`store.following`).

    The sources are the whole of what the provider publishes, and what is missing from them becomes a tombstone, unless the load is
    `partial` or an input could not be read to its end. `dry_run` finds out what would be done and changes nothing. The report is kept
    (`report.read_report`), but for dry runs.

    Raises ConfigurationError for a profile or vocabulary that is wrong, IdentityError for a base IRI or domain that is not the ledger's,
    and LedgerError when another load is running.
    """
    with ExitStack() as held:
        if dry_run and not settings.database_url and not (settings.data / "ledger.sqlite").exists():
            folder = held.enter_context(TemporaryDirectory(prefix="emuseum-check-"))
            settings = msgspec.structs.replace(settings, data=Path(folder))
        lock = FileLock.take(settings.data / "load.lock")
        if lock is None:
            raise LedgerError(f"another load into {settings.data} is running: wait for it to end")
        held.enter_context(lock)
        setup = Setup(provider, settings.base_uri, tuple(_root(source) for source in sources))
        crew = held.enter_context(Crew(setup, settings.load_processes))
        ledger = held.enter_context(Ledger.open(settings.ledger_url))
        identity = (settings.base_uri, settings.oai_domain)
        quiet = progress or (lambda *_: None)
        report = _Load(ledger, crew, identity, quiet, partial=partial, dry_run=dry_run).run(sources)
        if not dry_run:
            write_report(settings, report)
        return report


def _root(source: Path) -> str:
    """Return what the names of a source's records begin with and the ledger leaves out: where the source lies."""
    return f"{source.parent}/" if source.parent != Path() else ""


class _Load:
    """One load, under the lock."""

    def __init__(
        self,
        ledger: Ledger,
        crew: Crew,
        identity: tuple[str, str],
        progress: Progress,
        *,
        partial: bool,
        dry_run: bool,
    ) -> None:
        self._ledger = ledger
        self._crew = crew
        self._provider = crew.desk.setup.provider
        self._identity = identity
        self._progress = progress
        self._partial = partial
        self._dry_run = dry_run
        self._started = clock.now()
        self._issues = IssueList()
        self._audit = Audit()
        self._records = 0
        self._seconds: dict[str, float] = {}

    def run(self, sources: Sequence[Path]) -> LoadReport:
        if self._dry_run:
            with self._ledger.rehearsal() as connection:
                identify(connection, *self._identity)
                vocabulary = self._load_vocabulary(connection)
                applied = self._load_sources(connection, sources)
            return self._report(sources, vocabulary, applied)
        self._ledger.seal()  # a load that was killed may have left its commit without its final datestamp
        self._ledger.identify(*self._identity)
        vocabulary = self._committed(self._load_vocabulary)
        applied = self._committed(lambda connection: self._load_sources(connection, sources))
        self._ledger.seal()
        return self._report(sources, vocabulary, applied)

    def _committed(self, work: Callable[[Connection], Applied]) -> Applied:
        with self._ledger.transaction() as connection:
            applied = work(connection)
            began = time.perf_counter()
        self._seconds["commit"] = self._seconds.get("commit", 0.0) + time.perf_counter() - began
        return applied

    def _load_vocabulary(self, connection: Connection) -> Applied:
        """Refresh our own vocabularies, places and documents: what every provider's records refer to."""
        with self._timed("vocabularies"):
            staging = Staging(connection, VOCABULARY)
            arrivals = (
                arrive(record, encode(record), _OF_OURS)
                for record in chain(load_vocabularies(), load_documents())
            )
            while some := list(islice(arrivals, _CHUNK)):
                self._issues.add(staging.add(some))
            return self._apply(staging, deletes=True)

    def _load_sources(self, connection: Connection, sources: Sequence[Path]) -> Applied:
        staging = Staging(connection, self._provider)
        with self._timed("read, map and compare"):
            self._issues.add(staging.add(self._institutions()))
            for chunk in map(_DECODE_MAPPED, self._crew.do("map", self._work(sources))):
                self._issues.add(chunk.issues)
                self._issues.add(staging.add(chunk.arrivals))
                staging.hold(chunk.held)
                self._take_audit(unpack_audit(chunk.audit))
                self._progress("records", self._records, None)
        if not self._records:
            self._issues.add([_nothing_read(sources)])
        applied = self._apply(staging, deletes=not (self._partial or self._issues.incomplete))
        self._seconds.update(applied.seconds)
        return applied

    def _institutions(self) -> list[Arrival]:
        return [
            arrive(emission.record, emission.data, emission.authority)
            for emission in self._crew.desk.mapper.institutions()
        ]

    def _work(self, sources: Sequence[Path]) -> Iterator[bytes]:
        """Yield the records of the sources, packed in chunks."""
        found = self._read(sources)
        while some := list(islice(found, _CHUNK)):
            self._records += len(some)
            yield pack_records(some)

    def _read(self, sources: Sequence[Path]) -> Iterator[SourceRecord]:
        options = self._crew.desk.mapper.profile.reader
        for source in sources:
            for found in read(source, options):
                if isinstance(found, SourceRecord):
                    yield found
                else:
                    self._issues.add([found])

    def _apply(self, staging: Staging, *, deletes: bool) -> Applied:
        return apply(
            staging, self._prepare, deletes=deletes, forms_version=forms_version(), progress=self._progress
        )

    def _prepare(self, tasks: Iterator[ToPrepare]) -> Iterator[Prepared]:
        return map(_DECODE_PREPARED, self._crew.do("prepare", map(pack_task, tasks)))

    def _take_audit(self, audit: Audit) -> None:
        if len(self._audit.missed) < _MOST_WORDS:
            self._audit.take_in(audit)

    def _report(self, sources: Sequence[Path], vocabulary: Applied, applied: Applied) -> LoadReport:
        return LoadReport(
            provider=self._provider,
            sources=tuple(map(str, sources)),
            partial=self._partial,
            dry_run=self._dry_run,
            started=self._started,
            records=self._records,
            counts=applied.counts,
            vocabulary=vocabulary.counts,
            issues=self._issues.kept,
            totals={severity: dict(counted) for severity, counted in self._issues.totals.items()},
            notices=self._audit.issues()[:ISSUES_KEPT],
            commit_id=None if self._dry_run else applied.commit_id,
            datestamp=self._datestamp(applied),
            last_seq=applied.last_seq,
            incomplete=self._issues.incomplete,
            seconds={step: round(seconds, 3) for step, seconds in self._seconds.items()},
        )

    def _datestamp(self, applied: Applied) -> str | None:
        """Return the final datestamp of the load's commit, which is the last one."""
        latest = self._ledger.reader().latest_commit()
        made = latest is not None and latest[0] == applied.commit_id and not self._dry_run
        return latest[1] if made and latest else None

    @contextmanager
    def _timed(self, step: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self._seconds[step] = self._seconds.get(step, 0.0) + time.perf_counter() - began


_DECODE_MAPPED: Final = msgspec.msgpack.Decoder(MappedChunk).decode
_DECODE_PREPARED: Final = msgspec.msgpack.Decoder(Prepared).decode


def _nothing_read(sources: Sequence[Path]) -> Issue:
    return Issue(
        code="nothing-read",
        message="no record was read at all, so nothing is deleted",
        source=", ".join(map(str, sources)),
        advice="check that this is the export that was meant; what is not published any more can't be told from an empty file",
        incomplete=True,
    )
