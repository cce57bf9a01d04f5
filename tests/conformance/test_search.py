"""Text search and GeoSPARQL against the running endpoint over the demonstration catalogue: what docs/search.md promises."""

from collections.abc import Iterator
from typing import Any

import pytest
import rdflib
from flask.testing import FlaskClient
from support.pool import pool
from werkzeug.test import TestResponse

from emuseum_lod.cli.demonstration import demonstration_sources
from emuseum_lod.config import Settings
from emuseum_lod.loading import load
from emuseum_lod.store.following import publish
from emuseum_lod.web.app import create_app


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    settings = Settings(data=tmp_path_factory.mktemp("demo"), load_processes=1)
    for provider, source in demonstration_sources():
        load(settings, provider, [source])
    publish(settings)
    with pool(settings):
        yield create_app(settings).test_client()


def ask(client: FlaskClient, query: str) -> TestResponse:
    return client.post("/sparql", data={"query": query})


def rows(client: FlaskClient, query: str) -> list[dict[str, str]]:
    answer = ask(client, query)
    assert answer.status_code == 200, answer.text
    bindings: list[dict[str, Any]] = answer.get_json()["results"]["bindings"]
    return [{name: value["value"] for name, value in row.items()} for row in bindings]


def items(client: FlaskClient, group: str) -> set[str]:
    return {row["item"] for row in rows(client, f"SELECT DISTINCT ?item {{ {group} }}")}


OBJECT = "a crm:E22_Human-Made_Object"


def test_both_kazakh_scripts_and_all_spellings_find_the_same(catalogue: FlaskClient) -> None:
    found = [items(catalogue, f'?item search:text "{word}"; {OBJECT}') for word in ("күміс", "КУМИС", "kümıs", "kumis")]  # fmt: skip
    assert found[0]
    assert all(each == found[0] for each in found)


def test_what_is_found_has_the_word(catalogue: FlaskClient) -> None:
    """The graph's own words are the witness: nothing is found without them, and nothing that has them is missed."""
    found = items(catalogue, f'?item search:text "күміс" ; {OBJECT}')
    texts = "dcterms:title|dcterms:description|dcterms:extent|dc:format|dc:rights"
    witness = items(catalogue, f'?item {OBJECT} ; {texts} ?text FILTER(REGEX(?text, "(^|[^а-яәіңғүұқөһё])күміс", "i"))')  # fmt: skip
    assert found >= witness
    assert witness


def test_language_score_and_order(catalogue: FlaskClient) -> None:
    query = """SELECT ?item ?score ?label { ?item search:text "серебро" ; search:language "ru" ; search:score ?score ; search:limit 50 .
        ?item rdfs:label ?label FILTER(LANG(?label) = "ru") } ORDER BY DESC(?score)"""
    found = rows(catalogue, query)
    assert "серебр" in found[0]["label"].lower(), "a title tells more than a text"
    assert not items(catalogue, '?item search:text "серебро" ; search:language "en"')


def test_a_search_that_met_its_limit_says_so(catalogue: FlaskClient) -> None:
    query = 'SELECT * { ?item search:text "музей" ; search:limit 2 }'
    for _ in range(2):  # the second is a kept answer
        answer = ask(catalogue, query)
        assert len(answer.get_json()["results"]["bindings"]) == 2
        assert answer.headers["Search-Limit-Met"] == "2"
        assert "Search-Limit-Met" in answer.headers["Access-Control-Expose-Headers"]
    assert "Search-Limit-Met" not in ask(catalogue, 'SELECT * { ?item search:text "жоқсөз" }').headers


@pytest.mark.parametrize(
    ("query", "code", "place"),
    [
        ("SELECT * {\n ?i search:text ?t }", "search", (2, 17)),
        ('SELECT * { ?i search:text "—" }', "search", (1, 27)),
        ('SELECT * { ?i search:text "a" ; search:limit 1000000 }', "search", (1, 46)),
        ('SELECT * {\n ?i search:text "a" .\n ?i nosuch:p ?o }', "syntax", (3, 5)),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_in_the_query_as_sent(
    catalogue: FlaskClient, query: str, code: str, place: tuple[int, int]
) -> None:
    answer = ask(catalogue, query)
    problem = answer.get_json()
    assert (answer.status_code, problem["code"]) == (400, code)
    assert problem["line"] == place[0]
    assert code == "syntax" or problem["column"] == place[1]


@pytest.mark.parametrize(
    "text", ['\\"', "names:a", "NEAR(a b)", "a AND", "NOT", "*", "^a", "'; DROP TABLE entry; --", "\\u0000", "🏺", "x" * 999, "а " * 32, "{", "-1 OR 1=1"]
)  # fmt: skip
def test_hostile_texts_are_words(catalogue: FlaskClient, text: str) -> None:
    assert ask(catalogue, f'SELECT * {{ ?i search:text "{text}" }}').status_code in {200, 400}


def test_the_terms_are_described_where_their_iris_lead(catalogue: FlaskClient) -> None:
    answer = catalogue.get("/def/search", headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200
    assert all(f"/def/search#{term}" in answer.text for term in ("text", "score", "language", "limit"))


def numbered_object(client: FlaskClient) -> tuple[str, str, str]:
    """Return an object whose number nobody else has: its IRI, the number, and its museum's code."""
    query = """SELECT ?item ?number ?code { ?item a crm:E22_Human-Made_Object ; crm:P1_is_identified_by ?i ; crm:P50_has_current_keeper ?m .
        ?i a crm:E42_Identifier ; crm:P190_has_symbolic_content ?number . ?m dcterms:identifier ?code
        FILTER(REGEX(?number, "^КП-[0-9]+$")) } ORDER BY ?number"""
    found = rows(client, query)
    counted = [row["number"] for row in found]
    one = next(row for row in found if counted.count(row["number"]) == 1)
    return one["item"], one["number"], one["code"]


def test_lookup_takes_a_number_in_any_spelling(catalogue: FlaskClient) -> None:
    """``/lookup?number=КП-279&museum=…``: 303 to the item; in Latin letters, without the hyphen, from the search box too."""
    item, number, code = numbered_object(catalogue)
    page = item.replace("http://127.0.0.1:8000/id/", "/page/")
    for name, written in (("number", number), ("number", number.lower().replace("-", " ")), ("number", number.replace("КП-", "KP ")), ("q", number)):  # fmt: skip
        for museum in ("", code):
            answer = catalogue.get("/lookup", query_string={name: written, "museum": museum})
            assert (answer.status_code, answer.headers.get("Location")) == (303, page), (written, museum)
    assert catalogue.get("/lookup", query_string={"number": number, "museum": "nosuch"}).status_code == 404


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_search_box_finds_words(catalogue: FlaskClient, lang: str) -> None:
    answers = [
        catalogue.get("/lookup", query_string={"q": word, "lang": lang}) for word in ("күміс", "kumis")
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].text.count("/page/object/") == answers[1].text.count("/page/object/") > 3
    assert catalogue.get("/lookup", query_string={"q": "жоқсөз", "lang": lang}).status_code == 404
    assert catalogue.get("/lookup", query_string={"number": "күміс", "lang": lang}).status_code == 404


def test_places_and_find_spots_have_points(catalogue: FlaskClient) -> None:
    """Every place whose coordinates are known has one point, longitude first (OGC 11-052r4, §8.5.1 with CRS84)."""
    query = "SELECT ?item ?lat ?long ?wkt { ?item a crm:E53_Place ; wgs84:lat ?lat ; wgs84:long ?long ; geo:hasGeometry ?g . ?g a geo:Geometry ; geo:asWKT ?wkt }"
    found = rows(catalogue, query)
    assert len(found) > 20
    assert all(row["wkt"] == f"POINT({row['long']} {row['lat']})" for row in found)
    assert len({row["item"] for row in found}) == len(found)
    assert items(catalogue, "?x crmsci:O19i_was_object_encountered_at/crm:P7_took_place_at ?item . ?item geo:hasGeometry/geo:asWKT ?w")  # fmt: skip


def test_distance(catalogue: FlaskClient) -> None:
    query = """SELECT ?m { VALUES (?a ?b) { ("POINT(76.945 43.238)"^^geo:wktLiteral "POINT(71.43 51.128)"^^geo:wktLiteral) }
        BIND(geof:distance(?a, ?b, uom:metre) AS ?m) }"""
    metres = float(rows(catalogue, query)[0]["m"])
    assert 965_000 < metres < 985_000, "Almaty to Astana, some 970 km as the crow flies"


def test_the_functions_that_the_service_description_names_are_there(catalogue: FlaskClient) -> None:
    described = catalogue.get("/sparql", headers={"Accept": "text/turtle"}).text
    graph = rdflib.Graph().parse(data=described, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    named = {str(function) for function in graph.objects(None, sd.extensionFunction)}
    one_place = '"POINT(66 42)"^^geo:wktLiteral'
    arguments = {"distance": f"{one_place}, {one_place}, uom:kilometre", "envelope": one_place, "convexHull": one_place, "getSRID": one_place}  # fmt: skip
    assert len(named) == 12
    for function in named:
        given = arguments.get(function.rpartition("/")[2], f"{one_place}, {one_place}")
        assert rows(catalogue, f"SELECT (<{function}>({given}) AS ?x) {{}}")[0]["x"], function


def test_a_box_holds_what_its_sides_say(catalogue: FlaskClient) -> None:
    box = '"POLYGON((66 42, 72 42, 72 46, 66 46, 66 42))"^^geo:wktLiteral'
    query = f"SELECT ?lat ?long ?in {{ ?item wgs84:lat ?lat ; wgs84:long ?long ; geo:hasGeometry/geo:asWKT ?w BIND(geof:sfWithin(?w, {box}) AS ?in) }}"
    found = rows(catalogue, query)
    assert {row["in"] for row in found} == {"true", "false"}
    for row in found:
        assert (row["in"] == "true") == (66 < float(row["long"]) < 72 and 42 < float(row["lat"]) < 46), row
