"""Lists in parts, by keyset: in the order (commit, item), each part one look-up whose cost does not depend on where it is.

A part ends at the page's number of records or bytes, whichever comes first, and has a record at least.
"""

from dataclasses import dataclass
from typing import Final

import msgspec

from emuseum_lod.config import Settings
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.rows import OaiRow
from emuseum_lod.oaipmh import tokens
from emuseum_lod.oaipmh.formats import FORMATS
from emuseum_lod.oaipmh.request import Begin, ListVerb, Problem, Resume
from emuseum_lod.oaipmh.tokens import Token

_HEADER_BYTES: Final = 400
_NOTHING: Final = Problem(
    "noRecordsMatch", "no record has this combination of from, until, set and metadataPrefix"
)
BAD_TOKEN: Final = Problem(
    "badResumptionToken",
    "this token was not given out by this repository for this verb, or has expired: begin the list again",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list. `cursor` rows were sent before it, the whole list has `size`; `next` is None for the last part."""

    verb: ListVerb
    rows: list[OaiRow]
    cursor: int
    size: int
    next: Token | None


def next_part(wish: Begin | Resume, reader: Reader, settings: Settings, now: str) -> Part | Problem:
    """Return the part of a list that is asked for, or why there is none. `now` is the datestamp of the request."""
    if isinstance(wish, Begin):
        return _begin(wish, reader, settings, now)
    return _resume(wish, reader, settings, now)


def _begin(wish: Begin, reader: Reader, settings: Settings, now: str) -> Part | Problem:
    """Return the first part of a list, up to the last commit there is now."""
    if wish.prefix not in FORMATS:
        return unknown_format(wish.prefix)
    commits = reader.commit_range(wish.from_, wish.until)
    if commits is None:
        return _NOTHING
    first, last = commits
    token = Token(
        verb=wish.verb,
        prefix=wish.prefix,
        set_spec=wish.set_spec,
        until=wish.until,
        upper_commit=last,
        after=(first, 0),
        cursor=0,
        size=0,
        expires=tokens.expiry(now),
    )
    rows, more = _rows(token, reader, settings)
    if not rows:
        return _NOTHING
    if more:
        token = msgspec.structs.replace(token, size=_size(wish, commits, reader))
    return _part(token, rows, more)


def _resume(wish: Resume, reader: Reader, settings: Settings, now: str) -> Part | Problem:
    """Return the part of a list that a token stands for."""
    token = tokens.read(wish.token, reader.token_secret, now, Token)
    if token is None or token.verb != wish.verb or token.prefix not in FORMATS:
        return BAD_TOKEN
    rows, more = _rows(token, reader, settings)
    if not rows:
        # Everything that was to come has changed since the list began, and a list can't end in an empty part: it goes on
        # with what they have become, as far as that is still within `until`.
        commits = reader.commit_range(None, token.until)
        token = msgspec.structs.replace(token, upper_commit=commits[1] if commits else 0)
        rows, more = _rows(token, reader, settings)
    if not rows:
        return _NOTHING
    return _part(msgspec.structs.replace(token, expires=tokens.expiry(now)), rows, more)


def unknown_format(prefix: str) -> Problem:
    """Return what is said of a metadataPrefix that the repository does not have."""
    return Problem("cannotDisseminateFormat", f"there is no format {prefix!r}; there is {', '.join(FORMATS)}")


def _rows(token: Token, reader: Reader, settings: Settings) -> tuple[list[OaiRow], bool]:
    """Return the rows after the token's place, and whether more follow them."""
    page = reader.oai_page(
        token.prefix,
        token.set_spec,
        token.after[0],
        token.upper_commit,
        token.after,
        limit=settings.oai_page_size,
        with_payload=token.verb == "ListRecords",
    )
    size = 0
    for position, row in enumerate(page.rows):
        size += _HEADER_BYTES + len(row.payload or b"")
        if position and size > settings.oai_page_bytes:
            return page.rows[:position], True
    return page.rows, page.more


def _part(token: Token, rows: list[OaiRow], more: bool) -> Part:
    sent = token.cursor + len(rows)
    if not more:
        return Part(token.verb, rows, token.cursor, sent, None)
    following = msgspec.structs.replace(token, after=(rows[-1].commit_id, rows[-1].num), cursor=sent)
    return Part(token.verb, rows, token.cursor, token.size, following)


def _size(wish: Begin, commits: tuple[int, int], reader: Reader) -> int:
    """Return how many rows the whole list has, or an estimate (§3.5 allows it): the whole catalogue, for a long stretch of it."""
    if commits != reader.commit_range(None, None):
        counted = reader.oai_count_between(wish.prefix, wish.set_spec, *commits)
        if counted is not None:
            return counted
    return reader.oai_count(wish.prefix, wish.set_spec)
