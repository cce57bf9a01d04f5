"""ResourceSync (ANSI/NISO Z39.99-2017, http://www.openarchives.org/rs/1.1/resourcesync): what is here, and what has changed.

The resources are the descriptions in JSON-LD. A copy begins with the resource list and follows the change lists from its `at` on; both are indexes of
lists of `LIST_SIZE`. The lists of changes go back to the beginning and never end.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from emuseum_lod.changes.places import Places
from emuseum_lod.ledger.streams import Did, Entry
from emuseum_lod.uris import ItemId
from emuseum_lod.views.xml_text import attribute, content

CONTENT_TYPE: Final = "application/xml; charset=utf-8"
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_RS: Final = "http://www.openarchives.org/rs/terms/"
_CHANGES: Final[dict[Did, str]] = {"create": "created", "update": "updated", "delete": "deleted"}
_TYPE: Final = "application/ld+json"


def source_description(places: Places) -> bytes:
    """Return the Source Description (§8): where the capability list is."""
    about = _link("describedby", f"{places.addresses.base}changes/")
    where = places.resync("capabilitylist")
    listed = [_element("url", where, [_metadata(capability="capabilitylist")])]
    return _document("urlset", [about, _metadata(capability="description")], listed)


def capability_list(places: Places) -> bytes:
    """Return the Capability List (§9)."""
    head = [_link("up", places.source_description), _metadata(capability="capabilitylist")]
    names = ("changelist",) if places.museum else ("resourcelist", "changelist")
    listed = [_element("url", places.resync(name), [_metadata(capability=name)]) for name in names]
    return _document("urlset", head, listed)


def resource_index(parts: int, at: str, places: Places) -> bytes:
    """Return the index of the resource list (§10.2), as of a datestamp."""
    head = [_up(places), _metadata(capability="resourcelist", at=at)]
    listed = (_element("sitemap", places.resync("resourcelist", part)) for part in range(1, parts + 1))
    return _document("sitemapindex", head, listed)


def resource_list(items: Iterable[tuple[ItemId, str]], at: str, places: Places) -> bytes:
    """Return a part of the resource list (§10.1): descriptions, each with its datestamp."""
    head = [
        _up(places),
        _link("index", places.resync("resourcelist")),
        _metadata(capability="resourcelist", at=at),
    ]
    return _document("urlset", head, (_resource(item, stamp, places) for item, stamp in items))


def change_index(spans: Sequence[tuple[str, str | None]], places: Places) -> bytes:
    """Return the index of the change list (§12.2), of parts from the first one's datestamp until (None: the present) the last one's."""
    begin = {"from": spans[0][0]} if spans else {}
    head = [_up(places), _metadata(capability="changelist", **begin)]
    listed = (
        _element("sitemap", places.resync("changelist", part), [_span(*span)])
        for part, span in enumerate(spans, 1)
    )
    return _document("sitemapindex", head, listed)


def change_list(entries: Sequence[Entry], places: Places, *, closed: bool) -> bytes:
    """Return a part of the change list (§12.1), in the order in which the changes happened. `closed`: nothing will be added to it."""
    first, last = entries[0].datestamp, entries[-1].datestamp
    head = [
        _up(places),
        _link("index", places.resync("changelist")),
        _span(first, last if closed else None),
    ]
    return _document("urlset", head, (_change(entry, places) for entry in entries))


def _resource(item: ItemId, datestamp: str, places: Places) -> str:
    parts = [_lastmod(datestamp), _metadata(type=_TYPE), _link("describes", places.iri(item))]
    return _element("url", places.data(item), parts)


def _change(entry: Entry, places: Places) -> str:
    parts = [_metadata(change=_CHANGES[entry.did], datetime=entry.datestamp, type=_TYPE)]
    parts.append(_link("describes", places.iri(entry.item_id)))
    return _element("url", places.data(entry.item_id), [_lastmod(entry.datestamp), *parts])


def _span(first: str, last: str | None) -> str:
    until = {"until": last} if last else {}
    return _metadata(capability="changelist", **{"from": first}, **until)


def _up(places: Places) -> str:
    return _link("up", places.resync("capabilitylist"))


def _document(name: str, head: Iterable[str], listed: Iterable[str]) -> bytes:
    return "".join(
        (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="{_SITEMAP}" xmlns:rs="{_RS}">\n',
            *(f"{each}\n" for each in head),
            *(f"{each}\n" for each in listed),
            f"</{name}>\n",
        )
    ).encode()


def _element(name: str, address: str, parts: Iterable[str] = ()) -> str:
    return f"<{name}><loc>{content(address)}</loc>{''.join(parts)}</{name}>"


def _lastmod(datestamp: str) -> str:
    return f"<lastmod>{datestamp}</lastmod>"


def _metadata(**said: str) -> str:
    attributes = (f' {name}="{attribute(value)}"' for name, value in said.items())
    return f"<rs:md{''.join(attributes)}/>"


def _link(rel: str, href: str) -> str:
    return f'<rs:ln rel="{rel}" href="{attribute(href)}"/>'
