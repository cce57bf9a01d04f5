"""Items that a record mentions by a mere text: the provider's own terms, and persons, places and collections without an identifier.

Each text is an item of its own under the provider (docs/identifiers.md); two texts are one item only where a lookup says so. What was
made is kept in a bounded cache, since a catalogue mentions the same few thousand things all the time.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final, Generic, Literal, TypedDict, TypeVar

import msgspec

from emuseum_lod.catalogue.records import (
    Actor,
    CatalogueRecord,
    Collection,
    Concept,
    Name,
    Place,
    Text,
    encode,
)
from emuseum_lod.mapping.profile import Profile
from emuseum_lod.uris import ItemId, Kind, mint

ConceptRole = Literal["type", "material", "technique", "period", "language", "unit"]
BY_TEXT: Final = 10
"""Authority of an item of which no more than a text is known."""

T = TypeVar("T")


class Emission(msgspec.Struct, frozen=True, eq=False):
    """A record that came out of a source record, with the authority it speaks with and its canonical form.

    `derived`: the item is only mentioned by the source record, which is about another. An item that is mentioned again is the same
    Emission again, as long as the cache holds it: compare with ``is``.
    """

    record: CatalogueRecord
    authority: int
    data: bytes
    derived: bool = True


class Bounded(Generic[T]):
    """A cache that forgets what was not used for longest."""

    def __init__(self, limit: int) -> None:
        """Make a cache of at most `limit` entries."""
        self._limit = limit
        self._entries: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the entry of a key; `make` it when it isn't there."""
        entries = self._entries
        if key in entries:
            entries.move_to_end(key)
            return entries[key]
        made = entries[key] = make()
        if len(entries) > self._limit:
            entries.popitem(last=False)
        return made


def emit(record: CatalogueRecord, authority: int, *, derived: bool = True) -> Emission:
    """Return a record as an emission."""
    return Emission(record, authority, encode(record), derived)


class Common(TypedDict):
    """What every record of a provider says."""

    provider: str
    demonstration: bool
    metadata_rights: str


def common(profile: Profile) -> Common:
    """Return what every record of a provider says."""
    provider = profile.provider
    return {
        "provider": provider.id,
        "demonstration": provider.demonstration,
        "metadata_rights": provider.metadata_rights,
    }


class Terms:
    """Makes the provider's own items from texts."""

    def __init__(self, profile: Profile) -> None:
        """Make them in the namespace of a provider."""
        self._profile = profile
        self._common = common(profile)

    def concept(self, text: str, lang: str, role: ConceptRole, group: str) -> Emission:
        """Return a term; `group` keeps apart what is spelt alike in different fields (paper the material, paper the object)."""
        item, namespace = self._mint("concept", group, text)
        provider = self._profile.id
        record = Concept(
            id=item,
            namespace=namespace,
            local_id=text,
            scheme=f"{provider}-terms",
            role=role,
            labels=(Text(text, lang),),
            **self._common,
        )
        return emit(record, BY_TEXT)

    def actor(self, text: str, lang: str, identifier: str = "") -> Emission:
        """Return a person or group by name, or by the identifier that a lookup gives for the name."""
        item, namespace = self._mint("actor", "" if identifier else "names", identifier or text)
        names = (Name(value=text, lang=lang),)
        return emit(
            Actor(id=item, namespace=namespace, local_id=identifier or text, names=names, **self._common),
            BY_TEXT,
        )

    def place(self, text: str, lang: str, identifier: str = "") -> Emission:
        """Return a place by name, or by the identifier that a lookup gives for the name."""
        item, namespace = self._mint("place", "" if identifier else "names", identifier or text)
        names = (Name(value=text, lang=lang),)
        return emit(
            Place(id=item, namespace=namespace, local_id=identifier or text, names=names, **self._common),
            BY_TEXT,
        )

    def collection(self, text: str, lang: str, institution: ItemId | None) -> Emission:
        """Return a collection of an institution by name."""
        item, namespace = self._mint("collection", "names", text)
        names = (Name(value=text, lang=lang),)
        return emit(
            Collection(
                id=item,
                namespace=namespace,
                local_id=text,
                names=names,
                institution=institution,
                **self._common,
            ),
            BY_TEXT,
        )

    def _mint(self, kind: Kind, group: str, text: str) -> tuple[ItemId, str]:
        namespace = f"{self._profile.id}/{group}" if group else self._profile.id
        return mint(kind, namespace, text), namespace
