"""Items in lists: what they are called, a picture, and a quiet line that tells them apart."""

from collections.abc import Iterable, Mapping
from typing import Final

from emuseum_lod.catalogue.records import (
    Actor,
    Asset,
    CatalogueRecord,
    Collection,
    Concept,
    HumanMadeObject,
    Institution,
    Place,
    Span,
    Text,
    Tour,
)
from emuseum_lod.uris import ItemId, kind_of
from emuseum_lod.views.pages import Card, Message, Value, Words
from emuseum_lod.views.wording import Wording, cut

Assets = Mapping[ItemId, Asset]
"""The assets of the items in a list, as far as they are known."""

_LOOKED_AT: Final = 4
"""Files of an object among which its picture is looked for."""


def card_of(record: CatalogueRecord, wording: Wording, assets: Assets) -> Card:
    """Return an item as it stands in a list. The labels of `card_needs` make its line complete."""
    return Card(
        kind=kind_of(record.id),
        href=wording.addresses.page(record.id),
        title=wording.title(record),
        image=_image(record, wording, assets),
        notes=tuple(_notes(record, wording)),
        demonstration=record.demonstration,
    )


def card_needs(records: Iterable[CatalogueRecord]) -> tuple[set[ItemId], set[ItemId]]:
    """Return the items whose labels, and the assets, that the cards of these records show."""
    labels: set[ItemId] = set()
    assets: set[ItemId] = set()
    for record in records:
        match record:
            case HumanMadeObject():
                labels.update(
                    role.actor for production in record.production[:1] for role in production.actors[:1]
                )
                assets.update(record.assets[:_LOOKED_AT])
            case Place() | Institution():
                labels.update(item for item in (*record.types[:1], _within(record)) if item)
            case Collection() | Asset() | Tour():
                labels.update((record.institution,) if record.institution else ())
            case _:
                pass
    return labels, assets


def _image(record: CatalogueRecord, wording: Wording, assets: Assets) -> str:
    """Return the first picture of ours: a record may begin with its 3D model, or with images elsewhere."""
    own = record.assets[:_LOOKED_AT] if isinstance(record, HumanMadeObject) else (record.id,)
    known = {record.id: record, **assets} if isinstance(record, Asset) else assets
    for asset in (known[item] for item in own if item in known):
        small = asset.thumbnail or (asset.url if asset.type == "image" else "")
        if path := wording.addresses.file(small):
            return path
    return ""


def _notes(record: CatalogueRecord, wording: Wording) -> Iterable[Value]:
    match record:
        case HumanMadeObject():
            yield from _object_notes(record, wording)
        case Actor():
            yield from wording.when(_lifetime(record))
        case Place() | Institution():
            yield from (Words(wording.label(item)) for item in record.types[:1])
            if within := _within(record):
                yield Words(wording.label(within))
        case Concept():
            others = [text for text in wording.in_order(record.labels) if text.lang != wording.lang]
            yield from (Words(cut(text)) for text in others[:2])
        case Asset():
            yield Message(f"asset.{record.type}")
        case Collection() | Tour() if record.institution:
            yield Words(wording.label(record.institution))
        case _:
            pass


def _object_notes(record: HumanMadeObject, wording: Wording) -> Iterable[Value]:
    for production in record.production[:1]:
        yield from (Words(wording.label(role.actor)) for role in production.actors[:1])
        yield from wording.when(production.span)
    yield from (Words(Text(identifier.value)) for identifier in record.identifiers[:1])


def _lifetime(record: Actor) -> Span | None:
    begin = record.birth.begin if record.birth else ""
    end = record.death.end if record.death else ""
    return Span(begin=begin, end=end) if begin or end else record.active


def _within(record: Place | Institution) -> ItemId | None:
    return record.part_of if isinstance(record, Place) else record.place or record.region
