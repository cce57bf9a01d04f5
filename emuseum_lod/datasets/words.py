"""What the catalogue of datasets says in words: ``ontologies/datasets.toml``, checked."""

from collections.abc import Mapping
from functools import cache
from typing import TypeAlias

import msgspec

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.dumps.contents import FORMATS
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource

Words: TypeAlias = Mapping[str, str]
"""A text in each of our languages."""


class Described(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words for a dataset; a museum's is named after it."""

    description: Words
    title: Words = msgspec.field(default_factory=dict)


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody else's term, and what it is called: who reads the catalogue need not fetch it."""

    iri: str
    label: Words


class DatasetWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file, as it stands."""

    keywords: Mapping[str, tuple[str, ...]]
    spatial: str
    frequency: str
    languages: tuple[str, ...]
    vocabularies: tuple[str, ...]
    theme: Term
    themes: Term
    whole: Described
    museum: Described
    formats: Mapping[str, Words]
    services: Mapping[str, Words]


@cache
def load_words() -> DatasetWords:
    """Return the words. Raises ConfigurationError with the file's name and what is wrong in it."""
    file = resource("ontologies", "datasets.toml")
    try:
        words = msgspec.toml.decode(file.read_bytes(), type=DatasetWords)
    except msgspec.DecodeError as error:
        raise ConfigurationError(f"{file}: {error}") from error
    texts = {
        "whole.title": words.whole.title,
        "whole.description": words.whole.description,
        "museum.description": words.museum.description,
        "theme.label": words.theme.label,
        "themes.label": words.themes.label,
        **{f"formats.{name}": words.formats.get(name, {}) for name in FORMATS},
        **{f"services.{name}": text for name, text in words.services.items()},
    }
    for where, text in texts.items():
        if set(text) != set(LANGUAGES):
            raise ConfigurationError(f"{file}: {where} has to be said in {', '.join(LANGUAGES)}")
    return words
