"""The pool's process, kept alive for as long as the service runs."""

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from threading import Event, Thread
from typing import Final, Self

import structlog

from emuseum_lod.config import Settings
from emuseum_lod.sparql.supervisor import supervise

_RESTART_PAUSE: Final = 1.0
_START_TIME: Final = 30.0


class Pool:
    """Answers queries from `start` to `close`, or within a ``with`` block; the web processes reach it by `client.PoolClient`."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stop = Event()
        self._listening = Event()
        self._keeper = Thread(target=self._keep, name="keeper of the query pool", daemon=True)

    def start(self) -> None:
        """Start it, and wait until it takes queries."""
        self._keeper.start()
        self._listening.wait(_START_TIME)

    def close(self) -> None:
        """End it, with the queries that are under way."""
        self._stop.set()
        self._keeper.join(timeout=30)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _keep(self) -> None:
        # Spawned: nothing of this process's threads, locks and open files goes along.
        context = multiprocessing.get_context("spawn")
        while not self._stop.is_set():
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_supervise, args=(self._settings, theirs), name="query pool", daemon=True
            )
            process.start()
            theirs.close()
            if ours.poll(_START_TIME):
                self._listening.set()
            # Its sentinel, not `is_alive`: the web server's own reaping of children may collect its exit status first.
            while not wait([process.sentinel], timeout=0.2):
                if self._stop.is_set():
                    with suppress(ProcessLookupError):
                        process.terminate()
                    wait([process.sentinel], timeout=20)
                    return
            ours.close()
            structlog.get_logger().error("the query pool died and is started again")
            self._stop.wait(_RESTART_PAUSE)


def _supervise(settings: Settings, service: Connection) -> None:
    """Run the pool; the service's end of the pipe closes when the service is gone, however it went."""
    supervise(settings, service.fileno(), lambda: service.send_bytes(b"listening"))
