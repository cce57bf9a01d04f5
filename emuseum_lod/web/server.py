"""The web server: gunicorn with gevent workers, which thousands of slow readers can't lock out (docs/architecture.md)."""

import gc
import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import Any, Final

from flask import Flask
from gunicorn.app.base import BaseApplication

from emuseum_lod import logs
from emuseum_lod.config import Settings
from emuseum_lod.web.app import create_app

GRACE: Final = 30
"""Seconds in which answers that are under way may end when the server is told to stop."""

_KEEP_ALIVE: Final = 20
"""Seconds that an idle connection is kept. A harvester works on a part before it asks for the next one, and some (Perl's LWP) take a
connection that closes under their hands for a failure; gunicorn's own 2 seconds are too few. A stop waits as long for idle connections."""
_HEADER_BYTES: Final = 8_190
_CONNECTIONS: Final = 2_000


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn, told by `Settings` alone: no file, no command line, no environment."""

    def __init__(self, settings: Settings, on_ready: Callable[[], None] | None = None) -> None:
        self._settings = settings
        self._on_ready = on_ready
        super().__init__()

    def load_config(self) -> None:
        """Set what differs from gunicorn's defaults."""
        for name, value in self._options().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the application, in the worker that serves it."""
        logs.configure(self._settings)
        app = create_app(self._settings)
        # Vocabularies and patterns stay for ever: the collector need not go through them in the middle of an answer.
        gc.collect()
        gc.freeze()
        return app

    def _options(self) -> dict[str, Any]:
        host = f"[{self._settings.host}]" if ":" in self._settings.host else self._settings.host
        return {
            "bind": [f"{host}:{self._settings.port}"],
            "workers": self._settings.web_processes,
            "worker_class": "gevent",
            "worker_connections": _CONNECTIONS,
            "keepalive": _KEEP_ALIVE,
            "graceful_timeout": GRACE,
            "timeout": 2 * GRACE,
            "limit_request_line": _HEADER_BYTES,
            "limit_request_field_size": _HEADER_BYTES,
            # Our own access log is one JSON line a request; gunicorn's own words stay for what goes wrong.
            "loglevel": "warning",
            "proc_name": "emuseum-lod",
            "when_ready": self._ready,
            "post_fork": _can_be_stopped,
            "worker_exit": _end,
        }

    def _ready(self, _arbiter: object) -> None:
        if self._on_ready is not None:
            self._on_ready()


def _can_be_stopped(_arbiter: object, _worker: object) -> None:
    """Let a signal end a worker that is still starting; until it has handlers of its own it would lose one, and be waited for."""
    for number in (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


def _end(_arbiter: object, _worker: object) -> None:
    """End a worker that has let go of everything with the status that it was going to end with.

    The interpreter's own end comes upon locks and greenlets that gevent has taken apart already, and fills the terminal with tracebacks.
    """
    ending = sys.exc_info()[1]
    code = ending.code if isinstance(ending, SystemExit) else 1
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def run(settings: Settings, on_ready: Callable[[], None] | None = None) -> None:
    """Serve until told to stop (SIGTERM, SIGINT), then end what is under way and raise SystemExit.

    `on_ready` is called once the address is bound. What runs beside the web workers (the follower of the ledger) is
    the caller's: it begins before and ends after.
    """
    logs.configure(settings)
    Server(settings, on_ready).run()
