"""Text search inside SPARQL means a table of hits joined where it stands: held against the same query with a triple that the hits have."""

from collections import Counter
from contextlib import suppress
from typing import Any, cast

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from emuseum_lod.sparql.searching import MAX_SEARCHES, NoIndexError, SearchError, searched
from emuseum_lod.textindex.asking import Unanswerable
from emuseum_lod.textindex.finding import DEFAULT_LIMIT, Finder, Hit, Hits
from emuseum_lod.uris import ItemId

BASE = "http://m.example/"
ITEMS = [ItemId(f"object/{letter * 14}") for letter in "abcd"]
SEARCH = f"{BASE}def/search#"


class Found:
    """Stands for the index: finds the same items, and remembers what it was asked."""

    def __init__(self, *items: ItemId, cut: bool = False) -> None:
        self.asked: list[dict[str, Any]] = []
        self._hits = Hits(tuple(Hit(item, 3.0 - number) for number, item in enumerate(items)), cut)

    def find(self, text: str, **options: Any) -> Hits | Unanswerable:
        self.asked.append({"text": text, **options})
        return self._hits if text.strip() else Unanswerable("the text has no word to search for")


def rewritten(query: str, found: Found) -> str:
    return searched(query, cast("Finder", found), BASE).query


def graph() -> ox.Store:
    store = ox.Store()
    node = ox.NamedNode
    for number, item in enumerate(ITEMS):
        subject = node(f"{BASE}id/{item}")
        store.add(ox.Quad(subject, node("urn:p"), ox.Literal(number)))
        store.add(ox.Quad(subject, node("urn:next"), node(f"{BASE}id/{ITEMS[(number + 1) % 4]}")))
        if number in {0, 2}:
            store.add(ox.Quad(subject, node("urn:hit"), ox.Literal(True)))
    return store


def rows(query: str, prefixes: dict[str, str] | None = None) -> Counter[tuple[tuple[str, str], ...]]:
    answer = graph().query(query, prefixes=prefixes, base_iri=BASE)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]
    return Counter(tuple((name, str(row[name])) for name in names) for row in answer)


# Where a search may stand: «» is the search of ?i.
PLACES = [
    "SELECT * { «» }",
    "SELECT * { «» . }",
    "SELECT * WHERE { ?i <urn:p> ?n . «» }",
    "SELECT * WHERE { «» . ?i <urn:p> ?n }",
    "SELECT * WHERE { «» ; <urn:p> ?n }",
    "SELECT * WHERE { ?j <urn:next> ?i . «» ; <urn:p> ?n ; <urn:next> ?k . ?k <urn:p> ?m }",
    "SELECT * WHERE { FILTER(?n > 0) «» ; <urn:p> ?n . }",
    "SELECT * WHERE { ?i <urn:p> ?n OPTIONAL { «» . ?i <urn:next> ?k } }",
    "SELECT * WHERE { ?i <urn:p> ?n MINUS { «» } }",
    "SELECT * WHERE { { «» } UNION { ?i <urn:p> 1 } }",
    "SELECT * WHERE { ?i <urn:p> ?n FILTER EXISTS { «» } }",
    "SELECT * WHERE { ?i <urn:p> ?n FILTER NOT EXISTS { «» } }",
    "SELECT * WHERE { ?i <urn:p> ?n FILTER NOT EXISTS { ?i <urn:next> ?k . «» } }",
    "SELECT * WHERE { ?i <urn:p> ?n FILTER(?n = 1 || EXISTS { «» }) }",
    "SELECT ?i (COUNT(*) AS ?c) WHERE { «» . ?i ?p ?o } GROUP BY ?i HAVING(COUNT(*) > 1) ORDER BY ?i LIMIT 9",
    "SELECT * WHERE { { SELECT DISTINCT ?i { «» } ORDER BY ?i LIMIT 1 } ?i <urn:p> ?n }",
    "SELECT * WHERE { «» BIND(STR(?i) AS ?t) VALUES ?n { 0 1 } ?i <urn:p> ?n }",
    "SELECT * WHERE { VALUES ?i { <urn:x> } «» }",
    "SELECT (EXISTS { «» . ?i <urn:p> 0 } AS ?yes) { }",
]  # fmt: skip


@pytest.mark.parametrize("query", PLACES)
@pytest.mark.parametrize("form", ['?i search:text "kumis"', f"?i <{SEARCH}text> 'kumis'", '?i <def/search#text> """kumis"""'])  # fmt: skip
def test_a_search_is_a_table_of_its_hits_wherever_it_stands(query: str, form: str) -> None:
    found = Found(ITEMS[0], ITEMS[2])
    assert rows(rewritten(query.replace("«»", form), found)) == rows(query.replace("«»", "?i <urn:hit> true"))
    assert found.asked == [{"text": "kumis", "lang": "", "limit": DEFAULT_LIMIT}]


PATTERNS = ["?i <urn:p> ?n .", "?j <urn:next> ?i .", "OPTIONAL { ?i <urn:next> ?k }", "BIND(1 AS ?b)", "VALUES ?n { 0 1 2 }", "FILTER(?n != 1)", "{ ?i <urn:p> 2 } UNION { ?i <urn:p> 0 }", "«» .", "MINUS { «» }", "OPTIONAL { «» . ?i <urn:p> ?m }", "FILTER EXISTS { «» }", "?i <urn:p> ?m ; <urn:next> ?k .", "{ SELECT ?i { «» ; <urn:p> ?q } }"]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=5).map(" ".join))
def test_in_any_mixture(group: str) -> None:
    query = f"SELECT * {{ {group} }}"
    expected = query.replace("«»", "?i <urn:hit> true")
    try:
        wanted = rows(expected)
    except SyntaxError:
        return
    if query.count("«»") <= MAX_SEARCHES:
        assert rows(rewritten(query.replace("«»", '?i search:text "x"'), Found(ITEMS[0], ITEMS[2]))) == wanted


def test_score_language_and_limit() -> None:
    found = Found(*ITEMS, cut=True)
    query = 'SELECT ?i ?s ?n { ?i <urn:p> ?n ; search:limit 4 ; search:text "a \\"b c\\" ә" ; search:score ?s ; search:language "kk" ; <urn:next> ?j } ORDER BY DESC(?s)'
    answer = searched(query, cast("Finder", found), BASE)
    assert found.asked == [{"text": 'a "b c" ә', "lang": "kk", "limit": 4}]
    assert answer.cut == 4
    scores = graph().query(answer.query)
    assert isinstance(scores, ox.QuerySolutions)
    assert [(str(row["s"]), str(row["n"])) for row in scores] == [
        (f'"{score}"^^<http://www.w3.org/2001/XMLSchema#decimal>', f'"{number}"^^<http://www.w3.org/2001/XMLSchema#integer>')
        for number, score in enumerate([3, 2, 1, 0])
    ]  # fmt: skip


def test_a_limit_at_the_end_of_a_statement_without_a_blank() -> None:
    query = 'SELECT * { ?i search:text "x" ; search:limit 3. ?i <urn:p> ?n }'
    assert len(rows(rewritten(query, Found(ITEMS[1])))) == 1


def test_nothing_found() -> None:
    assert not rows(rewritten('SELECT * { ?i search:text "x" ; <urn:p> ?n }', Found()))


@pytest.mark.parametrize(
    "prologue",
    [f"PREFIX s: <{SEARCH}>", "PREFIX s: <def/search#>", f"PREFIX search: <urn:other#> PREFIX s: <{SEARCH}>"],
)
def test_any_prefix_will_do(prologue: str) -> None:
    assert rows(rewritten(f'{prologue} SELECT * {{ ?i s:text "x" }}', Found(ITEMS[0])))


def test_another_prefix_of_that_name_is_not_ours() -> None:
    query = 'PREFIX search: <urn:other#> SELECT * { ?i search:text "x" }'
    assert searched(query, None, BASE).query == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'search:text def/search#text' }",
        "SELECT * { search:text rdfs:label ?l }",
        "SELECT * { ?a <urn:p> search:text, search:score }",
        "DESCRIBE search:text",
        "SELECT * { ?s ?p ?o FILTER(?p = search:text) VALUES ?p { search:text } }",
        "# search:text\nASK { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o",
    ],
)
def test_who_speaks_of_the_terms_does_not_search(query: str) -> None:
    assert searched(query, None, BASE).query == query


@pytest.mark.parametrize(
    ("query", "said", "place"),
    [
        ('SELECT * {\n  <urn:x> search:text "a" }', "has to be a variable", (2, 3)),
        ('SELECT * { [] search:text "a" }', "has to be a variable", (1, 12)),
        ("SELECT * { ?i search:text ?t }", "takes a string", (1, 27)),
        ("SELECT * { ?i search:text 5 }", "takes a string", (1, 27)),
        ('SELECT * { ?i search:text "a"@kk }', "takes one value", (1, 15)),
        ('SELECT * { ?i search:text "a", "b" }', "takes one value", (1, 15)),
        ('SELECT * { ?i search:text/<urn:p> "a" }', "no part of a path", (1, 15)),
        ('SELECT * { ?i <urn:p>/search:text "a" }', "not parts of a path", (1, 23)),
        ('SELECT * { ?i ^search:text "a" }', "not parts of a path", (1, 16)),
        ('SELECT * { ?i (<urn:p>|search:text) "a" }', "not parts of a path", (1, 24)),
        ('SELECT * { ?i search:text+ "a" }', "no part of a path", (1, 15)),
        ('SELECT * { ?i <urn:p> [ search:text "a" ] }', "in brackets", (1, 25)),
        ("SELECT * { ?i search:score ?s }", "search:text is missing", (1, 15)),
        ('SELECT * { ?i search:text "a" . ?i search:score ?s }', "search:text is missing", (1, 36)),
        ('SELECT * { ?i search:text "a" ; search:text "b" }', "twice", (1, 33)),
        ('SELECT * { ?i search:text "a" ; search:score "s" }', "takes a variable", (1, 46)),
        ('SELECT * { ?i search:text "a" ; search:score ?i }', "can't be the item", (1, 12)),
        ('SELECT * { ?i search:text "a" ; search:limit 0 }', "from 1 to", (1, 46)),
        ('SELECT * { ?i search:text "a" ; search:limit 10001 }', "from 1 to", (1, 46)),
        ('SELECT * { ?i search:text "a" ; search:limit 99999999999999999999 }', "from 1 to", (1, 46)),
        ('SELECT * { ?i search:text "a" ; search:limit 1e3 }', "from 1 to", (1, 46)),
        ('SELECT * { ?i search:text "a" ; search:limit "9" }', "from 1 to", (1, 46)),
        ('SELECT * { ?i search:text " " }', "no word", (1, 27)),
        ("SELECT * { " + '?i search:text "a" . ' * (MAX_SEARCHES + 1) + "}", "more than", (1, 15)),
        ('SELECT * { OPTIONAL:x { ?i search:text "a" } }', "separate its words", (1, 28)),
        ('SELECT * { ?i search:text "a" ', "separate its words", (1, 15)),
    ],
)  # fmt: skip
def test_what_can_not_be_searched_is_refused_with_its_place(
    query: str, said: str, place: tuple[int, int]
) -> None:
    with pytest.raises(SearchError, match=said) as error:
        rewritten(query, Found(ITEMS[0]))
    assert (error.value.line, error.value.column) == place


def test_without_an_index() -> None:
    with pytest.raises(NoIndexError):
        searched('SELECT * { ?i search:text "a" }', None, BASE)


PIECES = ["?i", "search:text", '"a"', ";", ".", "{", "}", "[", "]", "(", ")", "FILTER", "search:limit", "1.", "OPTIONAL", "VALUES", "SELECT", "/", ",", "GRAPH", "EXISTS", "CONSTRUCT", "<def/search#score>", "?s", "BIND", "'", "\\"]  # fmt: skip


@settings(max_examples=500)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_no_text_breaks_it(text: str) -> None:
    for query in (text, f"SELECT * {{ {text} }}"):
        with suppress(SearchError):
            rewritten(query, Found(ITEMS[0]))
