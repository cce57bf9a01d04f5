"""What the IIIF documents of an object say of it beside showing it: label, metadata, rights, who provides it, where its data are."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import HumanMadeObject, Text
from emuseum_lod.graph.structural import load_structural_terms
from emuseum_lod.ledger.faces import Faces
from emuseum_lod.uris import ItemId
from emuseum_lod.views.addresses import Addresses, web_address
from emuseum_lod.views.dublin_core import INVENTED, iso_span, measurements, parts_taken
from emuseum_lod.views.iiif.addresses import collection_path
from emuseum_lod.views.iiif.files import models
from emuseum_lod.views.iiif.texts import LanguageMap, language_map, words
from emuseum_lod.views.json_text import Json, said
from emuseum_lod.views.viewing import model_type
from emuseum_lod.views.wording import Wording

LINKED_ART: Final = "https://linked.art/ns/v1/linked-art.json"

_RIGHTS: Final = re.compile(
    r"http://(?:creativecommons\.org/(?:licenses|publicdomain)|rightsstatements\.org/vocab)/[!-~]+", re.ASCII
)
"""The statements that `rights` may hold (Presentation 3.0, §3.2), by their identifiers: http, never https."""

_TEXT: Final = "description"


def description(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> Json:
    """Return the properties that describe an object in a manifest, in every language that there is."""
    return said(
        label=label(record, addresses),
        summary=language_map(Text(one.value, one.lang) for one in record.statements if one.type == _TEXT),
        metadata=[{"label": name, "value": value} for name, value in _metadata(record, faces) if value],
        requiredStatement=_required(record, faces),
        rights=rights(record.rights),
        provider=agent(record.institution, faces, addresses),
        homepage=homepages(record.id, record.homepage, label(record, addresses), addresses),
        seeAlso=data(record.id, addresses),
        rendering=_downloads(record, faces, addresses),
        partOf=_collections(record, faces, addresses),
    )


def label(record: HumanMadeObject, addresses: Addresses) -> LanguageMap:
    """Return what an object is called: its primary titles; where it has none, its number or key."""
    primary = [title for title in record.titles if title.type == "primary"] or record.titles[:1]
    found = language_map(Text(title.value, title.lang) for title in primary)
    return found or language_map([Wording(LANGUAGES[0], {}, addresses).title(record)])


def rights(statement: str) -> str:
    """Return a statement of rights if it is one that IIIF knows, else ""."""
    return statement if _RIGHTS.fullmatch(statement) else ""


def agent(item: ItemId, faces: Faces, addresses: Addresses) -> list[Json]:
    """Return an institution as the provider of a resource; none where it has no name."""
    face = faces.get(item)
    name = language_map(face.labels) if face else {}
    if not name:
        return []
    page = {
        "id": addresses.absolute(addresses.page(item)),
        "type": "Text",
        "label": name,
        "format": "text/html",
    }
    return [
        {
            "id": addresses.iri(item),
            "type": "Agent",
            "label": name,
            "homepage": [page | {"language": [*LANGUAGES]}],
        }
    ]


def homepages(item: ItemId, elsewhere: str, name: LanguageMap, addresses: Addresses) -> list[Json]:
    """Return the pages of an item: ours, and the provider's own."""
    ours = {
        "id": addresses.absolute(addresses.page(item)),
        "type": "Text",
        "label": name,
        "format": "text/html",
        "language": [*LANGUAGES],
    }
    theirs = web_address(elsewhere)
    return [ours, *([{"id": theirs, "type": "Text", "label": name, "format": "text/html"}] if theirs else [])]


def data(item: ItemId, addresses: Addresses) -> list[Json]:
    """Return the data of an item, for programs."""
    found = (
        ("linked-art.jsonld", "application/ld+json", LINKED_ART, "Linked Art"),
        ("jsonld", "application/ld+json", "", "CIDOC CRM (JSON-LD)"),
        ("ttl", "text/turtle", "", "CIDOC CRM (Turtle)"),
    )
    return [
        said(
            id=addresses.absolute(addresses.data(item, extension)),
            type="Dataset",
            label={"none": [name]},
            format=format_,
            profile=profile,
        )
        for extension, format_, profile, name in found
    ]


def _required(record: HumanMadeObject, faces: Faces) -> Json | None:
    """Return what a viewer has to show: whose the object is, the museum's credit line, and that it is invented where it is."""
    face = faces.get(record.institution)
    credit = [Text(one.value, one.lang) for one in record.statements if one.type == "credit"]
    invented = INVENTED if record.demonstration else ()
    value = language_map([*invented, *(face.labels if face else ()), *credit])
    return {"label": words("provided_by"), "value": value} if value else None


def _metadata(record: HumanMadeObject, faces: Faces) -> Iterator[tuple[LanguageMap, LanguageMap]]:
    """Yield what is known of an object, a label and a value each.

    Items that are called something in the same languages stand together; others by themselves, or a reader of one language
    would not be told of them at all: a viewer shows the value of one language alone.
    """

    def named(key: str, items: Iterable[ItemId]) -> Iterator[tuple[LanguageMap, LanguageMap]]:
        grouped: dict[frozenset[str], list[Text]] = {}
        for item in dict.fromkeys(items):
            labels = faces[item].labels if item in faces else ()
            grouped.setdefault(frozenset(text.lang for text in labels), []).extend(labels)
        yield from ((words(key), language_map(labels)) for labels in grouped.values())

    made = record.production
    yield from named("makers", (role.actor for part, role in parts_taken(record) if part == "creator"))
    for production in made:
        if production.span:
            yield words("made"), language_map(production.span.display or [Text(iso_span(production.span))])
    yield from named("period", (item for production in made for item in production.periods))
    yield from named("made_at", (item for production in made for item in production.places))
    yield from named("type", (*record.types, *record.classifications))
    yield from named("materials", record.materials)
    yield from named("techniques", (item for production in made for item in production.techniques))
    yield words("dimensions"), language_map(measurements(record.dimensions))
    yield from named("found_at", (item for encounter in record.encounters for item in encounter.places))
    yield from named("collections", record.collections)
    for identifier in record.identifiers:
        term = load_structural_terms().get("identifier", identifier.type)
        yield (
            language_map(term.labels if term else [Text(identifier.type)]),
            language_map([Text(identifier.value)]),
        )


def _downloads(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> list[Json]:
    """Return the 3D models of an object, which Presentation 3 has no canvas for, to be opened with something else."""
    return [
        said(
            id=model.address,
            type="Model",
            label=language_map(faces[model.item].labels) or {"none": [model.address.rpartition("/")[2]]},
            format=media_format(model_type(model.face.url, model.face.media_type)),
        )
        for model in models(record, faces, addresses)
    ]


def media_format(media_type: str) -> str:
    """Return a media type without its parameters; "" for what is none."""
    bare = media_type.partition(";")[0].strip().lower()
    return bare if re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", bare, re.ASCII) else ""


def _collections(record: HumanMadeObject, faces: Faces, addresses: Addresses) -> list[Json]:
    return [
        {
            "id": addresses.absolute(addresses.root + collection_path(item)),
            "type": "Collection",
            "label": name,
        }
        for item in (record.institution, *record.collections)
        if item in faces and (name := language_map(faces[item].labels))
    ]
