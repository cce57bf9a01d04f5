"""What an item is called: the labels of a record, and the best of them for a reader."""

from collections.abc import Iterable, Mapping, Sequence

from emuseum_lod.catalogue.records import CatalogueRecord, Concept, HumanMadeObject, Text
from emuseum_lod.uris import ItemId

Labels = Mapping[ItemId, tuple[Text, ...]]
"""The labels of the items that a record refers to, for the views that print names instead of links."""

LANGUAGES = ("kk", "ru", "en")
"""The languages of the interface and the vocabularies, equals; the order is only that of a list."""


def labels_of(record: CatalogueRecord) -> tuple[Text, ...]:
    """Return the labels of a record: its primary names (or titles), or the first name it has at all."""
    if isinstance(record, Concept):
        return record.labels
    names = record.titles if isinstance(record, HumanMadeObject) else getattr(record, "names", ())
    said = [name for name in names if name.value]
    primary = [name for name in said if name.type == "primary"] or said[:1]
    return tuple(Text(name.value, name.lang) for name in primary)


def best(labels: Iterable[Text], preferred: Sequence[str]) -> Text | None:
    """Return the label for a reader of these languages, most wanted first; then one without a language; then any."""
    found = tuple(labels)
    for lang in (*preferred, ""):
        for label in found:
            if label.lang == lang or (lang and label.lang.startswith(f"{lang}-")):
                return label
    return found[0] if found else None
