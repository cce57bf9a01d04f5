"""The latest changes for people: Atom (RFC 4287) and RSS 2.0. Titles are those of now, so that nothing stays that was taken down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Final

from emuseum_lod.views.xml_text import attribute, content, language_attribute

ATOM: Final = "application/atom+xml; charset=utf-8"
RSS: Final = "application/rss+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Head:
    """A feed: its title, author and language, where it is (`address`) and what it is of (`site`), and when it last changed."""

    title: str
    author: str
    lang: str
    address: str
    site: str
    updated: str


@dataclass(frozen=True, slots=True)
class News:
    """An entry: what happened (`event`, in words) to what, when. `id` is for ever, `address` a page for people."""

    id: str
    title: str
    event: str
    address: str
    datestamp: str


def atom(head: Head, news: Sequence[News]) -> bytes:
    """Return an Atom feed, the latest entry first."""
    entries = "".join(
        "<entry>"
        f"<id>{content(each.id)}</id><title>{content(each.title)}</title><updated>{each.datestamp}</updated>"
        f'<link rel="alternate" type="text/html" href="{attribute(each.address)}"/><summary>{content(each.event)}</summary>'
        "</entry>\n"
        for each in news
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom"{language_attribute(head.lang)}>\n'
        f"<id>{content(head.address)}</id><title>{content(head.title)}</title><updated>{head.updated}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{attribute(head.address)}"/>'
        f'<link rel="alternate" type="text/html" href="{attribute(head.site)}"/>\n'
        f"<author><name>{content(head.author)}</name></author>\n{entries}</feed>\n"
    ).encode()


def rss(head: Head, news: Sequence[News]) -> bytes:
    """Return an RSS 2.0 feed, the latest item first."""
    items = "".join(
        "<item>"
        f"<title>{content(each.title)}</title><link>{content(each.address)}</link><description>{content(each.event)}</description>"
        f'<guid isPermaLink="false">{content(each.id)}</guid><pubDate>{_rfc_822(each.datestamp)}</pubDate>'
        "</item>\n"
        for each in news
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n'
        f"<title>{content(head.title)}</title><link>{content(head.site)}</link><description>{content(head.title)}</description>\n"
        f"<language>{head.lang}</language><lastBuildDate>{_rfc_822(head.updated)}</lastBuildDate>"
        f'<atom:link rel="self" type="application/rss+xml" href="{attribute(head.address)}"/>\n{items}</channel></rss>\n'
    ).encode()


def _rfc_822(datestamp: str) -> str:
    return format_datetime(datetime.fromisoformat(datestamp), usegmt=True)
