"""The organisations between a museum and Europeana, by the names that people edit: ``mappings/aggregator.toml`` and the providers' own files."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import Text
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.resources import resource
from emuseum_lod.views.edm.model import Link
from emuseum_lod.views.edm.values import link

AGGREGATOR: Final = "aggregator.toml"


def sources() -> list[Path]:
    """Return the files that are read, in a stable order: what is published changes with them."""
    mappings = resource("mappings")
    return [mappings / AGGREGATOR, *sorted(mappings.glob("*/provider.toml"))]


@cache
def aggregator() -> Text | Link:
    """Return who hands the records on to Europeana: its address in Europeana's list of organisations, or its name."""
    return read_aggregator(resource("mappings", AGGREGATOR))


def read_aggregator(path: Path) -> Text | Link:
    """Return the aggregator of a file. Raises ConfigurationError, with the file, for what is wrong in it."""
    said = _read(path)
    if unknown := said.keys() - {"names", "uri"}:
        raise ConfigurationError(f"{path}: unknown: {', '.join(sorted(unknown))}; there are names and uri")
    names, uri = said.get("names", {}), said.get("uri", "")
    if not isinstance(names, dict) or any(not str(names.get(lang, "")).strip() for lang in LANGUAGES):
        raise ConfigurationError(f"{path}: names needs one in each of {', '.join(LANGUAGES)}")
    if uri and link(uri) != uri:
        raise ConfigurationError(f"{path}: uri = {uri!r} is no http(s) address")
    return Link(uri) if uri else _first(names)


@cache
def provider_names(provider: str) -> tuple[Text, ...]:
    """Return the names of a provider, its own language first; none where no file says so."""
    for path in sources()[1:]:
        if path.parent.name == provider:
            return tuple(Text(name, lang) for lang, name in _read(path).get("names", {}).items())
    return ()


def _first(names: Mapping[str, str]) -> Text:
    lang, name = next(iter(names.items()))
    return Text(name, lang)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: {error}") from error
