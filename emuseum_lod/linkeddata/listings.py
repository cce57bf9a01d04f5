"""What tells which documents there are about an item: the alternates of Content Negotiation by Profile, and the linkset of FAIR Signposting.

Both are asked for and addressed like the profiles that they list (``?_profile=alt``, ``….linkset.json``) and are not among them.
"""

from collections.abc import Iterable
from typing import Final

from emuseum_lod.linkeddata import links
from emuseum_lod.linkeddata.formats import LINKSET_JSON, LINKSET_TEXT, RDF_FORMATS, Format
from emuseum_lod.linkeddata.profile import Profile, Variant, in_rdf
from emuseum_lod.linkeddata.profiles import variants_of
from emuseum_lod.linkeddata.subject import Subject
from emuseum_lod.namespaces import ALTR, DCTERMS, RDF
from emuseum_lod.replies import Link
from emuseum_lod.uris import KINDS
from emuseum_lod.views.json_text import Json, json_bytes, said

_EVERY: Final = frozenset(KINDS)


def _alternates(subject: Subject) -> Iterable[str]:
    """Return the item's representations in the vocabulary of Content Negotiation by Profile (§5): which, of what profile and media type."""
    documents = variants_of(subject)
    yield f"<{subject.iri}> <{ALTR}#hasDefaultRepresentation> <{links.data_address(documents[0], subject)}> ."
    for each in documents:
        address = links.data_address(each, subject)
        yield f"<{subject.iri}> <{ALTR}#hasRepresentation> <{address}> ."
        yield f"<{address}> <{RDF}type> <{ALTR}#Representation> ."
        yield f"<{address}> <{DCTERMS}conformsTo> <{each.profile.iri}> ."
        yield f'<{address}> <{DCTERMS}format> "{each.format.media_type}" .'


def _linkset(subject: Subject, wanted: Format) -> bytes:
    contexts = _contexts(subject)
    if wanted is LINKSET_TEXT:
        return (",\n".join(str(link) for link in contexts) + "\n").encode()
    return json_bytes({"linkset": _by_anchor(contexts)})


def _contexts(subject: Subject) -> list[Link]:
    """Return every link around an item, each with what it is from: the page, each document, each file."""
    page = links.page_address(subject)
    found = [(page, each) for each in links.of_a_page(subject, whole=True)]
    for document in variants_of(subject):
        address = links.data_address(document, subject)
        found += [(address, each) for each in links.about_a_document(document, subject)]
    found += [(each.target, Link(page, "collection", type="text/html")) for each in links.items(subject)]
    return [links.anchored(each, anchor) for anchor, each in found]


def _by_anchor(found: Iterable[Link]) -> list[Json]:
    """Return links as the contexts of a linkset in JSON (RFC 9264, §4.2).

    `profile` is a string, as FAIR Signposting's examples and clients have it, though §4.2.4.3 would make an array of it.
    """
    contexts: dict[str, Json] = {}
    for link in found:
        context = contexts.setdefault(link.anchor, {"anchor": link.anchor})
        target = said(
            href=link.target,
            type=link.type,
            hreflang=[link.hreflang] if link.hreflang else None,
            profile=link.profile,
        )
        context.setdefault(link.rel, []).append(target)
    return list(contexts.values())


ALTERNATES: Final = Profile(
    "alt", ALTR, "Alternates", _EVERY, RDF_FORMATS, in_rdf(_alternates),
    other_names=("all", "http://www.w3.org/ns/dx/conneg/altr"),
)  # fmt: skip

LINKSET: Final = Profile(
    "linkset",
    "https://signposting.org/FAIR/",
    "FAIR Signposting",
    _EVERY,
    (LINKSET_JSON, LINKSET_TEXT),
    _linkset,
)

LISTINGS: Final[tuple[Profile, ...]] = (ALTERNATES, LINKSET)


def linksets(subject: Subject) -> tuple[Link, ...]:
    """Return the links to the linkset of an item, in both its formats."""
    return tuple(
        Link(links.data_address(Variant(LINKSET, each), subject), "linkset", type=each.media_type)
        for each in LINKSET.formats
    )
