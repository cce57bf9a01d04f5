"""Spreads work over processes: in order, with little of it waiting, and none of them left behind.

A small load is done in this process alone, since starting others would take longer than the work.
"""

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process
from multiprocessing.util import Finalize
from types import TracebackType
from typing import Final, Self

from emuseum_lod.errors import LedgerError
from emuseum_lod.loading.desk import Desk, Job, Setup

_DONE_HERE: Final = 4
"""Pieces of work that are done in this process before others are started."""

_desk: Desk | None = None
"""The desk of a worker process."""


class Crew:
    """A desk in this process and, for longer work, one in each of `processes` others (0: one a core; 1: none)."""

    def __init__(self, setup: Setup, processes: int) -> None:
        """Make the desk of this process. Raises ConfigurationError for a profile that is wrong."""
        self.desk = Desk(setup)
        self._setup = setup
        self._processes = processes or os.cpu_count() or 1
        self._here = 0
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=kind is not None)
            self._pool = None

    def do(self, job: Job, work: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what comes of each piece of work, in their order; a few pieces are taken in advance.

        Raises what the work raises, and LedgerError when a worker process died.
        """
        waiting: deque[Future[bytes]] = deque()
        try:
            for piece in work:
                if self._pool is None and (self._processes == 1 or self._here < _DONE_HERE):
                    self._here += 1
                    yield self.desk.do(job, piece)
                    continue
                waiting.append(self._started().submit(_work, job, piece))
                while len(waiting) > 2 * self._processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise LedgerError(
                "a process that maps records died, probably for want of memory; nothing was changed. "
                "Load again, with fewer processes (load_processes)"
            ) from error
        finally:
            for future in waiting:
                future.cancel()

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            # Spawned, not forked: the caller may have threads and open databases.
            self._pool = ProcessPoolExecutor(
                self._processes, get_context("spawn"), initializer=_begin, initargs=(self._setup,)
            )
        return self._pool


def _begin(setup: Setup) -> None:
    global _desk  # noqa: PLW0603 - what a worker process is for
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that started this one decides when to end
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # When it is told to end: at once. Taking its caches apart piece by piece takes a second, and everybody would wait for it.
    Finalize(None, os._exit, args=(0,), exitpriority=100)
    _desk = Desk(setup)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(job: Job, piece: bytes) -> bytes:
    if _desk is None:
        raise LedgerError("a worker process was given work before its desk was made")
    return _desk.do(job, piece)
