"""Does what is published say what the ledger says? Every line of every item, nothing else, and the counts; and every word of the text index.

One pass over each side adds up a keyed 64-bit hash of every line under the document (the IRI before ``#``) that it describes; what does not come out
even is looked at again, line by line. Memory grows by some hundred bytes an item, never with their content.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

import msgspec
import pyoxigraph as ox

from emuseum_lod.catalogue.records import decode
from emuseum_lod.config import Settings
from emuseum_lod.errors import StoreError
from emuseum_lod.graph.patterns import Patterns, load_patterns
from emuseum_lod.ledger.database import Ledger
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.store.building import Progress
from emuseum_lod.store.following import publish
from emuseum_lod.store.snapshots import HeldSnapshot, Snapshots
from emuseum_lod.textindex.files import index_of
from emuseum_lod.textindex.verifying import IndexVerification, verify_index

_ATTEMPTS: Final = 3
_SHOWN: Final = 1_000
_PAGE: Final = 1_000
_STEP: Final = 100_000


class Difference(msgspec.Struct, frozen=True):
    """A document about which the store and the ledger disagree: lines that the store lacks, and lines that it has too many."""

    document: str
    missing: tuple[str, ...]
    orphaned: tuple[str, ...]


class Verification(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome. `differences` are the first thousand; `documents` is how many there are in all."""

    seq: int
    items: int
    triples_in_ledger: int
    triples_in_store: int
    documents: int
    differences: tuple[Difference, ...]
    text_index: IndexVerification

    @property
    def passed(self) -> bool:
        """Whether all say the same."""
        same = not self.documents and self.triples_in_ledger == self.triples_in_store
        return same and not self.text_index.differences


def verify(settings: Settings, progress: Progress = lambda *_: None) -> Verification:
    """Compare the published snapshot with the ledger, after it has caught up.

    Raises StoreError when the ledger keeps changing meanwhile.
    """
    patterns = load_patterns()
    with Ledger.open(settings.ledger_url) as ledger:
        reader = ledger.reader()
        for _ in range(_ATTEMPTS):
            publish(settings, progress)
            held = Snapshots(settings.data).hold_current()
            if held is None:
                break
            with held:
                index = index_of(held.path, settings.data)
                if index is None:
                    raise StoreError("the published snapshot has no text index: run rebuild")
                indexed = verify_index(index, held.seq, reader, progress)
                verification = _compare(held, reader, patterns, indexed, progress)
                if reader.last_seq() == held.seq:
                    return verification
    raise StoreError("the ledger kept changing while it was compared: verify again when no load is running")


def _compare(
    held: HeldSnapshot, reader: Reader, patterns: Patterns, indexed: IndexVerification, progress: Progress
) -> Verification:
    sums: defaultdict[str, int] = defaultdict(int)
    items = in_ledger = in_store = 0
    for lines in _ledger_lines(reader, patterns):
        items += 1
        in_ledger += len(lines)
        for line in lines:
            sums[_document(line)] += hash(line)
        if items % _PAGE == 0:
            progress("ledger", items, None)
    for line in _store_lines(held):
        in_store += 1
        sums[_document(line)] -= hash(line)
        if in_store % _STEP == 0:
            progress("store", in_store, in_ledger)
    uneven = sorted(document for document, total in sums.items() if total)
    return Verification(
        seq=held.seq,
        items=items,
        triples_in_ledger=in_ledger,
        triples_in_store=in_store,
        documents=len(uneven),
        differences=tuple(_differences(held, reader, patterns, uneven[:_SHOWN])) if uneven else (),
        text_index=indexed,
    )


def _differences(
    held: HeldSnapshot, reader: Reader, patterns: Patterns, documents: list[str]
) -> Iterator[Difference]:
    counts: dict[str, Counter[str]] = {document: Counter() for document in documents}
    for lines in _ledger_lines(reader, patterns):
        for line in lines:
            if (counted := counts.get(_document(line))) is not None:
                counted[line] += 1
    for line in _store_lines(held):
        if (counted := counts.get(_document(line))) is not None:
            counted[line] -= 1
    for document, counted in counts.items():
        missing = tuple(sorted(line for line, count in counted.items() if count > 0))
        orphaned = tuple(sorted(line for line, count in counted.items() if count < 0))
        yield Difference(document, missing, orphaned)


def _ledger_lines(reader: Reader, patterns: Patterns) -> Iterator[list[str]]:
    """Yield the lines of each item that is not deleted."""
    base, after, last = reader.base_iri, 0, reader.last_num()
    while page := reader.live_records(after, last, _PAGE):
        for _, record in page:
            yield patterns.triples(decode(record), base)
        after = page[-1][0]


def _store_lines(held: HeldSnapshot) -> Iterator[str]:
    """Yield every triple of the store as a line; `str` of a term is its canonical form."""
    store = ox.Store.read_only(str(held.path))
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        yield f"{quad.subject} {quad.predicate} {quad.object} ."


def _document(line: str) -> str:
    """Return the document that a line describes: the IRI of its subject up to ``#``."""
    return line[1 : line.index(">")].partition("#")[0]
