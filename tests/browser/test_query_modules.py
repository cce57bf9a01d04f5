"""The modules of the query page by themselves, in a real browser: tables of what goes in and what comes out."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support import devtools
from support.loopback import Said, serving

import emuseum_lod

STATIC = Path(emuseum_lod.__file__).parent / "web" / "static"
XSD = "http://www.w3.org/2001/XMLSchema#"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
pytestmark = pytest.mark.skipif(devtools.chromium() is None, reason="needs Chromium, which is not installed")

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def call() -> Iterator[Call]:
    """Call a function of a module with JSON values."""

    def file(path: str, _: object) -> Said:
        there = STATIC / path.partition("?")[0].lstrip("/")
        if not there.is_file():
            return Said(b"<!doctype html>", headers={"Content-Type": "text/html"})
        return Said(there.read_bytes(), headers={"Content-Type": "text/javascript"})

    with serving(file) as address, devtools.Browser() as browser:
        browser.open(address)

        def called(module: str, function: str, *values: object) -> Any:
            arguments = ", ".join(json.dumps(value) for value in values)
            return browser.awaited(f"import('/query/{module}.js').then(it => it.{function}({arguments}))")

        yield called


def literal(value: str, datatype: str = "", lang: str = "") -> dict[str, str]:
    return {
        "type": "literal",
        "value": value,
        **({"datatype": datatype} if datatype else {}),
        **({"xml:lang": lang} if lang else {}),
    }


def uri(value: str) -> dict[str, str]:
    return {"type": "uri", "value": value}


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# describe\nprefix ask: <http://x/select#construct> select * {}", "SELECT"),
        ('ASK { ?s ?p "SELECT" }', "ASK"),
        ("BASE <http://x/> construct where { ?select ?p ?o }", "CONSTRUCT"),
        ("PREFIX describe: <urn:x> DESCRIBE describe:select", "DESCRIBE"),
        ("SELECT * { ?s ?p '''ASK ' ''' . { SELECT ?x {} } }", "SELECT"),
        ("INSERT DATA {}", None),
        ("", None),
    ],
)
def test_the_form_of_a_query(call: Call, query: str, form: str | None) -> None:
    assert call("form", "formOf", query) == form


@pytest.mark.parametrize(
    ("term", "year"),
    [
        (literal("1850-01-01T00:00:00", f"{XSD}dateTime"), 1850),
        (literal("-0499-01-01T00:00:00", f"{XSD}dateTime"), -499),
        (literal("1850-07-01", f"{XSD}date"), 1850.5),
        (literal("1850", f"{XSD}gYear"), 1850),
        (literal("-80000-01-01", f"{XSD}date"), -80000),
        (literal("1850"), None),
        (literal("c. 1850", f"{XSD}date"), None),
        (uri("1850-01-01"), None),
        (None, None),
    ],
)
def test_moments(call: Call, term: dict[str, str] | None, year: float | None) -> None:
    assert call("terms", "yearOf", term) == year


@pytest.mark.parametrize(
    ("value", "point"),
    [
        ("POINT(76.9 43.2)", {"longitude": 76.9, "latitude": 43.2}),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> Point ( -76.9 -43.2 )", {"longitude": -76.9, "latitude": -43.2}),
        ("POINT(43.2 176.9)", None),
        ("POINT EMPTY", None),
        ("POLYGON((1 2, 3 4, 5 6, 1 2))", None),
        ("POINT(1 2) x", None),
    ],
)  # fmt: skip
def test_points(call: Call, value: str, point: dict[str, float] | None) -> None:
    assert call("terms", "pointOf", literal(value, WKT)) == point


@pytest.mark.parametrize(
    ("term", "picture"),
    [(uri("https://x.example/a.jpg"), True), (uri("https://x.example/a.JPEG?size=9"), True), (literal("https://x.example/a.png", f"{XSD}anyURI"), True), (literal("https://x.example/a.png"), False), (uri("https://x.example/a.svg"), False), (uri("https://x.example/?a.jpg"), False)],
)  # fmt: skip
def test_pictures(call: Call, term: dict[str, str], picture: bool) -> None:
    assert (call("terms", "pictureOf", term) is not None) == picture


INTEGER = f"{XSD}integer"


@pytest.mark.parametrize(
    ("row", "views"),
    [
        ({"x": uri("urn:x")}, ["table"]),
        ({"x": uri("urn:x"), "n": literal("3", INTEGER)}, ["table", "bars"]),
        ({"name": literal("Ә", lang="kk"), "n": literal("3", INTEGER)}, ["table", "bars"]),
        ({"n": literal("3", INTEGER), "m": literal("2.5", f"{XSD}decimal")}, ["table", "line"]),
        ({"x": uri("urn:x"), "where": literal("POINT(1 2)", WKT)}, ["table", "map"]),
        ({"x": uri("urn:x"), "lat": literal("1.5", f"{XSD}decimal"), "long": literal("2", INTEGER)}, ["table", "map"]),
        ({"x": uri("urn:x"), "lat": literal("1.5", f"{XSD}decimal")}, ["table", "bars"]),
        ({"x": uri("urn:x"), "made": literal("1850", f"{XSD}gYear")}, ["table", "timeline"]),
        ({"made": literal("1850", f"{XSD}gYear"), "n": literal("3", INTEGER)}, ["table", "timeline", "line"]),
        ({"x": uri("urn:x"), "picture": uri("https://x.example/a.jpg")}, ["table", "images"]),
        ({"picture": uri("https://x.example/a.jpg")}, ["table", "images"]),
    ],
)  # fmt: skip
def test_views_by_the_shape_of_a_result(call: Call, row: dict[str, Any], views: list[str]) -> None:
    shape = call("shape", "shapeOf", {"columns": list(row), "rows": [row, {}, row]})
    assert call("shape", "viewsOf", shape, [row, row]) == views


@pytest.mark.parametrize(
    ("query", "view"),
    [("#defaultView:Map\nSELECT * {}", "map"), ("SELECT * {}\n  # defaultView:ImageGrid", "images"), ("#defaultView:TreeMap\nSELECT * {}", None), ("SELECT * { ?s ?p '#defaultView:Map' }", None)],
)  # fmt: skip
def test_the_view_that_a_query_asks_for(call: Call, query: str, view: str | None) -> None:
    assert call("shape", "askedView", query) == view


@pytest.mark.parametrize(
    ("width", "parts", "step"), [(50, 7, 10), (1, 4, 0.5), (3000, 6, 500), (7, 3, 5), (0.03, 3, 0.01)]
)
def test_steps_are_round_numbers(call: Call, width: float, parts: int, step: float) -> None:
    assert call("views/scale", "stepFor", width, parts) == pytest.approx(step)
    assert width / step <= parts * 1.01


def test_ticks_are_within_the_range(call: Call) -> None:
    assert call("views/scale", "ticks", -10, 25, 10) == [-10, 0, 10, 20]
    assert call("views/scale", "ticks", 0.1, 0.4, 0.1) == pytest.approx([0.1, 0.2, 0.3, 0.4])


VOCABULARY = {
    "classes": [{"name": "crm:E57_Material", "label": "material", "note": ""}],
    "properties": [
        {"name": "crm:P45_consists_of", "label": "consists of", "note": "materials"},
        {"name": "rdf:type", "label": "type", "note": ""},
    ],
    "terms": [
        {"iri": "http://x/1", "label": "silver", "scheme": "Materials", "words": ["күміс", "серебро"]},
        {"iri": "http://x/2", "label": "silvering", "scheme": "Techniques", "words": ["күмістеу"]},
        {"iri": "http://x/3", "label": "gilded silver", "scheme": "Materials", "words": []},
    ],
}


@pytest.mark.parametrize(
    ("word", "after_a", "found"),
    [
        ("silver", False, ["<http://x/1>", "<http://x/2>", "<http://x/3>"]),
        ("СЕРЕБ", False, ["<http://x/1>"]),
        ("күміс", False, ["<http://x/1>", "<http://x/2>"]),
        ("crm:", False, ["crm:P45_consists_of", "crm:E57_Material"]),
        ("crm:", True, ["crm:E57_Material"]),
        ("P45", False, ["crm:P45_consists_of"]),
        ("consists", False, ["crm:P45_consists_of"]),
        ("silver", True, []),
        ("", False, []),
        ("nothing", False, []),
    ],
)
def test_suggestions(call: Call, word: str, after_a: bool, found: list[str]) -> None:
    assert [each["text"] for each in call("completion", "suggestions", VOCABULARY, word, after_a)] == found


@pytest.mark.parametrize(
    "query",
    ['SELECT ("\\"" AS ?x) {}', "SELECT ('it''s' AS ?x) {}", 'SELECT ("""a""" AS ?x) {}', '# )---"\nASK {}'],
)
def test_python_is_given_the_query_as_it_is(call: Call, query: str) -> None:
    code = next(
        each["code"]
        for each in call("snippets", "snippets", "http://x/sparql", query)
        if each["name"] == "Python"
    )
    scope: dict[str, str] = {}
    lines = code[code.index("query = ") : code.index("answer = ")]
    exec(lines, scope)  # noqa: S102 -- our own text, which is what is tested
    assert scope["query"].strip() == query.strip()


@pytest.mark.parametrize(
    ("iri", "address"),
    [
        ("https://data.example/lod/id/object/x", "/lod/id/object/x"),
        ("https://data.example/lod//evil.example/x", "https://data.example/lod//evil.example/x"),
        ("https://elsewhere.example/x", "https://elsewhere.example/x"),
        ("javascript:alert(1)", None),
        (" javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("urn:x", None),
        ("//elsewhere.example", None),
        ("", None),
    ],
)
def test_only_addresses_of_the_web_are_followed(call: Call, iri: str, address: str | None) -> None:
    terms = {"base": "https://data.example/lod/", "root": "/lod", "prefixes": {}, "words": None}
    assert call("terms", "Terms.prototype.address.call", terms, iri) == address
