"""The list of sets, in parts like any other: a country has hundreds of museums, and they have thousands of collections."""

from dataclasses import dataclass
from typing import Final

from emuseum_lod.config import Settings
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.ledger.rows import SetRow
from emuseum_lod.oaipmh import tokens
from emuseum_lod.oaipmh.lists import BAD_TOKEN
from emuseum_lod.oaipmh.request import ListSets, Problem
from emuseum_lod.oaipmh.tokens import SetsToken

_NO_SETS: Final = Problem("noSetHierarchy", "the repository has no sets yet: nothing has been loaded")


@dataclass(frozen=True, slots=True)
class SetsPart:
    """A part of the list of sets. `cursor` sets were sent before it, there are `size` in all; `next` is None for the last part."""

    rows: list[SetRow]
    cursor: int
    size: int
    next: SetsToken | None


def next_sets(wish: ListSets, reader: Reader, settings: Settings, now: str) -> SetsPart | Problem:
    """Return the part of the list of sets that is asked for, or why there is none. `now` is the datestamp of the request."""
    token = SetsToken("", 0, 0, "")
    if wish.token is not None:
        found = tokens.read(wish.token, reader.token_secret, now, SetsToken)
        if found is None:
            return BAD_TOKEN
        token = found
    rows = reader.sets(token.after, settings.oai_page_size + 1)
    if not rows:
        return _NO_SETS
    shown = rows[: settings.oai_page_size]
    sent = token.cursor + len(shown)
    if len(rows) == len(shown):
        return SetsPart(shown, token.cursor, sent, None)
    size = token.size or reader.count_sets()
    following = SetsToken(shown[-1].spec, sent, size, tokens.expiry(now))
    return SetsPart(shown, token.cursor, size, following)
