"""Every version that was published is kept and can be had: Memento (RFC 7089), and pages that say how to cite one."""

import re
from collections.abc import Iterator
from types import ModuleType

import pytest
from flask.testing import FlaskClient
from lxml import html
from msgspec.structs import replace
from rdflib import Graph
from sqlalchemy import select
from support.loads import BASE, DOMAIN, load_records

from emuseum_lod.catalogue.records import Name, decode, encode
from emuseum_lod.config import Settings
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.packing import unpack
from emuseum_lod.ledger.schema import change
from emuseum_lod.web.app import create_app

FIRST, SECOND, DELETED, BACK = (f"2026-0{month}-01T12:00:00Z" for month in (1, 2, 3, 4))
NAMES = {FIRST: "The first name", SECOND: "The second name", BACK: "The third name"}
LINK = re.compile(r'<([^>]*)>((?:\s*;\s*\w+="[^"]*")*)')


@pytest.fixture(scope="module")
def ledger(catalogue: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """An object that came, changed, went and came back; a museum that stayed as it was."""
    museum, vessel = catalogue.invented()[0], next(each for each in catalogue.invented() if each.id == catalogue.VESSEL)  # fmt: skip
    with Ledger.open(tmp_path_factory.mktemp("ledger")) as ledger:
        ledger.identify(BASE, DOMAIN)
        for at in (FIRST, SECOND, DELETED, BACK):
            named = [replace(vessel, titles=(Name(value=NAMES[at], lang="en"),))] if at in NAMES else []
            load_records(ledger, [museum, *named], at=at)
        yield ledger


@pytest.fixture(scope="module")
def client(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(Settings(data=tmp_path_factory.mktemp("data")), reader=ledger.reader()).test_client()


def links(header_or_body: str) -> list[tuple[str, dict[str, str]]]:
    """Return links as a reader of RFC 8288 (and of the link format) finds them."""
    return [
        (target, dict(re.findall(r'(\w+)="([^"]*)"', parameters)))
        for target, parameters in LINK.findall(header_or_body)
    ]


def by_rel(found: list[tuple[str, dict[str, str]]], rel: str) -> list[str]:
    return [target for target, parameters in found if rel in parameters["rel"].split()]


def path(address: str) -> str:
    assert address.startswith(BASE)
    return address.removeprefix(BASE.rstrip("/"))


def test_an_item_says_where_its_versions_are(client: FlaskClient, catalogue: ModuleType) -> None:
    """RFC 7089 §4.1.1: from the resource to its TimeGate and TimeMap, whatever form of it one has come to."""
    item = catalogue.VESSEL
    for url in (f"/id/{item}", f"/page/{item}", f"/data/{item}.ttl"):
        found = links(", ".join(client.get(url).headers.getlist("Link")))
        assert [path(each) for each in by_rel(found, "timegate")] == [f"/timegate/{item}"]
        assert [path(each) for each in by_rel(found, "timemap")] == [f"/history/{item}"]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (None, BACK),
        ("Thu, 01 Jan 2026 12:00:00 GMT", FIRST),
        ("Thu, 01 Jan 2026 11:59:59 GMT", FIRST),
        ("Sat, 01 Jan 2000 00:00:00 GMT", FIRST),
        ("Sun, 01 Feb 2026 11:59:59 GMT", FIRST),
        ("Sun, 01 Feb 2026 17:30:00 +0530", SECOND),
        ("Sun, 15 Feb 2026 00:00:00 GMT", SECOND),
        ("Sun, 15 Mar 2026 00:00:00 GMT", DELETED),
        ("Fri, 31 Dec 9999 23:59:59 GMT", BACK),
        ("Fri, 31 Dec 9999 23:59:59 -1200", BACK),
        ("Mon, 01 Jan 0001 00:00:00 +1200", FIRST),
    ],
)
def test_the_timegate_leads_to_what_was_valid_then(
    when: str | None, expected: str, client: FlaskClient, catalogue: ModuleType
) -> None:
    """§4.1.2, pattern 2.1 (302), and §4.5.3: before the first version lies the first."""
    headers = {"Accept": "text/turtle"} | ({"Accept-Datetime": when} if when else {})
    gate = client.get(f"/timegate/{catalogue.VESSEL}", headers=headers)
    assert gate.status_code == 302
    assert "accept-datetime" in gate.headers["Vary"].lower()
    assert "Memento-Datetime" not in gate.headers
    found = links(", ".join(gate.headers.getlist("Link")))
    assert by_rel(found, "original") == [f"{BASE}id/{catalogue.VESSEL}"]
    memento = client.get(gate.headers["Location"])
    assert memento.headers["Memento-Datetime"] == http_date(expected)
    assert memento.status_code == (410 if expected == DELETED else 200)
    if expected in NAMES:
        text = memento.data.decode()
        assert NAMES[expected] in text
        assert not any(name in text for at, name in NAMES.items() if at != expected)


def http_date(datestamp: str) -> str:
    month = {"01": "Thu, 01 Jan", "02": "Sun, 01 Feb", "03": "Sun, 01 Mar", "04": "Wed, 01 Apr"}[
        datestamp[5:7]
    ]
    return f"{month} 2026 12:00:00 GMT"


@pytest.mark.parametrize("said", ["yesterday", "2026-02-01T00:00:00Z", "Sun, 99 Feb 2026 00:00:00 GMT", "Sun, 01 Feb 2026 00:00:00 +99999999999999999999", "1" * 5_000, "\x00"])  # fmt: skip
def test_a_date_that_is_none_is_refused(said: str, client: FlaskClient, catalogue: ModuleType) -> None:
    """§4.5.2."""
    reply = client.get(f"/timegate/{catalogue.VESSEL}", headers={"Accept-Datetime": said})
    assert reply.status_code == 400


def test_the_timemap_lists_every_version(client: FlaskClient, catalogue: ModuleType) -> None:
    """§5: original, timegate, self with its span, and each memento with its date; each answers as of that date."""
    reply = client.get(f"/history/{catalogue.VESSEL}")
    assert reply.headers["Content-Type"] == "application/link-format"
    found = links(reply.data.decode())
    assert by_rel(found, "original") == [f"{BASE}id/{catalogue.VESSEL}"]
    assert [path(each) for each in by_rel(found, "timegate")] == [f"/timegate/{catalogue.VESSEL}"]
    (itself,) = [parameters for _, parameters in found if parameters["rel"] == "self"]
    assert (itself["from"], itself["until"]) == (http_date(FIRST), http_date(BACK))
    mementos = [(target, parameters["datetime"]) for target, parameters in found if "memento" in parameters["rel"]]  # fmt: skip
    assert [date for _, date in mementos] == [http_date(at) for at in (FIRST, SECOND, DELETED, BACK)]
    assert by_rel(found, "first") == [mementos[0][0]]
    assert by_rel(found, "last") == [mementos[-1][0]]
    for target, date in mementos:
        assert client.get(path(target)).headers["Memento-Datetime"] == date


def test_a_version_leads_to_its_neighbours(
    client: FlaskClient, ledger: Ledger, catalogue: ModuleType
) -> None:
    """§2.2.4."""
    first, second, third, last = ledger.reader().versions.of(catalogue.VESSEL)
    reply = client.get(f"/history/{second.seq}/{catalogue.VESSEL}")
    found = links(", ".join(reply.headers.getlist("Link")))
    for rel, version in (("first", first), ("prev", first), ("next", third), ("last", last)):
        assert by_rel(found, rel) == [f"{BASE}history/{version.seq}/{catalogue.VESSEL}"], rel


@pytest.mark.parametrize("extension", ["ttl", "nt", "rdf", "jsonld"])
def test_a_version_says_what_its_record_said(
    extension: str, client: FlaskClient, ledger: Ledger, catalogue: ModuleType
) -> None:
    formats = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
    for version in ledger.reader().versions.of(catalogue.VESSEL):
        if version.deleted:
            continue
        record = ledger.reader().versions.record(catalogue.VESSEL, version.seq)
        assert record is not None
        reply = client.get(f"/history/{version.seq}/{catalogue.VESSEL}.{extension}")
        if extension == "jsonld":
            assert NAMES[version.datestamp] in reply.data.decode()
            continue
        said = Graph().parse(data=reply.data, format=formats[extension])
        expected = Graph().parse(data="\n".join(load_patterns().triples(record, BASE)), format="nt")
        assert set(said) == set(expected)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_people_see_when_it_was_valid_and_how_to_cite_it(
    lang: str, client: FlaskClient, ledger: Ledger, catalogue: ModuleType
) -> None:
    versions = ledger.reader().versions.of(catalogue.VESSEL)
    page = html.document_fromstring(
        client.get(f"/history/{catalogue.VESSEL}?lang={lang}", headers={"Accept": "text/html"}).data.decode()
    )
    assert page.get("lang") == lang
    listed = page.xpath("//ol[@class='changes']//a/@href")
    assert listed == [
        f"/history/{each.seq}/{catalogue.VESSEL}.html?lang={lang}" for each in reversed(versions)
    ]
    for href, version in zip(listed, reversed(versions), strict=True):
        reply = client.get(href)
        assert reply.status_code == (410 if version.deleted else 200)
        text = html.document_fromstring(reply.data.decode()).text_content()
        assert f"{BASE}history/{version.seq}/{catalogue.VESSEL}" in text
        assert version.deleted or NAMES[version.datestamp] in text
    now = html.document_fromstring(client.get(f"/page/{catalogue.VESSEL}?lang={lang}").data.decode())
    assert f"{BASE}history/{versions[-1].seq}/{catalogue.VESSEL}" in now.xpath("//aside//a/@href")


@pytest.mark.parametrize(
    "url",
    [
        "/timegate/{never}",
        "/history/{never}",
        "/history/1/{never}",
        "/history/1/{never}.ttl",
        "/history/999999999999999999/{item}",
        "/history/0/{item}",
        "/history/01/{item}",
        "/history/2/{item}.exe",
        "/history/x/{item}",
        "/history/",
        "/timegate/",
        "/timegate/object/x%00",
    ],
)
def test_what_never_was_has_no_history(url: str, client: FlaskClient, catalogue: ModuleType) -> None:
    assert client.get(url.format(never=catalogue.NEVER, item=catalogue.VESSEL)).status_code == 404


def test_a_version_of_another_item_is_none_of_this_one(
    client: FlaskClient, ledger: Ledger, catalogue: ModuleType
) -> None:
    (other,) = ledger.reader().versions.of(catalogue.MUSEUM)
    assert client.get(f"/history/{other.seq}/{catalogue.VESSEL}").status_code == 404
    assert client.get(f"/history/{other.seq}/{catalogue.MUSEUM}").status_code == 200


def test_what_is_no_longer_valid_is_compressed_and_loses_nothing(
    ledger: Ledger, catalogue: ModuleType
) -> None:
    valid = ledger.reader().get(catalogue.VESSEL)
    assert valid is not None
    with ledger.transaction() as connection:
        kept = {row.seq: row.record for row in connection.execute(select(change)) if row.record is not None}
    for version in ledger.reader().versions.of(catalogue.VESSEL):
        if version.seq in kept:
            data = unpack(kept[version.seq])
            assert encode(decode(data)) == data
            assert (kept[version.seq] == data) == (version.seq == valid.seq)
