"""What changed last, for people: a page and feeds. What is told of an item is what it is called now."""

from typing import Final

from emuseum_lod.catalogue.records import CatalogueRecord, Text
from emuseum_lod.changes import feeds
from emuseum_lod.changes.feeds import Head, News
from emuseum_lod.changes.request import FeedFormat, Request
from emuseum_lod.changes.service import Service
from emuseum_lod.ledger.museums import MUSEUM
from emuseum_lod.ledger.rows import SetRow
from emuseum_lod.ledger.streams import Entry
from emuseum_lod.replies import CORS, Header, Link, Representation, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.uris import key_of
from emuseum_lod.views.pages import ChangesPage, Recent, Reference
from emuseum_lod.views.wording import Wording, cut

SHOWN: Final = 50
"""Changes on the page and in feeds."""
_SETS: Final = 1_000
"""Sets that are looked through; the country has 252 museums."""
_HTML: Final = "text/html; charset=utf-8"
_BY_LANGUAGE: Final[Header] = ("Vary", "Accept-Language")


def overview(request: Request, service: Service) -> Reply:
    """Answer with the page for people."""
    places = service.places
    base = places.addresses.base.rstrip("/")
    page = ChangesPage(
        lang=request.lang,
        path=places.addresses.root + places.at().removeprefix(base),
        canonical=places.at(),
        recent=tuple(
            Recent(entry.did, entry.kind, title, href, entry.datestamp, demonstration)
            for entry, title, href, demonstration in _recent(request, service)
        ),
        museum=_museum(request, service),
        museums=() if places.museum else _museums(request, service),
        streams=tuple(
            (key, places.addresses.root + address.removeprefix(base))
            for key, address in (
                ("atom", places.at(f"feed.atom?lang={request.lang}")),
                ("rss", places.at(f"feed.rss?lang={request.lang}")),
                ("activity", places.activity()),
                ("ldes", places.ldes()),
                ("resourcesync", places.resync("capabilitylist")),
            )
        ),
    )
    links = (
        Link(places.at(), "canonical"),
        Link(places.at("feed.atom"), "alternate", type="application/atom+xml"),
        Link(places.at("feed.rss"), "alternate", type="application/rss+xml"),
    )
    headers = (("Content-Language", request.lang), _BY_LANGUAGE)
    return reply_with(
        Representation(service.render(page).encode(), _HTML, links=links, headers=headers), request
    )


def feed(format_: FeedFormat, request: Request, service: Service) -> Reply:
    """Answer with a feed in a language."""
    places = service.places
    news = [
        News(
            places.member(entry),
            f"{title.value} – {service.say(request.lang, f'changes.{entry.did}')}",
            service.say(request.lang, f"kind.{entry.kind}"),
            places.page(entry.item_id),
            entry.datestamp,
        )
        for entry, title, _, _ in _recent(request, service)
    ]
    museum = _museum(request, service)
    title = service.say(request.lang, "changes.title")
    head = Head(
        title=f"{museum.value if museum else service.name}: {title}",
        author=service.name,
        lang=request.lang,
        address=places.at(f"feed.{format_}?lang={request.lang}"),
        site=f"{places.at()}?lang={request.lang}",
        updated=news[0].datestamp if news else service.reader.earliest_datestamp() or "1970-01-01T00:00:00Z",
    )
    body, content_type = (
        (feeds.atom(head, news), feeds.ATOM) if format_ == "atom" else (feeds.rss(head, news), feeds.RSS)
    )
    headers = (("Content-Language", request.lang), _BY_LANGUAGE, *CORS)
    return reply_with(Representation(body, content_type, headers=headers), request)


def _museum(request: Request, service: Service) -> Text | None:
    """Return the name of the museum whose changes are told; None for all."""
    spec = service.places.set_spec
    rows = service.reader.sets(after=spec[:-1], limit=_SETS) if spec else []
    found = next((row for row in rows if row.spec == spec), None)
    return _named(found, request, service) if found else None


def _museums(request: Request, service: Service) -> tuple[Reference, ...]:
    """Return the museums, each with the page of its own changes."""
    rows = [row for row in service.reader.sets(after=MUSEUM, limit=_SETS) if row.spec.startswith(MUSEUM)]
    root = service.places.addresses.root
    return tuple(
        Reference(_named(row, request, service), f"{root}/changes/museum/{row.spec.removeprefix(MUSEUM)}/")
        for row in rows
    )


def _named(row: SetRow, request: Request, service: Service) -> Text:
    named = Wording(request.lang, {}, service.places.addresses).best(row.labels)
    return cut(named) if named else Text(row.spec.removeprefix(MUSEUM))


def _recent(request: Request, service: Service) -> list[tuple[Entry, Text, str, bool]]:
    """Return the latest changes, the last one first: each with what its item is called, its page, and whether it is invented."""
    streams = service.reader.streams
    length = service.length
    entries = streams.entries(max(1, length - SHOWN + 1), length, service.places.set_spec)[::-1]
    stored = service.reader.get_many(entry.item_id for entry in entries)
    wording = Wording(request.lang, {}, service.places.addresses)
    found = []
    for entry in entries:
        record: CatalogueRecord | None = stored[entry.item_id].record
        title = wording.title(record) if record else Text(key_of(entry.item_id))
        href = service.places.addresses.page(entry.item_id)
        found.append((entry, title, href, bool(record and record.demonstration)))
    return found
