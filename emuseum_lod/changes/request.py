"""What a request for a stream asks for: the address and the headers, understood; nothing is looked up here."""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.reply import Asked
from emuseum_lod.views.language import DEFAULT_LANGUAGE, named_language, page_language

Stream = Literal["activity", "ldes"]
List = Literal["changelist", "resourcelist"]
FeedFormat = Literal["atom", "rss"]

_PAGED: Final = re.compile(
    r"(?:(?P<activity>activity)(?:/(?P<a>[1-9]\d{0,11}))?\.json|(?P<ldes>ldes)(?:/(?P<l>[1-9]\d{0,11}))?\.ttl"
    r"|resourcesync/(?P<list>changelist|resourcelist)(?:/(?P<r>[1-9]\d{0,11}))?\.xml)",
    re.ASCII,
)
_OF_A_MUSEUM: Final = re.compile(r"/changes/museum/([A-Za-z0-9_.!~*'()-]{1,100})/(.*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Overview:
    """The page for people: what changed last, and which streams there are."""


@dataclass(frozen=True, slots=True)
class Activity:
    """IIIF Change Discovery: a page, or the collection of them all."""

    page: int | None = None


@dataclass(frozen=True, slots=True)
class Ldes:
    """The event stream: a node, or the root of its view."""

    page: int | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of the event stream's members."""


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """ResourceSync's way in."""


@dataclass(frozen=True, slots=True)
class CapabilityList:
    """What ResourceSync can have of us."""


@dataclass(frozen=True, slots=True)
class ResourceSyncList:
    """A list of ResourceSync: a part of it, or its index."""

    name: List
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """The latest changes in a feed."""

    format: FeedFormat


@dataclass(frozen=True, slots=True)
class Nothing:
    """An address that can't name anything."""


Target: TypeAlias = (
    Overview
    | Activity
    | Ldes
    | Shape
    | SourceDescription
    | CapabilityList
    | ResourceSyncList
    | Feed
    | Nothing
)

_PLAIN: Final[dict[str, Target]] = {
    "": Overview(),
    "ldes/shape.ttl": Shape(),
    "resourcesync/capabilitylist.xml": CapabilityList(),
    "feed.atom": Feed("atom"),
    "feed.rss": Feed("rss"),
}


@dataclass(frozen=True, slots=True)
class Request:
    """A request, understood. `museum` is the code of the one whose changes are asked for, "" for all; `lang` that of texts for people."""

    method: str
    target: Target
    museum: str = ""
    lang: str = DEFAULT_LANGUAGE
    lang_named: bool = False
    if_none_match: str | None = None
    if_modified_since: str | None = None


def parse(asked: Asked) -> Request:
    """Return what is asked for. Whatever comes from outside gives a request, if only for `Nothing`."""
    named = named_language(asked.query)
    found = _OF_A_MUSEUM.fullmatch(asked.path)
    museum, path = (found[1], f"/changes/{found[2]}") if found else ("", asked.path)
    return Request(
        method=asked.method,
        target=_target(path),
        museum=museum,
        lang=page_language(named, asked.headers.get("accept-language")),
        lang_named=named in LANGUAGES,
        if_none_match=asked.headers.get("if-none-match"),
        if_modified_since=asked.headers.get("if-modified-since"),
    )


def _target(path: str) -> Target:
    if path == "/.well-known/resourcesync":
        return SourceDescription()
    rest = path.removeprefix("/changes/") if path.startswith("/changes/") else "?"
    if rest in _PLAIN:
        return _PLAIN[rest]
    found = _PAGED.fullmatch(rest)
    if found is None:
        return Nothing()
    number = next((int(found[name]) for name in ("a", "l", "r") if found[name]), None)
    if found["activity"]:
        return Activity(number)
    if found["ldes"]:
        return Ldes(number)
    return ResourceSyncList("changelist" if found["list"] == "changelist" else "resourcelist", number)
