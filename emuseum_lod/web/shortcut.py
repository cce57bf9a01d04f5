"""GET of addresses that are asked for millions of times, without the framework's way to them, which takes longer than the answers do.

The answers, headers, log lines and figures are those of the framework's way; a test holds both against each other.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Final, NamedTuple

from emuseum_lod.reply import Asked, Reply
from emuseum_lod.web import metering, security
from emuseum_lod.web.logs import AnswerLog

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Serve = Callable[[Asked], Reply]


class Short(NamedTuple):
    """A short way: the framework's rule for the same addresses, by which they are counted, and what answers them."""

    rule: str
    serve: Serve


_METHODS: Final = frozenset({"GET", "HEAD"})
_PHRASES: Final = {status.value: f"{status.value} {status.phrase.upper()}" for status in HTTPStatus}


class Shortcut:
    """A WSGI application around another that answers GET and HEAD of some addresses itself."""

    def __init__(self, application: "WSGIApplication", ways: Mapping[str, Short]) -> None:
        """Answer the addresses of `ways`, each by its protocol; the application answers the same, and all else.

        An address that ends in a slash stands for all below it: one or two names deep.
        """
        self._application = application
        self._ways = ways
        self._log = AnswerLog()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        path, method = environ["PATH_INFO"], environ["REQUEST_METHOD"]
        way = self._way(path)
        if way is None or method not in _METHODS:
            return self._application(environ, start_response)
        began = time.perf_counter()
        try:
            reply = way.serve(_asked(environ))
        except Exception:  # noqa: BLE001  # whatever it is, the framework meets it again, logs it and answers it
            return self._application(environ, start_response)
        body = reply.body
        if not isinstance(body, bytes):
            return self._application(environ, start_response)
        seconds = time.perf_counter() - began
        metering.count(method, way.rule, reply.status, seconds)
        agent = environ.get("HTTP_USER_AGENT", "")
        self._log.write(method, path, reply.status, size=len(body), seconds=seconds, agent=agent)
        headers = [*reply.headers, *security.missing_from(reply)]
        if (
            reply.status != HTTPStatus.NOT_MODIFIED
        ):  # of which it would be the length of what is not sent (RFC 9110, §8.6)
            headers.append(("Content-Length", str(len(body))))
        start_response(_PHRASES[reply.status], headers)
        return () if method == "HEAD" else (body,)

    def _way(self, path: str) -> Short | None:
        """Return the short way of an address; None where the framework has something to say about how it is written."""
        if path.endswith("/") or "//" in path or not (path.isascii() and path.isprintable()):
            return None
        end = path.find("/", 1) + 1
        below = (path, path[:end], path[: path.find("/", end) + 1])
        return next((self._ways[each] for each in below if each in self._ways), None)


def _asked(environ: "WSGIEnvironment") -> Asked:
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    return Asked(
        method=environ["REQUEST_METHOD"],
        path=environ["PATH_INFO"],
        query=environ.get("QUERY_STRING", "").encode("latin-1"),
        headers=headers,
        client=environ.get("REMOTE_ADDR", ""),
    )
