"""The worker processes of the pool: started, kept at their number, started anew when one is gone.

There are more of them than queries run at once, so that a spare is warm when one has to be killed: starting takes a second on a loaded
machine, taking the spare nothing.
"""

import asyncio
import os
import signal
import socket
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final, Self

import msgspec
import structlog

from emuseum_lod.config import Settings
from emuseum_lod.sparql.frames import END, FAILURE, HEADER, HELLO, Hello, Lost, length_of

_START_TIME: Final = 30.0
_PAUSE: Final = 0.5

Take = Callable[[bytes, bytes], None]
"""Takes a frame of an answer: its kind and its body."""


class Worker:
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
                kind, body = await read(reader)
        except (Lost, TimeoutError) as error:
            await worker.end()
            raise Lost from error
        except asyncio.CancelledError:
            await worker.end()
            raise
        if kind == HELLO and (unconfined := msgspec.msgpack.decode(body, type=Hello).unconfined):
            structlog.get_logger().warning("a query worker is not confined", missing=unconfined)
        return worker

    async def answer(self, job: bytes, take: Take, drain: Callable[[], Awaitable[None]]) -> bytes:
        """Have a job done: `take` each frame of its answer, `drain` after each; return the kind of the last. Raises Lost."""
        self.idle = False
        self._writer.write(job)
        while True:
            kind, body = await read(self._reader)
            take(kind, body)
            if kind in {END, FAILURE}:
                self.idle = True
                return kind
            await drain()

    def kill(self) -> None:
        """End it at once."""
        # Not by the process's own method: that looks first whether it has ended, and would take its exit code from asyncio.
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGKILL)

    async def end(self) -> int:
        """Kill it if it still lives, and return how it ended: the signal, negative."""
        self.kill()
        code = await self.process.wait()
        self._writer.close()
        return code


class Crew:
    """`size` workers. `on_ready` is called when one has become free."""

    def __init__(self, settings: Settings, size: int, on_ready: Callable[[], None]) -> None:
        self._settings = settings
        self._size = size
        self._on_ready = on_ready
        self.free: deque[Worker] = deque()
        self.alive = 0

    async def run(self) -> None:
        """Keep the workers until cancelled."""
        async with asyncio.TaskGroup() as group:
            for _ in range(self._size):
                group.create_task(self._place())

    def give_back(self, worker: Worker) -> None:
        """Take a worker back; one that is not idle is killed, and its place is taken by a new one."""
        if worker.idle:
            self.free.append(worker)
            self._on_ready()
        else:
            worker.kill()

    async def _place(self) -> None:
        """Keep one place in the crew occupied."""
        log = structlog.get_logger()
        while True:
            try:
                worker = await Worker.start(self._settings)
            except (Lost, OSError) as error:
                log.warning("a query worker did not start", error=str(error))
                await asyncio.sleep(_PAUSE)
                continue
            self.alive += 1
            try:
                self.give_back(worker)
                await worker.process.wait()
            finally:
                self.alive -= 1
                if worker in self.free:
                    self.free.remove(worker)
                await worker.end()


async def read(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """Return the next frame. Raises Lost when the other side is gone."""
    try:
        kind, length = length_of(await reader.readexactly(HEADER.size))
        return kind, await reader.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise Lost from error
