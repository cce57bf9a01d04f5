"""Answers a crawler: the index of the sitemap, a part of it, or robots.txt."""

import json
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import assert_never

from emuseum_lod.discovery import sitemaps
from emuseum_lod.discovery.request import Index, Nothing, Part, Request, Robots
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.replies import MAX_AGE, Representation, reply_with
from emuseum_lod.reply import Reply
from emuseum_lod.views.addresses import Addresses


@dataclass(slots=True)
class Service:
    """The dependencies, and the index as it was last made, with the number of the last change at that time."""

    reader: Reader
    addresses: Addresses
    _index: tuple[int, bytes] = field(default=(-1, b""))

    def index(self) -> bytes:
        """Return the index. It looks at every item once after each load: seconds in a catalogue of millions, then nothing."""
        last = self.reader.last_seq()
        if self._index[0] != last:
            parts = self.reader.streams.last_changes(sitemaps.PART_SIZE)
            self._index = (last, sitemaps.index(parts, self.addresses.base))
        return self._index[1]

    def part(self, number: int) -> bytes | None:
        """Return a part; None of one that there is not."""
        size = sitemaps.PART_SIZE
        if (number - 1) * size >= self.reader.last_num():
            return None
        items = self.reader.streams.living((number - 1) * size + 1, number * size)
        return sitemaps.part(items, self.addresses)


def answer(request: Request, service: Service) -> Reply:
    """Return the answer. It never raises for anything that a client sends."""
    match request.target:
        case Robots():
            return _sent(robots(service.addresses), "text/plain; charset=utf-8", request)
        case Index():
            return _sent(service.index(), sitemaps.CONTENT_TYPE, request)
        case Part(number):
            return _sent(service.part(number), sitemaps.CONTENT_TYPE, request)
        case Nothing():
            return _sent(None, "", request)
        case _:
            assert_never(request.target)


def _sent(body: bytes | None, content_type: str, request: Request) -> Reply:
    if body is not None:
        return reply_with(Representation(body, content_type, max_age=MAX_AGE), request)
    problem = json.dumps({"status": 404, "title": HTTPStatus.NOT_FOUND.phrase}).encode() + b"\n"
    headers = (("Content-Type", "application/problem+json"), ("Cache-Control", "no-cache"))
    return Reply(404, headers, problem)


def robots(addresses: Addresses) -> bytes:
    """Return robots.txt (RFC 9309): where crawlers should not go, and where the sitemap is."""
    rules = _rules().replace("allow: /", f"allow: {addresses.root}/")
    return f"{rules}\nSitemap: {sitemaps.index_address(addresses.base)}\n".encode()


@cache
def _rules() -> str:
    return files("emuseum_lod.discovery").joinpath("robots.txt").read_text("utf-8")
