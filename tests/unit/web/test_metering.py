"""Figures of requests, by rule and not by address; and whose address a proxy of ours tells."""

import pytest
from flask.testing import FlaskClient

from emuseum_lod.config import Settings
from emuseum_lod.sparql.client import Answering, Gone
from emuseum_lod.sparql.frames import Failure, Job
from emuseum_lod.web.app import create_app


def test_requests_are_counted_by_rule(client: FlaskClient) -> None:
    for path in ("/id/object/1", "/id/object/2", "/nowhere/1", "/nowhere/2"):
        client.get(path)
    client.open("/healthz", method="BREW")
    reply = client.get("/metrics")
    assert reply.mimetype == "text/plain"
    lines = reply.text.splitlines()
    assert any(line.startswith('emuseum_http_requests_total{method="GET",rule="/id/') for line in lines)
    assert any('rule="none",status="404"' in line for line in lines)
    assert any('method="other"' in line for line in lines)
    assert not any("object/1" in line or "nowhere" in line or "BREW" in line for line in lines)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "made.up, 203.0.113.9", "203.0.113.9"),
        (2, "made.up, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "", "127.0.0.1"),
    ],
)
def test_only_as_many_proxies_are_believed_as_there_are(proxies: int, forwarded: str, client: str) -> None:
    seen: list[str] = []

    class Queries:
        def ask(self, job: Job, gone: Gone) -> Answering | Failure:  # noqa: ARG002  # the protocol's name
            seen.append(job.client)
            return Failure("exhausted", retry_after=17)

    app = create_app(Settings(trusted_proxies=proxies), reader=object(), queries=Queries())  # type: ignore[arg-type]
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    reply = app.test_client().get("/sparql", query_string={"query": "ASK {}"}, headers=headers)
    assert seen == [client]
    assert (reply.status_code, reply.headers["Retry-After"], reply.json["code"]) == (429, "17", "exhausted")
