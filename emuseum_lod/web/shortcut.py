"""GET of addresses that are asked for millions of times, without the framework's way to them, which takes longer than the answers do.

The answers, headers, log lines and figures are those of the framework's way; a test holds both against each other.
"""

import time
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from emuseum_lod.reply import Asked, Reply
from emuseum_lod.web import metering, security
from emuseum_lod.web.logs import AnswerLog

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

Serve = Callable[[Asked], Reply]
_METHODS: Final = frozenset({"GET", "HEAD"})
_PHRASES: Final = {status.value: f"{status.value} {status.phrase.upper()}" for status in HTTPStatus}


class Shortcut:
    """A WSGI application around another that answers GET and HEAD of some addresses itself."""

    def __init__(self, application: "WSGIApplication", serves: Mapping[str, Serve]) -> None:
        """Answer the addresses of `serves`, each by its protocol; the application answers the same, and all else."""
        self._application = application
        self._serves = serves
        self._log = AnswerLog()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request (PEP 3333)."""
        serve = self._serves.get(environ["PATH_INFO"])
        method = environ["REQUEST_METHOD"]
        if serve is None or method not in _METHODS:
            return self._application(environ, start_response)
        began = time.perf_counter()
        try:
            reply = serve(_asked(environ))
        except Exception:  # noqa: BLE001  # whatever it is, the framework meets it again, logs it and answers it
            return self._application(environ, start_response)
        body = reply.body
        if not isinstance(body, bytes):
            return self._application(environ, start_response)
        path, seconds = environ["PATH_INFO"], time.perf_counter() - began
        metering.count(method, path, reply.status, seconds)
        agent = environ.get("HTTP_USER_AGENT", "")
        self._log.write(method, path, reply.status, size=len(body), seconds=seconds, agent=agent)
        headers = [*reply.headers, ("Content-Length", str(len(body))), *security.missing_from(reply)]
        start_response(_PHRASES[reply.status], headers)
        return () if method == "HEAD" else (body,)


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
