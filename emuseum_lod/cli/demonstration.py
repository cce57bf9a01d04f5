"""The demonstration: which sources it has, with which settings it is served, which pages are worth opening first."""

from pathlib import Path
from typing import Final
from urllib.parse import quote

import msgspec

from emuseum_lod.catalogue.records import HumanMadeObject
from emuseum_lod.config import Settings
from emuseum_lod.errors import LedgerError
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.resources import resource
from emuseum_lod.uris import page_path

_PREFIX: Final = "demo-"
_DEFAULT_BASE: Final = Settings().base_uri


def demonstration_sources() -> tuple[tuple[str, Path], ...]:
    """Return the demonstration's providers, each with its source: the profile ``demo-x`` reads the folder ``demo/x``."""
    profiles = sorted(path.parent.name for path in resource("mappings").glob(f"{_PREFIX}*/provider.toml"))
    return tuple((name, resource("demo", name.removeprefix(_PREFIX))) for name in profiles)


def demonstration_settings(settings: Settings) -> Settings:
    """Return settings whose IRIs resolve where the demonstration is served, as far as nothing else was asked for.

    A data folder that has been loaded keeps its base: identifiers never change.
    """
    if settings.base_uri != _DEFAULT_BASE:
        return settings
    try:
        with Ledger.open(settings.ledger_url) as ledger:
            base = ledger.reader().base_iri
    except LedgerError:
        base = f"http://{settings.host}:{settings.port}/"
    return msgspec.structs.replace(settings, base_uri=base)


def pages_to_open(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return what to look at first: titles and addresses."""
    root = f"http://{settings.host}:{settings.port}"
    with Ledger.open(settings.ledger_url) as ledger:
        objects, _ = ledger.reader().browse("object", limit=500)
    rich = max(
        objects, key=lambda item: len(item.record.assets) if isinstance(item.record, HumanMadeObject) else 0
    )
    query = quote("SELECT ?class (COUNT(?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n)")
    return (
        ("the start page", f"{root}/"),
        ("a museum object", f"{root}{page_path(rich.id)}"),
        ("the museums", f"{root}/browse/institution"),
        ("the SPARQL form", f"{root}/sparql"),
        ("a SPARQL query", f"{root}/sparql?query={query}"),
        ("the OAI-PMH repository", f"{root}/oai?verb=Identify"),
        ("a harvest of it", f"{root}/oai?verb=ListRecords&metadataPrefix=oai_dc"),
        ("stored queries", f"{root}/api/"),
        ("all of it as files", f"{root}/data/"),
    )
