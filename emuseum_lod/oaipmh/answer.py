"""Answers a harvester's request: every answer is a bounded number of look-ups in the ledger, and complete or a 503.

`responseDate` is taken before anything is read: a harvester may use it as the next `from`, and finds whatever was committed since. Where a
commit is visible whose datestamp is not final yet, a list says the provisional one, for the final one may be earlier than now.
"""

import gzip
from collections.abc import Iterator
from typing import Final, assert_never

from sqlalchemy.exc import SQLAlchemyError

from emuseum_lod.config import Settings
from emuseum_lod.errors import LedgerError
from emuseum_lod.ledger import clock
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.oaipmh import envelope, tokens
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.oaipmh.lists import Part, next_part, unknown_format
from emuseum_lod.oaipmh.request import (
    Begin,
    GetRecord,
    Identify,
    ListMetadataFormats,
    ListSets,
    Problem,
    Refused,
    Request,
    Resume,
    Wish,
)
from emuseum_lod.oaipmh.sets import SetsPart, next_sets
from emuseum_lod.reply import Reply
from emuseum_lod.uris import ItemId, item_of_oai_identifier, oai_identifier

RETRY_AFTER: Final = 10
"""Seconds until a harvester may try again when the ledger can't be read."""

_HEADERS: Final = (
    ("Content-Type", "text/xml; charset=UTF-8"),
    ("Vary", "Accept-Encoding"),
    ("Cache-Control", "no-cache"),
    ("Access-Control-Allow-Origin", "*"),
)
_NO_SUCH_ITEM: Final = Problem(
    "idDoesNotExist", "there is no such item in this repository, and there never was"
)
_BEGINNING: Final = "2000-01-01"
_NO_ITEM: Final = ItemId("object/00000000000000")
# Fast, and three quarters of what the best level would save.
_GZIP_LEVEL: Final = 4


def answer(request: Request, reader: Reader, settings: Settings) -> Reply:
    """Return the answer (§3.1.2). Errors of the protocol have status 200 (§3.6); a ledger that can't be read gives 503."""
    now = clock.now()
    try:
        told = reader.settled(now) if isinstance(request.wish, Begin) else now
        said = _Repository(reader, settings, now).answer(request.wish)
    except (SQLAlchemyError, LedgerError):
        headers = (("Content-Type", "text/plain; charset=UTF-8"), ("Retry-After", str(RETRY_AFTER)))
        return Reply(503, headers, b"The catalogue can't be read at the moment. Try again.\n")
    problems = said if isinstance(said, tuple) else ()
    body = said if isinstance(said, bytes) else envelope.errors(said)
    misunderstood = any(problem.code in {"badVerb", "badArgument"} for problem in problems)
    arguments = () if misunderstood else request.arguments
    body = envelope.document(told, _base_url(settings), arguments, body)
    if request.gzip:
        return Reply(
            200, (*_HEADERS, ("Content-Encoding", "gzip")), gzip.compress(body, _GZIP_LEVEL, mtime=0)
        )
    return Reply(200, _HEADERS, body)


def _base_url(settings: Settings) -> str:
    return f"{settings.base_uri}oai"


class _Repository:
    """The repository at one moment. Each method answers a verb with its element, or with what is wrong."""

    def __init__(self, reader: Reader, settings: Settings, now: str) -> None:
        self._reader = reader
        self._settings = settings
        self._now = now

    def answer(self, wish: Wish) -> bytes | tuple[Problem, ...]:
        match wish:
            case Refused():
                return wish.problems
            case Identify():
                return self._identify()
            case ListMetadataFormats():
                return self._formats(wish)
            case ListSets():
                return self._sets(wish)
            case GetRecord():
                return self._get(wish)
            case Begin() | Resume():
                return self._list(wish)
            case _:
                assert_never(wish)

    def _identify(self) -> bytes:
        domain = self._domain()
        latest = self._reader.latest_commit()
        sample = _NO_ITEM
        if latest:
            page = self._reader.oai_page("oai_dc", None, 0, latest[0], None, limit=1, with_payload=False)
            sample = page.rows[0].item_id if page.rows else _NO_ITEM
        return envelope.answered(
            "Identify",
            envelope.identification(
                name=self._settings.repository_name,
                base_url=_base_url(self._settings),
                admin_email=self._settings.admin_email,
                earliest=_earliest(self._reader.earliest_datestamp()),
                descriptions=self._descriptions(domain, oai_identifier(domain, sample)),
            ),
        )

    def _descriptions(self, domain: str, sample: str) -> Iterator[bytes]:
        """Yield what the guidelines let a repository say of itself; where there is nothing to say, nothing."""
        settings = self._settings
        yield envelope.identifiers(domain, sample)
        if licences := self._reader.licences():
            yield envelope.rights_manifest(licences)
        if settings.oai_friends:
            yield envelope.friends(settings.oai_friends.split())
        if settings.oai_icon:
            yield envelope.branding(settings.oai_icon, settings.base_uri, settings.repository_name)

    def _formats(self, wish: ListMetadataFormats) -> bytes | tuple[Problem, ...]:
        formats = tuple(FORMATS)
        if wish.identifier is not None:
            formats = self._formats_of(wish.identifier)
            if not formats:
                return (_NO_SUCH_ITEM,)
        return envelope.answered(
            "ListMetadataFormats", (envelope.metadata_format(FORMATS[prefix]) for prefix in formats)
        )

    def _sets(self, wish: ListSets) -> bytes | tuple[Problem, ...]:
        part = next_sets(wish, self._reader, self._settings, self._now)
        if isinstance(part, Problem):
            return (part,)
        return envelope.answered("ListSets", (*map(envelope.set_, part.rows), *self._token(part)))

    def _get(self, wish: GetRecord) -> bytes | tuple[Problem, ...]:
        item = item_of_oai_identifier(self._domain(), wish.identifier)
        if wish.prefix not in FORMATS:
            return (unknown_format(wish.prefix),)
        row = self._reader.oai_get(wish.prefix, item) if item else None
        if row is not None:
            return envelope.answered("GetRecord", (envelope.record(self._domain(), row),))
        if self._formats_of(wish.identifier):
            return (Problem("cannotDisseminateFormat", f"this item is not available as {wish.prefix}"),)
        return (_NO_SUCH_ITEM,)

    def _list(self, wish: Begin | Resume) -> bytes | tuple[Problem, ...]:
        part = next_part(wish, self._reader, self._settings, self._now)
        if isinstance(part, Problem):
            return (part,)
        domain = self._domain()
        write = envelope.record if part.verb == "ListRecords" else envelope.header
        parts = [write(domain, row) for row in part.rows]
        return envelope.answered(part.verb, (*parts, *self._token(part)))

    def _token(self, part: Part | SetsPart) -> Iterator[bytes]:
        """Yield the element that says whether the list goes on; a list in one part has none (§3.5)."""
        if part.next is not None:
            text = tokens.write(part.next, self._reader.token_secret)
            yield envelope.resumption_token(part.cursor, part.size, text, part.next.expires)
        elif part.cursor:
            yield envelope.resumption_token(part.cursor, part.size)

    def _formats_of(self, identifier: str) -> tuple[str, ...]:
        """Return the formats that an item has, or had before it was deleted; none for what is no item of the repository."""
        item = item_of_oai_identifier(self._domain(), identifier)
        return tuple(prefix for prefix in self._reader.formats_of(item) if prefix in FORMATS) if item else ()

    def _domain(self) -> str:
        """Return the repository identifier; that of the settings while the first load has not fixed it."""
        try:
            return self._reader.oai_domain
        except LedgerError:
            return self._settings.oai_domain


def _earliest(datestamp: str | None) -> str:
    """Return a second that no datestamp is before: the first second of the first commit's day.

    Never the last of a February: validators count a year back from it by its text.
    """
    day = (datestamp or _BEGINNING)[: len("YYYY-MM-DD")]
    return f"{day.replace('-02-29', '-02-28')}T00:00:00Z"
