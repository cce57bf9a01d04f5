"""The three languages are equals: each has every message, every plural form, and the same things filled in."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import emuseum_lod
from emuseum_lod.catalogue.records import Asset
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.uris import KINDS
from emuseum_lod.web.messages import messages_in

LANGUAGES = ("kk", "ru", "en")
PACKAGE = Path(emuseum_lod.__file__).parent
TEMPLATES = sorted((PACKAGE / "web" / "templates").glob("*.html"))
VIEWS = sorted((PACKAGE / "views").glob("*.py"))


def forms(message: object) -> Iterator[str]:
    yield from message.values() if isinstance(message, dict) else (message,)


def test_every_language_has_every_key() -> None:
    keys = messages_in("en").keys
    for lang in LANGUAGES:
        assert messages_in(lang).keys == keys


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plural_forms_are_exactly_those_of_the_language(lang: str) -> None:
    messages = messages_in(lang)
    wanted = {"other", *messages.locale.plural_form.tags}
    counted = [key for key in messages.keys if not isinstance(messages[key], str)]
    assert len(counted) >= len(KINDS)
    for key in counted:
        assert set(messages[key]) == wanted, key


def test_a_message_has_the_same_gaps_in_every_language() -> None:
    for key in messages_in("en").keys:
        gaps = {
            lang: {frozenset(re.findall(r"{(\w+)}", form)) for form in forms(messages_in(lang)[key])}
            for lang in LANGUAGES
        }
        assert gaps["kk"] == gaps["ru"] == gaps["en"], key


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_nothing_was_left_in_english(lang: str) -> None:
    ours, english = messages_in(lang), messages_in("en")
    cyrillic = re.compile("[А-Яа-яӘәІіҢңҒғҮүҰұҚқӨөҺһЁё]")
    for key in ours.keys:
        bare = [re.sub(r"{\w+}", "", form) for form in forms(ours[key])]
        same = ours[key] == english[key] and any(re.search("[A-Za-z]{3}", form) for form in bare)
        assert not same, key
        assert all(cyrillic.search(form) or not re.search("[A-Za-z]{4}", form) for form in bare), key


def test_kazakh_is_written_with_its_own_letters() -> None:
    text = " ".join(form for key in messages_in("kk").keys for form in forms(messages_in("kk")[key])).lower()
    assert set("әғқңөұүі") <= set(text)
    assert not re.search(r"\b[а-я]*[ёъщэ][а-я]*\b", text), "letters of Russian loanwords alone"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_key_that_a_template_names_exists(template: Path) -> None:
    named = re.findall(r"""\b(?:t|count|has)\("([a-z_]+\.[\w-]+)"(?! ~)""", template.read_text("utf-8"))
    assert set(named) <= messages_in("en").keys


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_of_their_own(template: Path) -> None:
    text = re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}|<[^>]*>", " ", template.read_text("utf-8"), flags=re.DOTALL)
    words = set(re.findall(r"[^\W\d_]{3,}", text))
    assert words <= {
        "SPARQL",
        "JSON",
        "API",
        "OpenAPI",
        "OAI",
        "PMH",
        "HTTP",
        "def",
        "curl",
        "data",
        "urlencode",
        "query",
        "csv",
        "Accept",
        "text",
        "turtle",
        "lang",
        "number",
        "museum",
        "amp",
        "start",
    }


def test_every_key_that_a_view_names_exists() -> None:
    named = {
        key for path in VIEWS for key in re.findall(r'"((?:fact|prose)\.[\w-]+)"', path.read_text("utf-8"))
    }
    assert len(named) > 40
    assert named <= messages_in("en").keys


def test_every_key_that_is_put_together_exists() -> None:
    keys = messages_in("en").keys
    for kind in KINDS:
        assert {f"kind.{kind}", f"kinds.{kind}", f"count.{kind}"} <= keys
    for type_ in get_args(Asset.__annotations__["type"]):
        assert f"asset.{type_}" in keys
    for unit in ("mm", "cm", "m", "g", "kg", "piece"):
        assert f"unit.{unit}" in keys


@pytest.mark.parametrize(
    ("lang", "n", "text"),
    [
        ("ru", 1, "1 предмет"),
        ("ru", 3, "3 предмета"),
        ("ru", 5, "5 предметов"),
        ("ru", 21, "21 предмет"),
        ("ru", 111, "111 предметов"),
        ("ru", 66_000, "66\u00a0000 предметов"),
        ("kk", 1, "1 зат"),
        ("kk", 66_000, "66\u00a0000 зат"),
        ("en", 1, "1 object"),
        ("en", 0, "0 objects"),
    ],
)
def test_counting(lang: str, n: int, text: str) -> None:
    assert messages_in(lang).count("count.object", n) == text


def test_a_language_without_a_file_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigurationError, match=r"xx\.toml"):
        messages_in("xx")


def test_a_key_without_a_message_is_no_hole_in_a_page() -> None:
    with pytest.raises(KeyError):
        messages_in("kk").say("fact.nothing")
    with pytest.raises(KeyError):
        messages_in("kk").say("count.object")
