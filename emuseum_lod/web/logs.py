"""A line in the log for every request."""

import time
from typing import Final

import structlog
from flask import Flask, Response, g, request

_MAX_LOGGED: Final = 1_000
"""Characters of an address that are logged."""


def log_requests(app: Flask) -> None:
    """Log each answer."""
    log = AnswerLog()

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        began = g.get("began")
        log.write(
            request.method,
            request.path,
            response.status_code,
            # Not asked of an answer that streams: that would read it to its end here.
            size=response.calculate_content_length() if response.is_sequence else None,
            seconds=time.perf_counter() - began if began else None,
            agent=request.headers.get("User-Agent", ""),
        )
        return response


class AnswerLog:
    """Logs answers. To be made when the application is, after logs are configured: finding the logger takes as long as writing a line."""

    def __init__(self) -> None:
        self._log = structlog.get_logger().bind()

    def write(
        self, method: str, path: str, status: int, *, size: int | None, seconds: float | None, agent: str
    ) -> None:
        """Log an answer: method, address, status, bytes, milliseconds until its first byte. No query of `/sparql`, no address of a person."""
        self._log.info(
            "request",
            method=method,
            path=path[:_MAX_LOGGED],
            status=status,
            bytes=size,
            ms=round(1_000 * seconds, 1) if seconds else None,
            agent=agent[:_MAX_LOGGED],
        )
