"""The one translation between Flask and the protocols' `Asked` and `Reply`; used by the blueprints alone."""

import select
from collections.abc import Callable
from typing import Any, Final

from flask import Response, request
from gevent import monkey

from emuseum_lod.reply import Asked, Reply

# gevent's own poll never tells of a hang-up: it waits for data and for room alone.
_poll: Final[Callable[[], Any]] = monkey.get_original("select", "poll")

MAX_BODY = 262_144
"""Bytes of a request's body that are read; a protocol that allows less checks for itself."""


def asked() -> Asked:
    """Return the current Flask request as an `Asked`. A body over `MAX_BODY` is cut one byte past it, so that it shows."""
    body = request.stream.read(MAX_BODY + 1) if request.method in {"POST", "PUT", "PATCH"} else b""
    return Asked(
        method=request.method,
        path=request.path,
        query=request.query_string,
        headers={key.lower(): value for key, value in request.headers.items()},
        body=body,
        client=request.remote_addr or "",
    )


def response(reply: Reply) -> Response:
    """Return a `Reply` as a Flask response; a chunked body streams, and its `close` is called when the client leaves."""
    result = Response(reply.body, status=reply.status)
    result.headers.remove("Content-Type")
    for name, value in reply.headers:
        result.headers.add(name, value)
    return result


def client_watch() -> Callable[[], bool]:
    """Return what tells, at any time later, whether the client of the current request has hung up; where nobody knows, it hasn't."""
    connection = request.environ.get("gunicorn.socket")
    if connection is None:
        return lambda: False
    poll = _poll()
    poll.register(connection.fileno(), select.POLLRDHUP)
    return lambda: bool(poll.poll(0))
