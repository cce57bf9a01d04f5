"""What a request for a IIIF document asks for; nothing is looked up here."""

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias
from urllib.parse import parse_qs

from emuseum_lod.reply import Asked
from emuseum_lod.uris import KEY_PATTERN, ItemId
from emuseum_lod.views.iiif.addresses import TOP_PATH

Version = Literal["3", "4-draft"]

_MAX_CURSOR: Final = 2**63 - 1
_OF_AN_OBJECT: Final = re.compile(
    rf"/iiif/(?P<version>3|4-draft)/(?P<item>object/{KEY_PATTERN})/(?:manifest\.json|view/(?P<view>{KEY_PATTERN}))",
    re.ASCII,
)
_COLLECTION: Final = re.compile(
    rf"/iiif/3/(?P<item>(?:institution|collection)/{KEY_PATTERN})/collection\.json", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The manifest of an object, in a version of the standard."""

    item: ItemId
    version: Version


@dataclass(frozen=True, slots=True)
class View:
    """A canvas or a scene, which has no document but its manifest."""

    item: ItemId
    version: Version


@dataclass(frozen=True, slots=True)
class CollectionOf:
    """A link of the collection of a museum or of a thematic one; `after` is where the link before it ended."""

    item: ItemId
    after: int


@dataclass(frozen=True, slots=True)
class Museums:
    """A link of the collection of all museums."""

    after: int


@dataclass(frozen=True, slots=True)
class Nowhere:
    """An address that can't name anything (404), or a cursor that is none (400)."""

    status: int = 404


Target: TypeAlias = Manifest | View | CollectionOf | Museums | Nowhere


@dataclass(frozen=True, slots=True)
class Request:
    """A request, understood."""

    method: str
    target: Target
    accept: str | None = None
    if_none_match: str | None = None
    if_modified_since: str | None = None


def parse(asked: Asked) -> Request:
    """Return what is asked for. Whatever comes from outside gives a request, if only for `Nowhere`."""
    return Request(
        method=asked.method,
        target=_target(asked.path, asked.query),
        accept=asked.headers.get("accept"),
        if_none_match=asked.headers.get("if-none-match"),
        if_modified_since=asked.headers.get("if-modified-since"),
    )


def _target(path: str, query: bytes) -> Target:
    found = _OF_AN_OBJECT.fullmatch(path)
    if found:
        item = ItemId(found["item"])
        version: Version = "3" if found["version"] == "3" else "4-draft"
        return View(item, version) if found["view"] else Manifest(item, version)
    found = _COLLECTION.fullmatch(path)
    if not found and path != TOP_PATH:
        return Nowhere()
    after = _cursor(query)
    if after is None:
        return Nowhere(400)
    return CollectionOf(ItemId(found["item"]), after) if found else Museums(after)


def _cursor(query: bytes) -> int | None:
    """Return where a chain goes on: 0 for its beginning, None for what is no cursor of ours."""
    try:
        text = parse_qs(query.decode("ascii", "replace"), max_num_fields=5).get("after", [""])[0]
    except ValueError:
        return None
    if not text:
        return 0
    fits = text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= _MAX_CURSOR
    return int(text) if fits else None
