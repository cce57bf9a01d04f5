"""The web processes' side of the pool: one connection a query, read so that gevent's other requests go on meanwhile."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, Protocol

import msgspec

from emuseum_lod.sparql.address import connected
from emuseum_lod.sparql.frames import (
    DATA,
    END,
    FAILURE,
    JOB,
    START,
    Failure,
    Job,
    Lost,
    Start,
    frame,
    read_frame,
)

Gone = Callable[[], bool]
"""Tells whether the HTTP client has left."""

HELD_BYTES: Final = 1 << 20
HELD_SECONDS: Final = 1.0
"""How much of an answer is held back before the first of it is sent, so that nearly every failure still gets its true status."""

_LOOK_EVERY: Final = 0.5


class Answering(Protocol):
    """An answer under way: where it is from, whole or in chunks. `close` ends the query."""

    start: Start
    whole: bytes | None

    def __iter__(self) -> Iterator[bytes]:
        """Give what `whole` does not have; raises Lost when it can't be completed."""

    def close(self) -> None:
        """End the query if it still runs."""


class Queries(Protocol):
    """What answers queries."""

    def ask(self, job: Job, gone: Gone) -> Answering | Failure:
        """Return the answer once it has begun, or why there is none; nobody reads that when the client has gone."""


class PoolClient:
    """Asks the pool of a data folder."""

    def __init__(self, data: Path) -> None:
        self._data = data

    def ask(self, job: Job, gone: Gone) -> Answering | Failure:
        """Return the answer once it has begun (`HELD_BYTES`, `HELD_SECONDS`), or why there is none."""
        try:
            connection = connected(self._data)
        except OSError:
            return Failure("unavailable")
        try:
            connection.settimeout(_LOOK_EVERY)
            connection.sendall(frame(JOB, job))
            answer = _Answer(connection, gone)
            failure = answer.begin()
        except OSError:
            connection.close()
            return Failure("unavailable")
        except BaseException:
            connection.close()
            raise
        if failure is not None:
            connection.close()
        return failure or answer


class _Answer:
    start: Start
    whole: bytes | None = None

    def __init__(self, connection: socket.socket, gone: Gone) -> None:
        self._connection = connection
        self._gone = gone
        self._held: list[bytes] = []

    def begin(self) -> Failure | None:
        """Read until the answer is whole or large or old enough to be sent; return why there is none."""
        size, until = 0, float("inf")
        while size < HELD_BYTES and time.monotonic() < until:
            try:
                kind, body = read_frame(self._receive)
            except Lost:
                return Failure("unavailable")
            if kind == FAILURE:
                return msgspec.msgpack.decode(body, type=Failure)
            if kind == START:
                self.start = msgspec.msgpack.decode(body, type=Start)
            if kind == DATA:
                until = min(until, time.monotonic() + HELD_SECONDS)
                self._held.append(body)
                size += len(body)
            if kind == END:
                self.whole = b"".join(self._held)
                self.close()
                return None
        return None

    def __iter__(self) -> Iterator[bytes]:
        yield from self._held
        self._held.clear()
        while True:
            kind, body = read_frame(self._receive)
            if kind == END:
                return
            if kind != DATA:
                raise Lost
            yield body

    def close(self) -> None:
        """Hang up: the pool ends a query that nobody waits for."""
        self._connection.close()

    def _receive(self, size: int) -> bytes:
        """Return bytes as soon as there are some. Raises Lost when the HTTP client has gone meanwhile."""
        while True:
            try:
                return self._connection.recv(size)
            except TimeoutError:
                if self._gone():
                    raise Lost from None
