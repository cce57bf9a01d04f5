"""Reads from the ledger what is shown of a model: the model itself, the object that it is of, and who keeps that."""

import re
from typing import Final
from urllib.parse import urlsplit

from emuseum_lod.catalogue.naming import labels_of
from emuseum_lod.catalogue.records import Asset, HumanMadeObject
from emuseum_lod.ledger.reading import Reader
from emuseum_lod.uris import ItemId, is_item_id, kind_of
from emuseum_lod.views.addresses import Addresses, web_address
from emuseum_lod.views.pages import Poster, ViewerPage
from emuseum_lod.views.rights import rights_of
from emuseum_lod.views.viewing import can_be_viewed, oembed_path, viewer_path
from emuseum_lod.views.wording import Wording

_NAMED_BY: Final = ("embed/", "page/", "id/")
"""Before an item's id in the addresses of ours that may be embedded."""


# What may stand in a policy as a source; a host with anything else in it (";" would begin a rule) is not one to fetch from.
_ORIGIN: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d+)?(?=[/?#]|$)", re.ASCII)


def model_of(reader: Reader, url: str, addresses: Addresses) -> ItemId | None:
    """Return the model that an address of ours shows: that of its viewer, of its page, or the first of an object's; None for any other address."""
    path = urlsplit(url)._replace(query="", fragment="").geturl().removeprefix(addresses.base)
    if not url.startswith(addresses.base):
        return None
    for room in _NAMED_BY:
        if path.startswith(room) and is_item_id(path.removeprefix(room)):
            return _model(reader, ItemId(path.removeprefix(room)))
    return None


def _model(reader: Reader, item: ItemId) -> ItemId | None:
    if kind_of(item) == "asset":
        return item
    stored = reader.get(item) if kind_of(item) == "object" else None
    if stored is None or not isinstance(stored.record, HumanMadeObject):
        return None
    found = reader.get_many(stored.record.assets)
    return next((one for one in stored.record.assets if one in found and is_model(found[one].record)), None)


def is_model(record: object) -> bool:
    """Tell whether a record is one of a 3D model that is not deleted."""
    return isinstance(record, Asset) and record.type == "model"


def viewer_page(reader: Reader, asset: Asset, lang: str, addresses: Addresses) -> ViewerPage | None:
    """Return the page in which a model is looked at, in a language; None where its address is none that may be followed."""
    ours = addresses.file(asset.url)
    source = ours or web_address(asset.url)
    if source is None:
        return None
    origin = _ORIGIN.match(source) if ours is None else None
    users, _ = reader.users(asset.id, "object", limit=1)
    shown = next((user.record for user in users if isinstance(user.record, HumanMadeObject)), None)
    museum = shown.institution if shown else asset.institution
    wording = Wording(lang, reader.labels([museum] if museum else []), addresses)
    path = addresses.root + viewer_path(asset.id)
    return ViewerPage(
        lang=lang,
        path=path,
        canonical=addresses.absolute(path),
        title=wording.title(shown if shown and not labels_of(asset) else asset),
        about=addresses.page(shown.id if shown else asset.id),
        museum=wording.reference(museum) if museum else None,
        demonstration=asset.demonstration,
        source=source,
        origin=origin[0] if origin else "",
        external=ours is None,
        viewable=can_be_viewed(asset.url, asset.media_type) and bool(ours or origin),
        media_type=asset.media_type,
        bytes=asset.bytes,
        poster=_poster(reader, asset, shown, addresses),
        rights=rights_of(asset.rights or (shown.rights if shown else ""), wording),
        oembed={
            format_: addresses.absolute(addresses.root + oembed_path(addresses.absolute(path), format_))
            for format_ in ("json", "xml")
        },
    )


def _poster(
    reader: Reader, asset: Asset, shown: HumanMadeObject | None, addresses: Addresses
) -> Poster | None:
    """Return a picture of ours that stands for the model: its own small one, else the first of the object's."""
    own = addresses.file(asset.thumbnail)
    if own:
        return Poster(own)
    found = reader.get_many(shown.assets) if shown else {}
    for item in shown.assets if shown else ():
        record = found[item].record if item in found else None
        if isinstance(record, Asset) and record.type == "image" and (path := addresses.file(record.url)):
            return Poster(path, record.width, record.height)
    return None
