"""A museum, a thematic collection, or all museums, as collections of IIIF Presentation 3.0.

The standard has no pages for collections, and a museum may have a million objects. So a collection holds its first objects,
and as its last item a collection of the next ones: a chain, each link of which costs the same.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from emuseum_lod.catalogue.naming import labels_of
from emuseum_lod.catalogue.records import Collection, HumanMadeObject, Institution, Tour
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.views.addresses import Addresses
from emuseum_lod.views.dublin_core import INVENTED
from emuseum_lod.views.iiif.addresses import CONTEXT, TOP_PATH, collection_path, manifest_path
from emuseum_lod.views.iiif.description import agent, data, homepages, label
from emuseum_lod.views.iiif.files import file_address, pictures
from emuseum_lod.views.iiif.manifest import thumbnail
from emuseum_lod.views.iiif.texts import LanguageMap, language_map, words
from emuseum_lod.views.json_text import Json, said


class Stretch(NamedTuple):
    """One link of the chain: the cursor that it begins after (0: the first), and the one of the next link (None: none)."""

    after: int
    next: int | None


def collection(
    record: Institution | Collection,
    objects: Sequence[HumanMadeObject],
    tours: Iterable[Tour],
    faces: Faces,
    base: str,
    *,
    link: Stretch,
) -> Json:
    """Return a link of the collection of a museum, or of a thematic one: those of these objects that have pictures.

    `faces` are those of what the objects and the record refer to, and of the record itself.
    """
    addresses = Addresses(base)
    path = addresses.root + collection_path(record.id)
    name = language_map(labels_of(record)) or {"none": [record.id]}
    keeper = record.institution if isinstance(record, Collection) else record.id
    invented = [{"label": words("provided_by"), "value": language_map([*INVENTED, *labels_of(record)])}]
    head = said(
        requiredStatement=invented[0] if record.demonstration else None,
        provider=agent(keeper, faces, addresses) if keeper else [],
        homepage=homepages(record.id, record.homepage, name, addresses),
        seeAlso=data(record.id, addresses),
        rendering=[_tour(tour, addresses) for tour in tours if file_address(tour.url, addresses)],
    )
    items = [entry for one in objects for entry in _entry(one, faces, addresses)]
    return _chained(addresses.absolute(path), name, head, items, link=link, more=words("more"))


def museums(institutions: Iterable[Institution], base: str, link: Stretch) -> Json:
    """Return a link of the collection of all museums."""
    addresses = Addresses(base)
    items = [
        {
            "id": addresses.absolute(addresses.root + collection_path(one.id)),
            "type": "Collection",
            "label": language_map(labels_of(one)) or {"none": [one.id]},
        }
        for one in institutions
    ]
    whole = addresses.absolute(addresses.root + TOP_PATH)
    return _chained(whole, words("museums"), {}, items, link=link, more=words("more_museums"))


def _chained(
    whole: str,
    name: LanguageMap,
    head: Json,
    items: list[Json],
    *,
    link: Stretch,
    more: LanguageMap,
) -> Json:
    found = said(
        **{"@context": CONTEXT},
        id=f"{whole}?after={link.after}" if link.after else whole,
        type="Collection",
        label=name,
        **head,
        partOf=[{"id": whole, "type": "Collection", "label": name}] if link.after else [],
    )
    following = (
        [{"id": f"{whole}?after={link.next}", "type": "Collection", "label": more}] if link.next else []
    )
    return found | {"items": [*items, *following]}


def _entry(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> list[Json]:
    shown = pictures(record, faces, addresses)
    if not shown:
        return []
    return [
        {
            "id": addresses.absolute(addresses.root + manifest_path(record.id)),
            "type": "Manifest",
            "label": label(record, addresses),
            "thumbnail": thumbnail(shown[0].face, shown[0].address, addresses),
        }
    ]


def _tour(tour: Tour, addresses: Addresses) -> Json:
    """Return a virtual tour: IIIF has nothing for one, so it is another way to see the museum, in a browser."""
    return {
        "id": file_address(tour.url, addresses),
        "type": "Text",
        "label": language_map(labels_of(tour)) or {"none": [tour.id]},
        "format": "text/html",
    }
