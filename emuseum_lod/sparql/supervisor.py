"""The pool of query workers, in a process of its own: who gets a worker, for how long, and what becomes of the worker then.

Each connection to its socket is one query. Who may ask and whose turn it is, `admission` decides; the processes are `crew`'s. A query
that takes too long, or whose client has gone, ends with its worker: that is killed, and a spare takes its place.
"""

import asyncio
import math
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Final, Protocol

import msgspec
import structlog

from emuseum_lod.config import Settings
from emuseum_lod.errors import StoreError
from emuseum_lod.sparql import metering
from emuseum_lod.sparql.address import listening
from emuseum_lod.sparql.admission import Accounts, Admission, Lane, Ticket
from emuseum_lod.sparql.crew import Crew, Worker, read
from emuseum_lod.sparql.frames import (
    DATA,
    END,
    FAILURE,
    JOB,
    START,
    Done,
    Failure,
    FailureCode,
    Job,
    Lost,
    Start,
    frame,
)
from emuseum_lod.sparql.kept import KeptAnswer, KeptAnswers
from emuseum_lod.sparql.pseudonyms import Pseudonyms
from emuseum_lod.sparql.querylog import Entry, moment, query_log
from emuseum_lod.sparql.warming import keep_warm
from emuseum_lod.store.snapshots import Snapshots

QUICK_SECONDS: Final = 1.0
QUICK_BYTES: Final = 1 << 20
"""What a query may take in the quick lane, which begins where all other places are taken: it ends within that, or begins anew in its turn."""

BURST_MINUTES: Final = 2.0
"""How many minutes of its budget a client may save."""

_WORTH_SENDING: Final = 1 << 14
_QUICK: Final = 1
_SPARE: Final = 1


class _Busy(Exception):  # noqa: N818 -- an answer, not an error
    pass


class _NotQuick(Exception):  # noqa: N818 -- a state of a query
    pass


class _Writer(Protocol):
    """Whom an answer is sent to, as `asyncio.StreamWriter` is."""

    def write(self, data: bytes, /) -> None:
        """Send something."""

    async def drain(self) -> None:
        """Wait until there is room for more."""


class _Nobody:
    """Takes an answer that is wanted for being kept."""

    def write(self, data: bytes, /) -> None:
        """Take no notice."""

    async def drain(self) -> None:
        """Have room for everything."""


@dataclass(slots=True)
class _Run:
    """A query on its way, and what is known of it so far. `waited` and `worked` are seconds."""

    job: Job
    sent: bytes
    client: str
    writer: _Writer
    kept: KeptAnswers
    waited: float = 0.0
    worked: float = 0.0
    size: int = 0
    rows: int | None = None
    start: Start | None = None
    chunks: list[bytes] = field(default_factory=list)
    unsent: bytes = b""

    def take(self, kind: bytes, body: bytes) -> None:
        """Pass a frame on to the client; as long as the whole may be kept, hold it."""
        if kind == DATA:
            self.size += len(body)
            if self.kept.takes(self.job, self.size):
                self.chunks.append(body)
            else:
                self.chunks.clear()
        elif kind == START:
            self.start = msgspec.msgpack.decode(body, type=Start)
        elif kind == END:
            done = msgspec.msgpack.decode(body, type=Done)
            self.rows = done.rows
            if self.start is not None and self.kept.takes(self.job, self.size):
                self.kept.keep(self.job, KeptAnswer(self.start, tuple(self.chunks), done))
        self.unsent += frame(kind, body)
        # A worker sends the end of an answer with the last of its text (`worker`), and so does this.
        if kind in {END, FAILURE} or len(self.unsent) >= _WORTH_SENDING:
            self.writer.write(self.unsent)
            self.unsent = b""

    async def give(self, answer: KeptAnswer) -> str:
        """Give the client an answer that was kept."""
        self.start, self.rows = answer.start, answer.done.rows
        self.writer.write(frame(START, msgspec.structs.replace(answer.start, kept=True)))
        for chunk in answer.chunks:
            self.size += len(chunk)
            self.writer.write(frame(DATA, chunk))
            await self.writer.drain()
        self.writer.write(frame(END, answer.done))
        return "kept"

    def fail(self, code: FailureCode, detail: str = "", retry_after: int = 0) -> str:
        """Tell the client why there is no answer, or no more of it."""
        self.writer.write(frame(FAILURE, Failure(code, detail, retry_after=retry_after)))
        return code


class Supervisor:
    """Gives queries to workers."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._crew = Crew(settings, settings.sparql_workers + _QUICK + _SPARE, self._dispatch)
        self._admission = Admission(settings.sparql_workers, _QUICK, settings.sparql_per_client)
        self._accounts = Accounts(settings.sparql_budget, BURST_MINUTES * settings.sparql_budget)
        self._turns: dict[Ticket, asyncio.Future[Worker]] = {}
        self._pseudonyms = Pseudonyms()
        self._log = query_log(settings)
        self._kept = KeptAnswers(settings.sparql_cache, self._published)

    async def run(self, stop: asyncio.Event) -> None:
        """Keep the workers and serve the socket until `stop`."""
        clients = set[asyncio.Task[None]]()

        def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.create_task(self._client(reader, writer))
            clients.add(task)
            task.add_done_callback(clients.discard)

        with listening(self._settings.data) as listener:
            crew = asyncio.create_task(self._crew.run())
            warm = asyncio.create_task(self._keep_warm())
            server = await asyncio.start_unix_server(accept, sock=listener)
            await stop.wait()
            server.close()
            for task in (*clients, warm, crew):
                task.cancel()
            await asyncio.gather(*clients, warm, crew, return_exceptions=True)
        self._log.close()

    async def _keep_warm(self) -> None:
        """Have the answers kept that many will want (`warming`); they are nobody's, and in no log."""
        if not (self._settings.sparql_warm and self._settings.sparql_cache):
            return

        def is_idle() -> bool:
            return len(self._crew.free) > 1 and not self._admission.waiting

        async def answer(job: Job) -> None:
            if self._kept.find(job) is None:
                await self._admitted(_Run(job, frame(JOB, job), "", _Nobody(), self._kept))

        await keep_warm(self._published, is_idle, answer)

    def _published(self) -> str:
        # What can't be read is no snapshot that anything could be kept of; the workers say so.
        with suppress(StoreError, OSError):
            if current := Snapshots(self._settings.data).current():
                return current.name
        return ""

    # --- whose turn it is --------------------------------------------------------------------------------------------

    def _dispatch(self) -> None:
        """Give the free workers to those whose turn it is, and send away who would wait in too long a queue."""
        while self._crew.free and (ticket := self._admission.next()):
            self._turns.pop(ticket).set_result(self._crew.free.popleft())
        while surplus := self._admission.surplus(self._settings.sparql_queue):
            self._turns.pop(surplus).set_exception(_Busy())
        metering.seen(self._crew.alive, len(self._crew.free), self._admission.waiting)

    @asynccontextmanager
    async def _worker(self, ticket: Ticket) -> AsyncIterator[Worker]:
        """Have a worker when it is the ticket's turn; one that is not idle afterwards is killed. Raises _Busy."""
        worker = await self._turn(ticket)
        try:
            yield worker
        finally:
            self._crew.give_back(worker)

    async def _turn(self, ticket: Ticket) -> Worker:
        turn = self._turns[ticket] = asyncio.get_running_loop().create_future()
        self._dispatch()
        try:
            async with asyncio.timeout(self._settings.sparql_wait):
                return await asyncio.shield(turn)
        except (TimeoutError, asyncio.CancelledError) as error:
            self._turns.pop(ticket, None)
            if turn.done() and not turn.exception():  # it came at the same moment
                self._crew.free.append(turn.result())
            raise _Busy if isinstance(error, TimeoutError) else error from None

    # --- a query -----------------------------------------------------------------------------------------------------

    async def _client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection, for as long as the client holds it."""
        try:
            kind, body = await read(reader)
            job = msgspec.msgpack.decode(body, type=Job)
            client = self._pseudonyms.of(job.client, time.time())
            run = _Run(job, frame(kind, body), client, writer, self._kept)
            answering = asyncio.create_task(self._answer(run))
            leaving = asyncio.create_task(reader.read(1))
            await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
            for task in (answering, leaving):
                task.cancel()
            await asyncio.gather(answering, leaving, return_exceptions=True)
        except (Lost, ConnectionError, msgspec.DecodeError):
            pass
        finally:
            writer.close()

    async def _answer(self, run: _Run) -> None:
        """Answer a query, and account for it whatever becomes of it."""
        outcome = "gone"
        try:
            outcome = await self._admitted(run)
        finally:
            now = time.monotonic()
            self._accounts.charge(run.client, run.worked, now)
            metering.ended(outcome, run.worked, run.waited, run.size)
            seconds, waited = round(run.worked, 3), round(run.waited, 3)
            structlog.get_logger().info("query", outcome=outcome, seconds=seconds, waited=waited)
            self._log.write(
                Entry(
                    moment(time.time()),
                    run.client,
                    run.job.query,
                    run.job.format,
                    outcome,
                    seconds,
                    waited,
                    run.size,
                    run.rows,
                    run.start.snapshot if run.start is not None else "",
                )
            )

    async def _admitted(self, run: _Run) -> str:
        """Have a query answered if its client has budget, or tell it when it will; return what became of it. What is kept costs nothing."""
        if answer := self._kept.find(run.job):
            return await run.give(answer)
        if pause := self._accounts.pause(run.client, time.monotonic()):
            return run.fail(
                "exhausted",
                f"{self._settings.sparql_budget:g} seconds of queries a minute are used up",
                math.ceil(pause),
            )
        ticket = self._admission.ask(run.client)
        try:
            while True:
                try:
                    return await self._evaluated(run, ticket)
                except _NotQuick:
                    self._admission.set_back(ticket)
        except _Busy:
            return run.fail("busy")
        finally:
            self._admission.leave(ticket)
            self._dispatch()

    async def _evaluated(self, run: _Run, ticket: Ticket) -> str:
        """Have a worker answer a query in its turn; return what became of it. Raises _Busy, and _NotQuick in the quick lane."""
        asked = time.monotonic()
        async with self._worker(ticket) as worker:
            began = time.monotonic()
            run.waited += began - asked
            try:
                if ticket.lane is Lane.QUICK:
                    kind = await _quickly(worker, run, min(QUICK_SECONDS, self._settings.sparql_timeout))
                else:
                    async with asyncio.timeout(self._settings.sparql_timeout):
                        kind = await worker.answer(run.sent, run.take, run.writer.drain)
            except TimeoutError:
                return run.fail("timeout", f"over {self._settings.sparql_timeout:g} seconds")
            except Lost:
                # The engine aborts where it gets no memory; any other death is its own.
                code = await worker.end()
                return run.fail("memory" if code == -signal.SIGABRT else "crash")
            finally:
                # What the quick lane breaks off is our doing, and is not charged.
                if ticket.lane is Lane.FULL or worker.idle:
                    run.worked += time.monotonic() - began
        return "answered" if kind == END else "failed"


async def _quickly(worker: Worker, run: _Run, seconds: float) -> bytes:
    """Answer in the quick lane: nothing is passed on before it is whole. Raises _NotQuick."""
    held: list[tuple[bytes, bytes]] = []
    size = 0

    async def look() -> None:
        if size > QUICK_BYTES:
            raise _NotQuick

    def take(kind: bytes, body: bytes) -> None:
        nonlocal size
        held.append((kind, body))
        size += len(body)

    try:
        async with asyncio.timeout(seconds):
            last = await worker.answer(run.sent, take, look)
    except TimeoutError:
        raise _NotQuick from None
    for kind, body in held:
        run.take(kind, body)
    return last


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
