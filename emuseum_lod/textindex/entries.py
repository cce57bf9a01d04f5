"""What of a record can be searched: its words by language, and its numbers. A function of the record and the folding alone."""

from collections import defaultdict
from dataclasses import dataclass

from emuseum_lod.catalogue.records import CatalogueRecord, Concept, HumanMadeObject
from emuseum_lod.textindex.folding import Folding


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of an item in one language ("" where its source does not say): of its titles and names, and of the texts about it."""

    lang: str
    names: str
    texts: str


@dataclass(frozen=True, slots=True)
class Entries:
    """All that can be searched of an item. `numbers` are folded."""

    texts: tuple[Entry, ...] = ()
    numbers: tuple[str, ...] = ()


NOTHING = Entries()


def entries_of(record: CatalogueRecord | None, folding: Folding) -> Entries:
    """Return the entries of a record; none of what is deleted."""
    if record is None:
        return NOTHING
    names: defaultdict[str, list[str]] = defaultdict(list)
    texts: defaultdict[str, list[str]] = defaultdict(list)
    if isinstance(record, Concept):
        for text in (*record.labels, *record.alt_labels, *record.hidden_labels):
            names[text.lang].append(text.value)
        for text in (*record.definitions, *record.notes):
            texts[text.lang].append(text.value)
    else:
        for name in record.titles if isinstance(record, HumanMadeObject) else record.names:
            names[name.lang].append(name.value)
        for statement in getattr(record, "statements", ()):
            texts[statement.lang].append(statement.value)
    written = (
        Entry(lang, _words(names[lang], folding), _words(texts[lang], folding))
        for lang in sorted({*names, *texts})
    )
    return Entries(
        tuple(entry for entry in written if entry.names or entry.texts),
        _numbers(record, folding) if isinstance(record, HumanMadeObject) else (),
    )


def _words(said: list[str], folding: Folding) -> str:
    return " ".join(word for text in said for word in folding.words(text))


def _numbers(record: HumanMadeObject, folding: Folding) -> tuple[str, ...]:
    written = (
        number for identifier in record.identifiers for number in (identifier.value, *identifier.findable)
    )
    folded = (folding.number(number) for number in (*written, record.local_id))
    return tuple(dict.fromkeys(number for number in folded if number))
