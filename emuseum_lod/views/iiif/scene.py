"""An object as a manifest by the draft of IIIF Presentation 4: a scene for each of its 3D models.

The draft may change, and these documents with it; they say so themselves, and their addresses do (``/iiif/4-draft/``).
"""

from emuseum_lod.catalogue.records import CatalogueRecord, HumanMadeObject, Text
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.iiif.addresses import DRAFT_CONTEXT, draft_path, view_path
from emuseum_lod.views.iiif.description import description, media_format, rights
from emuseum_lod.views.iiif.files import ShownFile, file_address, models, pictures
from emuseum_lod.views.iiif.manifest import thumbnail
from emuseum_lod.views.iiif.texts import language_map, words
from emuseum_lod.views.json_text import Json, said
from emuseum_lod.views.viewing import model_type


def scenes(record: CatalogueRecord, faces: Faces, base: str) -> Json | None:
    """Return the draft manifest of an object; None for one without a 3D model, and for other kinds of items."""
    if not isinstance(record, HumanMadeObject):
        return None
    addresses = Addresses(base)
    shown = models(record, faces, addresses)
    if not shown:
        return None
    path = addresses.root + draft_path(record.id)
    about = description(record, faces, addresses)
    about["metadata"] = [
        {"label": words("status"), "value": words("draft")},
        *about.get("metadata", []),
    ]
    return {
        "@context": DRAFT_CONTEXT,
        "id": addresses.absolute(path),
        "type": "Manifest",
        **about,
        **said(thumbnail=_picture(record, shown[0], faces, addresses)),
        "items": [
            _scene(model, addresses.absolute(view_path(path, model.item)), number, record, faces)
            for number, model in enumerate(shown, 1)
        ],
    }


def _scene(model: ShownFile, scene: str, number: int, record: HumanMadeObject, faces: Faces) -> Json:
    """Return a scene with the model at its origin: a viewer adds light and a camera (the draft's "basic model in scene")."""
    format_ = media_format(model_type(model.face.url, model.face.media_type))
    annotation = {
        "id": f"{scene}#painting",
        "type": "Annotation",
        "motivation": ["painting"],
        "body": said(id=model.address, type="Model", format=format_),
        "target": {"id": scene, "type": "Scene"},
    }
    return said(
        id=scene,
        type="Scene",
        label=language_map(faces[model.item].labels) or language_map([Text(str(number))]),
        rights=rights(model.face.rights) if model.face.rights != record.rights else "",
        items=[{"id": f"{scene}#page", "type": "AnnotationPage", "items": [annotation]}],
    )


def _picture(record: HumanMadeObject, model: ShownFile, faces: Faces, addresses: Addresses) -> list[Json]:
    """Return the model's own small picture, else the first picture of the object."""
    if file_address(model.face.thumbnail, addresses):
        return thumbnail(model.face, "", addresses)
    found = pictures(record, faces, addresses)
    return thumbnail(found[0].face, found[0].address, addresses) if found else []
