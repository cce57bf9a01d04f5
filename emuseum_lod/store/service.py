"""The follower of a running service: a process of its own, started anew when it dies, gone when the service is.

Not a thread: building a store takes the interpreter for itself, and a web server that forks would copy the engine's open files.
"""

import multiprocessing
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import wait
from threading import Event, Thread
from types import FrameType
from typing import Self

import structlog

from emuseum_lod.config import Settings
from emuseum_lod.store.following import follow_until

_RESTART_PAUSE = 1.0


class FollowerService:
    """Follows the ledger in the background for as long as the ``with`` block lasts."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stop = Event()
        self._keeper = Thread(target=self._keep, name="keeper of the follower", daemon=True)

    def __enter__(self) -> Self:
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._keeper.join(timeout=30)

    def _keep(self) -> None:
        # Spawned: nothing of this process's threads, locks and open files goes along.
        context = multiprocessing.get_context("spawn")
        while not self._stop.is_set():
            process = context.Process(target=_follow, args=(self._settings,), name="follower", daemon=True)
            process.start()
            # Its sentinel, not `is_alive`: the web server's own reaping of children may collect its exit status first.
            while not wait([process.sentinel], timeout=0.2):
                if self._stop.is_set():
                    with suppress(ProcessLookupError):
                        process.terminate()
                    wait([process.sentinel], timeout=20)
                    return
            structlog.get_logger().error("the follower died and is started again", exitcode=process.exitcode)
            self._stop.wait(_RESTART_PAUSE)


def _follow(settings: Settings) -> None:
    """Run the follower until it is told to stop or the service is gone."""
    stop = Event()
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; the service tells us when to go
    signal.signal(signal.SIGTERM, _setter(stop))
    Thread(target=_set_when_orphaned, args=(stop,), daemon=True).start()
    follow_until(settings, stop, _log)


def _setter(stop: Event) -> Callable[[int, FrameType | None], None]:
    return lambda _number, _frame: stop.set()


def _set_when_orphaned(stop: Event) -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        stop.set()


def _log(error: Exception) -> None:
    structlog.get_logger().error("the follower could not publish the ledger's changes", error=str(error))
