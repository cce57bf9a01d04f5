"""The follower of a running service, a companion process: ``python -m emuseum_lod.store.service``."""

import os
import signal
import sys
from threading import Event, Thread

import structlog

from emuseum_lod.companions import Companion, settings_given
from emuseum_lod.config import Settings
from emuseum_lod.store.following import follow_until


def follower_service(settings: Settings) -> Companion:
    """Return what follows the ledger in the background for as long as its ``with`` block lasts."""
    return Companion("emuseum_lod.store.service", "the follower", settings)


def _main() -> None:
    """Follow until a signal comes, or the service that holds the other end of standard input is gone."""
    stop = Event()
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    settings = settings_given()
    Thread(target=_set_at_end_of_input, args=(stop,), daemon=True).start()
    follow_until(settings, stop, _log)


def _set_at_end_of_input(stop: Event) -> None:
    # Not by `sys.stdin`: its lock, held by a thread that waits, makes the interpreter abort when the process ends by a signal.
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()


def _log(error: Exception) -> None:
    structlog.get_logger().error("the follower could not publish the ledger's changes", error=str(error))


if __name__ == "__main__":
    _main()
