"""What comes back for what can't be answered, and in which format; the engine's failures are made up."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.config import Settings
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.sparql.client import Answering, Gone
from emuseum_lod.sparql.frames import Failure, Job, Lost, Start
from emuseum_lod.sparql.service import Service as Endpoint
from emuseum_lod.stored.answer import answer
from emuseum_lod.stored.library import load_library
from emuseum_lod.stored.request import parse
from emuseum_lod.stored.service import Service
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web.rendering import Renderer

SNAPSHOT = "000000000007-00000000"
BASE = "https://data.example.org/lod/"
ROW = b'{"museum":{"type":"uri","value":"urn:m"},"objects":{"type":"literal","value":"7","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}'
HEAD = b'{"head":{"vars":["museum","name","code","objects"]},"results":{"bindings":['


@dataclass
class Answered:
    whole: bytes | None
    rest: tuple[bytes, ...] = ()
    start: Start = field(default_factory=lambda: Start(SNAPSHOT, 7, search_cut=5))

    def __iter__(self) -> Iterator[bytes]:
        if not self.rest:
            raise Lost
        yield from self.rest

    def close(self) -> None:
        pass


@dataclass
class Engine:
    told: Answering | Failure
    jobs: list[Job] = field(default_factory=list)

    def ask(self, job: Job, gone: Gone) -> Answering | Failure:  # noqa: ARG002  # the protocol's name
        self.jobs.append(job)
        return self.told


WHOLE = Answered(HEAD + b"]}}")
ENDPOINT = Endpoint(Engine(WHOLE), lambda: SNAPSHOT, Addresses(BASE), lambda _: set(), 30.0, Renderer(Settings(base_uri=BASE)).render)  # fmt: skip


def get(address: str, told: Answering | Failure = WHOLE, method: str = "GET", **headers: str) -> Reply:
    name, _, query = address.partition("?")
    service = Service(replace(ENDPOINT, queries=Engine(told)), load_library())
    asked = Asked(method, "", query.encode("latin-1"), headers, client="192.0.2.1")
    return answer(parse(asked, name, service.library, service.base), service, lambda: False)


def said(reply: Reply) -> Any:
    assert isinstance(reply.body, bytes)
    return msgspec.json.decode(reply.body)


@pytest.mark.parametrize(
    ("address", "status", "parameter", "value"),
    [
        ("finds-in-a-box", 400, "box", None),
        ("finds-in-a-box?box=", 400, "box", None),
        ("finds-in-a-box?box=1,2,3", 400, "box", "1,2,3"),
        ("objects?material=sliver", 400, "material", "sliver"),
        ("objects?materiel=silver", 400, "materiel", "silver"),
        ("objects?material=silver&material=gold", 400, "material", "gold"),
        ("objects?lang=de", 400, "lang", "de"),
        ("objects?limit=1001", 400, "limit", "1001"),
        ("objects?limit=0", 400, "limit", "0"),
        ("objects?offset=-1", 400, "offset", "-1"),
        ("objects?material=%FF", 400, None, None),
        ("objects?" + "&".join(f"p{n}=1" for n in range(100)), 400, None, None),
        ("objects?material=" + "a" * 2000, 400, "material", "a" * 1000),
        ("nothing", 404, None, None),
        ("objects.xml", 404, None, None),
        ("openapi.csv", 406, None, None),
    ],
)  # fmt: skip
def test_a_problem_names_what_is_to_blame(address: str, status: int, parameter: str | None, value: str | None) -> None:  # fmt: skip
    reply = get(address)
    problem = said(reply)
    assert (reply.status, problem["status"]) == (status, status)
    assert reply.header("content-type") == "application/problem+json"
    assert (problem.get("parameter"), problem.get("value")) == (parameter, value)
    assert problem["detail"]
    assert problem["documentation"].startswith(f"{BASE}api/")


@pytest.mark.parametrize(
    ("told", "status", "retry"),
    [(Failure("timeout"), 503, None), (Failure("busy"), 503, "5"), (Failure("exhausted", retry_after=9), 429, "9"), (Failure("search", "no words"), 400, None), (Answered(None), 503, "5")],
)  # fmt: skip
def test_failures_of_the_pool_have_their_status(told: Answering | Failure, status: int, retry: str | None) -> None:  # fmt: skip
    reply = get("museums", told)
    assert (reply.status, reply.header("retry-after")) == (status, retry)
    assert reply.header("cache-control") == "no-store"


def test_formats() -> None:
    told = Answered(HEAD + ROW + b"]}}")
    assert said(get("museums", told))["items"] == [
        {"museum": "urn:m", "name": None, "code": None, "objects": 7}
    ]
    assert get("museums", told, accept="text/csv").body == b"museum,name,code,objects\r\nurn:m,,,7\r\n"
    assert get("museums.csv", told, accept="application/json").header("content-type") == "text/csv; charset=utf-8; header=present"  # fmt: skip
    assert get("museums", told, accept="image/png").status == 406
    assert get("museums", Answered(None, (HEAD, ROW + b"]}}"))).body == get("museums", told).body


def test_a_page_is_asked_for_with_one_row_more_and_links_lead_on() -> None:
    told = Answered(HEAD + b",".join([ROW] * 3) + b"]}}")
    reply = get("museums.json?limit=2&offset=4&region=KZ-71&lang=ru", told)
    page = said(reply)
    assert (page["count"], page["limit"], page["offset"]) == (2, 2, 4)
    assert page["next"] == f"{BASE}api/museums.json?region=KZ-71&lang=ru&limit=2&offset=6&snapshot={SNAPSHOT}"
    links = [value for name, value in reply.headers if name == "Link"]
    assert links[0] == f'<{page["next"]}>; rel="next"'
    assert f"offset=2&snapshot={SNAPSHOT}>" in links[1]
    assert reply.header("search-limit-met") == "5"
    assert said(get("museums?limit=3", told))["next"] is None
    assert said(get("museums?limit=2&offset=100000", told))["next"] is None


def test_pages_are_of_one_snapshot_or_the_list_has_ended() -> None:
    told = Answered(HEAD + ROW + b"]}}")
    assert get(f"museums?offset=2&snapshot={SNAPSHOT}", told).status == 200
    gone = get("museums?offset=2&snapshot=000000000006-00000000", told)
    assert (gone.status, said(gone)["code"], said(gone)["parameter"]) == (409, "changed", "snapshot")
    # Another one may be published after it was looked up and before the answer.
    newer = Answered(HEAD + ROW + b"]}}", start=Start("000000000008-00000000", 8))
    assert get(f"museums?offset=2&snapshot={SNAPSHOT}", newer).status == 409
    assert get("museums?offset=2", newer).status == 200


BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


def text(reply: Reply) -> str:
    assert reply.header("content-type") == "text/html; charset=utf-8"
    assert isinstance(reply.body, bytes)
    return reply.body.decode()


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_people_get_a_list_and_for_each_query_a_form(lang: str) -> None:
    listed = text(get(f"?lang={lang}", accept=BROWSER))
    for query in load_library().values():
        assert query.title.of(lang) in listed
        assert f'href="/lod/api/{query.name}?lang={lang}"' in listed
        page = text(get(f"{query.name}.html?lang={lang}"))
        assert query.description.of(lang).replace("'", "&#39;") in page
        for parameter in query.parameters:
            assert f'name="{parameter.name}"' in page
            assert parameter.declared.about.of(lang).partition("'")[0] in page


def test_a_form_that_nobody_has_filled_in_is_no_fault() -> None:
    reply = get("finds-in-a-box?lang=en", accept=BROWSER)
    assert (reply.status, 'role="alert"' in text(reply)) == (200, False)
    assert get("finds-in-a-box?lang=en").status == 400


def test_a_person_sees_which_value_does_not_fit_and_it_stays_text() -> None:
    reply = get("objects?lang=en&material=%22%3E%3Cscript%3Ealert(1)%3C/script%3E", accept=BROWSER)
    page = text(reply)
    assert reply.status == 400
    assert "The value of “material” does not fit" in page
    assert 'aria-invalid="true"' in page
    assert "<script>" not in page
    assert text(get("nothing.html")).count("<h1>") == 1
    assert get("nothing", accept=BROWSER).status == 404
    assert "did not" not in text(get("museums", Failure("busy"), accept=BROWSER))


def test_a_person_turns_pages_and_takes_the_query_along() -> None:
    told = Answered(HEAD + b",".join([ROW] * 3) + b"]}}")
    page = text(get("museums?limit=2&offset=2&region=KZ-71&lang=en", told, accept=BROWSER))
    assert "rows 3–4" in page
    assert 'href="/lod/api/museums?lang=en&amp;region=KZ-71&amp;limit=2&amp;offset=4#result"' in page
    assert "offset=0#result" in page
    assert "/lod/sparql?lang=en&amp;query=SELECT" in page
    assert "?lang=kk&amp;limit=2&amp;offset=2&amp;region=KZ-71" in page
    assert 'href="/lod/api/museums.csv?limit=2&amp;offset=2&amp;region=KZ-71&amp;lang=en"' in page


def test_other_sites_may_read() -> None:
    for reply in (
        get("museums"),
        get("nothing"),
        get(""),
        get("openapi.json"),
        get("museums", method="OPTIONS"),
    ):
        assert reply.header("access-control-allow-origin") == "*"
    assert get("museums", method="OPTIONS").status == 204


def test_the_list_is_complete() -> None:
    listed = said(get(""))
    assert [each["name"] for each in listed["queries"]] == list(load_library())
    assert listed["openapi"] == f"{BASE}api/openapi.json"
    assert get("", **{"if-none-match": get("").header("etag") or ""}).status == 304


@given(st.text(max_size=30), st.binary(max_size=200))
def test_no_address_breaks_it(name: str, query: bytes) -> None:
    for each in (name, "search", "objects"):
        service = Service(ENDPOINT, load_library())
        request = parse(Asked("GET", "", query), each, service.library, service.base)
        assert answer(request, service, lambda: False).status in {200, 400, 404, 406}
