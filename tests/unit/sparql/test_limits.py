"""What the engine is never shown: SERVICE in any spelling, updates, what is too long or too deep. And what it is shown untouched."""

import socket
from collections.abc import Iterator
from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.sparql.limits import MAX_CHARACTERS, MAX_DEPTH, MAX_TOKENS, Checked, Refusal, check
from emuseum_lod.sparql.tokens import place, tokens

ENDPOINT = "<http://127.0.0.1:1/>"

# In each of them the engine finds SERVICE, or might in its next version.
SERVICES = [
    f"SELECT * {{ SERVICE {ENDPOINT} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ service{ENDPOINT}{{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE SILENT {ENDPOINT} {{ ?s ?p ?o }} }}",
    f"SELECT * {{ SERVICE#comment\n{ENDPOINT} {{ ?s ?p ?o }} }}",
    "SELECT * { VALUES ?e { <http://x/> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { SERVICE?e { ?s ?p ?o } }",
    "SELECT * { SERVICE:name { ?s ?p ?o } }",
    "SELECT * { SERVICEex:name { ?s ?p ?o } }",
    "SELECT * { SERVICESILENTex:name { ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <http://x/> { ?s ?p ?o } }",
    r"SELECT * { SERV\U00000049CE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.5e3SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE <http://x/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a"SERVICE <http://x/> { ?s ?p ?o } }',
    "SELECT * { ?s ?p <x>SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { FILTER(?a < ?b && ?c > ?d) SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT * { FILTER EXISTS { OPTIONAL { { SELECT * { SERVICE <http://x/> { ?s ?p ?o } } } } } }",
    "ASK { SERVICE <http://x/> { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://x/> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <http://x/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p "\\"" . SERVICE <http://x/> { ?s ?p ?o } }',
    "SELECT * { ?s ?p '''\\''' ''' . SERVICE <http://x/> { ?s ?p ?o } }",
    'SELECT * { ?s ?p """ a "" b """ . SERVICE <http://x/> { ?s ?p ?o } }',
]


@pytest.mark.parametrize("query", SERVICES)
def test_service_is_found(query: str) -> None:
    found = check(query)
    assert isinstance(found, Refusal)
    assert found.reason == "service"
    # The place is that of the word.
    at = query.splitlines()[found.line - 1][found.column - 1 :]
    assert at[0] in "Ss\\t"


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE" }',
        "SELECT * { ?s ?p 'a SERVICE <http://x/> {' }",
        'SELECT * { ?s ?p """\nSERVICE "quoted" <http://x/> {\n""" }',
        "SELECT * { ?s ?p ?SERVICE }",
        "SELECT * { ?s ?p $service }",
        "SELECT * { ?s <http://x/SERVICE> ?o }",
        "SELECT * { ?s sd:Service ?o }",
        "SELECT * { ?s sd:SERVICE ?o }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://x/> {",
        "#SERVICE\nSELECT * { ?s ?p ?o }",
        'SELECT * { ?s ?p "x"@service }',
        "SELECT * { _:SERVICE ?p ?o }",
        r"SELECT * { ?s ex:a\#SERVICE ?o }",
    ],
)
def test_what_only_looks_like_service_is_no_reason(query: str) -> None:
    assert isinstance(check(query), Checked)


PIECES = ["SERVICE", "service ", "SILENT", " ", "\n", "#", ":", "ex:", "?x", "<http://127.0.0.1:{port}/>", "{", "}", "?s ?p ?o", ".", "1", "1.5", "true",
          '"', "'", '"""', "\\", "\\u0053", "<", ">", "(", ")", "FILTER(?a<?b)", "OPTIONAL", "_:b", "@en", "VALUES ?x { <http://127.0.0.1:{port}/> }", "UNION"]  # fmt: skip


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """Listen on a port: whoever connects is seen, as nobody accepts."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_the_engine_connects_to_nobody_by_what_is_let_through(
    listener: socket.socket, pieces: list[str]
) -> None:
    port = listener.getsockname()[1]
    query = f"SELECT * {{ {''.join(pieces)} }}".replace("{port}", str(port))
    if isinstance(check(query), Refusal):
        return
    nearby = {"ex": f"http://127.0.0.1:{port}/", "": f"http://127.0.0.1:{port}/"}
    with suppress(SyntaxError, RuntimeError, OSError, ValueError):
        list(ox.Store().query(query, prefixes=nearby))
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize("word", ["INSERT DATA { }", "DELETE WHERE { }", "LOAD <x>", "CLEAR ALL", "drop graph <x>", "CREATE GRAPH <x>", "COPY <a> TO <b>", "MOVE <a> TO <b>", "ADD <a> TO <b>", "WITH <x> DELETE { } WHERE { }"])  # fmt: skip
def test_updates_are_none_of_ours(word: str) -> None:
    found = check(f"PREFIX x: <http://x/>\nBASE <http://y/> {word}")
    assert isinstance(found, Refusal)
    assert (found.reason, found.line) == ("update", 2)


@pytest.mark.parametrize(
    ("query", "form", "has_dataset", "volatile"),
    [
        ("SELECT * { ?s ?p ?o }", "SELECT", False, False),
        ("ask{}", "ASK", False, False),
        ("# SELECT\nPREFIX ask: <SELECT> BASE <x> construct WHERE { }", "CONSTRUCT", False, False),
        ("DESCRIBE <x>", "DESCRIBE", False, False),
        ("SELECT * FROM <x> { }", "SELECT", True, False),
        ("SELECT * FROM:x { }", "SELECT", True, False),
        ("SELECT * FROM NAMED <x> { }", "SELECT", True, False),
        ("SELECT ?from { ?from ?p 'FROM' }", "SELECT", False, False),
        ("SELECT (NOW() AS ?n) { }", "SELECT", False, True),
        ("SELECT * { } ORDER BY rand()", "SELECT", False, True),
        ("SELECT (STRUUID() AS ?n) { }", "SELECT", False, True),
        ("SELECT ?now { ?now ?p 'NOW' }", "SELECT", False, False),
    ],
)
def test_what_is_known_of_a_query(query: str, form: str, has_dataset: bool, volatile: bool) -> None:
    assert check(query) == Checked(form, has_dataset, volatile)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "reason", "line", "column"),
    [
        ("", "syntax", 0, 0),
        ("# only a comment", "syntax", 0, 0),
        ("PREFIX x: <http://x/>", "syntax", 0, 0),
        ("\n  FIND everything", "syntax", 2, 3),
        ("{", "syntax", 1, 1),
        ('SELECT * {\n ?s ?p "not ended }', "syntax", 2, 8),
        ('SELECT * { ?s ?p """not ended" }', "syntax", 1, 18),
        ("SELECT * { ?s ?p 'two\nlines' }", "syntax", 1, 18),
        ("SELECT * " + "{" * (MAX_DEPTH + 1), "too-deep", 1, 10 + MAX_DEPTH),
        ("SELECT * { ?s ?p " + "(" * MAX_DEPTH, "too-deep", 1, 17 + MAX_DEPTH),
        ("SELECT * { " + "?x " * MAX_TOKENS, "too-long", 0, 0),
        ("SELECT * {" + " " * MAX_CHARACTERS, "too-long", 0, 0),
    ],
)
def test_refusals_name_the_place(query: str, reason: str, line: int, column: int) -> None:
    found = check(query)
    assert isinstance(found, Refusal)
    assert (found.reason, found.line, found.column) == (reason, line, column)
    assert found.detail


def test_what_is_just_within_the_limits_is_let_through() -> None:
    assert isinstance(check("SELECT * " + "{" * MAX_DEPTH + "}" * MAX_DEPTH), Checked)
    assert isinstance(check("SELECT " + "?x " * (MAX_TOKENS - 1)), Checked)


@given(st.text(max_size=300))
def test_any_text_is_cut_into_tokens_in_order(query: str) -> None:
    found = [token.position for token in tokens(query)]
    assert found == sorted(set(found))
    for position in found:
        line, column = place(query, position)
        assert query.split("\n")[line - 1][column - 1] == query[position]
