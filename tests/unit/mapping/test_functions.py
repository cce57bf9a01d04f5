"""What comes from outside is cleaned before it becomes a text, an address or a licence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emuseum_lod.mapping.functions import clean, known_rights, rights_uri, served_path, web_address


@pytest.mark.parametrize(
    ("text", "cleaned", "told"),
    [
        ("Кувшин", "Кувшин", False),
        ("a\r\nb\rc", "a\nb\nc", False),
        ("a\x00b\x1b", "ab", True),
        ("half \ud800 pair", "half  pair", True),
        ("non\ufffecharacter", "noncharacter", True),
    ],
)
def test_controls_are_taken_out_and_told_of(text: str, cleaned: str, told: bool) -> None:
    assert clean(text) == (cleaned, told)


@given(st.text())
def test_a_cleaned_text_can_be_written_in_xml_and_n_triples(text: str) -> None:
    cleaned, _ = clean(text)
    assert all(c in "\t\n" or ord(c) >= 0x20 for c in cleaned)
    cleaned.encode("utf-8")


@pytest.mark.parametrize(
    "address",
    ["http://a.example/b?c=1&d=2#e", "https://a.example", "HTTPS://a.example/ä", "http://127.0.0.1:8000/x"],
)
def test_an_absolute_web_address_is_taken_as_it_is(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "www.a.example",
        "/path",
        "ftp://a.example",
        "javascript:alert(1)",
        "http://",
        "http://a.example/b c",
        'http://a.example/">',
        "http://[::1",
        "http://a.example:port/",
        "http://a.example/\n",
        "http://a.example/" + "x" * 2_000,
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    assert web_address(text) == ""


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        (
            "https://creativecommons.org/publicdomain/mark/1.0",
            "http://creativecommons.org/publicdomain/mark/1.0/",
        ),
        ("http://creativecommons.org/licenses/by/4.0/deed.ru", "http://creativecommons.org/licenses/by/4.0/"),
        (" https://www.rightsstatements.org/page/InC/1.0/ ", "http://rightsstatements.org/vocab/InC/1.0/"),
        ("http://creativecommons.org/licenses/by/9.0/", ""),
        ("CC BY", ""),
        ("", ""),
    ],
)
def test_rights_have_one_form_or_none(text: str, uri: str) -> None:
    assert rights_uri(text) == uri


def test_every_known_right_is_its_own_form() -> None:
    assert known_rights()
    assert {rights_uri(uri) for uri in known_rights()} == known_rights()


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("/files/demo/images/jug.png", True),
        ("/files/demo/../../etc/passwd", False),
        ("/data/object/x.ttl", False),
        ("//files.example/x.png", False),
        ("/files/a b.png", False),
        ("/files/" + "a" * 2_000, False),
        ("files/demo/jug.png", False),
    ],
)
def test_only_files_of_our_own_may_be_named_by_a_path(text: str, taken: bool) -> None:
    assert served_path(text) == (text if taken else "")
