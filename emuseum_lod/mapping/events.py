"""The events of an object: its making, finding and acquisition, each put together from fields of its own.

A record file describes one event of a sort, or, with ``each``, as many as the source has nodes for: two acquisitions, say, where each year
belongs to its own way of acquiring.
"""

from collections.abc import Callable
from typing import Any, Final

from emuseum_lod.catalogue.records import Acquisition, Encounter, Production
from emuseum_lod.mapping.feeds import Feed
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.paths import parse_path

Event = Production | Encounter | Acquisition

_EVENTS: Final[dict[str, Callable[..., Event]]] = {
    "production": Production,
    "encounters": Encounter,
    "acquisitions": Acquisition,
}


class Events:
    """The events of one sort."""

    def __init__(self, sort: str, feeds: list[tuple[str, Feed]], each: str) -> None:
        """Make them from the feeds of their fields, once for every node at `each`, or for the record itself."""
        self.sort = sort
        self._make = _EVENTS[sort]
        self._feeds = feeds
        self._each = each
        self._nodes = parse_path(each).select() if each else None

    def of(self, record: Any, findings: Findings) -> tuple[Event, ...]:
        """Return the events of a record; one of which nothing is known is none."""
        if self._nodes is None:
            return tuple(self._one(record, findings))
        at = findings.at
        findings.at = f"{at}{self._each}/"
        events = dict.fromkeys(event for node in self._nodes(record) for event in self._one(node, findings))
        findings.at = at
        return tuple(events)

    def _one(self, node: Any, findings: Findings) -> list[Event]:
        parts = {field: value for field, feed in self._feeds if (value := feed(node, findings))}
        return [self._make(**parts)] if parts else []


def by_event(feeds: dict[str, Feed], each: dict[str, str]) -> tuple[list[Events], list[tuple[str, Feed]]]:
    """Tell the fields of an object's events from its own."""
    parts: dict[str, list[tuple[str, Feed]]] = {}
    plain: list[tuple[str, Feed]] = []
    for name, feed in feeds.items():
        sort, _, part = name.partition(".")
        if part:
            parts.setdefault(sort, []).append((part, feed))
        else:
            plain.append((name, feed))
    return [Events(sort, fields, each.get(sort, "")) for sort, fields in parts.items()], plain
