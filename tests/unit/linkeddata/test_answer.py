"""What each address answers, without an application: status, headers, body."""

from types import ModuleType

import pytest

from emuseum_lod.linkeddata.answer import answer
from emuseum_lod.linkeddata.request import parse
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.uris import KINDS, data_path, page_path

FORMATS = {
    "jsonld": "application/ld+json",
    "ttl": "text/turtle; charset=utf-8",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture
def get(service: Service):
    def get(path: str, method: str = "GET", **headers: str) -> Reply:
        path, _, query = path.partition("?")
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return answer(parse(Asked(method, path, query.encode(), named)), service)

    return get


def links(reply: Reply, rel: str) -> list[str]:
    return [value for name, value in reply.headers if name == "Link" and f'rel="{rel}"' in value]


def one_of_each_kind(catalogue: ModuleType) -> list[str]:
    c = catalogue
    return [
        c.VESSEL,
        c.MAKER,
        c.place_id("KZ-75"),
        c.SILVER,
        c.MUSEUM,
        c.COLLECTION,
        c.PHOTO,
        c.TOUR,
        c.SCHEME,
        c.PROFILE,
    ]


def test_every_kind_has_a_page_and_data_in_every_format(get, catalogue) -> None:
    items = one_of_each_kind(catalogue)
    assert {item.partition("/")[0] for item in items} == set(KINDS)
    for item in items:
        for lang in ("kk", "ru", "en"):
            page = get(f"{page_path(item)}?lang={lang}", accept=BROWSER)
            assert (page.status, page.header("Content-Type")) == (200, "text/html; charset=utf-8"), item
            assert page.header("Content-Language") == lang
        for extension, media_type in FORMATS.items():
            data = get(data_path(item, extension))
            assert (data.status, data.header("Content-Type")) == (200, media_type), (item, extension)
            assert data.body
            assert data.header("Access-Control-Allow-Origin") == "*"


@pytest.mark.parametrize(
    ("accept", "extension"),
    [
        ("text/turtle", "ttl"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "rdf"),
        ("application/ld+json", "jsonld"),
        ("*/*", "jsonld"),
        (None, "jsonld"),
    ],
)
def test_an_iri_leads_to_data_in_one_step(get, catalogue, accept: str | None, extension: str) -> None:
    for item in one_of_each_kind(catalogue):
        if item.startswith("def/"):
            continue
        reply = get(f"/id/{item}", **({"accept": accept} if accept else {}))
        assert (reply.status, reply.header("Location")) == (303, f"/data/{item}.{extension}")
        assert reply.header("Vary") == "Accept, Accept-Profile"
        assert get(reply.header("Location")).status == 200


def test_an_iri_leads_a_person_to_the_page_and_keeps_the_language_they_named(get, catalogue) -> None:
    assert get(f"/id/{catalogue.VESSEL}", accept=BROWSER).header("Location") == f"/page/{catalogue.VESSEL}"
    named = get(f"/id/{catalogue.VESSEL}?lang=ru", accept=BROWSER)
    assert named.header("Location") == f"/page/{catalogue.VESSEL}?lang=ru"


def test_a_document_is_negotiated_at_its_own_address(get, catalogue) -> None:
    reply = get("/def/materials", accept="text/turtle")
    assert (reply.status, reply.header("Content-Type")) == (200, "text/turtle; charset=utf-8")
    assert reply.header("Content-Location") == f"{catalogue.BASE}def/materials.ttl"
    assert reply.header("Vary") == "Accept, Accept-Language, Accept-Profile"
    assert reply.body == get("/def/materials.ttl").body
    assert get("/def/materials", accept=BROWSER).header("Content-Type") == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/id/{}", "/def/materials"])
def test_what_can_not_be_had_is_refused_with_the_list_of_what_can(get, catalogue, path: str) -> None:
    reply = get(path.format(catalogue.VESSEL), accept="image/png")
    assert reply.status == 406
    assert reply.header("Content-Type") == "application/problem+json"
    assert len(links(reply, "alternate")) >= 5
    assert b'"type": "text/turtle"' in reply.body


@pytest.mark.parametrize("path", ["/id/{}", "/page/{}", "/data/{}.ttl"])
def test_a_deleted_item_is_gone_and_says_since_when(get, catalogue, path: str) -> None:
    for accept, said in (("text/turtle", catalogue.SECOND), (BROWSER, "2026")):
        reply = get(path.format(catalogue.GONE), accept=accept)
        assert reply.status == 410
        assert said in reply.body.decode()
        assert reply.header("Last-Modified") == "Mon, 02 Mar 2026 11:30:00 GMT"


def test_the_name_of_a_deleted_item_stays_and_that_of_a_purged_one_does_not(get, catalogue) -> None:
    assert "Утраченное" in get(f"/page/{catalogue.GONE}?lang=ru").body.decode()
    purged = get(f"/page/{catalogue.PURGED}?lang=ru")
    assert purged.status == 410
    assert "Утраченное" not in purged.body.decode()


@pytest.mark.parametrize("path", ["/id/{}", "/page/{}", "/data/{}.ttl"])
def test_a_merged_item_leads_on_for_ever(get, catalogue, path: str) -> None:
    reply = get(path.format(catalogue.MERGED), accept="text/turtle")
    assert (reply.status, reply.header("Location")) == (308, path.format(catalogue.VESSEL))
    assert catalogue.VESSEL in links(reply, "successor-version")[0]


@pytest.mark.parametrize(
    "path",
    [
        "/id/{}",
        "/page/{}",
        "/data/{}.ttl",
        "/def/nothing",
        "/def/nothing.ttl",
        "/def/contexts/v0.jsonld",
        "/nowhere",
    ],
)
def test_what_never_was_is_not_found(get, catalogue, path: str) -> None:
    assert get(path.format(catalogue.NEVER), accept="text/turtle").status == 404
    assert (
        get(path.format(catalogue.NEVER), accept=BROWSER).header("Content-Type") == "text/html; charset=utf-8"
    )


def test_representations_have_strong_tags_of_their_own(get, catalogue) -> None:
    paths = [f"/data/{catalogue.VESSEL}.{extension}" for extension in FORMATS]
    paths += [f"/page/{catalogue.VESSEL}?lang={lang}" for lang in ("kk", "ru", "en")]
    tags = [get(path).header("ETag") for path in paths]
    assert len(set(tags)) == len(paths)
    assert all(tag.startswith('"') for tag in tags)
    assert tags == [get(path).header("ETag") for path in paths]


def test_who_has_it_already_gets_304(get, catalogue) -> None:
    path = f"/data/{catalogue.VESSEL}.ttl"
    fresh = get(path)
    tag, modified = fresh.header("ETag"), fresh.header("Last-Modified")
    assert modified == "Sun, 01 Mar 2026 10:00:00 GMT"
    for headers in (
        {"if_none_match": tag},
        {"if_none_match": f'"x", W/{tag}'},
        {"if_none_match": "*"},
        {"if_modified_since": modified},
        {"if_modified_since": "Tue, 03 Mar 2026 00:00:00 GMT"},
    ):
        reply = get(path, **headers)
        assert (reply.status, reply.body) == (304, b""), headers
        assert reply.header("ETag") == tag
    for headers in (
        {"if_none_match": '"other"'},
        {"if_none_match": '"other"', "if_modified_since": modified},
        {"if_modified_since": "Sat, 28 Feb 2026 00:00:00 GMT"},
        {"if_modified_since": "yesterday"},
    ):
        assert get(path, **headers).status == 200, headers


def test_a_page_is_not_old_by_its_record_alone(get, catalogue) -> None:
    page = get(f"/page/{catalogue.VESSEL}")
    assert page.header("Last-Modified") is None
    assert get(f"/page/{catalogue.VESSEL}", if_modified_since="Tue, 03 Mar 2026 00:00:00 GMT").status == 200
    assert get(f"/page/{catalogue.VESSEL}", if_none_match=page.header("ETag")).status == 304


def test_links_say_how_page_thing_and_data_belong_together(get, catalogue) -> None:
    page, data = get(f"/page/{catalogue.VESSEL}"), get(f"/data/{catalogue.VESSEL}.ttl")
    iri = f"{catalogue.BASE}id/{catalogue.VESSEL}"
    assert links(page, "canonical") == [f'<{catalogue.BASE}page/{catalogue.VESSEL}>; rel="canonical"']
    assert links(page, "cite-as") == [f'<{iri}>; rel="cite-as"']
    assert len(links(page, "describedby")) >= 4
    assert {link.rpartition("=")[2] for link in links(page, "alternate")} == {'"kk"', '"ru"', '"en"'}
    assert links(data, "describes")[0] == f'<{iri}>; rel="describes"'
    assert len(links(data, "alternate")) >= len(links(page, "describedby")), "a page's headers have less room"
    assert links(data, "license") == [f'<{catalogue.CC0}>; rel="license"']
    assert sum(len(value) for _, value in page.headers) < 4096, "proxies take 4 KB of headers"


def test_anybody_s_page_may_ask_first(get, catalogue) -> None:
    reply = get(f"/data/{catalogue.VESSEL}.ttl", method="OPTIONS")
    assert reply.status == 204
    assert reply.header("Access-Control-Allow-Methods") == "GET, HEAD, OPTIONS"


def test_a_context_is_for_ever(get) -> None:
    reply = get("/def/contexts/v1.jsonld")
    assert (reply.status, reply.header("Content-Type")) == (200, "application/ld+json")
    assert reply.header("Cache-Control") == "public, max-age=31536000, immutable"


def test_one_hit_of_a_number_leads_there_several_are_a_choice_none_is_404(get, catalogue) -> None:
    assert (
        get("/lookup?number=%D0%BA%D0%BF-279&lang=en").header("Location")
        == f"/page/{catalogue.VESSEL}?lang=en"
    )
    assert get("/lookup?number=%D0%9A%D0%9F%2038619").status == 303, "inside a range"
    several = get("/lookup?number=7&lang=en")
    assert several.status == 200
    assert "Ring" in several.body.decode()
    assert get("/lookup?number=8").status == 404


def test_lists_go_on_by_a_cursor_until_their_end(get, catalogue) -> None:
    path, seen = "/browse/concept?lang=en", 0
    while path:
        reply = get(path)
        body = reply.body.decode()
        seen += body.count('<li class="card')
        following = body.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
        assert following != path
        path = following
    assert seen == sum(record.id.startswith("concept/") for record in catalogue.records())


def test_a_museum_s_list_can_be_continued_by_itself(get, catalogue) -> None:
    body = get(f"/page/{catalogue.MUSEUM}?show=object&lang=en").body.decode()
    assert "Silver necklace" in body
    assert "Back to the description" in body
    assert "Invented" not in body
