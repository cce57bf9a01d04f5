"""The look-up of what people have in hand: a number, however it is written, a provider's identifier, or words.

``number=`` is a number or identifier: the ledger's own spelling first, then every spelling that folds to the same (docs/search.md). ``q=``, the
search box, is that and, where nothing has such a number, words. ``museum=`` leaves the objects of one museum, by its code, key or a name.
"""

from collections.abc import Iterable
from typing import Final

from emuseum_lod.catalogue.records import HumanMadeObject, Institution
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.linkeddata.request import Lookup
from emuseum_lod.linkeddata.service import Service
from emuseum_lod.textindex.finding import Hits
from emuseum_lod.textindex.folding import load_folding
from emuseum_lod.uris import ItemId, key_of

CHOICES: Final = 50
_CANDIDATES: Final = 1_000
"""Items that are looked at for the ones of a museum: more carry no common number."""


def numbered(target: Lookup, service: Service) -> list[StoredItem]:
    """Return the items that carry a number."""
    museums = _museums(target.museum, service) if target.museum else None
    found = _there(service.reader.find_number(target.text, _CANDIDATES), service)
    if not found:
        with service.index() as finder:
            found = _there(finder.numbered(target.text, _CANDIDATES) if finder else (), service)
    return [stored for stored in found if museums is None or _holder(stored) in museums][:CHOICES]


def worded(target: Lookup, service: Service) -> list[StoredItem]:
    """Return the items in which words occur, the best first."""
    museums = _museums(target.museum, service) if target.museum else None
    with service.index() as finder:
        hits = finder.find(target.text, limit=CHOICES if museums is None else _CANDIDATES) if finder else None
    found = _there((hit.item for hit in hits.hits), service) if isinstance(hits, Hits) else []
    return [stored for stored in found if museums is None or _holder(stored) in museums][:CHOICES]


def _museums(text: str, service: Service) -> set[ItemId]:
    """Return the museums that a text may mean: by code or key, or by having all its words in one of their names."""
    folding = load_folding()
    words = set(folding.words(text))
    found = set()
    for stored in service.reader.institutions():
        record = stored.record
        if isinstance(record, Institution):
            names = (set(folding.words(name.value)) for name in record.names)
            named = bool(words) and any(words <= name for name in names)
            if named or text.casefold() in {record.code.casefold(), key_of(record.id)}:
                found.add(record.id)
    return found


def _holder(stored: StoredItem) -> ItemId | None:
    return stored.record.institution if isinstance(stored.record, HumanMadeObject) else None


def _there(ids: Iterable[ItemId], service: Service) -> list[StoredItem]:
    wanted = list(ids)
    stored = service.reader.get_many(wanted)
    return [stored[item] for item in wanted if item in stored and stored[item].record is not None]
