"""The links, dates and lists of Memento (RFC 7089)."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from emuseum_lod.ledger.versions import Version
from emuseum_lod.linkeddata import links
from emuseum_lod.linkeddata.links import LINK_FORMAT
from emuseum_lod.replies import Link
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses


def http_date(datestamp: str) -> str:
    """Return a datestamp in the form of HTTP."""
    return format_datetime(datetime.fromisoformat(datestamp), usegmt=True)


def valid_at(versions: Sequence[Version], when: datetime | None) -> Version:
    """Return the version that was valid at a time: the last that began before; the first for what lies before it (§4.5.3)."""
    if when is None:
        return versions[-1]
    earlier = [each for each in versions if datetime.fromisoformat(each.datestamp) <= when]
    return earlier[-1] if earlier else versions[0]


def context(item: ItemId, addresses: Addresses) -> tuple[Link, ...]:
    """Return the links to the thing itself, its TimeGate and its TimeMap (§2.2)."""
    return (Link(addresses.iri(item), "original"), *links.versions(item, addresses))


def around(
    versions: Sequence[Version], version: Version, item: ItemId, addresses: Addresses
) -> tuple[Link, ...]:
    """Return the links to a version, the first, the last, and those before and after it (§2.2.4)."""
    at = versions.index(version)
    rels: dict[int, list[str]] = {}
    for position, rel in (
        (0, "first"),
        (at - 1, "prev"),
        (at, ""),
        (at + 1, "next"),
        (len(versions) - 1, "last"),
    ):
        if 0 <= position < len(versions):
            rels.setdefault(position, []).extend([rel] if rel else [])
    return tuple(_memento(versions[position], rels[position], item, addresses) for position in sorted(rels))


def time_map(versions: Sequence[Version], item: ItemId, addresses: Addresses) -> bytes:
    """Return the TimeMap of an item in the link format (§5)."""
    original, gate, _ = context(item, addresses)
    itself = Link(addresses.absolute(addresses.history(item)), "self", type=LINK_FORMAT)
    span = f'; from="{http_date(versions[0].datestamp)}"; until="{http_date(versions[-1].datestamp)}"'
    first, last = versions[0], versions[-1]
    mementos = [
        _memento(each, ["first"] * (each is first) + ["last"] * (each is last), item, addresses)
        for each in versions
    ]
    return (",\n".join((str(original), str(gate), str(itself) + span, *map(str, mementos))) + "\n").encode()


def _memento(version: Version, rels: Sequence[str], item: ItemId, addresses: Addresses) -> Link:
    address = addresses.absolute(addresses.version(item, version.seq))
    return Link(address, " ".join((*rels, "memento")), datetime=http_date(version.datestamp))
