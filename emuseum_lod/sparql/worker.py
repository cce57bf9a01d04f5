"""A query worker: a process that opens the published snapshot read-only and answers one query after the other.

It is expendable. The engine can't be interrupted and dies of some queries, so the pool (`supervisor`) kills the process when a query
takes too long, and starts another. Started as ``python -m emuseum_lod.sparql.worker SOCKET DATA BASE MEMORY PARENT``.
"""

import io
import re
import select
import socket
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, TypeAlias, cast
from urllib.parse import urljoin

import msgspec
import pyoxigraph as ox

from emuseum_lod.errors import StoreError
from emuseum_lod.namespaces import PREFIXES
from emuseum_lod.sparql.confinement import confine
from emuseum_lod.sparql.frames import (
    DATA,
    END,
    FAILURE,
    HELLO,
    START,
    Done,
    Failure,
    Hello,
    Job,
    Lost,
    Start,
    frame,
    read_frame,
)
from emuseum_lod.sparql.prefixes import known_prefixes
from emuseum_lod.sparql.rewriting import rewritten
from emuseum_lod.sparql.rows import RowCount
from emuseum_lod.sparql.searching import NoIndexError, Searched, SearchError, searched
from emuseum_lod.store.snapshots import HeldSnapshot, Snapshots
from emuseum_lod.textindex.files import index_of
from emuseum_lod.textindex.finding import Finder

_OWN_GRAPHS: Final = "urn:emuseum:"
"""Where the store keeps its own books (`store.engine`): no part of the dataset."""

_LOOK_EVERY: Final = 5.0
"""Seconds after which an idle worker looks for a new snapshot, so that it does not keep an old one from being deleted."""

_CHUNK: Final = 1 << 16

# The engine descends into a query by recursion, deepest in chains such as 1+1+1+…. 20,000 tokens fit into this (measured).
_STACK: Final = 256 << 20

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_DETAIL: Final = 300

_RESULTS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


_Results: TypeAlias = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_PREFIXED: Final = {"ttl": PREFIXES}


class _Output(io.RawIOBase):
    """What the engine writes to: each write is a frame, whose rows are counted.

    The last frame is held until the next one, so that the first, the text and the last frame of a small answer are sent at once: to send costs as much
    as to look something up (measured).
    """

    def __init__(self, connection: socket.socket, start: Start, count: RowCount) -> None:
        self._connection = connection
        self._count = count
        self._held = frame(START, start)

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        chunk = bytes(cast("bytes", data))
        self._count.take(chunk)
        if len(self._held) >= _CHUNK // 2:
            try:
                self._connection.sendall(self._held)
            except OSError as error:
                raise Lost from error
            self._held = b""
        self._held += frame(DATA, chunk)
        return len(chunk)

    def end(self, done: Done) -> bytes:
        """Return what is still to be sent, the last frame with it."""
        return self._held + frame(END, done)


class _Dataset:
    """The snapshot that queries are answered from: held, open, and exchanged when another is published."""

    def __init__(self, data: Path, base: str) -> None:
        self._base = base
        self._root = urljoin(base, ".")
        self._prefixes = known_prefixes(self._root)
        self._data = data
        self._snapshots = Snapshots(data)
        self._held: HeldSnapshot | None = None
        self._store: ox.Store | None = None
        self._finder: Finder | None = None
        self._named_graphs: Sequence[ox.NamedNode | ox.BlankNode] = ()

    def follow(self) -> None:
        """Open the published snapshot when it is another than the one that is open, and let that one go."""
        current = self._snapshots.current()
        if current is None or (self._held is not None and self._held.name == current.name):
            return
        held = self._snapshots.hold_current()
        if held is None:
            return
        try:
            store = ox.Store.read_only(str(held.path))
        except (OSError, RuntimeError):
            held.close()
            raise
        before, self._held, self._store = self._held, held, store
        if self._finder is not None:
            self._finder.close()
        self._finder = _finder(held, self._data)
        self._named_graphs = [
            name
            for name in store.named_graphs()
            if not (isinstance(name, ox.NamedNode) and name.value.startswith(_OWN_GRAPHS))
        ]
        if before is not None:
            before.close()

    @property
    def start(self) -> Start | None:
        """What answers say about where they are from; None while there is no snapshot."""
        return Start(self._held.name, self._held.seq) if self._held is not None else None

    def searched(self, job: Job) -> Searched:
        """Return a job's query with its text searches answered. Raises SearchError and NoIndexError."""
        return searched(job.query, self._finder, self._root)

    def query(self, job: Job, text: str) -> _Results:
        """Begin to answer a job, whose query is `text` after its searches, in the words that the engine does best with.

        Raises SyntaxError with the place in the query as it was sent.
        """
        for better in dict.fromkeys((rewritten(text), text)):
            if better != job.query:
                with suppress(SyntaxError):
                    return self._query(msgspec.structs.replace(job, query=better))
        return self._query(job)

    def _query(self, job: Job) -> _Results:
        store = cast("ox.Store", self._store)
        if job.default_graphs or job.named_graphs:
            return store.query(
                job.query,
                base_iri=self._base,
                prefixes=self._prefixes,
                default_graph=[ox.NamedNode(iri) for iri in job.default_graphs],
                named_graphs=[ox.NamedNode(iri) for iri in job.named_graphs],
            )
        if job.has_dataset:
            return store.query(job.query, base_iri=self._base, prefixes=self._prefixes)
        return store.query(
            job.query, base_iri=self._base, prefixes=self._prefixes, named_graphs=list(self._named_graphs)
        )


def _finder(held: HeldSnapshot, data: Path) -> Finder | None:
    """Return the text index of a snapshot; None when there is none that can be read."""
    path = index_of(held.path, data)
    try:
        return Finder.open(path, held.seq) if path is not None else None
    except sqlite3.Error:
        return None


def serve(connection: socket.socket, data: Path, base: str, unconfined: tuple[str, ...]) -> None:
    """Answer what comes over a connection until it ends."""
    dataset = _Dataset(data, base)
    _follow(dataset)
    connection.sendall(frame(HELLO, Hello(unconfined)))
    while True:
        if not select.select([connection], [], [], _LOOK_EVERY)[0]:
            _follow(dataset)
            continue
        _kind, body = read_frame(connection.recv)
        _follow(dataset)
        connection.sendall(_answer(connection, dataset, msgspec.msgpack.decode(body, type=Job)))


def _follow(dataset: _Dataset) -> None:
    # What can't be opened leaves the one before in force; without one, `_answer` says so.
    with suppress(StoreError, OSError, RuntimeError):
        dataset.follow()


def _answer(connection: socket.socket, dataset: _Dataset, job: Job) -> bytes:
    """Send the answer but for its end, and return that."""
    if dataset.start is None:
        return frame(FAILURE, Failure("no-data", "nothing has been published yet"))
    try:
        asked = dataset.searched(job)
        results = dataset.query(job, asked.query)
        start = msgspec.structs.replace(dataset.start, search_cut=asked.cut)
        count = RowCount(job.format)
        raw = _Output(connection, start, count)
        output = io.BufferedWriter(raw, _CHUNK)
        triples = _Counted(results) if isinstance(results, ox.QueryTriples) else None
        if triples is not None:
            # Turtle is for reading, and shorter with prefixes; the results' own method knows none.
            ox.serialize(triples, output, format=_GRAPHS[job.format], prefixes=_PREFIXED.get(job.format))
        elif not isinstance(results, ox.QueryTriples):
            results.serialize(output, format=_RESULTS[job.format])
        output.flush()
    except _FAILURES as error:
        return frame(FAILURE, _failure_of(error))
    if triples is not None:
        return raw.end(Done(triples.count))
    return raw.end(Done(None if isinstance(results, ox.QueryBoolean) else count.rows))


class _Counted:
    """Triples, counted as they are taken."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._triples = triples
        self.count = 0

    def __iter__(self) -> Iterator[ox.Triple]:
        for triple in self._triples:
            self.count += 1
            yield triple


_FAILURES: Final = (
    SearchError,
    NoIndexError,
    sqlite3.Error,
    SyntaxError,
    MemoryError,
    OSError,
    RuntimeError,
    ValueError,
    KeyError,
)


def _failure_of(error: Exception) -> Failure:
    match error:
        case SearchError():
            return Failure("search", error.detail, error.line, error.column)
        case NoIndexError() | sqlite3.Error():
            return Failure("no-data", "there is no text index to search in")
        case SyntaxError():
            return _syntax_failure(str(error))
        case MemoryError():
            return Failure("memory")
        case _:
            return Failure("evaluation", str(error)[:_DETAIL])


def _syntax_failure(said: str) -> Failure:
    place = _POSITION.fullmatch(said)
    if place is None:
        return Failure("syntax", said[:_DETAIL])
    return Failure("syntax", " ".join(place[3].split())[:_DETAIL], int(place[1]), int(place[2]))


def main(arguments: Sequence[str]) -> None:
    """Run a worker until its pool hangs up."""
    descriptor, data, base, memory, parent = arguments
    unconfined = confine(int(memory), int(parent))

    def run() -> None:
        with socket.socket(fileno=int(descriptor)) as connection, suppress(Lost, OSError):
            serve(connection, Path(data), base, unconfined)

    # A thread, because its stack can be chosen; all the engine's objects live in it.
    threading.stack_size(min(_STACK, int(memory) // 8))
    thread = threading.Thread(target=run, name="queries")
    thread.start()
    thread.join()


if __name__ == "__main__":
    main(sys.argv[1:])
