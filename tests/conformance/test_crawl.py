"""From the start page, every address that this service names answers as promised; no item is out of reach, no space endless.

The catalogue is the demonstration's regional part, loaded as a load does. Pages are visited in one language; of the terms of vocabularies, and of
the documents about items, a part that is the same in every run.
"""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from emuseum_lod import loading
from emuseum_lod.config import Settings
from emuseum_lod.dumps.making import make_dump
from emuseum_lod.graph.patterns import load_patterns
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.resources import resource
from emuseum_lod.uris import KINDS, ItemId, item_iri, item_of_iri, page_path
from emuseum_lod.web.app import create_app

BASE = "http://127.0.0.1:8000/"
ITEM = re.compile(r"/(?:id|page|data)/[a-z]+/[0-9a-z]{14}|/def/[a-z0-9/.-]+")
ANSWERS = {"/id/": 303, "/page/": 200, "/data/": 200, "/def/": 200, "/browse/": 200, "/timegate/": 302}
ENDLESS = 4
"""How many addresses with a query there may be for each item: a list that goes on, not every combination of everything."""


class Site(NamedTuple):
    client: FlaskClient
    reader: Reader


class Crawl(NamedTuple):
    """What a visitor saw: the status of each address, and every address that was named, with where."""

    statuses: dict[str, int]
    named: dict[str, str]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    settings = Settings(data=tmp_path_factory.mktemp("crawl"), load_processes=1)
    loading.load(settings, "demo-regional", [resource("demo", "regional")])
    make_dump(settings)
    with Ledger.open(settings.ledger_url) as ledger:
        reader = ledger.reader()
        yield Site(create_app(settings, reader=reader).test_client(), reader)


def items(reader: Reader) -> Iterator[ItemId]:
    for kind in KINDS:
        after: int | None = 0
        while after is not None:
            found, after = reader.browse(kind, after, 500)
            yield from (each.id for each in found)


def is_visited(address: str) -> bool:
    """Tell whether an address is one of those that are visited: one in twenty of the terms and of the documents about items."""
    path = urlsplit(address).path
    sampled = path.startswith(("/page/concept/", "/id/", "/data/", "/files/", "/timegate/", "/timemap/"))
    return not sampled or sha256(address.encode()).digest()[0] < 256 // 20


def ours(address: str, named_on: str) -> str | None:
    """Return an address of ours as a path with its query, without the language that every link of a page carries on."""
    absolute = urljoin(urljoin(BASE, named_on), address).partition("#")[0]
    if not absolute.startswith(BASE):
        return None
    path, _, query = absolute.removeprefix(BASE.rstrip("/")).partition("?")
    kept = "&".join(part for part in query.split("&") if not re.fullmatch("lang=[a-z]{2}", part))
    return f"{path}?{kept}" if kept else path


@pytest.fixture(scope="module")
def crawl(site: Site) -> Crawl:
    statuses: dict[str, int] = {}
    named = {"/": "", "/sitemap.xml": ""}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        if address in statuses:
            continue
        response = site.client.get(address, headers={"Accept": "text/html", "Accept-Language": "en"})
        statuses[address] = response.status_code
        found = [
            target for value in response.headers.getlist("Link") for target in re.findall("<([^>]*)>", value)
        ]
        found += [response.headers["Location"]] if "Location" in response.headers else []
        if response.mimetype == "text/html":
            found += html.document_fromstring(response.data).xpath("//@href | //@src")
        response.close()
        for target in found:
            there = ours(target, address)
            if there is not None and there not in named:
                named[there] = address
                if is_visited(there) and not _is_another_room_s(there):
                    waiting.append(there)
    return Crawl(statuses, named)


def _is_another_room_s(address: str) -> bool:
    """Tell whether an address leads out of pages and data: what is there has walks of its own."""
    if address.startswith("/api/") and address != "/api/":
        return True
    return bool(urlsplit(address).query) and not address.startswith(("/page/", "/browse/", "/data/", "/def/"))


def test_every_address_that_is_named_answers(crawl: Crawl) -> None:
    failed = {
        address: (status, crawl.named[address])
        for address, status in crawl.statuses.items()
        if status not in (200, 302, 303)
    }
    assert not failed
    assert len(crawl.statuses) > 200


def test_every_address_answers_as_its_kind_does(crawl: Crawl) -> None:
    for address, status in crawl.statuses.items():
        expected = next((code for start, code in ANSWERS.items() if address.startswith(start)), 200)
        assert status == expected, (address, crawl.named[address])


def test_no_item_is_out_of_reach(site: Site, crawl: Crawl) -> None:
    lost = [item for item in items(site.reader) if page_path(item) not in crawl.named]
    assert not lost


def test_nothing_is_named_that_is_not_there(site: Site, crawl: Crawl) -> None:
    """Also what is not visited: an address of an item names one that there is."""
    known = set(items(site.reader))
    for address, named_on in crawl.named.items():
        path = urlsplit(address).path
        if ITEM.fullmatch(path) and not path.startswith("/def/"):
            assert path.split("/", 2)[2] in known, (address, named_on)


def test_no_space_is_endless(site: Site, crawl: Crawl) -> None:
    asked = Counter(urlsplit(address).path.split("/")[1] for address in crawl.named if "?" in address)
    known = sum(1 for _ in items(site.reader))
    assert all(count <= ENDLESS * known for count in asked.values()), asked
    browsed = [address for address in crawl.named if address.startswith("/browse/")]
    assert len(browsed) < known / 10, "lists are few pages"


def test_every_iri_of_ours_in_any_triple_is_described_where_it_leads(site: Site) -> None:
    """Whatever a triple names of ours, subject or object, stands in the description that its IRI leads to."""
    triples = load_patterns().triples
    described: dict[str, set[str]] = {}
    named: dict[str, str] = {}
    for kind in KINDS:
        after: int | None = 0
        while after is not None:
            found, after = site.reader.browse(kind, after, 200)
            for stored in found:
                assert stored.record is not None
                iri = item_iri(BASE, stored.id)
                lines = "\n".join(triples(stored.record, BASE))
                described[iri] = set(re.findall(rf"<({re.escape(BASE)}[^>]*)>", lines))
                named |= dict.fromkeys(described[iri], iri)
    assert len(named) > 2_000
    for iri, by in named.items():
        if iri.startswith(f"{BASE}files/"):
            with site.client.head(iri.removeprefix(BASE.rstrip("/"))) as response:
                assert response.status_code == 200, (iri, by)
            continue
        assert item_of_iri(BASE, iri), (iri, by)
        assert iri in described.get(iri.partition("#")[0], ()), (iri, by)
