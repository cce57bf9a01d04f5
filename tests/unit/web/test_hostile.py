"""Whatever a museum's export or a client sends stays text: nothing runs, no header splits, no direction turns."""

import json
from collections.abc import Iterator
from types import ModuleType

import pytest
from flask.testing import FlaskClient
from lxml import html

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    Dimension,
    HumanMadeObject,
    Identifier,
    Institution,
    Name,
    Production,
    Role,
    Statement,
    Text,
)
from emuseum_lod.config import Settings
from emuseum_lod.uris import mint
from emuseum_lod.web.app import create_app

SCRIPT = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'{{7*7}}{% raw %}"
TURN = "\u202egnp.exe\u2066"
SPLIT = "a\r\nSet-Cookie: x=1\r\n\r\n<b>"
LONG = "Ұзақ " * 20_000
IRIS = (
    "javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "http://x.example/\r\nSet-Cookie: a=1",
    'http://x.example/"><b>',
    "http://x.example/\u202e",
    "vbscript:x",
    "//evil.example/",
    "https://ok.example/қ?a=1&b=2",
)
OBJECT, MAKER, MUSEUM, FILE, PICTURE = (
    mint(kind, "hostile", "1") for kind in ("object", "actor", "institution", "asset", "tour")
)
PICTURE = mint("asset", "hostile", "2")


@pytest.fixture(scope="module")
def hostile(catalogue: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    common = {"provider": SCRIPT, "namespace": "hostile", "local_id": "1", "metadata_rights": IRIS[0]}
    records = [
        HumanMadeObject(
            id=OBJECT, **common, institution=MUSEUM, titles=(Name(value=SCRIPT, lang="ru"), Name(value=TURN + LONG, lang='x" onload="alert(1)'), Name(value=SPLIT)),
            identifiers=(Identifier(value=SCRIPT, type=SCRIPT, findable=(SCRIPT,)),), statements=(Statement(value=SCRIPT, lang=SCRIPT, type=SCRIPT), Statement(value=LONG, lang="kk")),
            dimensions=(Dimension(type=SCRIPT, value=SCRIPT, unit=SCRIPT, part=Text(SCRIPT)),), production=(Production(actors=(Role(actor=MAKER, qualifier=Text(SCRIPT)),)),),
            rights=IRIS[0], homepage=IRIS[0], equivalents=IRIS, assets=(FILE, PICTURE),
        ),
        Actor(id=MAKER, **common, names=(Name(value=LONG + SCRIPT),)),
        Institution(id=MUSEUM, **common, names=(Name(value=TURN),), homepage=IRIS[2]),
        Asset(id=FILE, **common, url=IRIS[0], names=(Name(value=SCRIPT),), media_type=SCRIPT, rights=SCRIPT),
        Asset(id=PICTURE, **common | {"local_id": "2"}, url="/files/../../etc/passwd", names=(Name(value=SCRIPT),)),
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("hostile")
    with catalogue.make_ledger(folder, records) as ledger:
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
