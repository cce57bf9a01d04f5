"""Processes beside a running service: each started anew when it dies, and gone when the service is.

Processes, not threads: what they do takes the interpreter for itself, and a web server that forks would copy the engine's open files.
A companion is a module run by ``python -m``: it reads its settings from standard input (`settings_given`) and ends when that closes.
"""

import signal
import subprocess
import sys
from threading import Event, Thread
from typing import Final, Self

import msgspec
import structlog

from emuseum_lod import logs
from emuseum_lod.config import Settings

_PAUSE: Final = 1.0
_PATIENCE: Final = 30
_LOOK_EVERY: Final = 0.2


class Companion:
    """Runs a module for as long as the ``with`` block lasts. `title` is what the log calls it."""

    def __init__(self, module: str, title: str, settings: Settings) -> None:
        self._command = (sys.executable, "-m", module)
        self._title = title
        self._settings = msgspec.json.encode(settings, enc_hook=str) + b"\n"
        self._stop = Event()
        self._keeper = Thread(target=self._keep, name=f"keeper of {title}", daemon=True)

    def __enter__(self) -> Self:
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._keeper.join(timeout=_PATIENCE)

    def _keep(self) -> None:
        while not self._stop.is_set():
            # A plain subprocess: multiprocessing would end its children from the web server's forked workers too.
            with subprocess.Popen(self._command, stdin=subprocess.PIPE) as process:  # noqa: S603  # our own module
                if process.stdin is None:
                    return
                process.stdin.write(self._settings)
                process.stdin.flush()
                while process.poll() is None and not self._stop.wait(_LOOK_EVERY):
                    pass
                if self._stop.is_set():
                    process.terminate()
                    return
            structlog.get_logger().error(
                f"{self._title} died and is started again", status=process.returncode
            )
            self._stop.wait(_PAUSE)


def settings_given() -> Settings:
    """Return the settings that the service gave this process, which from now on logs by them and leaves Ctrl-C to the service.

    Ctrl-C reaches the whole group; the service tells its companions when to go.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    said = sys.stdin.buffer.readline()
    settings = msgspec.json.decode(said, type=Settings, dec_hook=lambda kind, text: kind(text))
    logs.configure(settings)
    return settings
