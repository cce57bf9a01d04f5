"""The pool of query workers, in a process of its own: who gets a worker, for how long, and what becomes of the worker then.

Each connection to its socket is one query. A query that takes too long, or whose client has gone, ends with its worker: that is killed,
and its place is taken by a new one. Waiting is first come, first served, and bounded.
"""

import asyncio
import os
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final, Self

import msgspec
import structlog

from emuseum_lod.config import Settings
from emuseum_lod.sparql.address import listening
from emuseum_lod.sparql.frames import (
    END,
    FAILURE,
    HEADER,
    HELLO,
    Failure,
    FailureCode,
    Hello,
    Lost,
    frame,
    length_of,
)

_START_TIME: Final = 30.0
_PAUSE: Final = 0.5


class _Busy(Exception):  # noqa: N818 -- an answer, not an error
    pass


class _Worker:
    """One worker process and our end of its socket."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        self.process = process
        self._reader = reader
        self._writer = writer
        self.idle = True

    @classmethod
    async def start(cls, settings: Settings) -> Self:
        """Start a worker and wait until it is ready. Raises Lost when it dies of its start."""
        ours, theirs = socket.socketpair()
        with theirs:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "emuseum_lod.sparql.worker",
                str(theirs.fileno()),
                str(settings.data.absolute()),
                f"{settings.base_uri}sparql",  # what relative IRIs in a query are relative to
                str(settings.sparql_memory),
                str(os.getpid()),
                pass_fds=(theirs.fileno(),),
                stdin=asyncio.subprocess.DEVNULL,
            )
        reader, writer = await asyncio.open_connection(sock=ours)
        worker = cls(process, reader, writer)
        try:
            async with asyncio.timeout(_START_TIME):
                kind, body = await _read(reader)
        except (Lost, TimeoutError) as error:
            await worker.end()
            raise Lost from error
        if kind == HELLO and (unconfined := msgspec.msgpack.decode(body, type=Hello).unconfined):
            structlog.get_logger().warning("a query worker is not confined", missing=unconfined)
        return worker

    async def answer(self, job: bytes, client: asyncio.StreamWriter) -> bytes:
        """Pass a job on, and what comes of it back to the client; return the kind of the last frame."""
        self.idle = False
        self._writer.write(job)
        while True:
            kind, body = await _read(self._reader)
            client.write(frame(kind, body))
            if kind in {END, FAILURE}:
                self.idle = True
                return kind
            await client.drain()

    def kill(self) -> None:
        """End it at once."""
        with suppress(ProcessLookupError):
            self.process.kill()

    async def end(self) -> int:
        """Kill it if it still lives, and return how it ended: the signal, negative."""
        self.kill()
        code = await self.process.wait()
        self._writer.close()
        return code


class Supervisor:
    """Gives queries to workers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._free: deque[_Worker] = deque()
        self._waiting: deque[asyncio.Future[_Worker]] = deque()

    async def run(self, stop: asyncio.Event) -> None:
        """Keep the workers and serve the socket until `stop`."""
        clients = set[asyncio.Task[None]]()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(self._client(reader, writer))
            clients.add(task)
            task.add_done_callback(clients.discard)

        with listening(self._settings.data) as listener:
            places = [asyncio.create_task(self._place()) for _ in range(self._settings.sparql_workers)]
            server = await asyncio.start_unix_server(accept, sock=listener)
            await stop.wait()
            server.close()
            for task in (*clients, *places):
                task.cancel()
            await asyncio.gather(*clients, *places, return_exceptions=True)

    async def _place(self) -> None:
        """Keep one place in the pool occupied."""
        log = structlog.get_logger()
        while True:
            try:
                worker = await _Worker.start(self._settings)
            except (Lost, OSError) as error:
                log.warning("a query worker did not start", error=str(error))
                await asyncio.sleep(_PAUSE)
                continue
            try:
                self._offer(worker)
                await worker.process.wait()
            finally:
                if worker in self._free:
                    self._free.remove(worker)
                await worker.end()

    def _offer(self, worker: _Worker) -> None:
        """Give a worker to who has waited longest, or keep it for the next."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._free.append(worker)

    @asynccontextmanager
    async def _worker(self) -> AsyncIterator[_Worker]:
        """Have a worker; one that is not idle afterwards is killed. Raises _Busy."""
        worker = await self._turn()
        try:
            yield worker
        finally:
            if worker.idle:
                self._offer(worker)
            else:
                worker.kill()

    async def _turn(self) -> _Worker:
        if self._free:
            return self._free.popleft()
        if len(self._waiting) >= self._settings.sparql_queue:
            raise _Busy
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            async with asyncio.timeout(self._settings.sparql_wait):
                return await asyncio.shield(turn)
        except (TimeoutError, asyncio.CancelledError) as error:
            if not turn.cancel():  # it came at the same moment
                self._offer(turn.result())
            raise _Busy if isinstance(error, TimeoutError) else error from None

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection, for as long as the client holds it."""
        try:
            kind, job = await _read(reader)
            answering = asyncio.create_task(self._answer(frame(kind, job), writer))
            leaving = asyncio.create_task(reader.read(1))
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            for task in (answering, leaving):
                task.cancel()
            await asyncio.gather(answering, leaving, return_exceptions=True)
        except (Lost, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, job: bytes, client: asyncio.StreamWriter) -> None:
        began = time.monotonic()
        outcome = "gone"
        try:
            outcome = await self._evaluated(job, client)
        finally:
            seconds = round(time.monotonic() - began, 3)
            structlog.get_logger().info("query", outcome=outcome, seconds=seconds)

    async def _evaluated(self, job: bytes, client: asyncio.StreamWriter) -> str:
        """Have a query answered, or tell the client why it is not; return what became of it."""
        try:
            async with self._worker() as worker:
                try:
                    async with asyncio.timeout(self._settings.sparql_timeout):
                        kind = await worker.answer(job, client)
                except TimeoutError:
                    return _fail(client, "timeout", f"over {self._settings.sparql_timeout:g} seconds")
                except Lost:
                    # The engine aborts where it gets no memory; any other death is its own.
                    code = await worker.end()
                    return _fail(client, "memory" if code == -signal.SIGABRT else "crash")
        except _Busy:
            return _fail(client, "busy")
        return "answered" if kind == END else "failed"


def _fail(client: asyncio.StreamWriter, code: FailureCode, detail: str = "") -> str:
    client.write(frame(FAILURE, Failure(code, detail)))
    return code


async def _read(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    try:
        kind, length = length_of(await reader.readexactly(HEADER.size))
        return kind, await reader.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise Lost from error


def supervise(settings: Settings, orphaned: int) -> None:
    """Run the pool in this process until SIGTERM, or until the descriptor `orphaned` becomes readable."""

    async def run() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGTERM, stop.set)
        loop.add_reader(orphaned, stop.set)
        await Supervisor(settings).run(stop)
        loop.remove_reader(orphaned)

    asyncio.run(run())
