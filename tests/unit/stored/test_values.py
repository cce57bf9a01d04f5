"""Which texts are values of which type, and as which terms they come into a query."""

import jsonschema
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.catalogue.vocabularies import place_id
from emuseum_lod.namespaces import GEO, XSD
from emuseum_lod.stored.values import (
    Box,
    Choice,
    Date,
    Declaration,
    Integer,
    Iri,
    Item,
    Number,
    Point,
    Text,
    UnfitError,
    Wording,
)
from emuseum_lod.uris import concept_id

BASE = "https://data.example.org/lod/"
ABOUT = Wording(kk="а", ru="б", en="c")
SILVER = f"{BASE}id/{concept_id('materials', 'silver')}"
KEY = concept_id("materials", "silver").partition("/")[2]
TYPES: dict[str, Declaration] = {
    "text": Text(example="x", about=ABOUT, longest=5),
    "iri": Iri(example="urn:x", about=ABOUT),
    "material": Item(example="silver", about=ABOUT, kind="concept", vocabulary="materials"),
    "place": Item(example="KZ-19", about=ABOUT, kind="place", vocabulary="places"),
    "museum": Item(example=KEY, about=ABOUT, kind="institution"),
    "integer": Integer(example="1", about=ABOUT, minimum=-5, maximum=100),
    "decimal": Number(example="1", about=ABOUT, minimum=-5, maximum=100),
    "first": Date(example="1", about=ABOUT, edge="first"),
    "last": Date(example="1", about=ABOUT, edge="last"),
    "choice": Choice(example="a", about=ABOUT, values={"a": ABOUT, "b": ABOUT}),
    "point": Point(example="1,2", about=ABOUT),
    "box": Box(example="1,2,3,4", about=ABOUT),
}


def wkt(text: str) -> str:
    return f'"{text}"^^<{GEO}wktLiteral>'


def typed(text: str, name: str) -> str:
    return f'"{text}"^^<{XSD}{name}>'


@pytest.mark.parametrize(
    ("name", "text", "term"),
    [
        ("text", "күміс", '"күміс"'),
        ("text", 'a"b', r'"a\"b"'),
        ("iri", "http://vocab.getty.edu/aat/300011029", "<http://vocab.getty.edu/aat/300011029>"),
        ("iri", "http://ә.example/ү", "<http://ә.example/ү>"),
        ("material", "silver", f"<{SILVER}>"),
        ("material", KEY, f"<{SILVER}>"),
        ("material", f"concept/{KEY}", f"<{SILVER}>"),
        ("material", SILVER, f"<{SILVER}>"),
        ("place", "KZ-19", f"<{BASE}id/{place_id('KZ-19')}>"),
        ("museum", KEY, f"<{BASE}id/institution/{KEY}>"),
        ("integer", "-5", typed("-5", "integer")),
        ("integer", "007", typed("7", "integer")),
        ("decimal", "12.50", typed("12.50", "decimal")),
        ("decimal", "-.5", typed("-0.5", "decimal")),
        ("first", "1850", typed("1850-01-01T00:00:00Z", "dateTime")),
        ("last", "1850", typed("1850-12-31T23:59:59Z", "dateTime")),
        ("last", "1900-02", typed("1900-02-28T23:59:59Z", "dateTime")),
        ("first", "-0499", typed("-0499-01-01T00:00:00Z", "dateTime")),
        ("last", "-12000", typed("-12000-12-31T23:59:59Z", "dateTime")),
        ("choice", "b", '"b"'),
        ("point", "68.25,43.3", wkt("POINT(68.25 43.3)")),
        ("box", "66, 42,72,46", wkt("POLYGON((66 42, 72 42, 72 46, 66 46, 66 42))")),
    ],
)  # fmt: skip
def test_values(name: str, text: str, term: str) -> None:
    assert str(TYPES[name].term(text, BASE)) == term


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("text", "  ", "empty"),
        ("text", "123456", "more than 5"),
        ("iri", "http://a b", "no absolute IRI"),
        ("iri", "silver", "no absolute IRI"),
        ("material", "sliver", "did you mean silver"),
        ("material", "https://other.example/id/concept/" + KEY, "neither"),
        ("museum", f"concept/{KEY}", "the kind institution"),
        ("integer", "101", "between -5 and 100"),
        ("integer", "1e2", "whole number"),
        ("integer", "٣", "whole number"),
        ("integer", "--1", "whole number"),
        ("decimal", "nan", "decimal number"),
        ("decimal", "1e99999999", "decimal number"),
        ("decimal", "1_0", "decimal number"),
        ("decimal", "100.1", "between"),
        ("first", "last year", "no year"),
        ("first", "1850-13", "no such month"),
        ("choice", "c", "none of a, b"),
        ("point", "1,91", "between -90 and 90"),
        ("point", "1", "longitude,latitude"),
        ("box", "1,2,3", "west,south,east,north"),
        ("box", "3,2,1,4", "west of its east"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_what_would(name: str, text: str, said: str) -> None:
    with pytest.raises(UnfitError, match=said):
        TYPES[name].term(text, BASE)


@given(st.sampled_from(sorted(TYPES)), st.text(max_size=40) | st.text("0123456789.,-+eE ", max_size=20))
def test_any_text_is_a_term_or_unfit(name: str, text: str) -> None:
    try:
        term = TYPES[name].term(text, BASE)
    except UnfitError:
        return
    result = ox.Store().query(f"SELECT ?x {{ BIND({term} AS ?x) }}")
    assert next(iter(result))[0] is not None  # type: ignore[index, arg-type]


@pytest.mark.parametrize(("name", "text"), [("point", "68.25,43.3"), ("box", "-66,42,72.5,46"), ("first", "-12000-05"), ("choice", "a")])  # fmt: skip
def test_schemas_allow_what_fits(name: str, text: str) -> None:
    jsonschema.validate(text, TYPES[name].schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate("x y", TYPES[name].schema())
