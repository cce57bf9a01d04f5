"""The short ways to /oai and to items and the framework's: the same status, headers, body, log line and figures, whatever is asked."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from flask import Flask
from prometheus_client import REGISTRY
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs
from support.oai import Repository, at, identifier, thing, things
from werkzeug.test import Client

from emuseum_lod.ledger.database import Ledger
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


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One for all questions about items, which change nothing."""
    repository = Repository(tmp_path_factory.mktemp("items"), oai_page_size=3)
    repository.load("2026-03-02T08:00:00Z", things(range(1, 8)))
    repository.load("2026-03-03T08:00:00Z", things(range(2, 8)))
    yield create_app(repository.settings, reader=repository.reader)
    repository.ledger.close()


def meet(application: Any, method: str, query: str, headers: dict[str, str]) -> Met:
    """Ask a WSGI application, and look at everything that it does."""
    before = figures()
    with at(NOW), capture_logs() as logged:
        address = query if query.startswith("/") else f"/oai?{query}"
        response = Client(application).open(address, method=method, headers=headers)
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


TAG = "the entity tag of what is there"
ITEM = thing(2).id
GONE = thing(1).id
ITEMS = [
    *(f"/id/{ITEM}", f"/page/{ITEM}", f"/page/{ITEM}?lang=ru", f"/data/{ITEM}.ttl", f"/data/{ITEM}.jsonld?x=%FF"),
    *(f"/id/{GONE}", f"/page/{GONE}", f"/data/{GONE}.ttl", f"/data/{ITEM}.none", "/id/object/none", "/page/none/x"),
    # What the framework rewrites or refuses stays its own.
    *(f"/id//{ITEM}", f"//id/{ITEM}", f"/id/{ITEM}/", "/id/", "/data/object/", "/data/none/x", f"/page/{ITEM}%C3%A9"),
    *("/data/", "/data/void.ttl", "/data/dumps/x", "/id/object/%2e%2e", f"/id/{ITEM}%0d%0aX:1", "/page/object/%FF"),
]  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ITEMS)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Accept": "text/turtle", "Accept-Language": "ru"},
        {"Accept": "text/html", "User-Agent": "Bot/1 (é)"},
        {"If-None-Match": "*"},
        {"If-None-Match": TAG},
        {"If-Modified-Since": "Wed, 25 Nov 2026 00:00:00 GMT"},
    ],
)
def test_both_ways_answer_alike_about_items(
    application: Flask, path: str, method: str, headers: dict[str, str]
) -> None:
    if headers.get("If-None-Match") == TAG:
        found = Client(application).get(path)
        headers = {"If-None-Match": found.headers.get("ETag", '"none"')}
        known = found.status_code == 200 and "ETag" in found.headers
    else:
        known = None
    short = meet(application, method, path, headers)
    assert short == meet(framework(application), method, path, headers)
    assert not short.status.startswith("5")
    if known is not None:
        assert short.status.startswith("304") is known


def test_a_load_is_seen_by_the_next_request(repository: Repository) -> None:
    """By both ways and by every process: what is kept is kept for one state of the ledger."""
    applications = [create_app(repository.settings, reader=repository.reader)]
    with Ledger.open(repository.settings.ledger_url) as other:
        applications.append(create_app(repository.settings, reader=other.reader()))
        for day, first, status in ((4, 2, 200), (5, 3, 410), (6, 2, 200), (7, 3, 410)):
            repository.load(f"2026-03-0{day}T08:00:00Z", things(range(first, 8)))
            for application in applications:
                assert Client(application).get(f"/data/{ITEM}.ttl").status_code == status


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
