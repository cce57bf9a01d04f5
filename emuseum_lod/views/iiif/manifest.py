"""An object as a manifest of IIIF Presentation 3.0 (https://iiif.io/api/presentation/3.0/): a canvas for each of its pictures."""

from typing import Final

from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject, Text
from emuseum_lod.ledger.faces import Faces, FileFace
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.iiif.addresses import CONTEXT, manifest_path, view_path
from emuseum_lod.views.iiif.description import description, media_format, rights
from emuseum_lod.views.iiif.files import ShownFile, file_address, pictures
from emuseum_lod.views.iiif.texts import language_map
from emuseum_lod.views.json_text import Json, said

_SIDE: Final = 1_000
"""The height and width of a canvas whose picture's size nobody has stated: a canvas needs some, and a square favours no shape."""

_BY_ENDING: Final = {
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".gif": "image/gif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".webp": "image/webp",
}


def manifest(record: CatalogueRecord, faces: Faces, base: str) -> Json | None:
    """Return the manifest of an object; None for one without a picture, and for other kinds of items.

    `faces` are those of the items that the record refers to. Valid by the schema of IIIF's own validator.
    """
    if not isinstance(record, HumanMadeObject):
        return None
    addresses = Addresses(base)
    shown = pictures(record, faces, addresses)
    if not shown:
        return None
    path = addresses.root + manifest_path(record.id)
    canvases = [_canvas(file, number, record, faces, addresses) for number, file in enumerate(shown, 1)]
    return {
        "@context": CONTEXT,
        "id": addresses.absolute(path),
        "type": "Manifest",
        **description(record, faces, addresses),
        "thumbnail": thumbnail(shown[0].face, shown[0].address, addresses),
        "items": canvases,
    }


def thumbnail(file: FileFace, picture: str, addresses: Addresses) -> list[Json]:
    """Return a small picture: the file's own, else the picture itself, with the service that can make it small."""
    small = file_address(file.thumbnail, addresses)
    return (
        [_image(small, "", [])] if small else [_image(picture, file.media_type, _services(file, addresses))]
    )


def _canvas(
    file: ShownFile, number: int, record: HumanMadeObject, faces: Faces, addresses: Addresses
) -> Json:
    canvas = addresses.absolute(view_path(addresses.root + manifest_path(record.id), file.item))
    face = file.face
    measured = face.width > 0 and face.height > 0
    width, height = (face.width, face.height) if measured else (_SIDE, _SIDE)
    picture = _image(file.address, face.media_type, _services(face, addresses))
    if measured:
        picture |= {"width": width, "height": height}
    annotation = {
        "id": f"{canvas}#painting",
        "type": "Annotation",
        "motivation": "painting",
        "body": picture,
        "target": canvas,
    }
    return said(
        id=canvas,
        type="Canvas",
        label=language_map(faces[file.item].labels) or language_map([Text(str(number))]),
        width=width,
        height=height,
        rights=rights(face.rights) if face.rights != record.rights else "",
        thumbnail=thumbnail(face, file.address, addresses),
        items=[{"id": f"{canvas}#page", "type": "AnnotationPage", "items": [annotation]}],
    )


def _image(address: str, media_type: str, services: list[Json]) -> Json:
    stated = media_format(media_type)
    ending = f".{address.partition('?')[0].rpartition('.')[2]}".lower()
    return said(id=address, type="Image", format=stated or _BY_ENDING.get(ending, ""), service=services)


def _services(file: FileFace, addresses: Addresses) -> list[Json]:
    """Return the image service of a file, described as little as can be: a viewer reads the rest from its info.json."""
    address = file_address(file.iiif_service, addresses)
    level = "http://iiif.io/api/image/2/level0.json"
    return [{"@id": address, "@type": "ImageService2", "profile": level}] if address else []
