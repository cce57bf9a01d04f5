"""The page for people: in three languages, with the numbers of the lists themselves, whatever is asked of it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from support.oai import Repository, things

from emuseum_lod.config import Settings
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.oaipmh import guide
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.web.app import create_app

MONDAY, TUESDAY = "2026-03-02T08:00:00Z", "2026-03-03T08:00:00Z"


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    """Five records, one of them deleted."""
    repository = Repository(tmp_path)
    repository.load(MONDAY, things(range(5)))
    repository.load(TUESDAY, things(range(1, 5)))
    yield repository
    repository.ledger.close()


@pytest.fixture
def client(repository: Repository) -> FlaskClient:
    return create_app(repository.settings, reader=repository.reader).test_client()


def numbers(row: html.HtmlElement) -> list[int]:
    return [int(re.sub(r"\D", "", cell.text_content())) for cell in row.xpath(".//td[@class='amount']")]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_each_format_and_set_has_as_many_records_as_its_list(
    client: FlaskClient, repository: Repository, lang: str
) -> None:
    reply = client.get(f"/oai/?lang={lang}")
    tree = html.fromstring(reply.data)
    assert (reply.status_code, reply.headers["Content-Language"], tree.get("lang")) == (200, lang, lang)
    rows = {row.xpath("string(.//td[1])").strip(): numbers(row) for row in tree.xpath("//tbody/tr")}
    sets = repository.say(verb="ListSets").texts("setSpec")
    assert set(rows) == {*FORMATS, *sets}
    for prefix in FORMATS:
        assert rows[prefix] == [5]
    for spec in sets:
        for prefix, shown in zip(FORMATS, rows[spec], strict=True):
            listed = repository.say(verb="ListIdentifiers", metadataPrefix=prefix, set_=spec).identifiers
            assert shown == len(listed), (spec, prefix)


def test_every_command_asks_this_repository_and_every_link_of_ours_is_answered(client: FlaskClient) -> None:
    tree = html.fromstring(client.get("/oai/?lang=en").data)
    commands = tree.xpath("//pre[@class='copy']")
    assert len(commands) == 4
    for command in commands:
        assert "https://data.example.org/oai" in command.text_content()
    for href in set(tree.xpath("//main//a/@href")):
        if href.startswith("/"):
            assert client.get(href).status_code == 200, href


def test_no_more_sets_are_shown_than_a_page_can_hold(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guide, "MOST_SETS", 3)
    tree = html.fromstring(client.get("/oai/?lang=en").data)
    assert len(tree.xpath("//details//tbody/tr")) == 3
    assert "/oai?verb=ListSets" in tree.xpath("//main//a/@href")


@pytest.mark.parametrize("query", [b"lang=%FF", b"lang=<b>&lang=ru", b"&&&=;%00", b"x" * 5_000])
def test_any_query_gets_the_page(client: FlaskClient, query: bytes) -> None:
    assert client.get("/oai/", query_string=query.decode("latin-1")).status_code == 200


def test_a_repository_into_which_nothing_was_loaded_has_a_page(tmp_path: Path) -> None:
    with Ledger.open(tmp_path) as ledger:
        client = create_app(Settings(data=tmp_path), reader=ledger.reader()).test_client()
        assert client.get("/oai/").status_code == 200


def test_a_page_that_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/oai/?lang=en")
    again = client.get("/oai/?lang=en", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
