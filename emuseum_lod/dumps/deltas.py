"""What changed in the triples between two editions, as an RDF Patch: ``D`` before a line that is no longer there, ``A`` before a new one.

An item owns its triples, and they follow from its record and the patterns: the difference of two editions is that of the items that the log names.
(https://jena.apache.org/documentation/rdf-patch/)
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from emuseum_lod.catalogue.records import CatalogueRecord
from emuseum_lod.graph.patterns import Patterns
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.uris import ItemId

MEDIA_TYPE: Final = "application/rdf-patch"
EXTENSION: Final = "rdfp"
HEAD: Final = b"TX .\n"
TAIL: Final = b"TC .\n"
_AT_ONCE: Final = 500


class Step(NamedTuple):
    """The lines of an item that are no longer there, and those that are new."""

    deleted: tuple[str, ...]
    added: tuple[str, ...]

    def patch(self) -> bytes:
        """Return them as lines of a patch."""
        lines = [*(f"D {line}\n" for line in self.deleted), *(f"A {line}\n" for line in self.added)]
        return "".join(lines).encode()


def steps(reader: Reader, after_seq: int, patterns: Patterns) -> Iterator[Step]:
    """Yield the differences of every item that changed after a change of the log, each once. Memory grows by the names of those items.

    `reader` has to be one of a single commit. What was erased since can't be told: the caller makes sure that nothing was.
    """
    base, seen = reader.base_iri, set[ItemId]()
    while changes := reader.changes(after_seq, _AT_ONCE):
        after_seq = changes[-1].seq
        # The first change of an item tells what was there before; what is there now, the item itself.
        first = {}
        for change in changes:
            if change.op != "touch" and change.item_id not in seen:
                seen.add(change.item_id)
                first[change.item_id] = change.previous
        now = reader.get_many(first)
        for item, previous in first.items():
            before = _lines(previous, patterns, base)
            after = _lines(now[item].record, patterns, base)
            if before != after:
                yield Step(tuple(sorted(before - after)), tuple(sorted(after - before)))


def _lines(record: CatalogueRecord | None, patterns: Patterns, base: str) -> frozenset[str]:
    return frozenset() if record is None else frozenset(patterns.triples(record, base))
