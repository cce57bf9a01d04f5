"""What is counted of queries for ``/metrics``. The pool counts, being one process; `emuseum_lod.metrics` says how figures are shared."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

_queries = Counter("emuseum_sparql_queries", "Queries that ended, by what became of them", ["outcome"])
_worked = Histogram("emuseum_sparql_query_seconds", "Time of a query in a worker", buckets=_SECONDS)
_waited = Histogram("emuseum_sparql_wait_seconds", "Time of a query before that", buckets=_SECONDS)
_bytes = Counter("emuseum_sparql_answer_bytes", "Bytes of answers")
_workers = Gauge("emuseum_sparql_workers", "Worker processes", ["state"], multiprocess_mode="mostrecent")
_waiting = Gauge("emuseum_sparql_waiting", "Queries that wait", multiprocess_mode="mostrecent")


def ended(outcome: str, worked: float, waited: float, size: int) -> None:
    """Count a query. Times are seconds, `size` bytes."""
    _queries.labels(outcome).inc()
    _worked.observe(worked)
    _waited.observe(waited)
    _bytes.inc(size)


def seen(alive: int, free: int, waiting: int) -> None:
    """Note the state of the pool."""
    _workers.labels("free").set(free)
    _workers.labels("busy").set(alive - free)
    _waiting.set(waiting)
