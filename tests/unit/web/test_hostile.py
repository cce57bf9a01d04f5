"""Whatever a museum's export or a client sends stays text: nothing runs, no header splits, no direction turns."""

import json
import re
from collections.abc import Iterator
from types import ModuleType

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from support.hostile import FILE, MAKER, MUSEUM, OBJECT, PICTURE, SCRIPT, records

from emuseum_lod.config import Settings
from emuseum_lod.linkeddata.listings import LISTINGS
from emuseum_lod.linkeddata.neighbourhood import NEIGHBOURHOOD
from emuseum_lod.linkeddata.profiles import PROFILES, RECOMMENDED
from emuseum_lod.uris import ItemId
from emuseum_lod.web.app import create_app


@pytest.fixture(scope="module")
def hostile(catalogue: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("hostile")
    with catalogue.make_ledger(folder, records()) as ledger:
        yield create_app(Settings(data=folder), reader=ledger.reader()).test_client()


PATHS = [
    "/",
    "/browse/object",
    "/browse/actor",
    *(f"/page/{item}" for item in (OBJECT, MAKER, MUSEUM, FILE, PICTURE)),
]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_and_only_web_addresses_are_links(hostile: FlaskClient, path: str) -> None:
    reply = hostile.get(path, headers={"Accept": "text/html"})
    assert reply.status_code == 200
    tree = html.document_fromstring(reply.data.decode())
    # JSON-LD is a block of data, which no browser runs (HTML, §4.12.1).
    assert not tree.xpath(
        "//script[not(@type='application/ld+json')] | //@*[starts-with(name(), 'on')] | //iframe | //b"
    )
    for block in tree.xpath("//script/text()"):
        assert json.loads(block)["@context"] == "https://schema.org"
    for address in tree.xpath("//@href | //@src | //@action"):
        assert address.startswith(("/", "#", "https://", "http://")), address
        assert not address.startswith("//")
        assert address.isascii() or address.startswith("/")
        assert not set(address) & set('\r\n"<>\u202e')
    assert "49" not in tree.xpath("//title")[0].text, "a title is no template"
    assert "'self'" in reply.headers["Content-Security-Policy"]
    assert "script-src" not in reply.headers["Content-Security-Policy"], "default-src 'none' covers scripts"


def test_what_search_engines_read_holds_the_text_as_it_is(hostile: FlaskClient) -> None:
    """A script element ends at its first end tag: there is one, our own."""
    body = hostile.get(f"/page/{OBJECT}?lang=ru").data.decode()
    assert body.count("<script") == body.count("</script") == 1
    (block,) = html.document_fromstring(body).xpath("//script/text()")
    assert json.loads(block)["name"] == SCRIPT


@pytest.mark.parametrize("path", PATHS)
def test_no_header_splits(hostile: FlaskClient, path: str) -> None:
    for accept in ("text/html", "text/turtle"):
        reply = hostile.get(path, headers={"Accept": accept})
        assert reply.status_code == 200
        assert "Set-Cookie" not in reply.headers
        assert all(value.isascii() and value.isprintable() for value in reply.headers.values())


@pytest.mark.parametrize("item", [OBJECT, MAKER, MUSEUM, FILE, PICTURE])
def test_every_document_about_it_is_well_formed_and_its_headers_whole(
    hostile: FlaskClient, item: ItemId
) -> None:
    """In every profile and format: nothing is a 5xx, nothing splits, and what is read back is the text as it was."""
    served = 0
    for profile in (*PROFILES, *LISTINGS, NEIGHBOURHOOD):
        for format_ in profile.formats:
            if profile.path:
                continue
            inner = "" if profile == RECOMMENDED else f"{profile.token}."
            reply = hostile.get(f"/data/{item}.{inner}{format_.extension}")
            assert reply.status_code in {200, 404}
            if reply.status_code == 404:
                continue
            served += 1
            assert reply.mimetype == format_.media_type
            assert all(value.isascii() and value.isprintable() for value in reply.headers.values())
            assert sum(len(f"{name}: {value}  ") for name, value in reply.headers.items()) < 4096
            assert "Set-Cookie" not in reply.headers
            is_well_formed(reply.data, format_.extension)
    assert served >= 15


def is_well_formed(body: bytes, extension: str) -> None:
    match extension:
        case "json" | "jsonld":
            assert json.loads(body)
        case "xml":
            assert etree.fromstring(body) is not None
        case "txt":
            assert all(line.startswith(b"<") for line in body.splitlines())
        case _:
            syntax = {
                "ttl": ox.RdfFormat.TURTLE,
                "nt": ox.RdfFormat.N_TRIPLES,
                "rdf": ox.RdfFormat.RDF_XML,
            }[extension]
            assert list(ox.parse(body, format=syntax))


def test_no_script_address_is_a_link_in_any_header(hostile: FlaskClient) -> None:
    for item in (OBJECT, FILE, PICTURE, MUSEUM):
        for path in (f"/page/{item}", f"/data/{item}.ttl", f"/data/{item}.linkset.txt"):
            reply = hostile.get(path)
            text = " ".join(reply.headers.getlist("Link")) + (
                reply.text if path.endswith("linkset.txt") else ""
            )
            for target in re.findall("<([^>]*)>", text):
                assert target.startswith(("http://", "https://")), target


def test_a_web_address_elsewhere_is_a_link_in_ascii(hostile: FlaskClient) -> None:
    tree = html.document_fromstring(hostile.get(f"/page/{OBJECT}").data.decode())
    external = tree.xpath('//dl[@class="facts"]//a[@rel="external noreferrer"]/@href')
    assert external == ["https://ok.example/%D2%9B?a=1&b=2"]


def test_direction_controls_end_where_a_name_ends(hostile: FlaskClient) -> None:
    body = hostile.get(f"/page/{MUSEUM}").data.decode()
    tree = html.document_fromstring(body)
    assert "\u202e" not in tree.findtext(".//title")
    assert tree.xpath("//h1/bdi")[0].text == "gnp.exe"


def test_a_name_of_100_kb_is_cut_where_it_is_a_name(hostile: FlaskClient) -> None:
    tree = html.document_fromstring(hostile.get("/browse/actor").data.decode())
    titles = [title.text_content().strip() for title in tree.xpath('//a[@class="title"]')]
    assert [len(title) <= 300 and title.endswith("…") for title in titles] == [True]


@pytest.mark.parametrize(
    "path",
    [
        "/page/%22%3E%3Cscript%3E",
        "/lookup?number=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/browse/%3Cscript%3E",
        "/?lang=%22%3E%3Cscript%3E",
        "/lookup?number=%0d%0aSet-Cookie:x",
        "/id/object/..%2f..%2fetc",
        "/%0d%0aSet-Cookie:x",
    ],
)
def test_addresses_are_text_too(client: FlaskClient, path: str) -> None:
    reply = client.get(path, headers={"Accept": "text/html"})
    assert reply.status_code in {200, 400, 404}
    assert b"<script" not in reply.data
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize(
    "name", ["Accept", "Accept-Language", "If-None-Match", "If-Modified-Since", "Range", "Cookie"]
)
@pytest.mark.parametrize("value", ["\xff\xfe", '"' * 4000, "a" * 8000, "(" * 4000, "1-1-1-1", "bytes=-1-2"])
def test_no_header_of_a_client_breaks_an_answer(
    client: FlaskClient, catalogue: ModuleType, name: str, value: str
) -> None:
    for path in (
        f"/page/{catalogue.VESSEL}",
        f"/data/{catalogue.VESSEL}.ttl",
        f"/id/{catalogue.VESSEL}",
        "/static/style.css",
    ):
        assert client.get(path, headers={name: value}, buffered=True).status_code < 500
