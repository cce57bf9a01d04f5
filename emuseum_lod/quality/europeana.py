"""How Europeana will grade a record of EDM: content tier, metadata tier, problem patterns (Europeana Publishing Framework; docs/europeana.md).

A prediction from the record alone: that its addresses answer is taken for granted, and a picture whose size is not stated is taken for one of
no size, so that a tier is never promised that Europeana may not give.
"""

from typing import Final, Literal, NamedTuple

from emuseum_lod.catalogue.records import Text
from emuseum_lod.quality.enrichment import contextual_tier, enabling_tier
from emuseum_lod.quality.languages import language_tier
from emuseum_lod.quality.licences import tier_cap
from emuseum_lod.views.edm.model import EdmRecord, EdmType, WebResource
from emuseum_lod.views.viewing import OEMBED

MetadataTier = Literal["0", "A", "B", "C"]

_LETTERS: Final[tuple[MetadataTier, ...]] = ("0", "A", "B", "C")
_PIXELS: Final = ((950_000, 4), (420_000, 2), (100_000, 1))
"""From how many pixels on a picture reaches a tier."""


class Tiers(NamedTuple):
    """The grades of a record. `metadata` is the lowest of the three after it."""

    content: int
    metadata: MetadataTier
    language: MetadataTier
    enabling: MetadataTier
    contextual: MetadataTier


def tiers(record: EdmRecord) -> Tiers:
    """Return the grades of a record."""
    language, enabling, contextual = (
        language_tier(record),
        enabling_tier(record),
        contextual_tier(record),
    )
    lowest = min(language, enabling, contextual)
    return Tiers(
        content_tier(record), _LETTERS[lowest], _LETTERS[language], _LETTERS[enabling], _LETTERS[contextual]
    )


def content_tier(record: EdmRecord) -> int:
    """Return the best of what each view gives: the tier of its medium, as far as its licence lets it come."""
    aggregation, type_ = record.aggregation, record.cho.type
    if type_ == "IMAGE" and not aggregation.object:
        return 0
    views = {aggregation.is_shown_by, *aggregation.has_view}
    embeddable = {service.iri for service in record.services if service.conforms_to == OEMBED}
    shown = [resource for resource in record.web_resources if resource.iri in views]
    page = 1 if aggregation.is_shown_at else 0
    if not shown:
        return 0 if type_ == "IMAGE" else page
    return max(
        min(
            _media_tier(type_, resource, embeddable=resource.service in embeddable, page=page),
            tier_cap(resource.rights or aggregation.rights),
        )
        for resource in shown
    )


def lacks_sizes(record: EdmRecord) -> bool:
    """Tell whether a record shows pictures and states the size of none: its content tier can't be told from it."""
    views = {record.aggregation.is_shown_by, *record.aggregation.has_view}
    shown = [resource for resource in record.web_resources if resource.iri in views]
    return record.cho.type == "IMAGE" and bool(shown) and not any(one.width * one.height for one in shown)


def _media_tier(type_: EdmType, resource: WebResource, *, embeddable: bool, page: int) -> int:
    """Return the tier that a view gives to a record of a type, before its licence; `page` is that of a page that shows the object."""
    media = resource.media_type.partition(";")[0].strip().lower()
    pixels = resource.width * resource.height
    by_size = next((tier for least, tier in _PIXELS if pixels >= least), 0)
    match type_:
        case "IMAGE":
            return by_size
        case "TEXT":
            return 4 if media == "application/pdf" else max(by_size, page)
        case "VIDEO":
            if embeddable or (media.startswith("video/") and resource.height >= 480):
                return 4
            return 1 if media.startswith("video/") else 0
        case "SOUND":
            return 4 if embeddable or media.startswith("audio/") else page
        case "3D":
            flat = not media or media.startswith("image/") or media == "application/pdf"
            return 0 if flat else 4


def texts_of(record: EdmRecord, property_: str) -> list[Text]:
    """Return the texts of a property."""
    return [
        said.value
        for said in record.cho.statements
        if said.property == property_ and isinstance(said.value, Text)
    ]
