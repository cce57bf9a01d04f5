"""What is a statement in a query, and what only looks like one."""

import pytest

from emuseum_lod.sparql.groups import UnknownShape, declared_prefixes, statements
from emuseum_lod.sparql.tokens import tokens

CASES = [
    ("SELECT * { ?s ?p ?o }", ["?s ?p ?o"]),
    ("SELECT * WHERE { ?s ?p ?o . ?t a :C ; :q 1, 2 ; . }", ["?s ?p ?o", "?t a :C ; :q 1, 2 ;"]),
    ("ASK { OPTIONAL { ?a :p ?b } MINUS { ?c :p ?d } { ?e :p ?f } UNION { ?g :p ?h } }", ["?a :p ?b", "?c :p ?d", "?e :p ?f", "?g :p ?h"]),
    ("CONSTRUCT { ?no :p ?o } WHERE { ?s :p ?o }", ["?s :p ?o"]),
    ("CONSTRUCT WHERE { ?s :p ?o }", ["?s :p ?o"]),
    ("DESCRIBE ?s WHERE { ?s :p ?o }", ["?s :p ?o"]),
    ("SELECT * { FILTER(?x > 1) ?s :p ?o FILTER NOT EXISTS { ?a :b ?c } BIND(1 AS ?y) VALUES ?z { :v } VALUES (?z ?y) { (:v 1) } ?t :q ?u }",
     ["?s :p ?o", "?a :b ?c", "?t :q ?u"]),
    ("SELECT * { FILTER regex(?a, 'x') FILTER <urn:f>(?a) ?s :p ?o }", ["?s :p ?o"]),
    ("SELECT * { FILTER(?a && EXISTS { ?s :p ?o . }) }", ["?s :p ?o"]),
    ("SELECT (EXISTS { ?a :b ?c } AS ?x) { ?s :p ?o } ORDER BY (?x) LIMIT 1 VALUES ?s { :v }", ["?a :b ?c", "?s :p ?o"]),
    ("SELECT * { { SELECT ?s (COUNT(*) AS ?n) WHERE { ?s :p ?o } GROUP BY ?s HAVING(COUNT(*) > 1) ORDER BY ?n LIMIT 3 } ?s :q ?t }", ["?s :p ?o", "?s :q ?t"]),
    ("SELECT * { GRAPH ?g { ?s :p ?o } GRAPH <urn:g> { ?t :p ?o } }", ["?s :p ?o", "?t :p ?o"]),
    ("SELECT * { ?s :p/(:q|^:r)* [ :x (1 2) ; :y 'a;b.c' ] . :a :b :c }", ["?s :p/(:q|^:r)* [ :x (1 2) ; :y 'a;b.c' ]", ":a :b :c"]),
    ("SELECT * { ?s :p 1. ?t :q 2 }", ["?s :p 1.", "?t :q 2"]),
    ("SELECT * { ?s :p 1.5 . ?t :q 2 }", ["?s :p 1.5", "?t :q 2"]),
]  # fmt: skip


@pytest.mark.parametrize(("query", "wanted"), CASES)
def test_statements(query: str, wanted: list[str]) -> None:
    found = list(tokens(query))
    said = [
        query[found[one.subject[0]].position : found[one.end - 1].end] for one in statements(query, found)
    ]
    assert said == wanted


def test_lists() -> None:
    query = "SELECT * { ?s a :C ;; :p 1, 2 ; :q 3. }"
    found = list(tokens(query))
    (one,) = statements(query, found)
    texts = [query[found[first].position : found[last - 1].end] for first, last in one.lists]
    assert texts == ["a :C", ":p 1, 2", ":q 3."]


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o", "SELECT * { FILTER", "SELECT * { ?s ?p ) }", "SELECT * { ?s ?p ?o OPTIONAL:x { } }", "ASK { VALUES ?x"])  # fmt: skip
def test_what_is_not_understood_is_said_so(query: str) -> None:
    with pytest.raises(UnknownShape):
        statements(query, list(tokens(query)))


def test_prefixes() -> None:
    query = "PREFIX a: <urn:a#> prefix : <b> SELECT * { ?s a:x 'PREFIX c: <d>' }"
    assert dict(declared_prefixes(query, list(tokens(query)))) == {"a": "urn:a#", "": "b"}
