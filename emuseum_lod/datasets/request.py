"""What a client of ``/data/`` asks for: the address and the headers, understood; nothing is looked up here."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from emuseum_lod.reply import Asked
from emuseum_lod.views.language import named_language, page_language

EXTENSIONS: Final = ("ttl", "jsonld", "nt", "rdf")
_DESCRIPTION: Final = re.compile(r"/data/(catalogue|void)(?:\.(ttl|jsonld|nt|rdf))?", re.ASCII)
_FILE: Final = re.compile(r"/data/dumps/(?:([^/]{1,100})/)?([^/]{1,200})")
_DELTA: Final = re.compile(r"/data/deltas/([^/]{1,300})")


@dataclass(frozen=True, slots=True)
class Overview:
    """The page for people; the catalogue of datasets for who wants RDF."""


@dataclass(frozen=True, slots=True)
class Description:
    """A description of the datasets, ``catalogue`` (DCAT) or ``void``, in the format of the extension or, without one, as negotiated."""

    name: str
    extension: str = ""


@dataclass(frozen=True, slots=True)
class WellKnown:
    """Where VoID is looked for (https://www.w3.org/TR/void/#well-known)."""


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """What dumps there are, for programs."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of an edition; of the latest where none is named."""

    edition: str
    name: str


@dataclass(frozen=True, slots=True)
class DeltaFile:
    """What leads from one edition to the next."""

    name: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """An address that can't name anything."""


Target: TypeAlias = Overview | Description | WellKnown | ManifestFile | File | DeltaFile | Nothing


_PLAIN: Final[dict[str, Target]] = {
    "/data/": Overview(),
    "/.well-known/void": WellKnown(),
    "/data/manifest.json": ManifestFile(),
}


@dataclass(frozen=True, slots=True)
class Request:
    """A request, and what its client has already (RFC 9110, §13.1)."""

    method: str
    target: Target
    lang: str
    accept: str | None = None
    if_none_match: str | None = None
    if_modified_since: str | None = None


def parse(asked: Asked) -> Request:
    """Return what is asked for. It never raises for anything that a client sends."""
    headers = asked.headers
    return Request(
        asked.method,
        _target(asked.path),
        page_language(named_language(asked.query), headers.get("accept-language")),
        headers.get("accept"),
        headers.get("if-none-match"),
        headers.get("if-modified-since"),
    )


def _target(path: str) -> Target:
    if path in _PLAIN:
        return _PLAIN[path]
    if match := _DESCRIPTION.fullmatch(path):
        return Description(match[1], match[2] or "")
    if match := _FILE.fullmatch(path):
        return File(match[1] or "", match[2])
    if match := _DELTA.fullmatch(path):
        return DeltaFile(match[1])
    return Nothing()
