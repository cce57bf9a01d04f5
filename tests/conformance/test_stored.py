"""The stored queries of ``/api/`` over the demonstration catalogue: each finds what its example says, as described, a page after the other."""

import csv
import io
from collections.abc import Iterator
from urllib.parse import urlencode

import jsonschema
import pytest
from flask.testing import FlaskClient
from lxml import html
from support.pool import pool
from werkzeug.test import TestResponse

from emuseum_lod.cli.demonstration import demonstration_sources
from emuseum_lod.config import Settings
from emuseum_lod.loading import load
from emuseum_lod.store.following import publish
from emuseum_lod.stored.library import load_library
from emuseum_lod.web.app import create_app

LIBRARY = load_library()
LANGUAGES = ("kk", "ru", "en")
HOSTILE = (
    '"} UNION { ?s ?p ?o } #',
    '\'"""\n\r\\',
    "\\u0022 } } # ",
    "http://example.org/a b",
    "http://example.org/> { ?s ?p ?o } <http://example.org/",
    "?x $material . # ;",
    "\x00\ufffe\u2028",
    "-1 OR 1=1",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(data=tmp_path_factory.mktemp("demo"), load_processes=1)
    for provider, source in demonstration_sources():
        load(settings, provider, [source])
    publish(settings)
    with pool(settings):
        yield create_app(settings).test_client()


def get(client: FlaskClient, name: str, **parameters: object) -> TestResponse:
    return client.get(f"/api/{name}", query_string=parameters)


def items(client: FlaskClient, name: str, **parameters: object) -> list[dict[str, object]]:
    response = get(client, name, **parameters)
    assert response.status_code == 200, response.text
    found = response.get_json()["items"]
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize("name", LIBRARY)
def test_every_example_finds_what_the_description_says(client: FlaskClient, name: str) -> None:
    description = client.get("/api/openapi.json").get_json()
    content = description["paths"][f"/api/{name}"]["get"]["responses"]["200"]["content"]
    for lang in LANGUAGES:
        response = get(client, name, **LIBRARY[name].example, lang=lang)
        page = response.get_json()
        assert response.status_code == 200, page
        assert page["count"] == len(page["items"]) > 0
        jsonschema.validate(page, content["application/json"]["schema"])
        assert all(any(row[column] is not None for row in page["items"]) for column in LIBRARY[name].columns)


@pytest.mark.parametrize("name", LIBRARY)
def test_pages_are_parts_of_one_list_and_csv_says_the_same(client: FlaskClient, name: str) -> None:
    example = LIBRARY[name].example
    whole = items(client, name, **example, limit=1000)
    step = max(1, len(whole) // 3)
    address, gathered = f"/api/{name}?{urlencode({**example, 'limit': step})}", []
    while address:
        response = client.get(address)
        gathered += response.get_json()["items"]
        address = response.get_json()["next"]
        linked = [link for link in response.headers.getlist("Link") if 'rel="next"' in link]
        assert len(linked) == bool(address)
    assert gathered == whole
    rows = list(csv.reader(io.StringIO(get(client, f"{name}.csv", **example, limit=1000).text)))
    assert rows[0] == list(LIBRARY[name].columns)
    assert [row[0] for row in rows[1:]] == [str(row[rows[0][0]]) for row in whole]


def test_conditions_all_hold(client: FlaskClient) -> None:
    everything = {row["object"] for row in items(client, "objects", limit=1000)}
    silver = {row["object"] for row in items(client, "objects", material="silver", limit=1000)}
    metal = {row["object"] for row in items(client, "objects", material="metal", limit=1000)}
    region = {row["object"] for row in items(client, "objects", region="KZ-71", limit=1000)}
    both = {row["object"] for row in items(client, "objects", region="KZ-71", material="metal", limit=1000)}
    assert silver < metal < everything
    assert both == metal & region
    assert both
    count = "SELECT (COUNT(*) AS ?n) { ?o a crm:E22_Human-Made_Object }"
    counted = client.post("/sparql?format=csv", data={"query": count}).text.split()
    assert len(everything) == int(counted[1])


def test_dates_are_astronomical_and_reach_over_whole_years(client: FlaskClient) -> None:
    early = items(client, "objects", to="-0001", limit=1000)
    assert early
    assert all(int(str(row["begin"])) <= -1 for row in early)
    dated = [row for row in items(client, "objects", limit=1000) if row["begin"] == row["end"] is not None]
    year = dated[0]["begin"]
    same = {"from": year, "to": year}
    assert dated[0]["object"] in {row["object"] for row in items(client, "objects", **same, limit=1000)}


def test_items_are_named_by_key_iri_or_name(client: FlaskClient) -> None:
    museum = str(items(client, "museums", limit=1)[0]["museum"])
    expected = items(client, "objects", museum=museum)
    assert expected
    assert expected == items(client, "objects", museum=museum.rpartition("/")[2])
    assert items(client, "museums", region="KZ-71") == items(client, "museums", region=items(client, "regions", limit=1)[0]["region"])  # fmt: skip


def test_a_distance_is_that_of_the_globe(client: FlaskClient) -> None:
    found = items(client, "finds-near-a-point", point="68.25,43.3", kilometres="5000", limit=1000)
    distances = [float(str(row["distance"])) for row in found]
    assert distances == sorted(distances)
    near = items(client, "finds-near-a-point", point="68.25,43.3", kilometres="31")
    assert {row["place_name"] for row in near} == {"Сауран"}
    assert items(client, "finds-near-a-point", point="-68.25,-43.3") == []


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", LIBRARY)
def test_no_value_is_more_than_a_value(client: FlaskClient, name: str, value: str) -> None:
    whole = len(items(client, name, **LIBRARY[name].example, limit=1000))
    for parameter in LIBRARY[name].parameters:
        sent = {**LIBRARY[name].example, parameter.name: value, "limit": 1000}
        response = get(client, name, **sent)
        if response.status_code == 200:
            assert response.get_json()["count"] <= whole
        else:
            problem = response.get_json()
            assert response.status_code == 400
            assert problem["code"] == "search" or problem["parameter"] == parameter.name


def test_every_address_that_a_page_names_answers(client: FlaskClient) -> None:
    waiting, seen = ["/api/?lang=en"], set[str]()
    while waiting:
        address = waiting.pop()
        response = client.get(address, headers={"Accept": "text/html,*/*;q=0.8"})
        assert response.status_code == 200, address
        seen.add(address)
        if response.mimetype == "text/html":
            named = html.document_fromstring(response.data).xpath("//@href")
            waiting += {ours.partition("#")[0] for ours in named if ours.startswith("/api/")} - seen
    assert {f"/api/{name}?lang=ru" for name in LIBRARY} < seen
    assert {f"/api/{name}.csv" for name in LIBRARY} < {address.partition("?")[0] for address in seen}


def test_who_has_it_is_not_sent_it_again(client: FlaskClient) -> None:
    first = get(client, "objects", material="silver")
    again = get(client, "objects", material="silver")
    assert (first.headers["Cache-Status"], again.headers["Cache-Status"]) == ("emuseum-lod; fwd=miss", "emuseum-lod; hit")  # fmt: skip
    assert "max-age" in first.headers["Cache-Control"]
    known = client.get("/api/objects?material=silver", headers={"If-None-Match": first.headers["ETag"]})
    assert (known.status_code, known.data) == (304, b"")
    head = client.head("/api/objects?material=silver")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", first.headers["ETag"])
    others = {client.get(f"/api/objects{rest}").headers["ETag"] for rest in ("?material=gold", ".csv?material=silver", "?material=silver&lang=ru", "?material=silver&offset=1")}  # fmt: skip
    assert len(others | {first.headers["ETag"]}) == 5
