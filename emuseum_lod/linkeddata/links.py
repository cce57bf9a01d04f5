"""The links in the headers of what is sent about an item: how page, thing and data belong together (RFC 8288; FAIR Signposting, level 1)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from emuseum_lod.catalogue.naming import LANGUAGES
from emuseum_lod.catalogue.records import Asset, HumanMadeObject
from emuseum_lod.ledger.faces import face_of
from emuseum_lod.linkeddata.formats import HTML
from emuseum_lod.linkeddata.profile import Variant
from emuseum_lod.linkeddata.profiles import RECOMMENDED, variants_of
from emuseum_lod.linkeddata.subject import Subject
from emuseum_lod.replies import Link
from emuseum_lod.uris import ItemId, Kind
from emuseum_lod.views.addresses import Addresses, web_address

LINK_FORMAT: Final = "application/link-format"
ABOUT_PAGE: Final = "https://schema.org/AboutPage"
_FEW: Final = 4
"""Makers, and files, that a header names."""
_ROOM: Final = 2_900
"""Characters of links about an item and its documents, of the 4 KB of headers that proxies take."""
_GIVING_WAY: Final = ("describedby", "alternate")
_MANY: Final = 100
"""Files that a linkset names."""
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


def of_a_page(subject: Subject, *, whole: bool = False) -> tuple[Link, ...]:
    """Return the links of an item's page: its identifier, its makers, its data and files, what it is, its languages, its licence.

    For a header they are a few of each kind; `whole`: all of them, for the linkset.
    """
    page = page_address(subject)
    documents, few = variants_of(subject), None if whole else _FEW
    found = (
        Link(page, "canonical"),
        Link(subject.iri, "cite-as"),
        Link(ABOUT_PAGE, "type"),
        Link(_TYPES[subject.stored.kind], "type"),
        *authors(subject)[:few],
        *(_to(each, subject, "describedby") for each in (documents if whole else concise(documents))),
        *items(subject)[:few],
        *(Link(f"{page}?lang={lang}", "alternate", hreflang=lang) for lang in LANGUAGES),
        *versions(subject.stored.id, subject.service.addresses),
        *licence(subject),
    )
    return found if whole else _fitting(found)


def of_data(variant: Variant, subject: Subject) -> tuple[Link, ...]:
    """Return the links of a document about an item: what it describes, its profile, the page and the other documents, its licence."""
    others = concise(variants_of(subject))
    found = (
        Link(data_address(variant, subject), "canonical"),
        *about_a_document(variant, subject),
        Link(page_address(subject), "alternate", type=HTML.media_type),
        *(_to(each, subject, "alternate") for each in others if each != variant),
        *versions(subject.stored.id, subject.service.addresses),
    )
    return _fitting(found)


def about_a_document(variant: Variant, subject: Subject) -> tuple[Link, ...]:
    """Return what a document describes (the thing and, in Signposting's terms, its landing page), its profile, its licence."""
    return (
        Link(subject.iri, "describes"),
        Link(page_address(subject), "describes", type=HTML.media_type),
        Link(variant.profile.iri, "profile"),
        *licence(subject),
    )


def versions(item: ItemId, addresses: Addresses) -> tuple[Link, ...]:
    """Return the links to what an item said at a time, and to the list of what it ever said (RFC 7089, §2.2)."""
    return (
        Link(addresses.absolute(addresses.timegate(item)), "timegate"),
        Link(addresses.absolute(addresses.history(item)), "timemap", type=LINK_FORMAT),
    )


def authors(subject: Subject) -> tuple[Link, ...]:
    """Return the links to who made an object."""
    record, iri = subject.record, subject.service.addresses.iri
    if not isinstance(record, HumanMadeObject):
        return ()
    makers = dict.fromkeys(role.actor for each in record.production for role in each.actors)
    return tuple(Link(iri(actor), "author") for actor in makers)


def items(subject: Subject) -> tuple[Link, ...]:
    """Return the links to the files that an item consists of or is shown by, ours and elsewhere."""
    record = subject.record
    if isinstance(record, Asset):
        files = [face_of(record).file]
    elif isinstance(record, HumanMadeObject):
        files = [subject.faces[each].file for each in record.assets[:_MANY] if each in subject.faces]
    else:
        files = []
    found = ((each, _file_address(each.url, subject)) for each in files if each)
    return tuple(Link(address, "item", type=each.media_type) for each, address in found if address)


def anchored(link: Link, anchor: str) -> Link:
    """Return a link with what it is from."""
    return replace(link, anchor=anchor)


def _file_address(url: str, subject: Subject) -> str | None:
    addresses = subject.service.addresses
    ours = addresses.file(url)
    return addresses.absolute(ours) if ours else web_address(url)


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


def _fitting(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """Return the links that headers have room for, also where our base IRI is long: documents in other profiles give way, the last first.

    The linkset names them all.
    """
    excess = sum(len(str(each)) for each in links) - _ROOM
    left_out = set()
    for each in reversed(links):
        if excess > 0 and each.rel in _GIVING_WAY and each.profile not in ("", RECOMMENDED.iri):
            excess -= len(str(each))
            left_out.add(each)
    return tuple(each for each in links if each not in left_out)


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
