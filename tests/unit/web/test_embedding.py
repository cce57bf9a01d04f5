"""A 3D model is looked at in a page that others may embed, and oEmbed 1.0 tells them how (https://oembed.com, §2)."""

import json
from types import ModuleType
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from lxml import etree, html
from msgspec.structs import replace
from werkzeug.test import TestResponse

from emuseum_lod.config import Settings
from emuseum_lod.uris import key_of, mint
from emuseum_lod.web import rendering
from emuseum_lod.web.app import create_app

LANGUAGES = ("kk", "ru", "en")


def viewer(catalogue: ModuleType, query: str = "") -> str:
    return f"/embed/asset/{key_of(catalogue.MODEL)}{query}"


def oembed(client: FlaskClient, url: str, **more: object) -> TestResponse:
    return client.get(f"/oembed?{urlencode({'url': url, **more})}")


@pytest.fixture(params=[True, False], ids=["with the viewer", "without npm"])
def page_client(
    request: pytest.FixtureRequest,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> FlaskClient:
    """The application as it is with what npm gives, and without."""
    there = rendering.Path(__file__) if request.param else rendering.Path("/nowhere")
    monkeypatch.setattr(rendering, "_VIEWER", there)
    reader = client.application.view_functions["embedding.serve"].__closure__[0].cell_contents.reader  # type: ignore[index]
    return create_app(Settings(), reader=reader).test_client()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_shows_the_model_or_its_picture_and_says_whose_it_is(
    page_client: FlaskClient, catalogue: ModuleType, lang: str
) -> None:
    reply = page_client.get(viewer(catalogue, f"?lang={lang}"))
    tree = html.document_fromstring(reply.data.decode())
    assert (reply.status_code, tree.get("lang"), reply.headers["Content-Language"]) == (200, lang, lang)
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
    shown = tree.xpath("//model-viewer/@src")
    scripts = tree.xpath("//script/@src")
    if shown:
        assert shown == ["/files/demo/ring.glb"]
        assert all(src.startswith("/static/") for src in scripts)
        assert set(json.loads(tree.xpath("//model-viewer/@a11y")[0])) >= {
            "front",
            "back",
            "interaction-prompt",
        }
    else:
        assert scripts == []
    assert tree.xpath('//div[@class="still"]/img/@src') == ["/files/demo/photo.png"]
    assert tree.xpath("//a[@download]/@href") == ["/files/demo/ring.glb"]
    (title,) = tree.xpath("//h1/a")
    assert title.get("href") == f"/page/{catalogue.VESSEL}?lang={lang}"
    assert (
        title.text_content()
        == {"kk": "Күміс алқа", "ru": "Серебряное ожерелье", "en": "Silver necklace"}[lang]
    )
    assert tree.xpath('//h1/em[@class="badge"]'), "what is invented says so wherever it appears"


def test_anybody_s_page_may_hold_it_and_nothing_else_is_let_loose(
    client: FlaskClient, catalogue: ModuleType
) -> None:
    policy = client.get(viewer(catalogue)).headers["Content-Security-Policy"]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["frame-ancestors"] == "*"
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert "http" not in policy
    elsewhere = client.get(f"/page/{catalogue.VESSEL}").headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in elsewhere
    assert "script-src" not in elsewhere


def test_a_model_elsewhere_may_be_fetched_from_there_alone(catalogue: ModuleType, tmp_path) -> None:  # type: ignore[no-untyped-def]
    records = [
        replace(one, url="https://models.example:8443/a;b/ring.glb?x=1") if one.id == catalogue.MODEL else one
        for one in catalogue.records()
    ]
    with catalogue.make_ledger(tmp_path, records) as ledger:
        client = create_app(Settings(data=tmp_path), reader=ledger.reader()).test_client()
        policy = client.get(viewer(catalogue)).headers["Content-Security-Policy"]
    assert "connect-src 'self' blob: data: https://models.example:8443;" in policy
    assert policy.count("https:") == 2


def test_a_hostile_address_is_neither_shown_nor_a_rule(catalogue: ModuleType, tmp_path) -> None:  # type: ignore[no-untyped-def]
    hosts = ("a.example;script-src", "a.example,b", "*", "a.example'b'", "a@b.example", "қазақ.example")
    addresses = ("javascript:alert(1)", "", *(f"https://{host}/x.glb" for host in hosts))
    for number, url in enumerate(addresses):
        records = [replace(one, url=url) if one.id == catalogue.MODEL else one for one in catalogue.records()]
        with catalogue.make_ledger(tmp_path / str(number), records) as ledger:
            client = create_app(Settings(data=tmp_path), reader=ledger.reader()).test_client()
            reply = client.get(viewer(catalogue))
        policy = reply.headers["Content-Security-Policy"]
        assert reply.status_code == (200 if url.startswith("https:") else 404)
        assert reply.status_code != 200 or "connect-src 'self' blob: data:;" in policy, url
        assert b"<model-viewer" not in reply.data


def test_what_is_no_model_has_no_viewer(client: FlaskClient, catalogue: ModuleType) -> None:
    for path in (
        f"/embed/asset/{key_of(catalogue.PHOTO)}",
        f"/embed/{catalogue.VESSEL}",
        f"/embed/{mint('asset', 'demo', 'never')}",
        "/embed/x",
        "/embed/asset/../../x",
    ):
        assert client.get(path).status_code == 404, path


def test_the_page_leads_to_both_documents(client: FlaskClient, catalogue: ModuleType) -> None:
    """§4, discovery: in the page's head, and in the Link header."""
    reply = client.get(viewer(catalogue))
    tree = html.document_fromstring(reply.data.decode())
    for type_, format_ in (("application/json+oembed", "json"), ("text/xml+oembed", "xml")):
        (href,) = tree.xpath(f'//link[@rel="alternate" and @type="{type_}"]/@href')
        assert any(f"<{href}>" in link and type_ in link for link in reply.headers.getlist("Link"))
        path = href.removeprefix(catalogue.BASE[:-1])
        document = client.get(path)
        assert document.status_code == 200
        assert document.content_type.startswith({"json": "application/json", "xml": "text/xml"}[format_])


def test_the_document_says_what_the_page_says(client: FlaskClient, catalogue: ModuleType) -> None:
    """§2.3.4: type and version are required, of a rich one html, width and height."""
    said = oembed(client, f"{catalogue.BASE}{viewer(catalogue)[1:]}", lang="en").json
    assert said is not None
    assert (said["type"], said["version"], said["title"]) == ("rich", "1.0", "Silver necklace")
    assert (said["author_name"], said["author_url"]) == (
        "Specimen Museum",
        f"{catalogue.BASE}page/{catalogue.MUSEUM}",
    )
    assert (said["width"], said["height"]) == (800, 600)
    frame = html.fragment_fromstring(said["html"])
    assert frame.get("src") == f"{catalogue.BASE}embed/asset/{key_of(catalogue.MODEL)}?lang=en"
    assert frame.get("title") == "Silver necklace"
    assert client.get(frame.get("src").removeprefix(catalogue.BASE[:-1])).status_code == 200
    assert (said["thumbnail_width"], said["thumbnail_height"]) == (800, 600)


def test_xml_says_the_same(client: FlaskClient, catalogue: ModuleType) -> None:
    url = f"{catalogue.BASE}{viewer(catalogue)[1:]}"
    root = etree.fromstring(oembed(client, url, format="xml").data)
    said = oembed(client, url).json
    assert said is not None
    assert root.tag == "oembed"
    assert {element.tag: element.text for element in root} == {key: str(value) for key, value in said.items()}


@pytest.mark.parametrize("room", ["embed", "page", "id"])
def test_an_object_and_its_model_may_be_asked_for_by_any_address(
    client: FlaskClient, catalogue: ModuleType, room: str
) -> None:
    items = [catalogue.MODEL, *((catalogue.VESSEL, catalogue.RING) if room != "embed" else ())]
    for item in items:
        said = oembed(client, f"{catalogue.BASE}{room}/{item}?lang=ru#top").json
        assert said is not None, item
        assert f"embed/asset/{key_of(catalogue.MODEL)}?lang=ru" in said["html"]


@pytest.mark.parametrize(
    ("limits", "size", "thumbnail"),
    [
        ({}, (800, 600), True),
        ({"maxwidth": 400}, (400, 600), False),
        ({"maxwidth": 4000, "maxheight": 300}, (800, 300), False),
        ({"maxwidth": 800, "maxheight": 600}, (800, 600), True),
        ({"maxwidth": "999999999"}, (800, 600), True),
    ],
)
def test_nothing_is_larger_than_the_room_that_there_is(
    client: FlaskClient,
    catalogue: ModuleType,
    limits: dict[str, object],
    size: tuple[int, int],
    thumbnail: bool,
) -> None:
    """§2.2, maxwidth and maxheight; they bound the thumbnail too (§2.3.4)."""
    said = oembed(client, f"{catalogue.BASE}{viewer(catalogue)[1:]}", **limits).json
    assert said is not None
    assert (said["width"], said["height"]) == size
    assert ("thumbnail_url" in said) is thumbnail
    assert len({"thumbnail_url", "thumbnail_width", "thumbnail_height"} & said.keys()) in {0, 3}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("url=", 400),
        (f"url={'x' * 3_000}", 400),
        ("url=https%3A%2F%2Felsewhere.example%2Fembed%2Fasset%2F8cg13hm12vx2j6", 404),
        ("url={base}embed/asset/8cg13hm12vx2j6", 404),
        ("url={photo}", 404),
        ("url={coin}", 404),
        ("url={base}", 404),
        ("url={model}&format=yaml", 501),
        ("url={model}&format=", 200),
        ("url={model}&maxwidth=0", 400),
        ("url={model}&maxwidth=-1", 400),
        ("url={model}&maxheight=many", 400),
        ("url=%00%ff%fe", 404),
        ("&".join(["url=x"] * 30), 400),
    ],
)
def test_what_can_not_be_answered_has_the_status_that_says_so(
    client: FlaskClient, catalogue: ModuleType, query: str, status: int
) -> None:
    """§2.3.5: 404 where there is nothing to embed, 501 for a format; never a 5xx of our own making."""
    known = {
        "base": catalogue.BASE,
        "photo": f"{catalogue.BASE}page/{catalogue.PHOTO}",
        "coin": f"{catalogue.BASE}page/{catalogue.COIN}",
        "model": f"{catalogue.BASE}page/{catalogue.MODEL}",
    }
    filled = query.format(**{name: quote(value, safe="") for name, value in known.items()})
    assert client.get(f"/oembed?{filled}").status_code == status


def test_hostile_names_stay_text(catalogue: ModuleType, tmp_path) -> None:  # type: ignore[no-untyped-def]
    evil = '"><script>alert(1)</script>'
    records = [
        replace(one, titles=(catalogue.Name(value=evil, lang="en"),)) if one.id == catalogue.VESSEL else one
        for one in catalogue.records()
    ]
    with catalogue.make_ledger(tmp_path, records) as ledger:
        client = create_app(Settings(data=tmp_path), reader=ledger.reader()).test_client()
        assert evil.encode() not in client.get(viewer(catalogue)).data
        url = f"{catalogue.BASE}{viewer(catalogue)[1:]}"
        said = oembed(client, url).json
        assert said is not None
        frame = html.fragment_fromstring(said["html"])
        assert (frame.tag, frame.get("title"), list(frame)) == ("iframe", evil, [])
        assert etree.fromstring(oembed(client, url, format="xml").data).findtext("title") == evil


def test_a_browser_s_script_elsewhere_may_read_the_document(
    client: FlaskClient, catalogue: ModuleType
) -> None:
    reply = oembed(client, f"{catalogue.BASE}{viewer(catalogue)[1:]}")
    assert reply.headers["Access-Control-Allow-Origin"] == "*"
    again = client.get(reply.request.full_path, headers={"If-None-Match": reply.headers["ETag"]})
    assert again.status_code == 304
