"""Which digital files of an object Europeana is shown, and as what.

A file is shown where its rights are ones that Europeana accepts: its own, or, where it states none, those of the object. A file with
other rights is left out, never published under more open ones. A 3D model is shown by the page it can be looked at in, since a record of type
3D that shows only pictures is graded 0; its picture is edm:object.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec

from emuseum_lod.catalogue.records import HumanMadeObject, Text
from emuseum_lod.ledger.faces import Faces, FileFace
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.edm.model import EdmType, Service, WebResource
from emuseum_lod.views.edm.rights import is_accepted
from emuseum_lod.views.edm.values import link, texts
from emuseum_lod.views.viewing import OEMBED, can_be_viewed, model_type, oembed_path, viewer_path

IIIF_IMAGE: Final = "http://iiif.io/api/image"

_TYPES: Final[dict[str, EdmType]] = {
    "model": "3D",
    "image": "IMAGE",
    "video": "VIDEO",
    "sound": "SOUND",
    "text": "TEXT",
}
"""The type of an object by its files' types: the first of these that it has."""


class Shown(NamedTuple):
    """How an object is shown: its type, the best view of it and the others, a picture to stand for it, and the rights of the best view."""

    type: EdmType
    shown_by: str
    views: tuple[str, ...]
    picture: str
    rights: str
    resources: tuple[WebResource, ...]
    services: tuple[Service, ...]


class _File(NamedTuple):
    item: ItemId
    face: FileFace
    iri: str
    rights: str


def shown(record: HumanMadeObject, faces: Faces, base: str) -> Shown:
    """Return how an object is shown; `rights` is "" where Europeana accepts none that are stated."""
    addresses = Addresses(base)
    files = sorted(_usable(record, faces, addresses), key=lambda file: [*_TYPES].index(file.face.type))
    if not files:
        return Shown("IMAGE", "", (), "", record.rights if is_accepted(record.rights) else "", (), ())
    resources: dict[str, WebResource] = {}
    services: dict[str, Service] = {}
    for file in files:
        for resource, service in _resources(file, addresses):
            resources.setdefault(resource.iri, resource)
            if service:
                services.setdefault(service.iri, service)
    best, *others = resources
    picture = _picture(files, addresses)
    if picture and picture.iri not in resources:
        resources[picture.iri] = WebResource(iri=picture.iri, rights=picture.rights)
    return Shown(
        _TYPES[files[0].face.type],
        best,
        tuple(others),
        picture.iri if picture else "",
        resources[best].rights,
        tuple(resources.values()),
        tuple(services.values()),
    )


def _usable(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> Iterator[_File]:
    for item in record.assets:
        face = faces.get(item)
        if face is None or face.file is None or face.file.type not in _TYPES:
            continue
        iri, rights = _address(face.file.url, addresses), face.file.rights or record.rights
        if iri and is_accepted(rights):
            yield _File(item, face.file, iri, rights)


def _address(url: str, addresses: Addresses) -> str:
    path = addresses.file(url)
    return addresses.absolute(path) if path else link(url)


def _picture(files: list[_File], addresses: Addresses) -> _File | None:
    """Return the first image; a small picture of the best file where there is no image."""
    for file in files:
        if file.face.type == "image":
            return file
    small = _address(files[0].face.thumbnail, addresses)
    return files[0]._replace(iri=small) if small else None


def _resources(file: _File, addresses: Addresses) -> Iterator[tuple[WebResource, Service | None]]:
    """Yield what a file is shown as: itself; before a model, the page that it can be looked at in, which can be embedded."""
    face = file.face
    if face.type != "model" or not can_be_viewed(face.url, face.media_type):
        service = link(face.iiif_service)
        yield _web_resource(file, service), Service(iri=service, conforms_to=IIIF_IMAGE) if service else None
        return
    viewer = addresses.absolute(addresses.root + viewer_path(file.item))
    oembed = addresses.absolute(addresses.root + oembed_path(viewer, "json"))
    page = WebResource(
        iri=viewer,
        is_format_of=(file.iri,),
        rights=file.rights,
        media_type="text/html",
        service=oembed,
        type="3D",
    )
    yield page, Service(iri=oembed, conforms_to=OEMBED)
    yield msgspec.structs.replace(_web_resource(file), is_format_of=(viewer,)), None


def _web_resource(file: _File, service: str = "") -> WebResource:
    face = file.face
    stated = model_type(face.url, face.media_type) if face.type == "model" else face.media_type
    return WebResource(
        iri=file.iri,
        rights=file.rights,
        media_type="".join(text.value for text in texts([Text(stated)])),
        bytes=max(face.bytes, 0),
        width=max(face.width, 0),
        height=max(face.height, 0),
        service=service,
        type="3D" if face.type == "model" else None,
    )
