"""Logs as JSON lines on standard error: a line a request, and whatever the rest of the house logs through structlog."""

import logging
import sys
import time
from typing import Final

import structlog
from flask import Flask, Response, g, request

from emuseum_lod.config import Settings

_MAX_LOGGED: Final = 1_000
"""Characters of an address that are logged."""


def configure(settings: Settings) -> None:
    """Send logs to standard error from `settings.log_level` on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            # Not as they are: a line break or an escape sequence in an address must not write a line of its own.
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.getLevelNamesMapping()[settings.log_level.upper()]
        ),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
    )


def log_requests(app: Flask) -> None:
    """Log each answer: method, address, status, bytes, milliseconds until its first byte. No query of `/sparql`, no address of a person."""
    log = structlog.get_logger()

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        began = g.get("began")
        log.info(
            "request",
            method=request.method,
            path=request.path[:_MAX_LOGGED],
            status=response.status_code,
            bytes=response.calculate_content_length(),
            ms=round(1_000 * (time.perf_counter() - began), 1) if began else None,
            agent=request.headers.get("User-Agent", "")[:_MAX_LOGGED],
        )
        return response
