"""A language is told by its letters and words, and not told where they don't tell."""

import tomllib

import pytest

from emuseum_lod.mapping.values.languages import guess_language, language_tag, names_no_language
from emuseum_lod.resources import resource


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Алқа", "kk"),
        ("Алтын адам", "kk"),
        ("Балалар суреті", "kk"),
        ("Күміс білезік. Серебряный браслет", "kk"),
        ("Портрет женщины", "ru"),
        ("Бронзовый кинжал", "ru"),
        ("Ковёр", "ru"),
        ("View of the Thames", "en"),
        ("Qazaq handyǵy", "kk-latn"),
        ("IV-III ghasyrlar", "kk-latn"),
        ("Монета", ""),
        ("Портрет", ""),
        ("Untitled", ""),
        ("Björnen på isen", ""),
        ("Київська Русь", ""),
        ("1937", ""),
        ("", ""),
    ],
)
def test_a_guess_needs_a_reason(text: str, lang: str) -> None:
    assert guess_language(text) == lang


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [
        ("KK", "kk"),
        ("kk-Cyrl", "kk-cyrl"),
        ("kk_KZ", "kk-kz"),
        (" rus ", "ru"),
        ("kz", "kk"),
        ("zh-Hant-TW", "zh-hant-tw"),
        ("de-1996", "de-1996"),
        ("en-x-museum", "en-x-museum"),
        ("", None),
        ("x", None),
        ("en-", None),
        ("e1", None),
        ("русский", None),
        ("und", None),
        ("zxx-Latn", None),
        ("en" + "-abcde" * 20, None),
    ],
)
def test_a_tag_has_one_form_or_is_none(tag: str, canonical: str | None) -> None:
    assert language_tag(tag) == canonical


def test_a_tag_may_say_that_there_is_no_language() -> None:
    assert [names_no_language(tag) for tag in ("und", " ZXX-Latn", "mul", "un", "kk", "")] == [True, True, True, False, False, False]  # fmt: skip


def test_no_word_tells_two_languages() -> None:
    marks = tomllib.loads(resource("mappings", "values", "languages.toml").read_text("utf-8"))
    words = [word for language in marks.values() for word in language["words"]]
    assert len(words) == len(set(words))
