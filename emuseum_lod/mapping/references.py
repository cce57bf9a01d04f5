"""Compiles the rules of fields that refer to other items: terms of vocabularies, and persons, places and collections by name.

A word is looked up; what the lookup doesn't know becomes the provider's own term. The results are cached, misses are counted each time.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Final

import msgspec

from emuseum_lod.catalogue.records import Concept, Place, Text
from emuseum_lod.catalogue.vocabularies import PLACES, load_vocabularies, place_id
from emuseum_lod.errors import ConfigurationError
from emuseum_lod.mapping.audit import Audit
from emuseum_lod.mapping.compile_texts import Texts
from emuseum_lod.mapping.findings import Findings
from emuseum_lod.mapping.lookups import IGNORE, Entry, Lookup, fold
from emuseum_lod.mapping.profile import Profile
from emuseum_lod.mapping.record_files import Piece
from emuseum_lod.mapping.terms import Bounded, ConceptRole, Emission, Terms
from emuseum_lod.uris import ItemId, concept_id

Refer = Callable[[Any, Findings], list[ItemId]]
"""From a record (or a node of it) to the items that it refers to."""
ByName = Callable[[Text, str], Emission]
"""Makes an item of a text and the identifier that a lookup confirmed for it, or ""."""

_CACHED: Final = 20_000
_LONGEST: Final = 500
"""Characters of a word; what is longer is a text that got into the wrong column."""
_PLACES: Final = "places"


class Target(msgspec.Struct, frozen=True):
    """What a field refers to: terms of a `scheme` (any when empty) in a `role`; `group` keeps apart own terms spelt alike."""

    group: str
    scheme: str = ""
    role: ConceptRole = "type"


class Found(msgspec.Struct, frozen=True):
    """What a word stands for: items of ours, items of the provider's own, and whether a lookup `missed` it."""

    items: tuple[ItemId, ...] = ()
    own: tuple[Emission, ...] = ()
    missed: bool = False


class Vocabulary(msgspec.Struct, frozen=True):
    """The notations of one of our vocabularies, and what its labels stand for, folded; a label of two terms stands for neither."""

    notations: frozenset[str]
    labels: dict[str, str]


@cache
def vocabularies() -> dict[str, Vocabulary]:
    """Return our vocabularies by scheme; places are the scheme ``places``."""
    labels: dict[str, dict[str, set[str]]] = {}
    for record in load_vocabularies():
        if isinstance(record, Concept):
            terms, notation = labels.setdefault(record.scheme, {}), record.notation
            names = [text.value for text in (*record.labels, *record.alt_labels, *record.hidden_labels)]
        elif isinstance(record, Place) and record.namespace == PLACES:
            terms, notation = labels.setdefault(_PLACES, {}), record.local_id
            names = [name.value for name in record.names]
        else:
            continue
        terms.setdefault(fold(notation), set()).add(notation)
        for name in names:
            terms.setdefault(fold(name), set()).add(notation)
    return {
        scheme: Vocabulary(
            frozenset(notation for notations in terms.values() for notation in notations),
            {name: next(iter(notations)) for name, notations in terms.items() if len(notations) == 1},
        )
        for scheme, terms in labels.items()
    }


def is_known(scheme: str, notation: str) -> bool:
    """Tell whether one of our vocabularies has a term."""
    return scheme in vocabularies() and notation in vocabularies()[scheme].notations


def check_lookup(lookup: Lookup, where: object) -> None:
    """Raise ConfigurationError for a row that names a vocabulary or a term that there is not."""
    for entry in lookup.all():
        if entry.scheme in ("", IGNORE):
            continue
        if entry.scheme not in vocabularies() or (
            entry.notation and not is_known(entry.scheme, entry.notation)
        ):
            raise ConfigurationError(
                f"{where}: {entry.value!r}: the vocabularies have no {entry.scheme}/{entry.notation}"
            )


def vocabulary_item(scheme: str, notation: str) -> ItemId:
    """Return the id of a term or place of our vocabularies."""
    return place_id(notation) if scheme == _PLACES else concept_id(scheme, notation)


class Words:
    """What the words of one rule stand for."""

    def __init__(
        self, piece: Piece, profile: Profile, audit: Audit, *, where: str, scheme: str = "", own: ByName
    ) -> None:
        """Read them with the rule's lookup and scheme (or the field's); `own` makes the provider's own item."""
        self._texts = Texts(piece, profile, where)
        self._audit = audit
        self._lookup = profile.lookups.get(piece.lookup)
        self._missing = piece.missing
        self._language = profile.provider.language
        self._scheme = piece.scheme or scheme
        self._labels = _labels(piece.scheme, where) if piece.scheme else None
        self._asked = f"lookups/{piece.lookup}.csv" if piece.lookup else f"the vocabulary {piece.scheme}"
        self._own = own
        self._found: Bounded[Found] = Bounded(_CACHED)

    def refer(self, record: Any, findings: Findings) -> list[ItemId]:
        """Return the items that a record's words stand for, each once, in its order."""
        return self._items(self._texts.of(record, findings), findings)

    def refer_node(self, node: Any, findings: Findings) -> list[ItemId]:
        """Return the items that the words of one node stand for."""
        return self._items(self._texts.of_node(node, findings), findings)

    def _items(self, texts: list[Text], findings: Findings) -> list[ItemId]:
        items: dict[ItemId, None] = {}
        for text in texts:
            if len(text.value) > _LONGEST:
                findings.report(
                    "too-long",
                    f"more than {_LONGEST} characters are no term or name; it was left out",
                    field=self._texts.label,
                    value=text.value,
                    advice="take the text as a statement, and split it or match the words in it",
                )
                continue
            found = self._found.get(text, lambda text=text: self._read(text))  # type: ignore[misc]  # bound at once
            self._count(text, found)
            for item in found.items:
                items[item] = None
            for emission in found.own:
                items[findings.mention(emission)] = None
        return list(items)

    def _read(self, text: Text) -> Found:
        if self._lookup is None and self._labels is None:
            return Found(own=(self._own(text, ""),))
        entries = self._lookup.find(text.value) if self._lookup else ()
        notation = self._labels.get(fold(text.value)) if self._labels and not entries else None
        if notation:
            return Found(items=(vocabulary_item(self._scheme, notation),))
        if not entries:
            return Found(own=(self._own(text, ""),) if self._missing == "term" else (), missed=True)
        counted = [entry for entry in entries if entry.scheme != IGNORE and self._is_meant(entry)]
        return Found(
            items=tuple(vocabulary_item(entry.scheme, entry.notation) for entry in counted if entry.notation),
            own=tuple(
                self._own(Text(entry.term, self._language) if entry.term else text, entry.id)
                for entry in counted
                if not entry.notation
            ),
        )

    def _is_meant(self, entry: Entry) -> bool:
        return not self._scheme or entry.scheme in ("", self._scheme)

    def _count(self, text: Text, found: Found) -> None:
        if (self._lookup is None and self._labels is None) or self._missing == "drop":
            return
        if found.missed:
            self._audit.miss(self._asked, self._texts.label, text.value)
        else:
            self._audit.hits[self._asked] += 1


def _labels(scheme: str, where: str) -> dict[str, str]:
    if scheme not in vocabularies():
        known = ", ".join(sorted(vocabularies()))
        raise ConfigurationError(f"{where}: scheme = {scheme!r}; there are: {known}")
    return vocabularies()[scheme].labels


def own_concepts(terms: Terms, target: Target) -> ByName:
    """Return what makes the provider's own terms for a field."""
    return lambda text, _identifier: terms.concept(text.value, text.lang, target.role, target.group)


def own_actors(terms: Terms) -> ByName:
    """Return what makes persons and groups known by name."""
    return lambda text, identifier: terms.actor(text.value, text.lang, identifier)


def own_places(terms: Terms) -> ByName:
    """Return what makes places known by name."""
    return lambda text, identifier: terms.place(text.value, text.lang, identifier)


def own_collections(terms: Terms, institution: ItemId | None) -> ByName:
    """Return what makes collections known by name."""
    return lambda text, _identifier: terms.collection(text.value, text.lang, institution)
