"""Harvest receipts: what a list holds, in a few numbers, so that a harvester can prove that its copy is complete (docs/oai-pmh.md).

    GET {base}oai/receipt?metadataPrefix=P[&set=S][&from=D][&until=D][&buckets=256 | &bucket=3f]

This is no part of OAI-PMH: answers are JSON, or lines of text for a bucket, and refusals problem documents (RFC 9457).
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from http import HTTPStatus
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from emuseum_lod.errors import LedgerError
from emuseum_lod.issues import shorten
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.receipts import BUCKETS, Sum, line, sum_of
from emuseum_lod.ledger.rows import OaiLine, OaiReceipt
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.oaipmh.lists import unknown_format
from emuseum_lod.oaipmh.request import Problem, seconds, sent_arguments, wrong_values
from emuseum_lod.reply import Asked, Reply
from emuseum_lod.uris import oai_identifier

MOST_LINES: Final = 100_000
"""Records of a stretch of time that are summed up on a request; whole lists are summed up already, whatever their size."""

RETRY_AFTER: Final = 10
"""Seconds until a receipt may be asked for again that is being brought up to a load, or can't be read."""

_ARGUMENTS: Final = ("metadataPrefix", "set", "from", "until", "buckets", "bucket")
_BUCKET: Final = re.compile("[0-9a-f]{2}", re.ASCII)
_HEADERS: Final = (("Cache-Control", "no-cache"), ("Access-Control-Allow-Origin", "*"))


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt that is asked for. `from_` and `until` are seconds, both inclusive; `buckets`: of each bucket too."""

    prefix: str
    set_spec: str | None = None
    from_: str | None = None
    until: str | None = None
    buckets: bool = False
    bucket: int | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no receipt: the status, and what to do about it."""

    status: int
    detail: str


def parse(asked: Asked) -> Receipt | Refusal:
    """Return the receipt that is asked for. It never raises."""
    sent = sent_arguments(asked)
    if isinstance(sent, Problem):
        return Refusal(400, sent.message)
    arguments = dict(sent)
    wrong = [*_wrong_names(sent), *(problem.message for problem in wrong_values(arguments))]
    wrong += _wrong_buckets(arguments)
    if wrong:
        return Refusal(400, wrong[0])
    bucket = arguments.get("bucket")
    return Receipt(
        arguments["metadataPrefix"],
        arguments.get("set"),
        seconds(arguments.get("from"), "T00:00:00Z"),
        seconds(arguments.get("until"), "T23:59:59Z"),
        "buckets" in arguments,
        None if bucket is None else int(bucket, 16),
    )


def answer(wish: Receipt | Refusal, reader: Reader) -> Reply:
    """Return a receipt, or a problem document. `responseDate` is taken before anything is read."""
    now = clock.now()
    try:
        return _refused(wish) if isinstance(wish, Refusal) else _answer(wish, reader, now)
    except (SQLAlchemyError, LedgerError):
        return _refused(Refusal(503, "the catalogue can't be read at the moment"))


def _wrong_names(sent: Iterable[tuple[str, str]]) -> Iterable[str]:
    names = [name for name, _ in sent]
    for name in dict.fromkeys(names):
        if name not in _ARGUMENTS:
            yield f"a receipt has no argument {shorten(name, 60)!r}; it has {', '.join(_ARGUMENTS)}"
        elif names.count(name) > 1:
            yield f"{name} stands more than once"
    if "metadataPrefix" not in names:
        yield "a receipt needs metadataPrefix"


def _wrong_buckets(arguments: Mapping[str, str]) -> Iterable[str]:
    if {"buckets", "bucket"} <= arguments.keys():
        yield "buckets and bucket exclude each other"
    if arguments.get("buckets", str(BUCKETS)) != str(BUCKETS):
        yield f"there are {BUCKETS} buckets: buckets={BUCKETS}"
    if not _BUCKET.fullmatch(arguments.get("bucket", "00")):
        yield "bucket is two hexadecimal digits, 00 to ff"


def _answer(wish: Receipt, reader: Reader, now: str) -> Reply:
    if wish.prefix not in FORMATS:
        return _refused(Refusal(404, unknown_format(wish.prefix).message))
    if wish.set_spec is not None and not reader.has_set(wish.set_spec):
        return _refused(Refusal(404, f"there is no set {wish.set_spec!r}; ListSets has them all"))
    if wish.bucket is not None:
        return _bucket(wish, wish.bucket, reader)
    found = (
        _counted(wish, reader) if wish.from_ or wish.until else reader.oai_receipt(wish.prefix, wish.set_spec)
    )
    if isinstance(found, Refusal):
        return _refused(found)
    if found is None:
        return _refused(Refusal(503, "a load has just ended, and its records are being summed up"))
    total = reduce(Sum.plus, found.buckets)
    said: dict[str, object] = {
        "responseDate": now,
        "metadataPrefix": wish.prefix,
        "set": wish.set_spec,
        **_as_json(total),
        "earliest": found.earliest,
        "latest": found.latest,
    }
    if wish.buckets:
        said["buckets"] = [_as_json(one) for one in found.buckets]
    return _reply("application/json", json.dumps(said))


def _bucket(wish: Receipt, bucket: int, reader: Reader) -> Reply:
    """Return the lines of a bucket, in the order of their text."""
    commits = _commits(wish, reader)
    lines = [] if commits is None else reader.oai_lines(wish.prefix, wish.set_spec, commits, bucket=bucket)
    text = "".join(f"{one}\n" for one in sorted(_text(one, reader) for one in lines))
    return _reply("text/plain; charset=UTF-8", text)


def _counted(wish: Receipt, reader: Reader) -> OaiReceipt | Refusal:
    """Return the receipt of a stretch of time, counted now."""
    buckets = [Sum()] * BUCKETS
    commits = _commits(wish, reader)
    if commits is None:
        return OaiReceipt(buckets, None, None)
    lines = reader.oai_lines(wish.prefix, wish.set_spec, commits, limit=MOST_LINES + 1)
    if len(lines) > MOST_LINES:
        return Refusal(
            400,
            f"more than {MOST_LINES} records lie between from and until: ask for a shorter stretch, or for the "
            "whole list, without from and until",
        )
    for one in lines:
        buckets[one.bucket] = buckets[one.bucket].plus(sum_of(_text(one, reader)))
    stamps = [one.datestamp for one in lines]
    return OaiReceipt(buckets, min(stamps, default=None), max(stamps, default=None))


def _commits(wish: Receipt, reader: Reader) -> tuple[int, int] | None:
    return reader.commit_range(wish.from_, wish.until)


def _text(one: OaiLine, reader: Reader) -> str:
    return line(oai_identifier(reader.oai_domain, one.item_id), one.datestamp, deleted=one.deleted)


def _as_json(one: Sum) -> dict[str, object]:
    return {"count": one.lines, "digest": f"{one.digest:032x}"}


def _refused(refusal: Refusal) -> Reply:
    said = {
        "status": refusal.status,
        "title": HTTPStatus(refusal.status).phrase,
        "detail": refusal.detail,
    }
    reply = _reply("application/problem+json", json.dumps(said, ensure_ascii=False), refusal.status)
    if refusal.status != HTTPStatus.SERVICE_UNAVAILABLE:
        return reply
    return Reply(reply.status, (*reply.headers, ("Retry-After", str(RETRY_AFTER))), reply.body)


def _reply(content_type: str, text: str, status: int = 200) -> Reply:
    return Reply(status, (("Content-Type", content_type), *_HEADERS), text.encode())
