"""Protects the understanding of requests: how arguments may be sent, and when an answer may be compressed."""

import pytest

from emuseum_lod.oaipmh.request import (
    MAX_BODY,
    Begin,
    GetRecord,
    Identify,
    ListMetadataFormats,
    ListSets,
    Refused,
    Resume,
    Wish,
    parse,
)
from emuseum_lod.reply import Asked

FORM = {"content-type": "application/x-www-form-urlencoded"}


def wish(query: bytes = b"", body: bytes = b"", method: str = "GET", **headers: str) -> Wish:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return parse(Asked(method, "/oai", query, sent, body)).wish


@pytest.mark.parametrize(
    ("query", "understood"),
    [
        (b"verb=Identify", Identify()),
        (b"&verb=Identify&&", Identify()),
        (b"verb=%49dentify", Identify()),
        (b"verb=ListMetadataFormats", ListMetadataFormats()),
        (b"verb=ListMetadataFormats&identifier=oai%3Ax.org%3Aa", ListMetadataFormats("oai:x.org:a")),
        (b"verb=ListSets", ListSets()),
        (b"verb=ListSets&resumptionToken=x", ListSets("x")),
        (b"identifier=a+b&verb=GetRecord&metadataPrefix=oai_dc", GetRecord("a b", "oai_dc")),
        (b"verb=ListRecords&metadataPrefix=oai_dc", Begin("ListRecords", "oai_dc")),
        (b"verb=ListRecords&resumptionToken=a%2Bb", Resume("ListRecords", "a+b")),
        (
            b"verb=ListIdentifiers&metadataPrefix=edm&from=2026-03-02&until=2026-03-03&set=museum:abai",
            Begin("ListIdentifiers", "edm", "2026-03-02T00:00:00Z", "2026-03-03T23:59:59Z", "museum:abai"),
        ),
        (
            b"verb=ListRecords&metadataPrefix=oai_dc&from=2026-03-02T08:00:00Z",
            Begin("ListRecords", "oai_dc", "2026-03-02T08:00:00Z"),
        ),
    ],
)
def test_requests_are_understood(query: bytes, understood: Wish) -> None:
    assert wish(query) == understood
    assert wish(body=query, method="POST", **FORM) == understood
    assert wish(
        body=query, method="POST", content_type="Application/X-WWW-Form-URLencoded; charset=UTF-8"
    ) == (understood)


def test_the_arguments_of_a_post_may_stand_on_either_side_but_only_once() -> None:
    assert wish(b"verb=ListRecords", b"metadataPrefix=oai_dc", "POST", **FORM) == Begin(
        "ListRecords", "oai_dc"
    )
    assert isinstance(wish(b"verb=Identify", b"verb=Identify", "POST", **FORM), Refused)
    assert wish(b"verb=Identify", b"verb=Identify", "GET") == Identify(), "a GET has no body"


@pytest.mark.parametrize(
    ("query", "body", "content_type"),
    [
        (b"verb=Identify", b"{}", "application/json"),
        (b"", b"verb=Identify&" + b"a" * MAX_BODY, FORM["content-type"]),
        (b"", b"&".join([b"verb=Identify"] * 100), FORM["content-type"]),
        (b"verb=Identify&x=%ff", b"", FORM["content-type"]),
        (b"\xff=1&verb=Identify", b"", FORM["content-type"]),
    ],
)
def test_what_no_harvester_sends_is_refused_at_once(query: bytes, body: bytes, content_type: str) -> None:
    refused = wish(query, body, "POST", content_type=content_type)
    assert isinstance(refused, Refused)
    assert [problem.code for problem in refused.problems] == ["badArgument"]


def test_every_wrong_argument_is_named_and_not_more_than_somebody_reads() -> None:
    refused = wish(b"verb=GetRecord&from=1&until=2")
    assert isinstance(refused, Refused)
    assert [problem.message for problem in refused.problems] == [
        "GetRecord has no argument 'from'",
        "GetRecord has no argument 'until'",
        "GetRecord needs identifier",
        "GetRecord needs metadataPrefix",
    ]
    many = wish(b"verb=Identify&" + b"&".join(b"a%d=1" % number for number in range(30)))
    assert isinstance(many, Refused)
    assert len(many.problems) == 8


@pytest.mark.parametrize(
    ("accept_encoding", "wanted"),
    [
        ("gzip", True),
        ("deflate, GZip;q=0.5", True),
        ("x-gzip", True),
        ("gzip; q=0.001", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("br, identity", False),
        ("*", False),
        ("", False),
        (None, False),
    ],
)
def test_gzip_is_sent_to_those_who_ask_for_it(accept_encoding: str | None, wanted: bool) -> None:
    headers = {} if accept_encoding is None else {"accept-encoding": accept_encoding}
    assert parse(Asked("GET", "/oai", b"verb=Identify", headers)).gzip is wanted
