"""Texts as IIIF documents hold them: language maps (Presentation 3.0, §4.1)."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import Text

LanguageMap = dict[str, list[str]]

_TAG: Final = re.compile(r"[a-z]{2,8}(?:-[a-z]{2,8})*", re.ASCII | re.IGNORECASE)


def language_map(texts: Iterable[Text]) -> LanguageMap:
    """Return texts by their languages, each once; those that say nothing are left out, those without a language are under "none"."""
    found: dict[str, dict[str, None]] = {}
    for text in texts:
        if text.value.strip():
            found.setdefault(_tag(text.lang), {})[text.value] = None
    return {lang: [*values] for lang, values in found.items()}


def words(key: str) -> LanguageMap:
    """Return a label of ours in every language (``words.toml``)."""
    return {lang: [_words()[key][lang]] for lang in LANGUAGES}


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


def _tag(lang: str) -> str:
    """Return a language as the validator of Presentation 3 takes it: letters alone, so ``es-419`` is ``es``."""
    for tag in (lang, lang.partition("-")[0]):
        if _TAG.fullmatch(tag):
            return tag
    return "none"
