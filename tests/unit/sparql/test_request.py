"""What is asked of the endpoint: the three ways of SPARQL 1.1 Protocol §2.1, and everything that is none of them."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.reply import Asked
from emuseum_lod.sparql.request import MAX_BODY, MAX_GRAPHS, Evaluate, Introduce, Preflight, Refused, parse

FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
ASK = "ASK { }"
Q = f"query={quote(ASK)}".encode()


def asked(method: str, query: bytes = b"", body: bytes = b"", content_type: str | None = None) -> Asked:
    headers = {} if content_type is None else {"content-type": content_type}
    return Asked(method, "/sparql", query, headers, body)


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(asked("GET", Q), id="§2.1.1 by GET"),
        pytest.param(asked("HEAD", Q), id="by HEAD"),
        pytest.param(asked("GET", b"query=ASK+%7B+%7D"), id="a plus is a space"),
        pytest.param(asked("POST", b"", Q, FORM), id="§2.1.2 by a form"),
        pytest.param(asked("POST", b"", Q, f"{FORM}; charset=UTF-8"), id="by a form with its charset"),
        pytest.param(asked("POST", b"", ASK.encode(), QUERY), id="§2.1.3 by itself"),
        pytest.param(asked("POST", b"", ASK.encode(), f'{QUERY.upper()}; charset="utf-8"'), id="in capitals"),
        pytest.param(asked("GET", Q + b"&other=1&format=json"), id="with parameters of others"),
    ],
)
def test_a_query(request_: Asked) -> None:
    wish = parse(request_).wish
    assert isinstance(wish, Evaluate)
    assert (wish.query, wish.checked.form) == (ASK, "ASK")


@pytest.mark.parametrize(
    "request_",
    [
        asked("GET", Q + b"&default-graph-uri=urn:a&default-graph-uri=urn:b&named-graph-uri=http://x/%20c".replace(b"%20", b"")),
        asked("POST", b"default-graph-uri=urn:a", Q + b"&default-graph-uri=urn:b&named-graph-uri=http://x/c", FORM),
        asked("POST", b"default-graph-uri=urn:a&default-graph-uri=urn:b&default-graph-uri=urn:a&named-graph-uri=http://x/c", ASK.encode(), QUERY),
    ],
)  # fmt: skip
def test_the_graphs_of_the_protocol(request_: Asked) -> None:
    wish = parse(request_).wish
    assert isinstance(wish, Evaluate)
    assert (wish.default_graphs, wish.named_graphs) == (("urn:a", "urn:b"), ("http://x/c",))


@pytest.mark.parametrize(
    ("request_", "fault"),
    [
        (asked("GET", Q + b"&" + Q), "parameter"),
        (asked("POST", Q, Q, FORM), "parameter"),
        (asked("POST", Q, ASK.encode(), QUERY), "parameter"),
        (asked("POST", b"", b"", FORM), "parameter"),
        (asked("POST", b"", Q), "media-type"),
        (asked("POST", b"", ASK.encode(), "text/plain"), "media-type"),
        (asked("POST", b"", Q, "multipart/form-data; boundary=x"), "media-type"),
        (asked("POST", b"", ASK.encode("utf-16"), f"{QUERY}; charset=UTF-16"), "encoding"),
        (asked("POST", b"", ASK.encode("utf-16"), QUERY), "encoding"),
        (asked("GET", b"query=%FF"), "encoding"),
        (asked("GET", b"update=CLEAR+ALL"), "update"),
        (asked("GET", Q + b"&update=CLEAR+ALL"), "update"),
        (asked("POST", b"", b"update=CLEAR+ALL", FORM), "update"),
        (asked("POST", b"", b"CLEAR ALL", "application/sparql-update"), "update"),
        (asked("GET", b"query=CLEAR+ALL"), "update"),
        (asked("GET", b"query="), "syntax"),
        (asked("GET", b"query=ASK+%7B+SERVICE+%3Curn:x%3E+%7B+%7D+%7D"), "service"),
        (asked("PUT", Q), "method"),
        (asked("DELETE"), "method"),
        (asked("POST", b"", b" " * (MAX_BODY + 1), QUERY), "too-large"),
        (asked("POST", b"", ASK.encode() + b" " * 65_536, QUERY), "too-long"),
        (asked("GET", Q + b"&default-graph-uri=relative"), "parameter"),
        (asked("GET", Q + b"&named-graph-uri=urn:a%20b"), "parameter"),
        (asked("GET", Q + b"&named-graph-uri=urn:a%3E"), "parameter"),
        (asked("GET", Q + b"".join(b"&named-graph-uri=urn:%d" % n for n in range(MAX_GRAPHS + 1))), "parameter"),
        (asked("GET", b"&".join([b"a=b"] * 1_000)), "parameter"),
    ],
)  # fmt: skip
def test_what_is_refused(request_: Asked, fault: str) -> None:
    wish = parse(request_).wish
    assert isinstance(wish, Refused)
    assert wish.fault == fault
    assert wish.detail


def test_without_a_query() -> None:
    assert parse(asked("GET")).wish == Introduce()
    assert parse(asked("HEAD", b"lang=ru")).wish == Introduce()
    assert parse(asked("OPTIONS")).wish == Preflight()


def test_language_and_format() -> None:
    request = parse(Asked("GET", "/sparql", b"format=csv&lang=en", {"accept-language": "ru"}))
    assert (request.format, request.lang) == ("csv", "en")
    assert parse(Asked("GET", "/sparql", b"lang=xx", {"accept-language": "ru"})).lang == "ru"
    assert parse(Asked("GET", "/sparql")).lang == "kk"


@given(
    st.sampled_from(["GET", "POST", "HEAD", "PUT", "OPTIONS", "BREW"]),
    st.binary(max_size=200),
    st.binary(max_size=200),
    st.sampled_from([None, FORM, QUERY, "application/sparql-update", "", "a;b;c=", ";"])
    | st.text(max_size=30),
)
def test_any_bytes_are_a_request(method: str, query: bytes, body: bytes, content_type: str | None) -> None:
    assert parse(asked(method, query, body, content_type)).wish is not None
