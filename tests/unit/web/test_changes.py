"""The change streams tell the log, whole and in order; full pages never change; what is not final yet is not told."""

import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from itertools import chain, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pyshacl
import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from rdflib import RDF, Graph, Namespace, URIRef
from sqlalchemy import insert, update
from support.loads import BASE, load_records

from emuseum_lod.catalogue.records import encode
from emuseum_lod.changes.answer import answer
from emuseum_lod.changes.places import Places
from emuseum_lod.changes.request import parse
from emuseum_lod.changes.service import Service
from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.schema import change, commit
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.web.app import create_app

AS = Namespace("https://www.w3.org/ns/activitystreams#")
LDES = Namespace("https://w3id.org/ldes#")
TREE = Namespace("https://w3id.org/tree#")
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RS = "{http://www.openarchives.org/rs/terms/}"
SIZE = 7


@pytest.fixture
def ledger(catalogue: ModuleType, tmp_path: Path) -> Iterator[Ledger]:
    with catalogue.make_ledger(tmp_path, catalogue.invented(), catalogue.deleted()) as ledger:
        yield ledger


@pytest.fixture
def service(catalogue: ModuleType, ledger: Ledger) -> Service:
    places = Places(Addresses(catalogue.BASE), page_size=SIZE, list_size=SIZE)
    return Service(
        ledger.reader(), places, "A museum's data", lambda lang, key: f"{lang} {key}", lambda _: ""
    )


def get(service: Service, url: str, **headers: str) -> Reply:
    path, _, query = url.removeprefix(service.places.addresses.base.rstrip("/")).partition("?")
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return answer(parse(Asked("GET", path.partition("#")[0], query.encode(), given)), service)


def body(service: Service, url: str) -> bytes:
    reply = get(service, url)
    assert reply.status == 200, url
    assert isinstance(reply.body, bytes)
    return reply.body


def append(ledger: Ledger, record: Any, *, sealed: bool = True) -> None:
    """Write one more commit that updates an item; the state of the item itself is not what streams read."""
    with ledger.transaction() as connection:
        seq, row = ledger.reader().last_seq() + 1, ledger.reader().get(record.id)
        assert row is not None
        connection.execute(insert(commit).values(id=3, datestamp="2026-03-03T00:00:00Z", provider="demo", started="2026-03-03T00:00:00Z", sealed=sealed, counted=True))  # fmt: skip
        connection.execute(
            insert(change).values(seq=seq, item_num=row.num, commit_id=3, op="update", record=encode(record))
        )


def log(service: Service) -> list[tuple[str, str, str]]:
    """What the ledger's log says: (create, update or delete; the item's IRI; when)."""
    done = {"restore": "create", "touch": "update"}
    return [
        (done.get(each.op, each.op), service.places.iri(each.item_id), each.datestamp)
        for each in service.reader.changes(0, 10_000)
    ]


def activities(service: Service) -> list[tuple[str, str, str]]:
    """Walk IIIF Change Discovery as its specification says consumers do (§3): from the last page back to the first."""
    collection = json.loads(body(service, "/changes/activity.json"))
    pages, at = [], collection.get("last")
    while at:
        page = json.loads(body(service, at["id"]))
        assert page["id"] == at["id"]
        assert page["partOf"]["id"] == collection["id"]
        pages.append(page)
        at = page.get("prev")
    assert not pages or pages[-1]["id"] == collection["first"]["id"]
    for later, earlier in pairwise(pages):
        assert earlier["next"]["id"] == later["id"]
    found = list(chain.from_iterable(page["orderedItems"] for page in reversed(pages)))
    assert len(found) == collection["totalItems"]
    return [(each["type"].lower(), each["object"]["id"], each["endTime"]) for each in found]


def graph(service: Service, url: str) -> Graph:
    return Graph().parse(data=body(service, url), format="turtle", publicID=url)


def members(service: Service) -> list[tuple[str, str, str]]:
    """Walk the event stream as TREE says: every relation of every node, from the view on."""
    root = graph(service, "/changes/ldes.ttl")
    stream = root.value(predicate=RDF.type, object=LDES.EventStream)
    todo, found = [root.value(stream, TREE.view)], []
    while todo:
        node = graph(service, str(todo.pop()))
        todo += node.objects(None, TREE.node)
        inside = sorted(node.objects(stream, TREE.member), key=lambda iri: int(str(iri).rpartition("#c")[2]))
        for member in inside:
            kind = node.value(member, RDF.type)
            found.append(
                (str(kind).rpartition("#")[2].lower(), str(node.value(member, AS.object)), str(node.value(member, AS.published)).replace("+00:00", "Z"))
            )  # fmt: skip
    return found


def changes(service: Service) -> list[tuple[str, str, str]]:
    """Walk ResourceSync from its well-known address to every change list."""
    done = {"created": "create", "updated": "update", "deleted": "delete"}
    source = etree.fromstring(body(service, "/.well-known/resourcesync"))
    capabilities = etree.fromstring(body(service, source.findtext(f".//{SITEMAP}url/{SITEMAP}loc")))
    by_name = {
        url.find(f"{RS}md").get("capability"): url.findtext(f"{SITEMAP}loc")
        for url in capabilities.iterfind(f"{SITEMAP}url")
    }
    found = []
    index = etree.fromstring(body(service, by_name["changelist"]))
    for part in index.iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc"):
        for url in etree.fromstring(body(service, part.text)).iterfind(f"{SITEMAP}url"):
            about = url.find(f"{RS}md")
            found.append((done[about.get("change")], url.find(f"{RS}ln").get("href"), about.get("datetime")))
    return found


WALKS = {"IIIF Change Discovery": activities, "LDES": members, "ResourceSync": changes}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_a_stream_tells_the_whole_log_in_its_order(walk: Any, service: Service) -> None:
    told = walk(service)
    assert len(told) > 2 * SIZE
    assert told == log(service)
    assert "delete" in {done for done, _, _ in told}


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_what_has_no_final_datestamp_yet_is_not_told(
    walk: Any, service: Service, ledger: Ledger, catalogue: ModuleType
) -> None:
    """`Ledger.seal` may still move it, and a page that said otherwise would be wrong for ever."""
    before = walk(service)
    append(ledger, catalogue.invented()[0], sealed=False)
    assert walk(service) == before
    with ledger.transaction() as connection:
        connection.execute(update(commit).values(sealed=True))
    assert walk(service) == [*before, log(service)[-1]]


@pytest.mark.parametrize(
    "url", ["/changes/activity/{}.json", "/changes/ldes/{}.ttl", "/changes/resourcesync/changelist/{}.xml"]
)
def test_a_page_that_another_follows_may_be_kept_for_ever_and_never_changes(
    url: str, service: Service, ledger: Ledger, catalogue: ModuleType
) -> None:
    """RFC 8246; IIIF Change Discovery §2.2; LDES, on immutable pages."""
    closed = (service.reader.last_seq() - 1) // SIZE
    before = [get(service, url.format(page)) for page in range(1, closed + 1)]
    assert all("immutable" in (reply.header("Cache-Control") or "") for reply in before)
    last = get(service, url.format(closed + 1))
    assert "immutable" not in (last.header("Cache-Control") or "")
    append(ledger, catalogue.invented()[0])
    assert [get(service, url.format(page)) for page in range(1, closed + 1)] == before
    assert get(service, url.format(closed + 1)) != last
    assert get(service, url.format(1), if_none_match=before[0].header("ETag") or "").status == 304


@pytest.mark.parametrize(
    "url",
    [
        "/changes/activity/0.json",
        "/changes/activity/9999.json",
        "/changes/activity/-1.json",
        "/changes/activity/1.ttl",
        "/changes/activity/" + "9" * 400 + ".json",
        "/changes/activity/999999999999.json",
        "/changes/ldes/٣.ttl",
        "/changes/resourcesync/changelist/999.xml",
        "/changes/resourcesync/resourcelist/999.xml",
        "/changes/resourcesync/../secret.xml",
        "/changes/%00",
        "/changes/nothing",
        "/changes/museum/nowhere/activity.json",
        "/changes/museum/nowhere/",
        "/changes/museum//activity.json",
        "/changes/museum/" + "x" * 5_000 + "/activity.json",
    ],
)
def test_there_is_no_other_page(url: str, service: Service) -> None:
    assert get(service, url).status == 404


@pytest.mark.shared
@pytest.mark.parametrize("url", ["/changes/ldes.ttl", "/changes/ldes/1.ttl", "/changes/ldes/2.ttl", "last"])
def test_nodes_pass_the_shapes_of_ldes(url: str, service: Service, shared: Path) -> None:
    """Violations alone: the shapes also suggest a retention policy, and we keep everything. Root and other nodes have shapes of their own."""
    if url == "last":
        url = f"/changes/ldes/{(service.reader.last_seq() - 1) // SIZE + 1}.ttl"
    other = "subsequent" if url == "/changes/ldes.ttl" else "root"
    shapes = Graph()
    for path in sorted((shared / "standards" / "ldes-shacl").glob("*.ttl")):
        if f"in-{other}-node" not in path.name:
            shapes.parse(path)
    data = graph(service, url)
    shapes += Graph().parse(data=member_shape(service), format="turtle")
    _, results, text = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True)
    violations = results.subjects(URIRef("http://www.w3.org/ns/shacl#resultSeverity"), URIRef("http://www.w3.org/ns/shacl#Violation"))  # fmt: skip
    assert not list(violations), text


def member_shape(service: Service) -> bytes:
    """The shape that the stream names, aimed at every member."""
    target = b"\n<#member> sh:targetObjectsOf <https://w3id.org/tree#member> .\n"
    return b"@base <https://example.org/shape> .\n" + body(service, "/changes/ldes/shape.ttl") + target


def test_the_resource_list_is_what_is_here_now(service: Service) -> None:
    """ResourceSync §10: descriptions that can be fetched; a deleted one is none, and its deletion is in the change list."""
    index = etree.fromstring(body(service, "/changes/resourcesync/resourcelist.xml"))
    at = index.find(f"{RS}md").get("at")
    found = []
    for part in index.iterfind(f"{SITEMAP}sitemap/{SITEMAP}loc"):
        urls = etree.fromstring(body(service, part.text))
        assert urls.find(f"{RS}md").get("at") == at
        found += [url.find(f"{RS}ln").get("href") for url in urls.iterfind(f"{SITEMAP}url")]
    state: dict[str, str] = {iri: did for did, iri, _ in changes(service)}
    assert sorted(found) == sorted(iri for iri, did in state.items() if did != "delete")
    assert at == service.reader.latest_commit()[1]  # type: ignore[index]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_feeds_tell_people_the_latest_changes_in_their_language(lang: str, service: Service) -> None:
    """RFC 4287 §4.1 and RSS 2.0: what each requires."""
    atom = etree.fromstring(body(service, f"/changes/feed.atom?lang={lang}"))
    name = "{http://www.w3.org/2005/Atom}"
    for element in ("id", "title", "updated", "author"):
        assert len(atom.findall(f"{name}{element}")) == 1
    entries = atom.findall(f"{name}entry")
    assert [entry.findtext(f"{name}updated") for entry in entries] == [
        when for _, _, when in log(service)[: -len(entries) - 1 : -1]
    ]
    assert entries[0].findtext(f"{name}title").endswith(f"{lang} changes.delete")
    rss = etree.fromstring(body(service, f"/changes/feed.rss?lang={lang}"))
    assert rss.findtext("channel/language") == lang
    assert [item.findtext("guid") for item in rss.iterfind("channel/item")] == [
        entry.findtext(f"{name}id") for entry in entries
    ]
    for item in rss.iterfind("channel/item"):
        assert parsedate_to_datetime(item.findtext("pubDate")).tzinfo is not None


def test_a_ledger_without_changes_has_streams_without_pages(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        service = Service(ledger.reader(), Places(Addresses("http://127.0.0.1:8000/")), "", lambda *_: "", lambda _: "")  # fmt: skip
        assert activities(service) == members(service) == changes(service) == []
        assert get(service, "/changes/activity/1.json").status == 404
        for url in ("/changes/resourcesync/resourcelist.xml", "/changes/feed.atom", "/changes/feed.rss"):
            assert etree.fromstring(body(service, url)) is not None


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_for_people_leads_to_every_stream(client: FlaskClient, lang: str) -> None:
    reply = client.get(f"/changes/?lang={lang}")
    tree = html.document_fromstring(reply.data.decode())
    assert (reply.status_code, tree.get("lang"), reply.headers["Content-Language"]) == (200, lang, lang)
    assert len(tree.xpath("//ol[@class='changes']/li")) == 50
    for href in tree.xpath("//section//a/@href"):
        assert client.get(href).status_code == 200, href
    assert tree.xpath(f"//nav[@class='languages']//a[@hreflang='{lang}']/@aria-current") == ["true"]


def test_streams_may_be_read_by_anybodys_page(client: FlaskClient) -> None:
    for url in ("/changes/activity.json", "/changes/activity/1.json", "/.well-known/resourcesync"):
        assert client.get(url).headers["Access-Control-Allow-Origin"] == "*"
        assert client.options(url).status_code == 204
        head = client.head(url)
        assert (head.status_code, head.data) == (200, b"")


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_museum_has_streams_of_its_own(catalogue: ModuleType, tmp_path: Path, lang: str) -> None:
    with Ledger.open(tmp_path) as ledger:
        ledger.identify(catalogue.BASE, catalogue.DOMAIN)
        load_records(ledger, catalogue.invented())
        client = create_app(Settings(data=tmp_path), reader=ledger.reader()).test_client()
        (href,) = html.document_fromstring(client.get(f"/changes/?lang={lang}").data.decode()).xpath(
            "//section[@aria-labelledby='museums']//a/@href"
        )
        page = client.get(href)
        name = {"kk": "Үлгі музейі", "ru": "Образцовый музей", "en": "Specimen Museum"}[lang]
        tree = html.document_fromstring(page.data.decode())
        assert tree.xpath("//p[@class='kind']")[0].text_content() == name
        for each in tree.xpath("//section//a/@href"):
            reply = client.get(each)
            assert reply.status_code == 200
            if "feed" in each:
                assert name in reply.data.decode()
        stream = client.get("/changes/museum/demo-museum/activity/1.json").get_json()
        objects = [record.id for record in catalogue.invented() if record.id.startswith("object/")]
        assert {each["object"]["id"] for each in stream["orderedItems"]} == {
            f"{BASE}id/{each}" for each in objects
        }
