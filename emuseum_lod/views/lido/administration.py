"""Rights, the record itself and digital files (administrative metadata)."""

from functools import lru_cache
from typing import Final

from emuseum_lod.catalogue.records import HumanMadeObject, Text
from emuseum_lod.ledger.faces import FileFace
from emuseum_lod.uris import ItemId, item_iri
from emuseum_lod.views.addresses import Addresses, web_address
from emuseum_lod.views.lido.elements import (
    LOCAL,
    TERMINOLOGY,
    Sayer,
    by_language,
    element,
    identifier,
    plain,
    statement_of,
    text,
    texts,
    typed,
)
from emuseum_lod.views.rights import rights_names
from emuseum_lod.views.xml_text import attribute

_LICENCE_OR_STATEMENT: Final = typed(f"{TERMINOLOGY}lido00921")
_PROVIDED_FILE: Final = typed(f"{TERMINOLOGY}lido00464")
_THUMBNAIL: Final = typed(f"{TERMINOLOGY}lido00451")
_IIIF_SERVICE: Final = typed("http://iiif.io/api/image")
_PAGE: Final = typed("page")
_LANDING_PAGE: Final = typed(f"{TERMINOLOGY}lido00916")
_HTML: Final = ' lido:formatResource="text/html"'
_ITEM_LEVEL: Final = statement_of(
    "recordType",
    f"{TERMINOLOGY}lido00141",
    (Text("Жеке зат", "kk"), Text("Отдельный предмет", "ru"), Text("Item-level record", "en")),
)


def administration(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return what stands in ``administrativeMetadata``."""
    files = "".join([element("resourceSet", _file(asset, sayer)) for asset in record.assets])
    return (
        element("rightsWorkWrap", _rights_of_the_work(record))
        + element("recordWrap", _record(record, sayer))
        + element("resourceWrap", files)
    )


def _rights_of_the_work(record: HumanMadeObject) -> str:
    """Return the statement about the work; the source's own words about rights, and its line of thanks."""
    said: dict[str, list[Text]] = {"rights": [], "credit": []}
    for one in record.statements:
        if one.type in said:
            said[one.type].append(Text(one.value, one.lang))
    words = [
        element("rightsWorkSet", element("rightsType", texts("term", group)))
        for group in by_language(said["rights"])
    ]
    thanks = [element("rightsWorkSet", texts("creditLine", group)) for group in by_language(said["credit"])]
    return "".join([element("rightsWorkSet", _rights(record.rights)), *words, *thanks])


@lru_cache(maxsize=256)
def _rights(uri: str) -> str:
    return statement_of("rightsType", uri, rights_names(uri), _LICENCE_OR_STATEMENT) if uri else ""


def _record(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return what is said of the record itself: its identifier with who sends it, the museum, licence, pages, collections."""
    provider = f"{sayer.base}def/providers#{record.provider}"
    return (
        plain(
            "recordID",
            record.local_id,
            f'{typed(TERMINOLOGY + LOCAL)} lido:source="{attribute(record.namespace)}"',
        )
        + identifier("recordID", f"{item_iri(sayer.base, record.id)}#record")
        + _ITEM_LEVEL
        + element(
            "recordSource",
            sayer.ids("legalBodyID", record.institution) + sayer.named("legalBodyName", record.institution),
        )
        + element("recordSource", identifier("legalBodyID", provider), typed("provider"))
        + element("recordRights", _rights(record.metadata_rights))
        + _pages(record, sayer)
        + "".join([element("collection", _collection(one, sayer)) for one in record.collections])
    )


def _pages(record: HumanMadeObject, sayer: Sayer) -> str:
    """Return our page about the object, and the provider's own."""
    pages = (sayer.page(record.id), web_address(record.homepage) or "")
    return "".join(
        [element("recordInfoSet", plain("recordInfoLink", page, _HTML), _LANDING_PAGE) for page in pages]
    )


def _collection(item: ItemId, sayer: Sayer) -> str:
    page = plain("objectWebResource", sayer.page(item), _HTML)
    inner = page + sayer.ids("objectID", item) + sayer.named("objectName", item)
    return texts("displayObject", sayer.face(item).labels) + element("object", inner)


def _file(asset: ItemId, sayer: Sayer) -> str:
    """Return a digital file: where it is and how large, smaller ones of it, what it is, what it is called, its rights."""
    file = sayer.face(asset).file
    ids = sayer.ids("resourceID", asset)
    if file is None:
        return ids
    shown = [
        _representation(file.url, file.media_type, _PROVIDED_FILE, sayer, _sizes(file, sayer)),
        _representation(file.thumbnail, "", _THUMBNAIL, sayer),
        _representation(file.iiif_service, "", _IIIF_SERVICE, sayer),
        _representation(file.homepage, "text/html", _PAGE, sayer),
    ]
    return (
        ids
        + "".join(shown)
        + sayer.term("resourceType", "digital", file.type)
        + "".join([text("resourceDescription", label) for label in sayer.face(asset).labels])
        + element("rightsResource", _rights(file.rights))
    )


def _representation(url: str, media_type: str, type_: str, sayer: Sayer, sizes: str = "") -> str:
    """Return one way to a file; nothing for what is no address."""
    addresses = Addresses(sayer.base)
    ours = addresses.file(url)
    address = addresses.absolute(ours) if ours else web_address(url)
    format_ = f' lido:formatResource="{attribute(media_type)}"' if media_type else ""
    link = plain("linkResource", address or "", format_)
    return element("resourceRepresentation", link + sizes, type_) if link else ""


def _sizes(file: FileFace, sayer: Sayer) -> str:
    sizes = (
        ("width", "pixel", file.width),
        ("height", "pixel", file.height),
        ("file-size", "byte", file.bytes),
    )
    return "".join(
        [
            element(
                "resourceMeasurementsSet",
                sayer.term("measurementType", "dimension", kind)
                + sayer.term("measurementUnit", "unit", unit)
                + plain("measurementValue", str(size)),
            )
            for kind, unit, size in sizes
            if size > 0
        ]
    )
