"""The follower of a running service: a process of its own, started anew when it dies, gone when the service is.

Not a thread: building a store takes the interpreter for itself, and a web server that forks would copy the engine's open files.
``python -m emuseum_lod.store.service`` reads its settings from standard input and follows the ledger until that is closed.
"""

import signal
import subprocess
import sys
from threading import Event, Thread
from typing import Final, Self

import msgspec
import structlog

from emuseum_lod.config import Settings
from emuseum_lod.store.following import follow_until

_PAUSE: Final = 1.0
_PATIENCE: Final = 30


class FollowerService:
    """Follows the ledger in the background for as long as the ``with`` block lasts."""

    def __init__(self, settings: Settings) -> None:
        self._settings = msgspec.json.encode(settings, enc_hook=str)
        self._stop = Event()
        self._keeper = Thread(target=self._keep, name="keeper of the follower", daemon=True)

    def __enter__(self) -> Self:
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._keeper.join(timeout=_PATIENCE)

    def _keep(self) -> None:
        while not self._stop.is_set():
            # A plain subprocess: multiprocessing would end its children from the web server's forked workers too.
            command = (sys.executable, "-m", "emuseum_lod.store.service")
            with subprocess.Popen(command, stdin=subprocess.PIPE) as follower:  # noqa: S603  # our own module
                if follower.stdin is None:
                    return
                follower.stdin.write(self._settings + b"\n")
                follower.stdin.flush()
                while follower.poll() is None and not self._stop.wait(0.2):
                    pass
                if self._stop.is_set():
                    follower.terminate()
                    return
            structlog.get_logger().error("the follower died and is started again", status=follower.returncode)
            self._stop.wait(_PAUSE)


def _main() -> None:
    """Follow until a signal comes, or the service that holds the other end of standard input is gone."""
    stop = Event()
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; the service tells us when to go
    signal.signal(signal.SIGTERM, lambda _number, _frame: stop.set())
    settings = msgspec.json.decode(
        sys.stdin.buffer.readline(), type=Settings, dec_hook=lambda kind, text: kind(text)
    )
    Thread(target=_set_at_end_of_input, args=(stop,), daemon=True).start()
    follow_until(settings, stop, _log)


def _set_at_end_of_input(stop: Event) -> None:
    sys.stdin.buffer.read()
    stop.set()


def _log(error: Exception) -> None:
    structlog.get_logger().error("the follower could not publish the ledger's changes", error=str(error))


if __name__ == "__main__":
    _main()
