"""The stored queries as an editor sees them: what each takes, and what its example finds in the published catalogue."""

import time
from collections.abc import Iterator
from contextlib import closing

import msgspec

from emuseum_lod.sparql.client import Queries
from emuseum_lod.sparql.formats import JSON
from emuseum_lod.sparql.frames import Failure, Job
from emuseum_lod.stored.answer import whole_of
from emuseum_lod.stored.library import Library, StoredQuery
from emuseum_lod.stored.request import DEFAULT_LIMIT
from emuseum_lod.stored.rows import page_of


class Tried(msgspec.Struct, frozen=True):
    """A stored query, and if its example was tried: how many rows the first page has, in how many seconds, or why there is none."""

    name: str
    title: str
    parameters: tuple[str, ...]
    rows: int | None = None
    seconds: float | None = None
    failure: str = ""


def listed(library: Library, lang: str) -> Iterator[Tried]:
    """Yield every stored query, its title in one language."""
    for query in library.values():
        yield Tried(query.name, query.title.of(lang), tuple(each.name for each in query.parameters))


def tried(library: Library, lang: str, queries: Queries, base: str) -> Iterator[Tried]:
    """Yield every stored query after its example was asked."""
    for query, entry in zip(library.values(), listed(library, lang), strict=True):
        began = time.monotonic()
        found = _first_page(query, lang, queries, base)
        seconds = round(time.monotonic() - began, 3)
        if isinstance(found, Failure):
            failure = ": ".join(part for part in (found.code, found.detail) if part)
            yield msgspec.structs.replace(entry, failure=failure, seconds=seconds)
        else:
            yield msgspec.structs.replace(entry, rows=found, seconds=seconds)


def _first_page(query: StoredQuery, lang: str, queries: Queries, base: str) -> int | Failure:
    """Return how many rows the first page of a query's example has."""
    texts = {each.name: query.example.get(each.name, each.default) for each in query.parameters}
    values = {each.name: each.declared.term(texts[each.name], base) for each in query.parameters if texts[each.name]}  # fmt: skip
    got = queries.ask(Job(query.bound(values, lang, DEFAULT_LIMIT, 0), JSON.token), lambda: False)
    if isinstance(got, Failure):
        return got
    with closing(got):
        whole = whole_of(got)
    return whole if isinstance(whole, Failure) else len(page_of(whole, DEFAULT_LIMIT).bindings)
