"""The example queries: by theme, searched in three languages, and as RDF that tools of the sparql-examples convention read."""

import re
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.config import Settings
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.namespaces import PREFIXES, SH
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.sparql import examples
from emuseum_lod.sparql.example_graph import SPEX, complete
from emuseum_lod.sparql.examples import load_examples, load_themes
from emuseum_lod.sparql.examples_page import answer
from emuseum_lod.sparql.service import Service
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web.rendering import Renderer

BASE = "https://data.example.org/lod/"
SERVICE = Service(None, str, Addresses(BASE), set, 30.0, Renderer(Settings(base_uri=BASE)).render)  # type: ignore[arg-type]  # asks no pool
NAMES = [example.name for example in load_examples("en")]
BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
LANGUAGES = ("kk", "ru", "en")

# How the convention's own tools find queries (sib-swiss/sparql-examples, README, "Querying for queries").
CONVENTION = f"""
PREFIX sh: <{SH}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX spex: <{SPEX}>
SELECT ?sq ?comment ?query ?target WHERE {{
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; schema:target ?target ; sh:select|sh:ask|sh:construct|spex:describe ?query .
}}
"""


def get(name: str = "", accept: str | None = BROWSER, **fields: str) -> Reply:
    headers = {"accept": accept} if accept else {}
    reply = answer(Asked("GET", "/", urlencode(fields).encode(), headers), SERVICE, name)
    assert reply is not None
    return reply


def text(reply: Reply) -> str:
    assert isinstance(reply.body, bytes)
    return reply.body.decode()


def graph(reply: Reply) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text(reply), format=(reply.header("content-type") or "").split(";")[0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_example_has_one_theme_and_words_to_find_it_by(lang: str) -> None:
    themed = [example.name for theme in load_themes(lang) for example in theme.examples]
    assert sorted(themed) == sorted(NAMES)
    assert len(themed) >= 40
    assert all(theme.examples and theme.title for theme in load_themes(lang))
    assert all(example.keywords for theme in load_themes(lang) for example in theme.examples)


@pytest.mark.parametrize(
    ("toml", "wrong"),
    [("[x]\nnumbers = ['00']\nkk = 'a'\nru = 'b'\nen = 'c'\n", "no theme has the example 010-materials"), ("[x]\nnumbers = []", "the theme x has no numbers"), ("[x", "themes.toml: ")],
)  # fmt: skip
def test_wrong_themes_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, toml: str, wrong: str
) -> None:
    path = tmp_path / "themes.toml"
    path.write_text(toml, "utf-8")
    load_examples("kk")
    monkeypatch.setattr(examples, "resource", lambda *_: path)
    with pytest.raises(ConfigurationError, match=re.escape(wrong)):
        load_themes.__wrapped__("kk")


@pytest.mark.parametrize(
    ("lang", "search", "found"),
    [("kk", "уақыт", "022-timeline"), ("ru", "лента ВРЕМЕНИ", "022-timeline"), ("en", "timeline", "022-timeline"), ("en", "map museums", "035-museums-on-a-map")],
)  # fmt: skip
def test_examples_are_found_by_their_words(lang: str, search: str, found: str) -> None:
    page = text(get(lang=lang, q=search))
    shown = re.findall(r"examples/([0-9a-z-]+)\?lang", page)
    assert found in shown
    assert 0 < len(shown) < len(NAMES)
    assert f'lang="{lang}"' in page


def test_what_nothing_is_found_by_is_said_and_stays_text() -> None:
    page = text(get(lang="en", q='"><script>alert(1)</script>'))
    assert "No example has all of these words" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("name", "accept", "format_", "status", "content_type"),
    [
        ("", None, "", 200, "text/turtle; charset=utf-8"),
        ("", BROWSER, "", 200, "text/html; charset=utf-8"),
        ("", BROWSER, "jsonld", 200, "application/ld+json"),
        ("", "application/rdf+xml", "", 200, "application/rdf+xml"),
        ("", "application/sparql-query", "", 406, "application/problem+json"),
        ("", None, "zip", 400, "application/problem+json"),
        ("022-timeline", "application/sparql-query", "", 200, "application/sparql-query; charset=utf-8"),
        ("022-timeline", BROWSER, "rq", 200, "application/sparql-query; charset=utf-8"),
        ("022-timeline", "application/n-triples", "", 200, "application/n-triples"),
        ("022-timeline", BROWSER, "", 200, "text/html; charset=utf-8"),
    ],
)  # fmt: skip
def test_formats(name: str, accept: str | None, format_: str, status: int, content_type: str) -> None:
    reply = get(name, accept, **({"format": format_} if format_ else {}))
    assert (reply.status, reply.header("content-type")) == (status, content_type)


def test_tools_of_the_convention_find_every_query_in_three_languages() -> None:
    rows = list(graph(get(accept="text/turtle")).query(CONVENTION))
    assert len(rows) == 3 * len(NAMES)
    assert {row.target for row in rows} == {rdflib.URIRef(f"{BASE}sparql")}  # type: ignore[union-attr]
    assert {row.comment.language for row in rows} == set(LANGUAGES)  # type: ignore[union-attr]


def triples(reply: Reply) -> set[ox.Triple]:
    format_ = ox.RdfFormat.from_media_type(reply.header("content-type") or "")
    return {quad.triple for quad in ox.parse(text(reply), format=format_)}


def test_every_format_is_the_same_graph_and_one_example_is_a_part_of_it() -> None:
    whole = triples(get(accept="text/turtle"))
    for accept in ("application/n-triples", "application/rdf+xml", "application/ld+json"):
        assert triples(get(accept=accept)) == whole, accept
    kind = ox.NamedNode(f"{SH}SPARQLExecutable")
    for name in NAMES[::20]:
        one = triples(get(name, "text/turtle"))
        assert one < whole
        assert {str(each.subject) for each in one if each.object == kind} == {
            f"<{BASE}sparql/examples/{name}>"
        }


@pytest.mark.parametrize("name", NAMES)
def test_a_query_taken_elsewhere_needs_nothing_to_be_declared(name: str) -> None:
    query = text(get(name, format="rq"))
    ox.Store().query(query)  # raises for a prefix or a base that is missing
    assert all(f"PREFIX {prefix}:" not in query or f"{prefix}:" in query.split(f"PREFIX {prefix}: ")[1] for prefix in PREFIXES)  # fmt: skip


def test_only_what_is_used_is_declared() -> None:
    assert (
        complete("ASK { ?s dcterms:title ?t }", BASE)
        == f"PREFIX dcterms: <{PREFIXES['dcterms']}>\nASK {{ ?s dcterms:title ?t }}"
    )
    assert complete("ASK { <def/x> ?p 1 FILTER(?p < 3 && ?p > 2) }", BASE).startswith(f"BASE <{BASE}>\nASK")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_example_has_a_page_from_which_it_is_run(lang: str) -> None:
    page = text(get("081-open-pictures", lang=lang))
    example = next(each for each in load_examples(lang) if each.name == "081-open-pictures")
    assert example.title in page
    assert example.question in page
    assert "/lod/sparql?" in page


def test_who_has_it_is_not_sent_it_again_and_nothing_is_there_of_an_unknown_name() -> None:
    tag = get(accept="text/turtle").header("etag")
    again = answer(Asked("GET", "/", b"", {"accept": "text/turtle", "if-none-match": tag or ""}), SERVICE)
    assert again is not None
    assert again.status == 304
    assert answer(Asked("GET", "/"), SERVICE, "none") is None


@given(st.binary(max_size=200))
def test_no_bytes_in_an_address_break_it(query: bytes) -> None:
    reply = answer(Asked("GET", "/", query, {"accept": BROWSER}), SERVICE)
    assert reply is not None
    assert reply.status in {200, 400}
