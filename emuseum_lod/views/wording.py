"""What items and terms are called on a page in one language."""

import re
from dataclasses import dataclass
from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES, Labels, best, labels_of
from emuseum_lod.catalogue.records import Asset, CatalogueRecord, Concept, HumanMadeObject, Name, Span, Text
from emuseum_lod.graph.structural import load_structural_terms
from emuseum_lod.uris import ItemId, key_of
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.pages import Reference, When

MAX_LABEL: Final = 300
"""Characters of a name in a heading, list or link; what is longer is cut, and stands in full among the names."""

# Control characters, and those that turn the direction of what stands after a name; joiners stay, names are spelt with them.
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def languages_for(lang: str) -> tuple[str, ...]:
    """Return the languages a reader of `lang` is given, in the order that they are tried: never a random one."""
    return (lang, *(other for other in LANGUAGES if other != lang))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for a page: the labels of the items it speaks of, its language, and our addresses."""

    lang: str
    labels: Labels
    addresses: Addresses

    def best(self, texts: tuple[Text, ...]) -> Text | None:
        """Return the text for the reader of this page."""
        return best(texts, languages_for(self.lang))

    def title(self, record: CatalogueRecord) -> Text:
        """Return what an item is called, by itself; its number or key where it has no name."""
        named = self.best(labels_of(record))
        if named is None and isinstance(record, HumanMadeObject) and record.identifiers:
            named = Text(record.identifiers[0].value)
        if named is None and isinstance(record, Concept):
            named = Text(record.notation)
        if named is None and isinstance(record, Asset):
            named = cut(Text(record.url.rpartition("/")[2]))
        return cut(named) if named and named.value.strip() else Text(key_of(record.id))

    def label(self, item: ItemId) -> Text:
        """Return what another item is called; its key while the ledger has no label of it."""
        named = self.best(self.labels.get(item, ()))
        return cut(named) if named and named.value.strip() else Text(key_of(item))

    def reference(self, item: ItemId, before: Text | None = None, after: Text | None = None) -> Reference:
        """Return another item as a value."""
        return Reference(self.label(item), self.addresses.page(item), before, after)

    def references(self, *items: ItemId | None) -> tuple[Reference, ...]:
        """Return other items as values; those that are None are left out."""
        return tuple(self.reference(item) for item in items if item)

    def when(self, *spans: Span | None) -> tuple[When, ...]:
        """Return times as values."""
        return tuple(
            When(span, self.best(span.display))
            for span in spans
            if span and (span.display or span.begin or span.end)
        )

    def term(self, group: str, slug: str) -> Text:
        """Return what a structural term (``dimension``, ``height``) is called; its slug where the table has none."""
        found = load_structural_terms().get(group, slug)
        return (self.best(found.labels) if found else None) or Text(slug)

    def names(self, names: tuple[Name, ...]) -> tuple[Text, ...]:
        """Return names as texts, those in the page's language first."""
        return self.in_order(tuple(Text(name.value, name.lang) for name in names))

    def in_order(self, texts: tuple[Text, ...]) -> tuple[Text, ...]:
        """Return texts, each once, in the order in which the reader's languages are tried."""
        order = {lang: position for position, lang in enumerate(languages_for(self.lang))}
        return tuple(
            sorted(dict.fromkeys(texts), key=lambda text: order.get(text.lang.partition("-")[0], len(order)))
        )


def cut(text: Text) -> Text:
    """Return a text that is no longer than a name may be, in one line and without control characters."""
    value = _CONTROLS.sub("", " ".join(text.value.split()))
    return Text(value if len(value) <= MAX_LABEL else value[: MAX_LABEL - 1].rstrip() + "…", text.lang)
