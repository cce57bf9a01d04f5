"""Small decisions of the page models: the order of names, what becomes a link, how long a name may be."""

import pytest

from emuseum_lod.catalogue.records import Text
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses, web_address
from emuseum_lod.views.collation import alphabetically
from emuseum_lod.views.pages import Reference, Words
from emuseum_lod.views.rights import rights_of
from emuseum_lod.views.wording import MAX_LABEL, Wording, cut, languages_for

OBJECT = ItemId("object/7k3mz0q1x9a2bc")


def test_kazakh_letters_stand_among_the_others() -> None:
    words = [
        "якорь",
        "қағаз",
        "кілем",
        "үкі",
        "асыл тас",
        "Ағаш",
        "әйнек",
        "ғұрып",
        "гүл",
        "ұста",
        "узор",
        "өрнек",
        "орамал",
        "іс",
        "silver",
    ]
    ordered = [
        "silver",
        "Ағаш",
        "асыл тас",
        "әйнек",
        "гүл",
        "ғұрып",
        "кілем",
        "қағаз",
        "орамал",
        "өрнек",
        "узор",
        "ұста",
        "үкі",
        "іс",
        "якорь",
    ]
    assert sorted(words, key=alphabetically) == ordered


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2#d"),
        ("HTTP://example.org/", "HTTP://example.org/"),
        ("https://example.org/қазақ", "https://example.org/%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B"),
        ("https://example.org/100%25", "https://example.org/100%25"),
        ("javascript:alert(1)", None),
        ("//example.org/", None),
        ("mailto:a@example.org", None),
        ("https://example.org/a b", None),
        ("https://example.org/\u202e", None),
        ("", None),
    ],
)
def test_only_web_addresses_become_links(url: str, address: str | None) -> None:
    assert web_address(url) == address


@pytest.mark.parametrize(
    ("base", "page"),
    [("https://data.example/", f"/page/{OBJECT}"), ("https://example.org/lod/", f"/lod/page/{OBJECT}")],
)
def test_a_service_may_live_below_a_path(base: str, page: str) -> None:
    addresses = Addresses(base)
    assert addresses.page(OBJECT) == page
    assert addresses.absolute(addresses.page(OBJECT)) == f"{base}page/{OBJECT}"
    assert addresses.iri(OBJECT) == f"{base}id/{OBJECT}"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/files/demo/a b.png", "/files/demo/a%20b.png"),
        ("/files/demo/../../etc/passwd", None),
        ("/page/x", None),
        ("https://elsewhere.example/files/demo/a.png", None),
        ("/files/demo/\n.png", None),
    ],
)
def test_only_files_of_ours_are_shown(url: str, path: str | None) -> None:
    assert Addresses("https://data.example/").file(url) == path


def test_a_name_is_one_short_line_without_controls() -> None:
    assert cut(Text(" Күміс\n\talқа\u202e\x00 ", "kk")) == Text("Күміс alқа", "kk")
    assert cut(Text("мұ\u200cрағат")).value == "мұ\u200cрағат", "joiners are spelling"
    assert len(cut(Text("ұ" * 5_000)).value) == MAX_LABEL


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_reader_is_given_languages_in_a_fixed_order(lang: str) -> None:
    assert languages_for(lang)[0] == lang
    assert sorted(languages_for(lang)) == ["en", "kk", "ru"]
    wording = Wording(
        lang,
        {OBJECT: (Text("x", "de"), Text("kk", "kk"), Text("ru", "ru"), Text("en", "en"))},
        Addresses("https://data.example/"),
    )
    assert wording.label(OBJECT) == Text(lang, lang)
    assert wording.label(ItemId("object/0000000000000a")).value == "0000000000000a"


@pytest.mark.parametrize(
    ("uri", "value"),
    [
        ("", None),
        (
            "http://creativecommons.org/licenses/by/4.0/",
            Reference(Text("CC BY 4.0", "en"), "http://creativecommons.org/licenses/by/4.0/", external=True),
        ),
        (
            "https://creativecommons.org/licenses/by/4.0",
            Reference(Text("CC BY 4.0", "en"), "https://creativecommons.org/licenses/by/4.0", external=True),
        ),
        (
            "http://example.org/own",
            Reference(Text("http://example.org/own"), "http://example.org/own", external=True),
        ),
        ("javascript:alert(1)", Words(Text("javascript:alert(1)"))),
    ],
)
def test_rights_are_called_by_their_published_names(uri: str, value: Reference | Words | None) -> None:
    assert rights_of(uri, Wording("en", {}, Addresses("https://data.example/"))) == value
