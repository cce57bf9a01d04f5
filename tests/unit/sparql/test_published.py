"""The limits as they are published: those that are enforced, the same for people and for programs, in each language."""

import json
import re

import pytest
from flask.testing import FlaskClient

from emuseum_lod.config import Settings
from emuseum_lod.sparql.client import Answering, Gone
from emuseum_lod.sparql.faults import Fault
from emuseum_lod.sparql.frames import Failure, Job
from emuseum_lod.sparql.limits import MAX_CHARACTERS, Refusal, check
from emuseum_lod.sparql.published import limits_of
from emuseum_lod.web.app import create_app
from emuseum_lod.web.messages import messages_in

SETTINGS = Settings(sparql_timeout=7.5, sparql_workers=3)


class Slow:
    def ask(self, job: Job, gone: Gone) -> Answering | Failure:  # noqa: ARG002  # the protocol's name
        return Failure("timeout", "over 7.5 seconds")


@pytest.fixture
def client() -> FlaskClient:
    # The page and the limits need no ledger: none is opened before it is asked.
    return create_app(SETTINGS, reader=object(), queries=Slow()).test_client()  # type: ignore[arg-type]


def test_programs_read_what_is_enforced(client: FlaskClient) -> None:
    reply = client.get("/sparql/limits")
    assert (reply.status_code, reply.mimetype) == (200, "application/json")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    limits = reply.get_json()["limits"]
    assert limits["time"] == {"value": 7.5, "unit": "seconds", "status": 503, "code": "timeout"}
    assert limits["workers"] == {"value": 3, "unit": "queries"}
    assert reply.get_json()["refused"] == {"service": 403, "update": 403}
    longest = limits["characters"]["value"]
    assert longest == MAX_CHARACTERS
    refused = check("ASK {" + " " * longest + "}")
    assert isinstance(refused, Refusal)
    assert refused.reason == limits["characters"]["code"]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_people_read_the_same(client: FlaskClient, lang: str) -> None:
    reply = client.get(f"/sparql/limits?lang={lang}", headers={"Accept": "text/html"})
    assert (reply.status_code, reply.headers["Content-Language"]) == (200, lang)
    messages = messages_in(lang)
    for limit in limits_of(SETTINGS):
        assert messages.say(f"limits.{limit.name}") in reply.text
        if limit.unit != "bytes":
            assert messages.number(limit.value) in reply.text
    assert len(re.findall("503", reply.text)) == 4  # the queue, the wait, the time, the memory


def test_who_meets_a_limit_is_told_where_they_are_and_what_to_do(client: FlaskClient) -> None:
    reply = client.get("/sparql", query_string={"query": "ASK { ?s ?p ?o }"})
    said = json.loads(reply.data)
    assert (reply.status_code, said["code"], reply.headers.get("Retry-After")) == (503, "timeout", None)
    assert "LIMIT" in said["detail"]
    assert said["limits"].endswith("/sparql/limits")
    assert "limits" not in json.loads(Fault("syntax").document(limits="here"))


def test_other_sites_may_ask_for_them(client: FlaskClient) -> None:
    assert client.options("/sparql/limits").status_code == 204
    assert client.post("/sparql/limits").status_code == 405
    assert client.head("/sparql/limits").data == b""
