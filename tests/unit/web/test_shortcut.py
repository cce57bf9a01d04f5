"""The short way to /oai and the framework's: the same status, headers, body, log line and figures, whatever is asked."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from flask import Flask
from prometheus_client import REGISTRY
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs
from support.oai import Repository, at, identifier, things
from werkzeug.test import Client

from emuseum_lod.web.app import create_app

NOW = "2026-03-04T08:00:00Z"


class Met(NamedTuple):
    """All that can be seen of an answer."""

    status: str
    headers: Counter[tuple[str, str]]
    body: bytes
    logged: list[dict[str, Any]]
    counted: list[dict[str, str]]


@pytest.fixture
def repository(tmp_path) -> Iterator[Repository]:
    repository = Repository(tmp_path, oai_page_size=3)
    repository.load("2026-03-02T08:00:00Z", things(range(1, 8)))
    repository.load("2026-03-03T08:00:00Z", things(range(2, 8)))
    yield repository
    repository.ledger.close()


def meet(application: Any, method: str, query: str, headers: dict[str, str]) -> Met:
    """Ask a WSGI application, and look at everything that it does."""
    before = figures()
    with at(NOW), capture_logs() as logged:
        response = Client(application).open(f"/oai?{query}", method=method, headers=headers)
        body = response.data
    for line in logged:
        assert isinstance(line.pop("ms", 0.0), float)
    counted = [dict(labels) for labels, value in sorted(figures().items()) if value != before.get(labels, 0)]
    return Met(response.status, Counter(response.headers.to_wsgi_list()), body, logged, counted)


def figures() -> dict[tuple[tuple[str, str], ...], float]:
    return {
        (("name", sample.name), *sorted(sample.labels.items())): sample.value
        for family in REGISTRY.collect()
        if family.name.startswith("emuseum_http")
        for sample in family.samples
        if sample.name.endswith(("_total", "_count"))
    }


def framework(application: Flask) -> Any:
    """Return the application without its short way."""
    return lambda environ, start: Flask.wsgi_app(application, environ, start)


QUERIES = [
    "verb=Identify",
    "verb=ListMetadataFormats",
    "verb=ListSets",
    f"verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier(2)}",
    f"verb=GetRecord&metadataPrefix=oai_dc&identifier={identifier(1)}",
    "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:a.b:object/1",
    "verb=ListRecords&metadataPrefix=oai_dc",
    "verb=ListIdentifiers&metadataPrefix=lido&set=museum%3Aabai",
    "verb=ListRecords&resumptionToken=no",
    "verb=%FF&%00=\x7f",
    "",
]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("headers", [{}, {"Accept-Encoding": "gzip", "User-Agent": "metha/1 (é)"}])
def test_both_ways_answer_alike(
    repository: Repository, query: str, method: str, headers: dict[str, str]
) -> None:
    application = create_app(repository.settings, reader=repository.reader)
    short = meet(application, method, query, headers)
    assert short == meet(framework(application), method, query, headers)
    assert short.status.startswith("200 ")
    assert (len(short.logged), len(short.counted)) == (1, 2)


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS"])
def test_other_methods_are_the_framework_s(repository: Repository, method: str) -> None:
    application = create_app(repository.settings, reader=repository.reader)
    met = [meet(one, method, "verb=Identify", {}) for one in (application, framework(application))]
    assert met[0] == met[1]


@pytest.mark.parametrize(
    ("error", "status"),
    [(OperationalError("SELECT 1", {}, OSError()), "503 SERVICE UNAVAILABLE"), (KeyError("oh"), "500 ")],
)
def test_what_goes_wrong_is_logged_counted_and_answered_once(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, error: Exception, status: str
) -> None:
    """A ledger that does not answer is a 503; a fault of ours is met again, and answered, by the framework."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(repository.reader, "oai_get", fail)
    application = create_app(repository.settings, reader=repository.reader)
    short = meet(application, "GET", QUERIES[3], {})
    assert short.status.startswith(status)
    assert short == meet(framework(application), "GET", QUERIES[3], {})
    assert [line["event"] for line in short.logged].count("request") == 1
