"""What a request for an item's history asks for: the address and the headers, understood; nothing is looked up here."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeAlias

from emuseum_lod.linkeddata import request as linkeddata
from emuseum_lod.linkeddata.formats import RDF_FORMATS, Format
from emuseum_lod.reply import Asked
from emuseum_lod.uris import ItemId, is_item_id

_VERSION: Final = re.compile(r"/history/([1-9]\d{0,17})/(.+)", re.ASCII)
_FORMATS: Final = {each.extension: each for each in RDF_FORMATS}
_HTML: Final = "html"


@dataclass(frozen=True, slots=True)
class TimeMap:
    """The versions of an item."""

    item: ItemId


@dataclass(frozen=True, slots=True)
class TimeGate:
    """The version of an item that was valid at a time (None: now). `understood`: Accept-Datetime was a date, or not sent."""

    item: ItemId
    when: datetime | None
    understood: bool = True


@dataclass(frozen=True, slots=True)
class Memento:
    """A version of an item. `format` is None for what the client likes best, and "page" for people."""

    item: ItemId
    seq: int
    format: Format | str | None


@dataclass(frozen=True, slots=True)
class Nowhere:
    """An address that can't name anything."""


Target: TypeAlias = TimeMap | TimeGate | Memento | Nowhere


@dataclass(frozen=True, slots=True)
class Request:
    """A request, understood. `client` is what else it tells: its languages, what it accepts and has."""

    target: Target
    client: linkeddata.Request

    @property
    def method(self) -> str:
        """The method."""
        return self.client.method


def parse(asked: Asked) -> Request:
    """Return what is asked for. Whatever comes from outside gives a request, if only for `Nowhere`."""
    return Request(_target(asked), linkeddata.parse(asked))


def _target(asked: Asked) -> Target:
    room, _, rest = asked.path.removeprefix("/").partition("/")
    if room == "timegate" and is_item_id(rest):
        return _gate(ItemId(rest), asked.headers.get("accept-datetime"))
    if room == "history" and is_item_id(rest):
        return TimeMap(ItemId(rest))
    found = _VERSION.fullmatch(asked.path)
    return _memento(int(found[1]), found[2]) if found else Nowhere()


def _memento(seq: int, rest: str) -> Memento | Nowhere:
    name, _, extension = rest.rpartition(".")
    if is_item_id(name) and (extension in _FORMATS or extension == _HTML):
        return Memento(ItemId(name), seq, _FORMATS.get(extension, "page"))
    return Memento(ItemId(rest), seq, None) if is_item_id(rest) else Nowhere()


def _gate(item: ItemId, accept_datetime: str | None) -> TimeGate:
    if accept_datetime is None:
        return TimeGate(item, None)
    try:
        when = parsedate_to_datetime(accept_datetime)
    except (ValueError, OverflowError):
        return TimeGate(item, None, understood=False)
    return TimeGate(item, when if when.tzinfo else when.replace(tzinfo=UTC))
