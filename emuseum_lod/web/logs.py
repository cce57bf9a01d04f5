"""A line in the log for every request."""

import time
from typing import Final

import structlog
from flask import Flask, Response, g, request

_MAX_LOGGED: Final = 1_000
"""Characters of an address that are logged."""


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
            # Not asked of an answer that streams: that would read it to its end here.
            bytes=response.calculate_content_length() if response.is_sequence else None,
            ms=round(1_000 * (time.perf_counter() - began), 1) if began else None,
            agent=request.headers.get("User-Agent", "")[:_MAX_LOGGED],
        )
        return response
