"""What a crawler asks for: the address and the headers, understood; nothing is looked up here."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

from emuseum_lod.reply import Asked

_PART: Final = re.compile(r"/sitemap/([1-9]\d{0,9})\.xml", re.ASCII)


@dataclass(frozen=True, slots=True)
class Robots:
    """What crawlers may visit."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of the sitemap."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sitemap; they are counted from 1."""

    number: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """An address that can't name anything."""


Target: TypeAlias = Robots | Index | Part | Nothing


@dataclass(frozen=True, slots=True)
class Request:
    """A request, and what its client has already (RFC 9110, §13.1)."""

    target: Target
    if_none_match: str | None
    if_modified_since: str | None


def parse(asked: Asked) -> Request:
    """Return what is asked for. It never raises for anything that a client sends."""
    return Request(
        _target(asked.path), asked.headers.get("if-none-match"), asked.headers.get("if-modified-since")
    )


def _target(path: str) -> Target:
    if path == "/robots.txt":
        return Robots()
    if path == "/sitemap.xml":
        return Index()
    match = _PART.fullmatch(path)
    return Part(int(match[1])) if match else Nothing()
