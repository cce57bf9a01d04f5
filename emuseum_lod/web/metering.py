"""What is counted of requests, by the rule that they matched: an address in a label would be a series of its own for each item."""

import time
from typing import Final

from flask import Blueprint, Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector

from emuseum_lod.config import metrics_folder

_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "OPTIONS"})

_requests = Counter("emuseum_http_requests", "Requests that were answered", ["method", "rule", "status"])
_duration = Histogram(
    "emuseum_http_request_seconds", "Time until the first byte of an answer", ["rule"], buckets=_SECONDS
)


def count_requests(app: Flask) -> None:
    """Count each answer: its method, rule and status, and the time until its first byte."""

    @app.before_request
    def begin() -> None:
        g.counted_from = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        rule = request.url_rule.rule if request.url_rule else "none"
        began = g.get("counted_from")
        count(
            request.method,
            rule,
            response.status_code,
            None if began is None else time.perf_counter() - began,
        )
        return response


def count(method: str, rule: str, status: int, seconds: float | None) -> None:
    """Count an answer to an address of that rule, and the seconds until its first byte where they are known."""
    method = method if method in _METHODS else "other"
    _requests.labels(method, rule, str(status)).inc()
    if seconds is not None:
        _duration.labels(rule).observe(seconds)


def blueprint() -> Blueprint:
    """Return the blueprint of ``/metrics``."""
    result = Blueprint("metrics", __name__)

    @result.get("/metrics")
    def metrics() -> Response:
        return Response(
            _exposition(), headers={"Cache-Control": "no-store"}, content_type=CONTENT_TYPE_LATEST
        )

    return result


def _exposition() -> bytes:
    """Return the figures of all processes of the service; of this one alone where it is no part of one."""
    folder = metrics_folder()
    if folder is None:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry, path=str(folder))  # type: ignore[no-untyped-call]  # it ships part of its types
    return generate_latest(registry)
