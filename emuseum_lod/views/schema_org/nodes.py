"""What schema.org documents are put together from: texts with their languages, things that are described elsewhere, dates."""

import re
from collections.abc import Iterable
from typing import Any, Final

from emuseum_lod.catalogue.records import Name, Span, Text
from emuseum_lod.ledger.faces import Face, Faces
from emuseum_lod.uris import ItemId, kind_of
from emuseum_lod.views.addresses import Addresses, web_address
from emuseum_lod.views.dublin_core import iso_span
from emuseum_lod.views.json_text import Json, said

_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_DATE: Final = re.compile(r"-?\d{4}(?:-\d\d-\d\d)?", re.ASCII)

_CLASSES: Final = {
    "object": "CreativeWork",
    "place": "Place",
    "concept": "DefinedTerm",
    "institution": "Museum",
    "collection": "Collection",
    "tour": "CreativeWork",
    "def": "DefinedTermSet",
}
_FILES: Final = {
    "image": "ImageObject",
    "model": "3DModel",
    "sound": "AudioObject",
    "video": "VideoObject",
    "text": "MediaObject",
}


class Nodes:
    """Makes nodes for one base IRI, with the faces of the items that a record refers to."""

    def __init__(self, faces: Faces, base: str) -> None:
        self.addresses = Addresses(base)
        self._faces = faces

    def things(self, *items: ItemId | None) -> Any:
        """Return items by what they are called; what the ledger does not have is left out."""
        found = []
        for item in dict.fromkeys(items):
            face = self._faces.get(item) if item else None
            if item and face:
                found.append(
                    said(
                        **{"@type": class_of(item, face.sort or face.code), "@id": self.addresses.iri(item)},
                        name=texts(face.labels),
                    )
                )
        return one_or_many(found)

    def face(self, item: ItemId) -> Face | None:
        """Return what is known of an item."""
        return self._faces.get(item)

    def page(self, item: ItemId) -> str:
        """Return the address of the page of an item."""
        return self.addresses.absolute(self.addresses.page(item))

    def web(self, url: str) -> str:
        """Return the address of a file, ours or somebody else's; "" for what is none."""
        path = self.addresses.file(url)
        return self.addresses.absolute(path) if path else web_address(url) or ""


def class_of(item: ItemId, sort: str) -> str:
    """Return the type of an item; `sort` is an actor's type or a file's."""
    match kind_of(item):
        case "actor":
            return "Organization" if sort == "group" else "Person"
        case "asset":
            return _FILES.get(sort, "MediaObject")
        case kind:
            return _CLASSES[kind]


def text(value: str, lang: str) -> str | Json:
    """Return a text with its language, or alone where it has none."""
    return {"@language": lang, "@value": value} if _TAG.fullmatch(lang) else value


def texts(found: Iterable[Text | Name]) -> Any:
    """Return texts, each once: nothing, one, or a list."""
    return one_or_many(
        [
            text(value, lang)
            for value, lang in dict.fromkeys((each.value, each.lang) for each in found)
            if value.strip()
        ]
    )


def date(span: Span | None) -> str:
    """Return a year or day (ISO 8601) where a time is one, "" where it is a range, which schema.org has no date for."""
    found = iso_span(span) if span else ""
    return found if _DATE.fullmatch(found) else ""


def links(addresses: Iterable[str]) -> Any:
    """Return addresses on the web."""
    return one_or_many([address for each in dict.fromkeys(addresses) if (address := web_address(each))])


def one_or_many(found: list[Any]) -> Any:
    """Return the one value there is by itself, as most who read schema.org expect it; several as a list, none as None."""
    return found[0] if len(found) == 1 else found or None
