"""What comes back: formats, statuses, validators and pages. The engine answers in this process; what only a pool can do is made up."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from markupsafe import escape

from emuseum_lod.config import Settings
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.sparql.answer import answer
from emuseum_lod.sparql.client import Answering, Gone
from emuseum_lod.sparql.examples import load_examples
from emuseum_lod.sparql.frames import Failure, FailureCode, Job, Lost, Start
from emuseum_lod.sparql.request import parse
from emuseum_lod.sparql.service import Service
from emuseum_lod.uris import ItemId, concept_id
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web.rendering import Renderer

BASE = "https://data.example.org/lod/"
ITEM = concept_id("materials", "felt")
SELECT, ASK, GRAPH = "SELECT ?o { ?s ?p ?o }", "ASK { }", "CONSTRUCT WHERE { ?s ?p ?o }"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
FORMATS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}  # fmt: skip
GRAPHS = {"ttl": ox.RdfFormat.TURTLE, "nt": ox.RdfFormat.N_TRIPLES, "rdf": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD}  # fmt: skip


@dataclass
class Whole:
    whole: bytes | None
    rest: tuple[bytes, ...] = ()
    start: Start = field(default_factory=lambda: Start("000000000007-00000000", 7))
    closed: bool = False

    def __iter__(self) -> Iterator[bytes]:
        yield from self.rest
        raise Lost

    def close(self) -> None:
        self.closed = True


class Engine:
    """Answers in this process, or with what it is told to."""

    def __init__(self, told: Answering | Failure | None = None) -> None:
        self.store = ox.Store()
        self.store.add(
            ox.Quad(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), ox.Literal("Алқа <b>", language="kk"))
        )
        self.told = told
        self.jobs: list[Job] = []

    def ask(self, job: Job, gone: Gone) -> Answering | Failure:  # noqa: ARG002  # the protocol's name
        self.jobs.append(job)
        if self.told is not None:
            return self.told
        results = self.store.query(job.query)
        format_ = (GRAPHS if isinstance(results, ox.QueryTriples) else FORMATS)[job.format]
        return Whole(results.serialize(format=format_))  # type: ignore[arg-type]


def service(engine: Engine) -> Service:
    return Service(
        engine,
        lambda: "000000000007-00000000",
        Addresses(BASE),
        lambda items: {item for item in items if item == ITEM},
        30.0,
        Renderer(Settings(base_uri=BASE)).render,
    )


def get(query: str, accept: str | None = None, engine: Engine | None = None, **fields: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in fields.items() if name in {"format", "lang"}}
    headers = {"if-none-match": fields["etag"]} if "etag" in fields else {}
    if accept is not None:
        headers["accept"] = accept
    sent = urlencode({**({"query": query} if query else {}), **named}).encode()
    return answer(parse(Asked("GET", "/sparql", sent, headers)), service(engine or Engine()), lambda: False)


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (SELECT, None, "application/sparql-results+json"),
        (SELECT, "*/*", "application/sparql-results+json"),
        (SELECT, "application/json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "application/xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (SELECT, "text/turtle;q=1.0, application/sparql-results+json;q=0.1", "application/sparql-results+json"),
        (SELECT, "text/csv;q=0.5, application/sparql-results+xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        (SELECT, BROWSER, "text/html; charset=utf-8"),
        (SELECT, "text/html", "text/html; charset=utf-8"),
        (ASK, None, "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml, */*;q=0.5", "application/sparql-results+xml"),
        (GRAPH, None, "text/turtle; charset=utf-8"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        (GRAPH, "application/sparql-results+json, text/turtle;q=0.2", "text/turtle; charset=utf-8"),
        (GRAPH, BROWSER, "text/html; charset=utf-8"),
        ("DESCRIBE <urn:s>", "text/turtle", "text/turtle; charset=utf-8"),
        ("", None, "text/turtle; charset=utf-8"),
        ("", "application/rdf+xml", "application/rdf+xml"),
        ("", BROWSER, "text/html; charset=utf-8"),
    ],
)  # fmt: skip
def test_negotiation(query: str, accept: str | None, content_type: str) -> None:
    reply = get(query, accept)
    assert (reply.status, reply.header("content-type")) == (200, content_type)
    assert reply.body
    assert reply.header("access-control-allow-origin") == "*"
    assert "Accept" in (reply.header("vary") or "")


@pytest.mark.parametrize(
    ("query", "name", "content_type"),
    [
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "application/sparql-results+json", "application/sparql-results+json"),
        (SELECT, "application/sparql-results json", "application/sparql-results+json"),
        (SELECT, "srx", "application/sparql-results+xml"),
        (SELECT, "HTML", "text/html; charset=utf-8"),
        (GRAPH, "turtle", "text/turtle; charset=utf-8"),
        (GRAPH, "json-ld", "application/ld+json"),
        (GRAPH, "application/json", "application/ld+json"),
    ],
)
def test_a_format_that_is_named_wins(query: str, name: str, content_type: str) -> None:
    reply = get(query, "text/html", format=name)
    assert (reply.status, reply.header("content-type")) == (200, content_type)


def test_no_format_that_can_be_had() -> None:
    reply = get(SELECT, "image/png")
    said = json.loads(bytes(reply.body))  # type: ignore[arg-type]
    assert (reply.status, said["code"]) == (406, "not-acceptable")
    assert "text/csv" in said["formats"]
    reply = get(ASK, "text/csv")
    assert reply.status == 406
    reply = get(SELECT, format="turtle")
    assert (reply.status, json.loads(bytes(reply.body))["code"]) == (400, "format")  # type: ignore[arg-type]


def test_an_answer_is_known_again_until_the_snapshot_changes() -> None:
    engine = Engine()
    reply = get(SELECT, "text/csv", engine)
    tag = reply.header("etag")
    assert tag
    assert tag.startswith('W/"')
    assert reply.header("cache-control") == "public, max-age=300"
    again = get(SELECT, "text/csv", engine, etag=f'"other", {tag}')
    assert (again.status, again.body, again.header("etag")) == (304, b"", tag)
    assert len(engine.jobs) == 1, "the engine was not asked again"
    others = {
        get(SELECT, "text/tab-separated-values").header("etag"),
        get(f"{SELECT} ", "text/csv").header("etag"),
        get(SELECT, "text/csv", Engine(Whole(b"", start=Start("000000000008-00000000", 8)))).header("etag"),
    }
    assert tag not in others
    assert len(others) == 3


def test_it_tells_whether_it_was_kept() -> None:
    # RFC 9211, §2: the name of the cache, then "hit" or why the question was passed on.
    engine = Engine()
    assert get(SELECT, engine=engine).header("cache-status") == "emuseum-lod; fwd=miss"
    assert engine.jobs[0].keep
    kept = Engine(Whole(b"", start=Start("000000000007-00000000", 7, kept=True)))
    again = get(SELECT, engine=kept)
    assert again.header("cache-status") == "emuseum-lod; hit"
    assert again.header("etag") == get(SELECT).header("etag")


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_differs_each_time_is_not_kept(function: str) -> None:
    engine = Engine()
    reply = get(f"SELECT ({function} AS ?x) {{ }}", engine=engine)
    assert not engine.jobs[0].keep
    assert reply.header("cache-status") == "emuseum-lod; fwd=bypass"
    assert reply.header("etag") is None
    assert reply.header("cache-control") == "no-store"


@pytest.mark.parametrize(
    ("code", "status", "retry"),
    [
        ("syntax", 400, None),
        ("evaluation", 400, None),
        ("crash", 500, None),
        ("timeout", 503, None),
        ("memory", 503, None),
        ("busy", 503, "5"),
        ("unavailable", 503, "5"),
        ("no-data", 503, "30"),
    ],
)
def test_a_failure_has_its_status(code: FailureCode, status: int, retry: str | None) -> None:
    engine = Engine(Failure(code, "because", 3, 7))
    reply = get(SELECT, "text/csv", engine)
    said = json.loads(bytes(reply.body))  # type: ignore[arg-type]
    assert (reply.status, reply.header("retry-after")) == (status, retry)
    assert reply.header("content-type") == "application/problem+json"
    assert reply.header("cache-control") == "no-store"
    assert (said["status"], said["code"], said["line"], said["column"]) == (status, code, 3, 7)
    assert said["detail"].startswith("because")
    for lang in ("kk", "ru", "en"):
        page = get(SELECT, BROWSER, engine, lang=lang)
        assert page.status == status
        text = bytes(page.body).decode()  # type: ignore[arg-type]
        assert f'<html lang="{lang}">' in text
        assert "because" in text
        assert "SELECT ?o" in text, "the query is still in the form"


def test_a_method_that_is_not_used() -> None:
    reply = answer(parse(Asked("PUT", "/sparql")), service(Engine()), lambda: False)
    assert (reply.status, reply.header("allow")) == (405, "GET, HEAD, OPTIONS, POST")


def test_other_sites_may_ask() -> None:
    reply = answer(parse(Asked("OPTIONS", "/sparql")), service(Engine()), lambda: False)
    assert reply.status == 204
    assert "POST" in (reply.header("access-control-allow-methods") or "")
    assert "Content-Type" in (reply.header("access-control-allow-headers") or "")


def test_a_large_answer_is_passed_on_in_chunks_and_never_ended_when_it_is_lost() -> None:
    reply = get(SELECT, "text/csv", Engine(Whole(None, (b"a\r\n", b"1\r\n"))))
    assert reply.status == 200
    chunks = iter(reply.body)
    assert [next(chunks), next(chunks)] == [b"a\r\n", b"1\r\n"]
    with pytest.raises(Lost):
        next(chunks)


def text(reply: Reply) -> str:
    return bytes(reply.body).decode()  # type: ignore[arg-type]


def assert_only_our_scripts(page: str) -> None:
    """No script stands in the page itself: ours are files, and a block of data is not run."""
    for tag in re.findall(r"<script[^>]*>", page):
        assert re.fullmatch(
            r'<script (?:defer|type="module") src="/lod/static/[a-z./]+">|<script type="application/json" id="result-data">',
            tag,
        ), tag
    for block in re.findall(r'id="result-data">(.*?)</script>', page, re.DOTALL):
        json.loads(block)
        assert "<" not in block


def shown(results: str, lang: str = "en") -> str:
    return text(get(SELECT, BROWSER, Engine(Whole(results.encode())), lang=lang))


def row(term: str) -> str:
    return f'{{"head": {{"vars": ["x", "none"]}}, "results": {{"bindings": [{{"x": {term}}}]}}}}'


@pytest.mark.parametrize(
    ("term", "html"),
    [
        ('{"type": "uri", "value": "https://data.example.org/lod/id/concept/zzzz"}', '<a href="/lod/id/concept/zzzz"><bdi>id/concept/zzzz</bdi></a>'),
        ('{"type": "uri", "value": "http://www.cidoc-crm.org/cidoc-crm/E55_Type"}', '<a href="http://www.cidoc-crm.org/cidoc-crm/E55_Type" rel="noopener nofollow"><bdi>crm:E55_Type</bdi></a>'),
        ('{"type": "uri", "value": "javascript:alert(1)"}', "<td><bdi>javascript:alert(1)</bdi>"),
        ('{"type": "uri", "value": "data:text/html,x"}', "<td><bdi>data:text/html,x</bdi>"),
        ('{"type": "literal", "value": "<script>alert(1)</script>"}', "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('{"type": "literal", "value": "Алқа", "xml:lang": "kk"}', '<bdi lang="kk">Алқа</bdi> <span class="quiet">kk</span>'),
        ('{"type": "literal", "value": "5", "datatype": "http://www.w3.org/2001/XMLSchema#integer"}', "<td><bdi>5</bdi></td>"),
        ('{"type": "literal", "value": "POINT(1 2)", "datatype": "http://www.opengis.net/ont/geosparql#wktLiteral"}', '<span class="quiet">geo:wktLiteral</span>'),
        ('{"type": "bnode", "value": "b0"}', "<bdi>_:b0</bdi>"),
    ],
)  # fmt: skip
def test_values_on_the_page(term: str, html: str) -> None:
    page = shown(row(term))
    assert html in " ".join(page.replace("<td>\n", "<td>").replace("\n", " ").split()).replace(
        " </td>", "</td>"
    )
    assert_only_our_scripts(page)


def test_what_is_for_demonstration_says_so() -> None:
    page = shown(row(f'{{"type": "uri", "value": "{BASE}id/{ITEM}#span"}}'))
    assert '<em class="badge">demo</em>' in page
    assert '<em class="badge">' not in shown(
        row(f'{{"type": "uri", "value": "{BASE}id/{ItemId("concept/zzzz")}"}}')
    )


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_results_on_the_page(lang: str) -> None:
    table = text(get(SELECT, BROWSER, lang=lang))
    assert "Алқа &lt;b&gt;" in table
    assert f"/lod/sparql?query={quote(SELECT, safe='').replace('%20', '+')}&amp;format=csv" in table
    assert "Turtle" in text(get(GRAPH, BROWSER, lang=lang))
    empty = text(get("SELECT * { <urn:no> ?p ?o }", BROWSER, lang=lang))
    assert {"kk": "сәйкес ештеңе жоқ", "ru": "ничего подходящего", "en": "nothing in the catalogue"}[
        lang
    ] in empty
    assert {"kk": "Иә", "ru": "Да", "en": "Yes"}[lang] in text(get(ASK, BROWSER, lang=lang))


def test_a_result_too_large_for_a_page_is_for_download() -> None:
    whole = Whole(None)
    page = text(get(SELECT, BROWSER, Engine(whole), lang="en"))
    assert "too large for a page" in page
    assert "format=csv" in page
    assert whole.closed, "the query is ended"
    many = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": str(n)}} for n in range(700)]}})  # fmt: skip
    page = shown(many)
    assert page.count("<tr>") == 501
    assert "700 rows" in page


def test_the_form_holds_the_query_as_it_was_written() -> None:
    hostile = 'SELECT * { ?s ?p "</textarea><script>alert(1)</script>" }'
    page = text(get(hostile, BROWSER))
    assert_only_our_scripts(page)
    assert "&lt;/textarea&gt;&lt;script&gt;" in page


def test_without_figures_the_service_describes_itself_all_the_same() -> None:
    for told in (Failure("no-data"), Whole(None)):
        reply = get("", "text/turtle", Engine(told))
        assert (reply.status, reply.header("cache-control")) == (200, "no-store")
        assert b"sd:endpoint" in bytes(reply.body)  # type: ignore[arg-type]
        assert b"void:triples" not in bytes(reply.body)  # type: ignore[arg-type]


def test_the_service_description_is_the_same_in_every_format() -> None:
    graphs = []
    for accept, format_ in [("text/turtle", ox.RdfFormat.TURTLE), ("application/n-triples", ox.RdfFormat.N_TRIPLES), ("application/rdf+xml", ox.RdfFormat.RDF_XML), ("application/ld+json", ox.RdfFormat.JSON_LD)]:  # fmt: skip
        graphs.append({quad.triple for quad in ox.parse(bytes(get("", accept).body), format=format_)})  # type: ignore[arg-type]
    assert all(graph == graphs[0] for graph in graphs)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    endpoint = ox.NamedNode(f"{BASE}sparql")
    assert ox.Triple(endpoint, ox.NamedNode(f"{sd}endpoint"), endpoint) in graphs[0]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_examples_are_offered_in_the_language_of_the_page(lang: str) -> None:
    page = text(get("", BROWSER, lang=lang))
    examples = load_examples(lang)
    assert len(examples) >= 40
    for example in examples:
        assert escape(example.title) in page
        assert f"query={quote(example.query, safe='/')}" in page or quote(example.query, safe="") in page
        assert "#!" not in example.query
    assert all('"kk"' not in example.query for example in examples if lang != "kk")


def test_an_example_without_its_headings_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.rq").write_text("#! title@kk: А\nASK { }", "utf-8")
    monkeypatch.setattr("emuseum_lod.sparql.examples.resource", lambda *_: tmp_path)
    with pytest.raises(Exception, match=r"x\.rq has no line '#! question@kk"):
        load_examples.__wrapped__("kk")
