"""Every address and parameter means one thing or nothing; no input makes the reading of it fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.linkeddata.finding import variant
from emuseum_lod.linkeddata.profile import Variant
from emuseum_lod.linkeddata.request import (
    Browse,
    Context,
    Data,
    Document,
    Lookup,
    Nowhere,
    Page,
    Request,
    Start,
    Target,
    Thing,
    parse,
)
from emuseum_lod.reply import Asked
from emuseum_lod.uris import ItemId

KEY = "7k3mz0q1x9a2bc"
OBJECT = ItemId(f"object/{KEY}")
MATERIALS = ItemId("def/materials")


def document(token: str, extension: str) -> Variant:
    found = variant(token, extension)
    assert found is not None
    return found


TARGETS: list[tuple[str, str, Target]] = [
    ("/", "", Start()),
    ("/browse/object", "", Browse("object")),
    ("/browse/object", "after=17", Browse("object", 17)),
    ("/browse/object", "after=-1", Nowhere(400)),
    ("/browse/object", "after=x", Nowhere(400)),
    ("/browse/object", "after=99999999999999999999", Nowhere(400)),
    ("/browse/object", "after=٣", Nowhere(400)),
    ("/browse/objects", "", Nowhere()),
    ("/browse/", "", Nowhere()),
    ("/lookup", "number=%D0%9A%D0%9F-279", Lookup("КП-279")),
    ("/lookup", "q=%D0%BA%D2%AF%D0%BC%D1%96%D1%81&museum=a", Lookup("күміс", "a", words=True)),
    ("/lookup", "number=7&q=8", Lookup("7")),
    ("/lookup", "q=7&museum=" + "a" * 201, Nowhere(400)),
    ("/lookup", "number=+", Nowhere(400)),
    ("/lookup", "", Nowhere(400)),
    ("/lookup", "number=" + "9" * 201, Nowhere(400)),
    (f"/id/object/{KEY}", "", Thing(OBJECT)),
    (f"/id/def/{KEY}", "", Nowhere()),
    ("/id/object/short", "", Nowhere()),
    (f"/id/object/{KEY}/", "", Nowhere()),
    (f"/id/Object/{KEY}", "", Nowhere()),
    (f"/page/object/{KEY}", "", Page(OBJECT)),
    (f"/page/object/{KEY}", "show=actor&after=5", Page(OBJECT, "actor", 5)),
    (f"/page/object/{KEY}", "show=nothing", Nowhere(400)),
    (f"/data/object/{KEY}.ttl", "", Data(OBJECT, document("crm", "ttl"))),
    (f"/data/object/{KEY}.jsonld", "", Data(OBJECT, document("crm", "jsonld"))),
    (f"/data/object/{KEY}.html", "", Nowhere()),
    (f"/data/object/{KEY}.lido.xml", "", Data(OBJECT, document("lido", "xml"))),
    (f"/data/object/{KEY}.linked-art.jsonld", "", Data(OBJECT, document("linked-art", "jsonld"))),
    (f"/data/object/{KEY}.lido.ttl", "", Nowhere()),
    (
        f"/data/object/{KEY}.neighbours.ttl",
        "show=object&after=7",
        Data(OBJECT, document("neighbours", "ttl"), "object", 7),
    ),
    (f"/data/object/{KEY}.neighbours.ttl", "show=objects", Nowhere(400)),
    (f"/data/object/{KEY}.neighbours.ttl", "show=object&after=-7", Nowhere(400)),
    (f"/data/object/{KEY}.crm.ttl", "", Nowhere()),
    (f"/data/object/{KEY}.nothing.ttl", "", Nowhere()),
    (f"/data/object/{KEY}..ttl", "", Nowhere()),
    (f"/data/object/{KEY}", "", Nowhere()),
    ("/data/def/materials.ttl", "", Nowhere()),
    ("/def/", "", Browse("def")),
    ("/def/materials", "", Document(MATERIALS)),
    ("/def/materials.rdf", "", Data(MATERIALS, document("crm", "rdf"))),
    ("/def/materials.html", "", Page(MATERIALS)),
    ("/def/profile/v1.0", "", Document(ItemId("def/profile/v1.0"))),
    ("/def/contexts/v1.jsonld", "", Context("v1.jsonld")),
    ("/def/../etc/passwd", "", Nowhere()),
    ("/elsewhere", "", Nowhere()),
]


@pytest.mark.parametrize(
    ("path", "query", "target"), TARGETS, ids=[f"{row[0]}?{row[1]}"[:60] for row in TARGETS]
)
def test_an_address_means_one_thing(path: str, query: str, target: Target) -> None:
    assert parse(Asked("GET", path, query.encode())).target == target


@pytest.mark.parametrize(
    ("query", "header", "lang", "named"),
    [
        ("", None, "kk", False),
        ("", "ru,en;q=0.5", "ru", False),
        ("", "de", "kk", False),
        ("lang=en", "ru", "en", True),
        ("lang=de", "ru", "ru", False),
        ("lang=en&lang=ru", None, "en", True),
    ],
)
def test_the_language_of_a_page_is_that_of_the_address_then_the_reader_then_kazakh(
    query: str, header: str | None, lang: str, named: bool
) -> None:
    headers = {"accept-language": header} if header else {}
    request = parse(Asked("GET", "/", query.encode(), headers))
    assert (request.lang, request.lang_named) == (lang, named)


@pytest.mark.parametrize(
    ("query", "headers", "accept", "profiles"),
    [
        ("", {"accept": "text/turtle", "accept-profile": "<http://example.org/p>"}, "text/turtle", ("http://example.org/p",)),
        ("_profile=lido", {"accept-profile": "<http://example.org/p>"}, None, ("lido",)),
        ("_profile=%3Chttp://example.org/p%3E", {}, None, ("http://example.org/p",)),
        ("_mediatype=application/rdf+xml", {"accept": "text/html"}, "application/rdf+xml", ()),
        ("_mediatype=application/rdf%2Bxml", {}, "application/rdf+xml", ()),
        ("_mediatype=&_profile=", {"accept": "text/html"}, "text/html", ()),
    ],
)  # fmt: skip
def test_parameters_count_instead_of_headers(
    query: str, headers: dict[str, str], accept: str | None, profiles: tuple[str, ...]
) -> None:
    """Content Negotiation by Profile, §7.2: query string arguments."""
    request = parse(Asked("GET", f"/id/object/{KEY}", query.encode(), headers))
    assert (request.accept, request.profiles) == (accept, profiles)


def test_more_parameters_than_anybody_means_are_refused() -> None:
    assert parse(Asked("GET", "/", b"&".join(b"a=%d" % n for n in range(21)))).target == Nowhere(400)


@given(
    st.text(max_size=80),
    st.binary(max_size=80),
    st.dictionaries(st.sampled_from(["accept", "accept-language", "accept-profile"]), st.text(max_size=50)),
)
def test_anything_can_be_asked(path: str, query: bytes, headers: dict[str, str]) -> None:
    assert isinstance(parse(Asked("GET", f"/{path}", query, headers)), Request)
