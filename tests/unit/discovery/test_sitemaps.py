"""Sitemaps hold every page of a living item once, in a part that it keeps, and say when it last changed (sitemaps.org); robots.txt (RFC 9309)."""

from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree
from support.oai import BASE, MONDAY, TUESDAY, Repository, things

from emuseum_lod.discovery import sitemaps
from emuseum_lod.discovery.answer import Service, answer, robots
from emuseum_lod.discovery.request import parse
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.views.addresses import Addresses

NAMESPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
MUSEUMS = ("abai", "aral")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Two museums, a concept and 25 objects in parts of 10."""
    monkeypatch.setattr(sitemaps, "PART_SIZE", 10)
    repository = Repository(tmp_path)
    repository.load(MONDAY, things(range(20)) + things(range(5), "aral"), MUSEUMS)
    return repository


@pytest.fixture
def service(repository: Repository) -> Service:
    return Service(repository.reader, Addresses(BASE))


def ask(service: Service, path: str, **headers: str) -> Reply:
    return answer(
        parse(Asked("GET", path, headers={key.replace("_", "-"): value for key, value in headers.items()})),
        service,
    )


def entries(service: Service, path: str) -> dict[str, str]:
    reply = ask(service, path)
    assert reply.status == 200
    assert reply.header("Content-Type") == "application/xml; charset=utf-8"
    assert isinstance(reply.body, bytes)
    listed = etree.fromstring(reply.body).findall("*", NAMESPACES)
    found = {
        one.findtext("s:loc", "", NAMESPACES): one.findtext("s:lastmod", "", NAMESPACES) for one in listed
    }
    assert len(found) == len(listed), "nothing twice"
    return found


def pages(service: Service) -> dict[str, str]:
    return {
        page: changed
        for part in entries(service, "/sitemap.xml")
        for page, changed in entries(service, f"/{part.removeprefix(BASE)}").items()
    }


def test_every_page_is_in_it_once(repository: Repository, service: Service) -> None:
    kinds = repository.reader.kinds()
    found = pages(service)
    assert len(found) == sum(kinds.values()) >= 28
    assert set(found.values()) == {MONDAY}
    assert all(page.startswith(BASE) for page in found)


def test_a_change_moves_its_own_date_and_that_of_its_part_alone(
    repository: Repository, service: Service
) -> None:
    before, parts = pages(service), entries(service, "/sitemap.xml")
    repository.load(
        TUESDAY, things(range(20)) + things(range(4), "aral") + things([4], "aral", "Сырға"), MUSEUMS
    )
    after, now = pages(service), entries(service, "/sitemap.xml")
    assert after.keys() == before.keys()
    assert [after[page] for page in after if after[page] != before[page]] == [TUESDAY]
    assert sorted(now.values()) == [MONDAY] * (len(parts) - 1) + [TUESDAY]


def test_what_is_deleted_leaves_and_its_part_says_so(repository: Repository, service: Service) -> None:
    before = pages(service)
    repository.load(TUESDAY, things(range(1, 20)) + things(range(5), "aral"), MUSEUMS)
    after = pages(service)
    assert len(before.keys() - after.keys()) == 1
    assert not after.keys() - before.keys()
    assert TUESDAY in entries(service, "/sitemap.xml").values()


def test_an_empty_catalogue_has_an_empty_index(tmp_path: Path) -> None:
    service = Service(Repository(tmp_path).reader, Addresses(BASE))
    assert entries(service, "/sitemap.xml") == {}


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap/0.xml",
        "/sitemap/9.xml",
        "/sitemap/01.xml",
        "/sitemap/x.xml",
        "/sitemap/1",
        "/sitemap/99999999999.xml",
    ],
)
def test_what_is_not_there_is_404(service: Service, path: str) -> None:
    assert ask(service, path).status == 404


def test_who_has_it_already_is_told_so(service: Service) -> None:
    for path in ("/sitemap.xml", "/sitemap/1.xml", "/robots.txt"):
        tag = ask(service, path).header("ETag") or ""
        assert ask(service, path, if_none_match=tag).status == 304


@pytest.mark.parametrize("base", [BASE, "https://example.org/lod/"])
def test_robots_keep_out_of_endless_rooms_and_find_the_sitemap(base: str) -> None:
    parser = RobotFileParser()
    parser.parse(robots(Addresses(base)).decode().splitlines())
    assert parser.site_maps() == [f"{base}sitemap.xml"]
    for closed in (
        "sparql?query=x",
        "oai?verb=Identify",
        "metrics",
        "lookup?number=1",
        "search?q=x",
        "timegate/object/x",
    ):
        assert not parser.can_fetch("any", base + closed), closed
    # Python's parser drops the question mark of a rule: what it would close besides is not asked.
    for opened in (
        "",
        "page/object/x",
        "data/object/x.ttl",
        "sitemap.xml",
        "def/materials",
    ):
        assert parser.can_fetch("any", base + opened), opened
