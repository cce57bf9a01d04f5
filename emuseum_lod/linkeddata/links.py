"""The links in the headers of what is sent about an item: how page, thing and data belong together (RFC 8288; FAIR Signposting, level 1)."""

from collections.abc import Iterable
from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.linkeddata.formats import HTML
from emuseum_lod.linkeddata.profile import Variant
from emuseum_lod.linkeddata.profiles import variants_of
from emuseum_lod.linkeddata.subject import Subject
from emuseum_lod.replies import Link
from emuseum_lod.uris import ItemId, Kind
from emuseum_lod.views.addresses import Addresses, web_address

LINK_FORMAT: Final = "application/link-format"
ABOUT_PAGE: Final = "https://schema.org/AboutPage"
_TYPES: Final[dict[Kind, str]] = {
    "object": "https://schema.org/CreativeWork",
    "actor": "https://schema.org/Thing",
    "place": "https://schema.org/Place",
    "concept": "https://schema.org/DefinedTerm",
    "institution": "https://schema.org/Museum",
    "collection": "https://schema.org/Collection",
    "asset": "https://schema.org/MediaObject",
    "tour": "https://schema.org/CreativeWork",
    "def": "https://schema.org/DefinedTermSet",
}
"""What an item is, as search engines and Signposting's clients say it."""


def of_a_page(subject: Subject) -> tuple[Link, ...]:
    """Return the links of an item's page: its identifier, its data, what it is, its languages, its licence."""
    page = page_address(subject)
    return (
        Link(page, "canonical"),
        Link(subject.iri, "cite-as"),
        Link(ABOUT_PAGE, "type"),
        Link(_TYPES[subject.stored.kind], "type"),
        *described_by(subject),
        *(Link(f"{page}?lang={lang}", "alternate", hreflang=lang) for lang in LANGUAGES),
        *versions(subject.stored.id, subject.service.addresses),
        *licence(subject),
    )


def of_data(variant: Variant, subject: Subject) -> tuple[Link, ...]:
    """Return the links of a document about an item: what it describes, its profile, the other documents, its licence.

    The document describes the thing and, in Signposting's terms, its landing page.
    """
    page = page_address(subject)
    return (
        Link(data_address(variant, subject), "canonical"),
        Link(subject.iri, "describes"),
        Link(page, "describes", type=HTML.media_type),
        Link(variant.profile.iri, "profile"),
        Link(page, "alternate", type=HTML.media_type),
        *(_to(each, subject, "alternate") for each in concise(variants_of(subject)) if each != variant),
        *versions(subject.stored.id, subject.service.addresses),
        *licence(subject),
    )


def versions(item: ItemId, addresses: Addresses) -> tuple[Link, ...]:
    """Return the links to what an item said at a time, and to the list of what it ever said (RFC 7089, §2.2)."""
    return (
        Link(addresses.absolute(addresses.timegate(item)), "timegate"),
        Link(addresses.absolute(addresses.history(item)), "timemap", type=LINK_FORMAT),
    )


def described_by(subject: Subject) -> tuple[Link, ...]:
    """Return the links to the documents about an item."""
    return tuple(_to(each, subject, "describedby") for each in concise(variants_of(subject)))


def concise(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    """Return the documents that headers and pages name: every format of the recommended profile, and the first of each other.

    Proxies take 4 KB of headers; the other formats are there for who asks (`choosing`).
    """
    first: dict[str, Variant] = {}
    for each in variants:
        first.setdefault(f"{each.profile.token} {each.format.extension if each.recommended else ''}", each)
    return tuple(first.values())


def licence(subject: Subject) -> tuple[Link, ...]:
    """Return the link to the licence of the description, where there is one."""
    address = web_address(subject.record.metadata_rights)
    return (Link(address, "license"),) if address else ()


def page_address(subject: Subject) -> str:
    """Return the absolute address of an item's page."""
    addresses = subject.service.addresses
    return addresses.absolute(addresses.page(subject.stored.id))


def data_address(variant: Variant, subject: Subject) -> str:
    """Return the absolute address of a document about an item."""
    addresses = subject.service.addresses
    return addresses.absolute(variant.address(subject.stored.id, addresses))


def _to(variant: Variant, subject: Subject, rel: str) -> Link:
    return Link(
        data_address(variant, subject), rel, type=variant.format.media_type, profile=variant.profile.iri
    )
