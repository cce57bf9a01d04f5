"""The page models of items: what a page for people says, without HTML. Pure functions of records and labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from emuseum_lod.catalogue.naming import labels_of
from emuseum_lod.catalogue.records import (
    Asset,
    CatalogueRecord,
    Concept,
    Definition,
    HumanMadeObject,
    Text,
    Tour,
)
from emuseum_lod.ledger.rows import StoredItem
from emuseum_lod.uris import ItemId, Kind, oai_identifier
from emuseum_lod.views.addresses import web_address
from emuseum_lod.views.cards import Assets, card_of
from emuseum_lod.views.collation import alphabetically
from emuseum_lod.views.definitions import terms_of
from emuseum_lod.views.facts import facts_of, prose_of
from emuseum_lod.views.linked_art import LINKED_ART
from emuseum_lod.views.pages import (
    Branch,
    Download,
    EntityPage,
    File,
    GonePage,
    Neighbourhood,
    Picture,
    Reference,
)
from emuseum_lod.views.reasons import reason_of
from emuseum_lod.views.rights import rights_of
from emuseum_lod.views.viewing import can_be_viewed, viewer_path
from emuseum_lod.views.wording import Wording, cut

PROVIDERS: Final = ItemId("def/providers")
"""The document that says who the providers are, each at its own fragment."""

MAX_PICTURES = 40
"""Pictures on one page; a coin from both sides has two, an album may have hundreds."""

_PICTURES = (".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, slots=True)
class Users:
    """The items of one kind that refer to an item, as the ledger gave them. `next_after`: more follow. `total` is at most `counted_to`."""

    kind: Kind
    items: Sequence[StoredItem]
    next_after: int | None
    total: int
    counted_to: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the ledger knows around an item: its assets and those of its neighbours, and who refers to it.

    `alone`: the page is a continued list of one kind, and leaves the description out. `structured` is that for search engines.
    """

    assets: Mapping[ItemId, Asset]
    users: Sequence[Users] = ()
    alone: bool = False
    above: Sequence[ItemId] = ()
    below: Sequence[tuple[ItemId, Sequence[ItemId]]] = ()
    structured: Mapping[str, Any] | None = None


def entity_page(
    stored: StoredItem,
    record: CatalogueRecord,
    wording: Wording,
    surroundings: Surroundings,
    *,
    downloads: tuple[Download, ...],
    neighbours: str,
    oai_domain: str,
) -> EntityPage:
    """Return the page of an item. `downloads` are the documents about it, the recommended one first; `neighbours` is where what points at it is as data."""
    addresses, item = wording.addresses, stored.id
    title = _title(record, wording, surroundings)
    pictures, files = _media(record, wording, surroundings.assets)
    return EntityPage(
        lang=wording.lang,
        path=addresses.page(item),
        canonical=addresses.absolute(addresses.page(item)),
        describedby=addresses.absolute(_describedby(downloads)),
        kind=stored.kind,
        iri=addresses.iri(item),
        title=title,
        names=_other_names(record, title, wording),
        demonstration=record.demonstration,
        facts=facts_of(record, wording),
        prose=prose_of(record, wording),
        pictures=pictures,
        files=files,
        neighbours=tuple(
            _neighbourhood(users, stored, wording, surroundings, neighbours) for users in surroundings.users
        ),
        downloads=downloads,
        terms=terms_of(record, wording) if isinstance(record, Definition) else (),
        provider=stored.provider,
        provider_href=f"{addresses.page(PROVIDERS)}#{quote(stored.provider)}",
        modified=stored.modified,
        rights=rights_of(record.metadata_rights, wording),
        oai_identifier=oai_identifier(oai_domain, item) if stored.kind == "object" else "",
        origin=record.origins[0] if record.origins else None,
        alone=surroundings.alone,
        above=wording.references(*surroundings.above),
        branches=_branches(surroundings, wording),
        history=addresses.history(item),
        version=addresses.absolute(addresses.version(item, stored.seq)),
        structured=surroundings.structured,
    )


def _branches(surroundings: Surroundings, wording: Wording) -> tuple[Branch, ...]:
    branches = (
        Branch(wording.reference(top), _in_order(wording.references(*twigs)))
        for top, twigs in surroundings.below
    )
    return tuple(sorted(branches, key=lambda branch: alphabetically(branch.term.text.value)))


def _in_order(terms: Iterable[Reference]) -> tuple[Reference, ...]:
    return tuple(sorted(terms, key=lambda term: alphabetically(term.text.value)))


def _describedby(downloads: Sequence[Download]) -> str:
    """Return the one document that HTML links as its description: Linked Art's where there is one (its API 1.0 asks for that), the first otherwise."""
    return next((each.href for each in downloads if each.profile == LINKED_ART), downloads[0].href)


def gone_page(stored: StoredItem, wording: Wording) -> GonePage:
    """Return what is left of a deleted item. After a purge not even its name is."""
    addresses, record = wording.addresses, stored.last_record
    return GonePage(
        lang=wording.lang,
        path=addresses.page(stored.id),
        canonical=addresses.absolute(addresses.page(stored.id)),
        kind=stored.kind,
        iri=addresses.iri(stored.id),
        title=wording.title(record) if record else None,
        since=stored.datestamp,
        reason=wording.best(reason_of(stored)) or Text(""),
        successor=wording.reference(stored.successor) if stored.successor else None,
        history=addresses.history(stored.id),
        demonstration=bool(record and record.demonstration),
    )


def _title(record: CatalogueRecord, wording: Wording, surroundings: Surroundings) -> Text:
    """Return what the page is headed with: a file without a name of its own is called as the object it shows."""
    shown = (user.record for users in surroundings.users for user in users.items)
    of = next((user for user in shown if user is not None), None) if isinstance(record, Asset) else None
    return wording.title(of if of is not None and not labels_of(record) else record)


def _other_names(record: CatalogueRecord, title: Text, wording: Wording) -> tuple[Text, ...]:
    """Return the names of an item beside its title: other languages, former and alternative ones."""
    names = record.titles if isinstance(record, HumanMadeObject) else getattr(record, "names", ())
    every = wording.names(names) or (
        wording.in_order(labels_of(record)) if isinstance(record, Concept) else ()
    )
    return tuple(text for text in every if cut(text) != title or text.value != title.value)


def _media(
    record: CatalogueRecord, wording: Wording, assets: Assets
) -> tuple[tuple[Picture, ...], tuple[File, ...]]:
    """Return the pictures that we hold and may show, and every other file as something to fetch."""
    pictures: list[Picture] = _panorama(record, wording)
    files: list[File] = []
    for asset in _assets_of(record, assets):
        picture = _picture(asset, record, wording)
        if picture is None:
            files.extend(_file(asset, wording))
        elif len(pictures) < MAX_PICTURES:
            pictures.append(picture)
    return tuple(pictures), tuple(files)


def _panorama(record: CatalogueRecord, wording: Wording) -> list[Picture]:
    """Return the panorama that a tour consists of, where it is a picture of ours."""
    path = wording.addresses.file(record.url) if isinstance(record, Tour) else None
    if path is None or not path.lower().endswith(_PICTURES):
        return []
    return [Picture(path, path, wording.title(record), wording.addresses.page(record.id))]


def _assets_of(record: CatalogueRecord, assets: Assets) -> list[Asset]:
    if isinstance(record, Asset):
        return [record]
    wanted = record.assets if isinstance(record, HumanMadeObject) else ()
    return [assets[item] for item in wanted if item in assets]


def _picture(asset: Asset, of: CatalogueRecord, wording: Wording) -> Picture | None:
    full = wording.addresses.file(asset.url)
    if asset.type != "image" or full is None:
        return None
    return Picture(
        src=full,
        full=full,
        alt=wording.title(asset if asset.names else of),
        href=wording.addresses.page(asset.id),
        width=asset.width,
        height=asset.height,
        rights=rights_of(asset.rights, wording),
    )


def _file(asset: Asset, wording: Wording) -> list[File]:
    ours = wording.addresses.file(asset.url)
    address = ours or web_address(asset.url)
    if address is None:
        return []
    return [
        File(
            type=asset.type,
            name=wording.title(asset) if asset.names else None,
            href=address,
            page=wording.addresses.page(asset.id),
            media_type=asset.media_type,
            bytes=asset.bytes,
            external=ours is None,
            rights=rights_of(asset.rights, wording),
            viewer=wording.addresses.root + viewer_path(asset.id) if _has_viewer(asset) else "",
        )
    ]


def _has_viewer(asset: Asset) -> bool:
    return asset.type == "model" and can_be_viewed(asset.url, asset.media_type)


def _neighbourhood(
    users: Users, stored: StoredItem, wording: Wording, surroundings: Surroundings, data: str
) -> Neighbourhood:
    path = wording.addresses.page(stored.id)
    return Neighbourhood(
        kind=users.kind,
        cards=tuple(
            card_of(user.record, wording, surroundings.assets)
            for user in users.items
            if user.record is not None
        ),
        more=f"{path}?show={users.kind}&after={users.next_after}" if users.next_after else "",
        total=users.total,
        bounded=users.total >= users.counted_to,
        data=f"{data}?show={users.kind}" if data else "",
    )
